"""The sync part of the bench: a council of 300 schools with 10,000 notes, and its laptops."""
