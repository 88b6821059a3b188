"""What happens to laptops and the people who have them: forgotten, replaced, away, left, lost, copied."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pyotp
import pytest

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.ids import note_id
from sia_desktop.security.passphrase import WrongPassphrase
from sia_desktop.services.door import Enrolment, LeaseOver, SecondFactorAsked, SignIn, WrongFactor
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.progress import silent
from sia_desktop.services.queries.caseload import AskCaseload
from sia_desktop.services.queries.note_page import AskNote
from sia_desktop.services.queries.team import AskTeam
from sia_desktop.services.save_note_draft import SaveNoteDraft
from sia_desktop.services.sync_now import Farewell
from tests.helpers.county_hall import PASSWORD, CountyHall
from tests.helpers.fixed_clock import FixedClock
from tests.helpers.identity_provider import Browser, an_identity_provider
from tests.helpers.laptops import PASSPHRASE, VISITED_ON, WORDS, Laptop
from tests.helpers.memory_vault import MemoryVault

PRIYA = "priya@reading.example"
ANOTHER = "a new passphrase, not yet forgotten"


@pytest.fixture
def priya(tmp_path: Path) -> Laptop:
    """Priya's laptop, with a vault and a clock of its own."""
    return Laptop(tmp_path / "priya", FixedClock(datetime.now(UTC)), MemoryVault())


def clock(laptop: Laptop) -> FixedClock:
    """The clock of a laptop that has one."""
    assert isinstance(laptop.now, FixedClock)
    return laptop.now


def writes(laptop: Laptop, words: str) -> UUID:
    """Log a visit and begin its note, without a network."""
    visit = LogVisit(laptop.sees(AskCaseload()).rows[0].school.urn, VISITED_ON, "keeping_in_touch")
    note = note_id(visit.visit_id, 1)
    laptop.does(visit)
    laptop.does(SaveNoteDraft(note, {**WORDS, "focus": words}))
    return note


def reads(laptop: Laptop, note: UUID) -> object:
    """What a note says here under focus."""
    return laptop.sees(AskNote(note)).note.answers["focus"]


def device_of(hall: CountyHall) -> str:
    """The id of the latest laptop in the list."""
    found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", hall.runs("devices"))
    assert found is not None
    return found[0]


def audit_of(hall: CountyHall) -> str:
    """The audit, once it is found whole."""
    hall.runs("audit", "verify")
    return hall.runs("audit", "show")


def test_a_forgotten_passphrase_is_got_over_with_nothing_lost(county_hall: CountyHall, priya: Laptop) -> None:
    with county_hall.serving() as address:
        priya.is_enrolled_at(address, PRIYA)
    note = writes(priya, "Written before the passphrase was forgotten")
    priya.desk.close()
    with pytest.raises(WrongPassphrase):
        priya.door.unlock("something or other")

    key = county_hall.data / "reading-recovery.key"
    said = county_hall.runs("recover", device_of(county_hall)[:8], "--key", str(key))
    code = next(word for word in said.split() if word.count("-") == 6)
    with pytest.raises(RuleBroken, match="not the unlock code"):
        priya.door.unlock_by_code("0000-" * 6 + "0000", ANOTHER)
    priya.desk = priya.door.unlock_by_code(code.lower().replace("-", " "), ANOTHER)

    assert reads(priya, note) == "Written before the passphrase was forgotten"
    with county_hall.serving():
        priya.syncs()
        priya.desk.close()
        with pytest.raises(WrongPassphrase):
            priya.door.unlock(PASSPHRASE)
        with pytest.raises(RuleBroken):
            priya.door.unlock_by_code(code, ANOTHER)
        priya.desk = priya.door.unlock(ANOTHER)
    assert "unlock_code_given" in audit_of(county_hall)
    again = county_hall.runs("recover", device_of(county_hall), "--key", str(key))
    next_code = next(word for word in again.split() if word.count("-") == 6)
    assert next_code != code
    priya.desk.close()
    priya.door.unlock_by_code(next_code, PASSPHRASE).close()


def test_a_new_recovery_key_reaches_laptops_with_an_ordinary_sync(
    county_hall: CountyHall, priya: Laptop, tmp_path: Path
) -> None:
    old, new = county_hall.data / "reading-recovery.key", tmp_path / "new.key"
    with county_hall.serving() as address:
        priya.is_enrolled_at(address, PRIYA)
        county_hall.runs("new-recovery-key", "--out", str(new))
        county_hall.runs("recover", device_of(county_hall), "--key", str(old))  # until it has synced
        for _ in range(2):  # with one it hears of the key, with the next it sends what that key opens
            clock(priya).move(timedelta(minutes=15))
            priya.syncs()
    said = county_hall.runs("recover", device_of(county_hall), "--key", str(new))
    code = next(word for word in said.split() if word.count("-") == 6)
    priya.desk.close()
    priya.desk = priya.door.unlock_by_code(code, ANOTHER)
    priya.desk.close()


