"""Writing any form: outline, sections, autosave; every page that holds a form is built on it."""
