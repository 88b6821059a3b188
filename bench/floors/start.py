"""Floor of "start": a PySide6 window that lists 50 rows of an SQLCipher table.

`python start.py prepare FOLDER` makes the table. `python start.py start FOLDER` shows it, prints "usable"
once the list has been painted, and ends. The key is given, so no passphrase is derived.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
from sqlcipher3 import dbapi2

KEY = "5a" * 32
COLUMNS = ("urn", "name", "phase", "last_visit")


def opened(folder: Path) -> dbapi2.Connection:
    """The encrypted file, with its key."""
    connection = dbapi2.connect(str(folder / "floor.db"))
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    return connection


def prepare(folder: Path) -> None:
    """Fifty rows."""
    with opened(folder) as connection:
        connection.execute("CREATE TABLE school (urn INTEGER PRIMARY KEY, name, phase, last_visit)")
        rows = [(100000 + n, f"School {n}", "Primary", "2026-04-01") for n in range(50)]
        connection.executemany("INSERT INTO school VALUES (?, ?, ?, ?)", rows)


class FirstPaint(QObject):
    """Says "usable" and ends once the list has been painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint event, let it be handled, then speak."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._speak)
        return False

    def _speak(self) -> None:
        print("usable", flush=True)
        QApplication.quit()


def start(folder: Path) -> None:
    """The window with its list."""
    app = QApplication([])
    rows = opened(folder).execute("SELECT urn, name, phase, last_visit FROM school ORDER BY name").fetchall()
    table = QTableWidget(len(rows), len(COLUMNS))
    table.setHorizontalHeaderLabels(list(COLUMNS))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            table.setItem(row, column, QTableWidgetItem(str(value)))
    first_paint = FirstPaint()
    table.viewport().installEventFilter(first_paint)
    window = QMainWindow()
    window.setCentralWidget(table)
    window.resize(1280, 800)
    window.show()
    app.exec()


if __name__ == "__main__":
    {"prepare": prepare, "start": start}[sys.argv[1]](Path(sys.argv[2]))
