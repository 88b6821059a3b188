"""Pages live in folders of their own; this one is the note editor, from first word to copy."""
