"""Where everything stands on its way to the council."""
