"""One file per record kind: the shape of what is sent."""