def test_a_lost_laptop_is_wiped_and_its_replacement_has_everything(
    county_hall: CountyHall, priya: Laptop, laptops: Callable[[str], Laptop]
) -> None:
    with county_hall.serving() as address:
        priya.is_enrolled_at(address, PRIYA)
        sent = writes(priya, "Sent before the laptop was lost")
        priya.syncs()
        unsent = writes(priya, "Never sent")
        county_hall.runs("revoke", "--lost", device_of(county_hall))
        replacement = laptops("replacement")
        replacement.is_enrolled_at(address, PRIYA)
        assert reads(replacement, sent) == "Sent before the laptop was lost"
        assert len(replacement.sees(AskCaseload()).rows) == 61

        report = priya.desk.sync.run(silent)

        assert report.farewell is Farewell.LOST
        assert not report.is_complete
        replacement.syncs()
    with pytest.raises(RuleBroken):
        replacement.sees(AskNote(unsent))
    priya.desk.close()
    priya.door.wipe()
    assert _is_wiped(priya)
    assert "device_closed" in audit_of(county_hall)


def test_a_leavers_laptop_hands_over_weeks_later_and_is_wiped(
    county_hall: CountyHall, priya: Laptop, laptops: Callable[[str], Laptop]
) -> None:
    morgan = laptops("morgan")
    with county_hall.serving() as address:
        priya.is_enrolled_at(address, PRIYA)
        morgan.is_enrolled_at(address, "morgan@reading.example")
    writes(priya, "Typed on the last day, without a network")
    devices = county_hall.runs("devices")
    theirs = next(line for line in devices.splitlines() if "Priya Adviser" in line)
    county_hall.runs("revoke", "--left", theirs.split()[0])
    clock(priya).move(timedelta(weeks=3))

    with county_hall.serving():
        report = priya.desk.sync.run(silent)
        assert (report.farewell, report.held) == (Farewell.LEFT, 2)
        priya.desk.close()
        priya.door.wipe()
        morgan.syncs()
        (handed_over,) = morgan.sees(AskTeam()).handed_over
        assert (handed_over.sender, len(handed_over.works)) == ("Priya Adviser", 2)
    assert _is_wiped(priya)
    assert "device_handed_over" in audit_of(county_hall)


def test_a_laptop_away_for_30_days_locks_and_loses_nothing(county_hall: CountyHall, priya: Laptop) -> None:
    with county_hall.serving() as address:
        priya.is_enrolled_at(address, PRIYA)
    note = writes(priya, "Written far from any network")
    clock(priya).move(timedelta(days=26))
    lease = priya.desk.lease()
    assert lease is not None
    assert (lease.is_ending(priya.now()), lease.days_left(priya.now())) == (True, 4)
    clock(priya).move(timedelta(days=5))
    priya.desk.close()
    with pytest.raises(LeaseOver, match="30 days"):
        priya.door.unlock(PASSPHRASE)
    clock(priya).move(timedelta(days=-20))
    with pytest.raises(LeaseOver):
        priya.door.unlock(PASSPHRASE)

    with pytest.raises(OutsideTrouble):
        priya.door.renew(PASSPHRASE, SignIn(PRIYA, PASSWORD), silent)
    with county_hall.serving():
        with pytest.raises(RuleBroken, match="not right"):
            priya.door.renew(PASSPHRASE, SignIn(PRIYA, "not the password"), silent)
        with pytest.raises(WrongPassphrase):
            priya.door.renew("not the passphrase", SignIn(PRIYA, PASSWORD), silent)
        priya.desk = priya.door.renew(PASSPHRASE, SignIn(PRIYA, PASSWORD), silent)
        assert reads(priya, note) == "Written far from any network"
        priya.syncs()
    priya.is_unlocked()
    assert "signed_in_again" in audit_of(county_hall)


def test_a_second_factor_is_asked_at_enrolment_and_renewal_and_not_between(
    county_hall: CountyHall, priya: Laptop, laptops: Callable[[str], Laptop]
) -> None:
    county_hall.runs("access", "--second-factor", "required")
    with county_hall.serving() as address:
        asked = Enrolment(address, PRIYA, PASSWORD, PASSPHRASE, "test laptop")
        with pytest.raises(SecondFactorAsked) as first:
            priya.door.enrol(asked, silent)
        assert first.value.set_up is not None
        assert len(first.value.set_up.squares) >= 21
        app = pyotp.TOTP(first.value.set_up.secret)
        code = app.now()
        with_ticket = Enrolment(address, PRIYA, "", PASSPHRASE, "test laptop", ticket=first.value.ticket)
        with pytest.raises(WrongFactor):
            priya.door.enrol(_with(with_ticket, "000000" if code != "000000" else "111111"), silent)
        assert not priya.door.is_enrolled
        priya.desk = priya.door.enrol(_with(with_ticket, code), silent)
        codes = priya.desk.recovery_codes
        assert len(codes) == 10
        priya.syncs()
        priya.desk.close()
        priya.desk = priya.door.unlock(PASSPHRASE)
        assert priya.desk.recovery_codes == codes, "nobody said that they were kept"
        priya.desk.codes_kept()
        priya.syncs()
        priya.desk.close()
        priya.desk = priya.door.unlock(PASSPHRASE)
        assert priya.desk.recovery_codes == ()

        second = laptops("second")
        with pytest.raises(SecondFactorAsked) as again:
            second.door.enrol(asked, silent)
        assert again.value.set_up is None
        with_code = Enrolment(address, PRIYA, "", PASSPHRASE, "second", ticket=again.value.ticket)
        second.desk = second.door.enrol(_with(with_code, codes[0]), silent)
        assert second.desk.recovery_codes == ()
    assert "second_factor_set_up" in audit_of(county_hall)


