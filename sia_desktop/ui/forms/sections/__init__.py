"""The fields of a form: one editor for each kind of section."""
