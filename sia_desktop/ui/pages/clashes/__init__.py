"""Clashes: what is to be settled between two versions, and what was."""