def test_a_laptop_joins_and_renews_on_the_councils_own_page(county_hall: CountyHall, tmp_path: Path) -> None:
    person: dict[str, object] = {"sub": "priya", "email": PRIYA}
    with an_identity_provider(person) as issuer, county_hall.serving() as address:
        county_hall.runs("sign-in-page", "--issuer", issuer, "--client-id", "sia")
        county_hall.runs("access", "--second-factor", "required")
        laptop = Laptop(tmp_path / "priya", FixedClock(datetime.now(UTC)), open_browser=Browser())
        asked = Enrolment(address, "", "", PASSPHRASE, "test laptop", in_browser=True)
        with pytest.raises(RuleBroken, match="Start again"):
            laptop.door.enrol(asked, silent)
        laptop.open_browser = Browser("priya")
        laptop.desk = laptop.door.enrol(asked, silent)
        assert laptop.desk.working_for.person_name == "Priya Adviser"
        laptop.syncs()
        clock(laptop).move(timedelta(days=31))
        laptop.desk.close()
        with pytest.raises(LeaseOver):
            laptop.door.unlock(PASSPHRASE)
        laptop.desk = laptop.door.renew(PASSPHRASE, SignIn("", in_browser=True), silent)
        laptop.syncs()
        laptop.desk.close()


def test_a_data_folder_copied_elsewhere_opens_nothing(
    county_hall: CountyHall, priya: Laptop, tmp_path: Path
) -> None:
    """With the passphrase but without this account's vault; and without the database, under nobody's key."""
    with county_hall.serving() as address:
        priya.is_enrolled_at(address, PRIYA)
    priya.desk.close()
    shutil.copytree(priya.folder, tmp_path / "copy")
    thief = Laptop(tmp_path / "copy", vault=MemoryVault())
    with pytest.raises(OutsideTrouble, match="no longer in this computer"):
        thief.door.unlock(PASSPHRASE)
    with pytest.raises(RuleBroken):
        thief.door.unlock_by_code("0000-" * 6 + "0000", ANOTHER)
    with pytest.raises(RuleBroken):
        thief.door.enrol(Enrolment(address, PRIYA, PASSWORD, PASSPHRASE), silent)
    priya.desk = priya.door.unlock(PASSPHRASE)
    priya.desk.close()


def test_a_thief_with_the_whole_laptop_and_its_passphrase_is_shut_out_by_its_owner(
    county_hall: CountyHall, tmp_path: Path, laptops: Callable[[str], Laptop]
) -> None:
    """Both hold one key; who syncs on shows the other's token to be old, and only the owner can sign in."""
    owner = Laptop(tmp_path / "owner", FixedClock(datetime.now(UTC)))
    with county_hall.serving() as address:
        owner.is_enrolled_at(address, PRIYA)
        owner.desk.close()
        shutil.copytree(owner.folder, tmp_path / "thief")
        thief = Laptop(tmp_path / "thief", FixedClock(owner.now()))
        owner.desk, thief.desk = owner.door.unlock(PASSPHRASE), thief.door.unlock(PASSPHRASE)
        for _ in range(3):
            clock(owner).move(timedelta(minutes=20))
            owner.syncs()
        clock(thief).move(timedelta(hours=2))
        assert thief.desk.sync.run(silent).must_sign_in
        thief.desk.close()
        clock(owner).move(timedelta(minutes=20))
        note = writes(owner, "Nothing of this is lost")
        assert owner.desk.sync.run(silent).must_sign_in
        owner.desk.close()
        owner.desk = owner.door.renew(PASSPHRASE, SignIn(PRIYA, PASSWORD), silent)
        owner.syncs()
        assert reads(owner, note) == "Nothing of this is lost"
        thief.desk = thief.door.unlock(PASSPHRASE)
        assert thief.desk.sync.run(silent).must_sign_in
        owner.syncs()
    owner.desk.close()
    thief.desk.close()
    assert audit_of(county_hall).count("token_reused") == 1


def _with(enrolment: Enrolment, code: str) -> Enrolment:
    return Enrolment(
        enrolment.address,
        enrolment.email,
        "",
        enrolment.passphrase,
        enrolment.device_name,
        ticket=enrolment.ticket,
        code=code,
    )


def _is_wiped(laptop: Laptop) -> bool:
    """No key in the vault, no database, and nothing to unlock."""
    assert laptop.vault is not None
    left = [each.name for each in laptop.folder.rglob("*") if each.is_file()]
    return not laptop.vault.kept and not laptop.door.is_enrolled and "caseload.db" not in " ".join(left)
