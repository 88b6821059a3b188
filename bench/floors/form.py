"""Floor of "open_form": the 40 sections of that form as plain Qt widgets, put together by hand and painted.

Ten sections, four times: each with its heading and its guidance, its fields filled, and the list of sections
at the left. No pack, no engine, nothing that checks, keeps or explains.
"""

from pathlib import Path

import shiboken6
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

WORDS = (
    4 * "Leaders have set out the order in which reading is taught, and books match what pupils can decode. "
)

GUIDANCE = "Say what was seen before what is thought of it; the school’s own words come first."
CHOICES = ("Light touch", "Additional support", "High support", "Not decided")
TOOLS = ("Heading", "List", "Numbers", "Table")
TIMES = 4


def build_by_hand(_: Path) -> None:
    """Until the first picture of it is there."""
    window = QWidget()
    outline, inside, area = QListWidget(), QWidget(), QScrollArea()
    column = QVBoxLayout(inside)
    for number in range(TIMES * 10):
        # A holder for each, as any form has whose sections come and go by what was answered.
        section = QWidget()
        whole = QVBoxLayout(section)
        heading = QLabel(f"Section {number + 1}")
        outline.addItem(heading.text())
        whole.addWidget(heading)
        whole.addLayout(_guidance())
        whole.addLayout(_KINDS[number % 10]())
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        whole.addWidget(line)
        column.addWidget(section)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    tools = QHBoxLayout()
    for words in TOOLS:
        tools.addWidget(QPushButton(words))
    right = QVBoxLayout()
    right.addLayout(tools)
    right.addWidget(area, 1)
    across = QHBoxLayout(window)
    across.addWidget(outline)
    across.addLayout(right, 1)
    window.resize(1366, 768)
    window.show()
    window.grab()
    shiboken6.delete(window)


def _guidance() -> QHBoxLayout:
    beside = QHBoxLayout()
    guidance = QLabel(GUIDANCE)
    guidance.setWordWrap(True)
    beside.addWidget(QLabel("i"))
    beside.addWidget(guidance, 1)
    return beside


def _long() -> QVBoxLayout:
    whole = QVBoxLayout()
    whole.addWidget(_words())
    return whole


def _line() -> QVBoxLayout:
    whole = QVBoxLayout()
    whole.addWidget(QLineEdit("Improve the teaching of early reading"))
    return whole


def _choice() -> QVBoxLayout:
    whole = QVBoxLayout()
    whole.addWidget(_box())
    return whole


def _day() -> QVBoxLayout:
    whole = QVBoxLayout()
    whole.addWidget(QLabel("Date"))
    whole.addWidget(QLineEdit("20/05/2026"))
    return whole


def _yes_no() -> QHBoxLayout:
    whole = QHBoxLayout()
    yes = QRadioButton("Yes")
    yes.setChecked(True)
    whole.addWidget(yes)
    whole.addWidget(QRadioButton("No"))
    return whole


def _several() -> QVBoxLayout:
    whole = QVBoxLayout()
    for number, words in enumerate(CHOICES):
        tick = QCheckBox(words)
        tick.setChecked(number < 2)
        whole.addWidget(tick)
    return whole


def _judgement() -> QVBoxLayout:
    whole = QVBoxLayout()
    for label in ("What I saw and heard", "Judgement"):
        whole.addWidget(QLabel(label))
        whole.addWidget(_words())
    whole.addWidget(QLabel("Rests on"))
    whole.addWidget(QLabel("What I saw and heard, above"))
    whole.addWidget(QPushButton("Link evidence"))
    return whole


def _rows() -> QVBoxLayout:
    whole = QVBoxLayout()
    for _ in range(3):
        row = QHBoxLayout()
        what, by = QLineEdit("Milestone"), QLineEdit("11/06/2026")
        for label, field in (("What", what), ("By", by), ("Rating", _box())):
            cell = QVBoxLayout()
            cell.addWidget(QLabel(label))
            cell.addWidget(field)
            row.addLayout(cell)
        row.addWidget(QPushButton("Remove"))
        whole.addLayout(row)
    whole.addWidget(QPushButton("Add a row"))
    return whole


def _words() -> QTextEdit:
    field = QTextEdit()
    field.setPlainText(WORDS)
    return field


def _box() -> QComboBox:
    box = QComboBox()
    box.addItems(CHOICES)
    return box


_KINDS = (_long, _line, _choice, _long, _day, _yes_no, _several, _judgement, _rows, _long)
