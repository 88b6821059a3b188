"""What an adviser's world is and what the rules make of it.

Plain Python: no clock, file, screen or database.
"""
