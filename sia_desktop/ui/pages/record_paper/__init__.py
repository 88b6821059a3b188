"""A record as it prints."""
