"""Rounds between this laptop and central: the only home of HTTP."""
