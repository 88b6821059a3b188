"""The first run: this laptop joins the council's service."""
