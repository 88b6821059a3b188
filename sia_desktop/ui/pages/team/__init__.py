"""The line manager's Team page."""
