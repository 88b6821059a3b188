"""The audit: one line for each deed, in the deed's own transaction; nothing can be taken from it unseen."""

from collections import Counter
from datetime import UTC, datetime
from threading import Thread
from uuid import UUID

import pytest
import requests
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from sia_central.cli import main
from sia_central.services.audit import Wanted, audit_lines, by_administrator, head_now, verify
from sia_central.services.who_may import SignedIn
from sia_central.storage.audit import AuditLine, Deed, head_of, record
from sia_central.storage.engine import reading, write, writing
from sia_central.storage.store import Store
from tests.central.laptop import Laptop, enrol
from tests.central.test_cursors import take_in, visit
from tests.central.test_files import CONTENT, SHA256, get, put, tell_of_file
from tests.helpers.a_central import ACentral

WRITERS = 16


def lines(store: Store, wanted: Wanted | None = None) -> list[AuditLine]:
    """The lines of Reading's audit."""
    return list(audit_lines(store, "reading", wanted or Wanted()))


def behind_its_back(engine: Engine, *statements: str) -> None:
    """What somebody with all the rights of the database's owner can do."""
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        else:
            connection.execute(text("DROP TRIGGER audit_refuses_update"))
            connection.execute(text("DROP TRIGGER audit_refuses_delete"))
        for statement in statements:
            connection.execute(text(statement))


def test_every_deed_has_its_line_with_who_what_and_which_laptop(central: ACentral) -> None:
    before = Counter(line.deed.action for line in lines(central.store))
    assert before["school_imported"] == 61
    assert before["school_assigned"] == 61
    assert before["person_added"] == 3
    enrol(central.url, central.adviser.email, "not the password")
    anna = Laptop.of(central, central.adviser)
    tell_of_file(anna, central.urns[0])
    put(anna, 0, CONTENT)
    get(anna)
    get(anna, Range="bytes=1000-")
    came = Counter(line.deed.action for line in lines(central.store)) - before
    assert came == {
        "sign_in_refused": 1,
        "device_enrolled": 1,
        "change_taken_in": 3,
        "file_taken_in": 1,
        "file_read": 1,
    }
    read = lines(central.store, Wanted(action="file_read", id=SHA256))[0]
    assert read.doer.actor == f"person:{central.adviser.person_id}"
    assert read.doer.device_id == anna.me.device_id
    assert verify(central.store, "reading").faults == ()


def test_the_audit_holds_ids_and_codes_and_no_words(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser)
    visit = anna.visit(central.urns[0])
    anna.sends(visit, anna.note(visit))
    said = " ".join(f"{line.doer} {line.deed}" for line in lines(central.store))
    for words in ("Reading in year 4", "Anna", "reading.example", "laptop'"):
        assert words not in said


def test_what_somebody_may_not_do_is_noted_and_what_fails_leaves_no_line(central: ACentral) -> None:
    otto = Laptop.of(central, central.other)
    stranger = otto.visit(central.urns[0])
    assert otto.sends(stranger)[0].status.value != "applied"
    refused = [line for line in lines(central.store) if line.deed.id == stranger.id]
    assert [line.deed.action for line in refused] in (["change_refused"], ["change_held"])
    before = len(lines(central.store))

    def fail(connection: Connection) -> None:
        record(connection, "reading", by_administrator(), datetime.now(UTC), [Deed("never")])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(central.store.engine, fail)
    assert len(lines(central.store)) == before
    requests.get(f"{central.url}/health", timeout=30)
    assert len(lines(central.store)) == before


@pytest.mark.parametrize("statement", ["UPDATE audit SET why = 'x'", "DELETE FROM audit WHERE number = 2"])
def test_the_database_itself_refuses_to_change_a_line(store: Store, statement: str) -> None:
    with pytest.raises(DBAPIError, match="only ever added to"):
        write(store.engine, lambda connection: connection.execute(text(statement)))
    assert verify(store, "reading").faults == ()


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        (["UPDATE audit SET actor = 'person:somebody-else' WHERE number = 5"], "Line 5 was altered"),
        (["UPDATE audit SET why = 'because' WHERE number = 9"], "Line 9 was altered"),
        (["DELETE FROM audit WHERE number = 7"], "Lines 7 to 7 are missing"),
        (["DELETE FROM audit WHERE number = 1"], "Lines 1 to 1 are missing"),
        (
            [
                "UPDATE audit SET number = 100000 WHERE number = 3",
                "UPDATE audit SET number = 3 WHERE number = 4",
                "UPDATE audit SET number = 4 WHERE number = 100000",
            ],
            "Line 3 was altered or put in another place",
        ),
        (["DELETE FROM audit WHERE number > 100"], "ends at line 100"),
    ],
)
def test_verify_finds_what_was_altered_removed_or_moved(
    store: Store, statements: list[str], says: str
) -> None:
    behind_its_back(store.engine, *statements)
    assert any(says in fault for fault in verify(store, "reading").faults)


def test_an_end_cut_off_with_its_head_is_found_by_the_heads_kept_elsewhere(store: Store) -> None:
    printed = head_now(store, "reading")
    behind_its_back(
        store.engine,
        "DELETE FROM audit WHERE number > 100",
        "UPDATE audit_heads SET number = 100, hash = (SELECT hash FROM audit WHERE number = 100)",
    )
    assert any("kept in the data folder" in fault for fault in verify(store, "reading").faults)
    (store.data_dir / "audit" / "reading.head").unlink()
    assert verify(store, "reading").faults == ()
    assert any("you gave" in fault for fault in verify(store, "reading", [printed]).faults)


def test_sixteen_laptops_writing_at_once_make_one_chain(set_up: ACentral) -> None:
    anna = SignedIn("reading", UUID(int=1), set_up.adviser.person_id, "adviser")
    before = head_now(set_up.store, "reading").number

    def send(urn: int) -> None:
        for _ in range(5):
            take_in(set_up.store, anna, visit(urn, anna.person_id))

    threads = [Thread(target=send, args=(set_up.urns[at],)) for at in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verify(set_up.store, "reading")
    assert found.faults == ()
    assert found.lines == before + WRITERS * 5
    with reading(set_up.store.engine) as connection:
        assert head_of(connection, "reading") == found.head


def test_the_command_says_whole_or_names_the_fault(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    where = ["--data", str(store.data_dir), "--database", url]
    assert main(["audit", "verify", *where]) == 0
    assert "The audit is whole" in capsys.readouterr().out
    assert main(["audit", "show", "--action", "person_added", "--json", *where]) == 0
    assert capsys.readouterr().out.count('"what": "person_added"') == 3
    assert main(["audit", "head", *where]) == 0
    head = capsys.readouterr().out.strip()
    behind_its_back(store.engine, "UPDATE audit SET why = 'x' WHERE number = 2")
    assert main(["audit", "verify", "--head", head, *where]) == 2
    assert "Line 2 was altered" in capsys.readouterr().err
