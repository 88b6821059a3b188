"""What crosses the wire between a laptop and the council: pydantic and plain Python only."""
