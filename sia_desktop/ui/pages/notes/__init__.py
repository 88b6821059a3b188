"""Every note of visit."""
