"""What somebody sees is found by an index, and is what the rule says, of however many schools they see."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, text

from sia_central.services.keep import move_on
from sia_central.storage.engine import reading, writing
from sia_central.storage.in_bulk import write_rows
from sia_central.storage.records import StoredRecord, find_records, records_added
from sia_central.storage.sights import Sight, count_records, records_after
from tests.helpers.a_central import ACentral

COUNCIL = "reading"
AT = datetime(2026, 4, 1, 12, tzinfo=UTC)
KINDS = ("visit", "note_of_visit", "action", "case_record")
COMPARTMENTS = ("", ":casework", "safeguarding_record")
URNS = range(900_000, 900_080)
FIRST = 1_000_000
"""The number of the first of these tests' records."""
LAST = FIRST + 599


@pytest.fixture
def records(set_up: ACentral) -> list[StoredRecord]:
    """Of eighty schools and of none, of every kind and compartment, some of them deleted."""
    chance = Random(4)
    made = [
        StoredRecord(
            kind=chance.choice(KINDS),
            id=f"{n:04}",
            revision=1,
            payload={"n": n},
            urn=chance.choice((*URNS, None)),
            changed_by=None,
            cursor=FIRST + n,
            is_deleted=chance.random() < 0.2,
            compartment=chance.choice(COMPARTMENTS),
        )
        for n in range(600)
    ]
    numbers = {(each.kind, each.id): each.cursor for each in made}
    with writing(set_up.store.engine) as connection:
        write_rows(connection, records_added(COUNCIL, made, AT, numbers))
    return made


def sights() -> st.SearchStrategy[Sight]:
    """Every way of seeing: everything, many schools, few, none; with what is of the council or without."""
    few, many = st.sets(st.sampled_from(URNS), max_size=8), st.sets(st.sampled_from(URNS), min_size=40)
    return st.builds(
        Sight,
        kinds=st.sets(st.sampled_from(KINDS)).map(frozenset),
        urns=st.none() | few.map(frozenset) | many.map(frozenset),
        of_the_council=st.booleans(),
        compartments=st.none() | st.sets(st.sampled_from(COMPARTMENTS)).map(frozenset),
    )


def sees(sight: Sight, record: StoredRecord) -> bool:
    """The rule."""
    is_near = sight.urns is None or (sight.of_the_council if record.urn is None else record.urn in sight.urns)
    is_open = sight.compartments is None or record.compartment in sight.compartments
    return record.kind in sight.kinds and is_open and is_near


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(sights(), max_size=4),
    st.integers(-1, 600),
    st.sets(st.integers(0, 599), max_size=5),
    st.sampled_from((LAST, 1_000 * LAST)),
)
def test_what_is_handed_out_and_counted_is_what_the_rule_says(
    set_up: ACentral, records: list[StoredRecord], by: list[Sight], after: int, but: set[int], last: int
) -> None:
    """Near the last number or far behind it, by whichever index."""
    seen = [each for each in records if any(sees(sight, each) for sight in by)]
    left_out = {FIRST + n for n in but}
    due = [each.id for each in seen if each.cursor > FIRST + after and each.cursor not in left_out]
    with reading(set_up.store.engine) as connection:
        told = records_after(connection, COUNCIL, FIRST + after, by, 1_000, left_out, last=last)
        counted = count_records(connection, COUNCIL, by) if by else {}
        before = count_of_the_template(connection, by)
    assert [each.id for each in told] == due
    assert counted == Counter(each.kind for each in seen if not each.is_deleted) + before


def count_of_the_template(connection: Connection, by: list[Sight]) -> Counter[str]:
    """What was there before these records."""
    rows = connection.execute(
        text("SELECT kind, urn, compartment FROM records WHERE cursor < :first AND NOT is_deleted"),
        {"first": FIRST},
    )
    found = [StoredRecord(row.kind, "", 1, {}, row.urn, None, compartment=row.compartment) for row in rows]
    return Counter(each.kind for each in found if any(sees(sight, each) for sight in by))


FEW = (
    Sight(frozenset({"person", "calendar"}), frozenset(), of_the_council=True),
    Sight(frozenset(KINDS), frozenset(URNS[:5])),
    Sight(frozenset({"act"}), frozenset(URNS[:5]), compartments=frozenset({":casework"})),
)


TWENTY_TIMES_AS_MANY = """
    INSERT INTO records
        (council, kind, id, revision, cursor, urn, payload, compartment, is_deleted, changed_at)
    SELECT council, kind, id || '/' || n, revision, cursor + n * 1000, urn, payload, compartment, is_deleted,
        changed_at
    FROM records, generate_series(1, 20) n WHERE cursor >= :first
"""


@pytest.fixture
def plans(set_up: ACentral) -> Iterator[list[str]]:
    """How the store went about each question after this."""
    noted: list[str] = []
    how = "EXPLAIN " if set_up.store.engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN "

    def note(connection: Connection, cursor: Any, statement: str, given: Any, *_: Any) -> None:
        if not statement.startswith("SELECT"):
            return
        rows = connection.connection.cursor()
        rows.execute(how + statement, given)
        noted.append("\n".join(str(row[-1]) for row in rows.fetchall()))

    event.listen(set_up.store.engine, "before_cursor_execute", note)
    yield noted
    event.remove(set_up.store.engine, "before_cursor_execute", note)


def test_few_schools_are_looked_for_one_by_one_however_much_others_did(
    set_up: ACentral, records: list[StoredRecord], plans: list[str]
) -> None:
    """A database that was told little underrates how many numbers there are, and would read them all."""
    engine, since = set_up.store.engine, FIRST
    if engine.dialect.name == "postgresql":
        with writing(engine) as connection:
            connection.execute(text("ANALYZE records"))
            connection.execute(text(TWENTY_TIMES_AS_MANY), {"first": FIRST})
        since += 10_000
    with reading(engine) as connection:
        plans.clear()
        told = records_after(connection, COUNCIL, since, FEW, 2_000, [since + 1], last=since + 10_000)
        again = records_after(connection, COUNCIL, since, FEW, 2_000, [since + 1], last=since + 100_000)
    assert told
    assert again == told
    by_school, in_order = plans
    assert "ix_records_council_urn_cursor" in by_school, by_school
    assert "ix_records_council_cursor" not in by_school, by_school
    if engine.dialect.name == "sqlite":  # PostgreSQL goes as it finds best
        assert "ix_records_council_cursor" in in_order, in_order


@pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)  # PostgreSQL knows how long its tables are
def test_sqlite_reads_no_whole_council_to_find_a_few(
    set_up: ACentral, records: list[StoredRecord], plans: list[str]
) -> None:
    """Nor after somebody let it look for itself, once the tables were brought up again."""
    with writing(set_up.store.engine) as connection:
        connection.execute(text("ANALYZE"))
    move_on(set_up.store, AT)
    with reading(set_up.store.engine) as connection:
        plans.clear()
        records_after(connection, COUNCIL, FIRST, FEW, 2_000, last=LAST)
        records_after(connection, COUNCIL, FIRST, [Sight(frozenset(KINDS), None)], 2_000, last=LAST)
        count_records(connection, COUNCIL, FEW)
        find_records(connection, COUNCIL, [(each.kind, each.id) for each in records[:20]])
    assert len(plans) == 4
    for plan in plans:
        assert "records" in plan
        assert "(council=?)" not in plan, plan
