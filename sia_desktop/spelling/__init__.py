"""Spelling: the bundled dictionary of British English, and nothing else."""
