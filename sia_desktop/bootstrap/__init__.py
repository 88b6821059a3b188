"""Joins commands to functions and functions to tools; nothing else does."""
