"""Questions pages ask, and the frozen answers they get."""
