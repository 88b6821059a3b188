"""The schools as one table."""
