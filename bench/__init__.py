"""How fast the program is, beside the least that could do the same job."""
