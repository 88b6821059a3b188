"""What is measured. A new measure is one entry here and one floor in bench/floors."""

from bench import ours_deadlines, ours_form, ours_today, ten_years
from bench.floors import deadlines, form, today
from bench.measure import FLOORS, ROOT, Measure, two_jobs, two_programs
from bench.sync.measures import SYNC_MEASURES

MEASURES = (
    Measure(
        name="start",
        against="a PySide6 window listing 50 rows of an SQLCipher table",
        floor=FLOORS / "start.py",
        limit=3.0,
        prepare=two_programs(ROOT / "bench" / "ours_start.py", FLOORS / "start.py"),
    ),
    Measure(
        name="today",
        against="loading the 60,000 records' facts from the encrypted store",
        floor=FLOORS / "today.py",
        limit=2.0,
        prepare=two_jobs(ours_today.answer_today, today.load_facts, ten_years.make_store),
    ),
    Measure(
        name="deadlines",
        against="10,000 single calls of numpy's busday_offset",
        floor=FLOORS / "deadlines.py",
        limit=30.0,
        prepare=two_jobs(ours_deadlines.work_out_all, deadlines.offset_all),
    ),
    Measure(
        name="open_form",
        against="the same 40 sections put together by hand from plain Qt widgets",
        floor=FLOORS / "form.py",
        limit=1.5,
        prepare=two_jobs(ours_form.open_form, form.build_by_hand, ours_form.an_app),
    ),
    Measure(
        name="keystroke",
        against="a bare QTextEdit with the same 5,000 words",
        floor=FLOORS / "keystroke.py",
        limit=1.5,
        prepare=ours_form.two_fields,
    ),
    *SYNC_MEASURES,
)
