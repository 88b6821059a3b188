"""Tables, cursors, records and files: the only home of SQL at central."""
