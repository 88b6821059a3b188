"""The screens, with real widgets, offscreen."""
