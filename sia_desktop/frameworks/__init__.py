"""Packs become the frameworks the domain knows."""
