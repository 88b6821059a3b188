"""The council's central service: receives, checks, keeps and hands out records."""
