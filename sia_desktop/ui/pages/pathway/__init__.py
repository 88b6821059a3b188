"""The page of a pathway with one school: its records, meetings and clocks together."""
