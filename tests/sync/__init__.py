"""Plays: two desktops, one central, and everything that can go wrong between them."""
