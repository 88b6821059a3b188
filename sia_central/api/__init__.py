"""The HTTP endpoints, thin over services."""
