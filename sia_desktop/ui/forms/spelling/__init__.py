"""Spelling while long text is written: underlined, stepped through by key, put right from a list."""
