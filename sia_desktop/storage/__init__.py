"""The encrypted database: the only home of SQL on the laptop."""
