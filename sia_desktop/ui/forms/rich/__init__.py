"""Long text as it is written: headings, lists and tables to the eye, words with marks in the record."""
