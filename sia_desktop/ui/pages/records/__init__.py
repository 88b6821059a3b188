"""The records of one school, and the way to begin one."""
