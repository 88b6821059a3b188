"""Evidence: photographs and documents attached to records."""
