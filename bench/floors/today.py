"""Floor of "today": load the same dated records' facts from the encrypted file, and do nothing with them."""

from pathlib import Path

from sqlcipher3 import dbapi2

KEY = "5a" * 32
PAGE_SIZE = 8192
FACTS = """
SELECT id, urn, visited_on, adviser_id, visit_type FROM visit
UNION ALL SELECT id, urn, visited_on, visit_id, form FROM note_of_visit
UNION ALL SELECT id, urn, "on", record_id, act FROM act
UNION ALL SELECT id, urn, meeting_on, meeting, pack_version FROM meeting
UNION ALL SELECT id, urn, agreed_on, due_on, status FROM action
UNION ALL SELECT id, urn, decided_on, category, track FROM category_decision
UNION ALL SELECT id, urn, started_on, ended_on, overall FROM inspection
"""


def load_facts(folder: Path) -> int:
    """Every row, as it comes."""
    connection = dbapi2.connect(str(folder / "ours.db"))
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    connection.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
    rows = connection.execute(FACTS).fetchall()
    connection.close()
    return len(rows)
