"""What is due, and what happens today."""
