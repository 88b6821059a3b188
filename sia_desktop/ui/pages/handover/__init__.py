"""The headteacher’s view of one note."""
