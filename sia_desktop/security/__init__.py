"""Keys, the operating system's vault, device identity and PDF signatures."""
