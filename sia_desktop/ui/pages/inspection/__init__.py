"""One inspection and what follows from it."""
