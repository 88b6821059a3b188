"""The administrator's code opens a laptop whose passphrase was forgotten."""
