"""What is measured. A new measure is one entry here and one floor in bench/floors."""

from bench.measure import FLOORS, ROOT, Measure, two_programs

MEASURES = (
    Measure(
        name="start",
        against="a PySide6 window listing 50 rows of an SQLCipher table",
        floor=FLOORS / "start.py",
        limit=3.0,
        prepare=two_programs(ROOT / "bench" / "ours_start.py", FLOORS / "start.py"),
    ),
)
