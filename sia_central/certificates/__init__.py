"""The council's certificate authority, its trusted time, and what it makes of a signed PDF."""
