"""Floor of "today": load the same 60,000 facts from the encrypted file, and do nothing with them."""

from pathlib import Path

from sqlcipher3 import dbapi2

KEY = "5a" * 32
PAGE_SIZE = 8192


def load_facts(folder: Path) -> int:
    """Every row, as it comes."""
    connection = dbapi2.connect(str(folder / "facts.db"))
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    connection.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
    rows = connection.execute("SELECT urn, record, what, happened_on FROM fact").fetchall()
    connection.close()
    return len(rows)
