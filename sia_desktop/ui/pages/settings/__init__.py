"""How the screens look, and what this program is."""
