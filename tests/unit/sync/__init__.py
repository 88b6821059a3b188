"""Sync's parts by themselves."""
