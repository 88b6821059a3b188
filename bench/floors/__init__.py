"""Floors: the least that does the job. They import nothing of ours and are printed whole by the bench."""
