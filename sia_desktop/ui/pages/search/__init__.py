"""Find everywhere."""
