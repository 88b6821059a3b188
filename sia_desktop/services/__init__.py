"""One file for each thing an adviser does."""
