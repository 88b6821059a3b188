"""Everything that is due, as a list and as a month."""
