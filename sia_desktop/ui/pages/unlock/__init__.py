"""The passphrase opens the desk."""
