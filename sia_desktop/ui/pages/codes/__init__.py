"""The recovery codes of a new second factor, shown once."""
