"""The last page of a laptop that left or was lost."""
