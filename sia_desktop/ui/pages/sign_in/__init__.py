"""Signing in again at a laptop that was away too long."""
