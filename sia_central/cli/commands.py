"""What each command does; every one says what came of it."""

import getpass
import os
import sys
import warnings
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from sia_central.cli.telling import show, tell
from sia_central.services import areas, authorities, caseloads, categories, set_up
from sia_central.services import import_schools as imports
from sia_central.services import people as colleagues
from sia_central.services.proposed_facts import proposed_facts
from sia_central.services.refused import Refused
from sia_central.storage.accounts import accounts_of
from sia_central.storage.caseload import caseload_of
from sia_central.storage.engine import reading
from sia_central.storage.store import Store, make_store, open_store
from sia_central.storage.trouble import StoreTrouble
from sia_contract.gias import Extract, UnreadableExtract, read_extract
from sia_contract.problems import ProblemCode


def init(typed: Namespace) -> None:
    """Create the database, the council and its certificate authority."""
    if typed.council is None:
        raise Refused(ProblemCode.BAD_REQUEST, "Say which council with --council, such as --council reading.")
    with make_store(typed.database, typed.data, typed.files) as store:
        store.blobs.check()
        made: list[Path] = []

        def set_it_up() -> str:
            authority, recovery = set_up.set_up_council(
                store, typed.council, is_demonstration=typed.demonstration, at=now()
            )
            made.append(authority)
            return recovery

        kept = typed.recovery_key or typed.data / f"{typed.council}-recovery.key"
        told = keep_recovery_key(kept, set_it_up)
    (path,) = made
    tell(
        typed,
        *told,
        f"{typed.council} is set up. Its certificate authority's private key is {path}.",
        "Back that file up, where nobody else can read it: without it no further laptop can be enrolled.",
        council=typed.council,
        authority_key=str(path),
        recovery_key=str(kept),
    )


def keep_recovery_key(path: Path, make: Callable[[], str]) -> tuple[str, str]:
    """Write the private half into a new file that only this account can read; gives what to do with it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise StoreTrouble(f"{path} is there already. Give another file for the recovery key.") from error
    except OSError as error:
        raise StoreTrouble(f"{path} cannot be written: {error.strerror}.") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        try:
            file.write(f"{make()}\n")
        except BaseException:
            path.unlink()
            raise
    return (
        f"The private half of the recovery key is {path}. Move it to where it is offline, such as a safe:",
        "with it, a laptop whose passphrase was forgotten can be unlocked. Central keeps no copy.",
    )


def root(typed: Namespace) -> None:
    """Write the council's root certificate."""
    with ready(typed) as (store, council):
        roots = authorities.outside_roots_pem if typed.clock else authorities.roots_pem
        pem = roots(store, council)
    if typed.out is None:
        sys.stdout.write(pem)
        return
    try:
        if typed.out.is_file() and b"CERTIFICATE" not in typed.out.read_bytes()[:100]:
            raise StoreTrouble(f"{typed.out} is there already and is no certificate. Give another --out.")
        typed.out.write_text(pem, encoding="ascii")
        typed.out.chmod(0o644)  # it is for everybody to have
    except OSError as error:
        raise StoreTrouble(f"{typed.out} cannot be written: {error.strerror}.") from error
    tell(typed, f"The root certificate is in {typed.out}.", root=str(typed.out))


def newer_facts(typed: Namespace) -> None:
    """List what advisers' newer registers say otherwise than central."""
    with ready(typed) as (store, council):
        found = proposed_facts(store, council)
    rows = [
        (
            each.urn,
            each.name,
            each.on.isoformat(),
            each.file,
            "; ".join(f"{name}: {said}" for name, said in each.facts.items()),
        )
        for each in found
    ]
    then = "Take that register, or a newer one, over with `sia-central import-schools`."
    show(typed, ("school", "name", "told on", "file", "says"), rows, then if found else "Nothing newer.")


def import_schools(typed: Namespace) -> None:
    """Take schools over, and list every row that was none."""
    if typed.as_at is not None and typed.as_at > now().date():
        raise Refused(ProblemCode.BAD_REQUEST, f"No extract is of {typed.as_at}: that day has not come yet.")
    extract = read_extract(typed.file, typed.as_at)
    if not extract.schools:
        raise UnreadableExtract(_no_schools(extract))
    with ready(typed) as (store, council):
        came = imports.import_schools(store, council, extract, typed.authority, now())
    tell(
        typed,
        f"Schools: {came.added} added, {came.changed} changed, {came.unchanged} unchanged.",
        *_left_out(came),
        f"Rejected rows: {came.rejected or 'none'}.",
        *(f"  line {row.line}, URN {row.urn or 'blank'}: {row.reason}" for row in extract.rejected),
        added=came.added,
        changed=came.changed,
        unchanged=came.unchanged,
        elsewhere=came.elsewhere,
        not_ours=came.not_ours,
        missing=came.missing,
        rejected=[f"line {row.line}, URN {row.urn or 'blank'}: {row.reason}" for row in extract.rejected],
    )


def _left_out(came: imports.Imported) -> Iterator[str]:
    if came.elsewhere or came.not_ours:
        yield (
            f"Left out: {came.elsewhere} of other authorities, "
            f"{came.not_ours} of this one that are not open state-funded schools."
        )
    if came.missing:
        yield f"Held here but not in the file, and kept: {', '.join(map(str, came.missing))}."


def _no_schools(extract: Extract) -> str:
    reasons = Counter(row.reason for row in extract.rejected).most_common(3)
    said = "".join(f" {count} rows: {reason}" for reason, count in reasons)
    return f"There is no school in this file, so nothing was imported.{said or ' It has a header only.'}"


def add_adviser(typed: Namespace) -> None:
    """Add a colleague."""
    password = _password_from_stdin() if typed.password_stdin else _asked_password()
    with ready(typed) as (store, council):
        person_id = colleagues.add_person(
            store,
            council,
            name=typed.name,
            email=typed.email,
            role=typed.role,
            password=password,
            reports_to=typed.reports_to,
            at=now(),
        )
    tell(typed, f"{typed.name} may now enrol a laptop. Person {person_id}.", person=str(person_id))


def assign(typed: Namespace) -> None:
    """Give schools to a colleague."""
    _hand_over(typed, caseloads.assign, "added to", "on it already")


def unassign(typed: Namespace) -> None:
    """Take schools from a colleague."""
    _hand_over(typed, caseloads.unassign, "taken from", "not on it anyway")


def place(typed: Namespace) -> None:
    """Say which area schools and colleagues belong to."""
    with ready(typed) as (store, council):
        placed = areas.place(store, council, typed.area, typed.urn, typed.email, now())
    told = f"{placed.schools} schools and {placed.people} colleagues belong to {placed.label} now."
    tell(typed, told, schools=placed.schools, people=placed.people, area=typed.area)


def decide_category(typed: Namespace) -> None:
    """Record a decision on a category."""
    with ready(typed) as (store, council):
        categories.decide_category(
            store,
            council,
            urn=typed.urn,
            category=typed.category,
            by=typed.by,
            reason=typed.reason,
            on=_on(typed),
            at=now(),
        )
    on = _on(typed).isoformat()
    told = f"The school {typed.urn} is in category {typed.category} from {on}."
    tell(typed, told, urn=typed.urn, category=typed.category, decided_on=on)


def people(typed: Namespace) -> None:
    """List the colleagues."""
    with ready(typed) as (store, council), reading(store.engine) as connection:
        accounts = accounts_of(connection, council)
        caseload = caseload_of(connection, council)
    schools = Counter(person for holders in caseload.values() for person in holders)
    emails = {account.person_id: account.email for account in accounts}
    rows = [
        (
            account.name,
            account.email,
            account.role,
            emails[account.reports_to] if account.reports_to else "",
            schools[account.person_id],
        )
        for account in accounts
    ]
    show(typed, ("name", "e-mail", "role", "reports to", "schools"), rows)


@contextmanager
def ready(typed: Namespace) -> Iterator[tuple[Store, str]]:
    """The store and the council that are meant."""
    with open_store(typed.database, typed.data, typed.files) as store:
        store.check_ready()
        yield store, set_up.the_council(store, typed.council).council


HandOver = Callable[[Store, str, str, tuple[int, ...], date, datetime], caseloads.Handover]


def _hand_over(typed: Namespace, hand_over: HandOver, done: str, stood: str) -> None:
    with ready(typed) as (store, council):
        urns = caseloads.every_school(store, council) if typed.all else tuple(typed.urn)
        came = hand_over(store, council, typed.email, urns, _on(typed), now())
    changed, unchanged = len(came.changed), len(came.unchanged)
    schools, were = ("school" if changed == 1 else "schools"), ("was" if unchanged == 1 else "were")
    told = f"{changed} {schools} {done} the caseload of {typed.email}; {unchanged} {were} {stood}."
    tell(typed, told, changed=came.changed, unchanged=came.unchanged)


def _password_from_stdin() -> str:
    try:
        return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    except UnicodeDecodeError as error:
        raise Refused(ProblemCode.BAD_REQUEST, "The password is not text in UTF-8. Save it so.") from error


def _asked_password() -> str:
    try:
        with warnings.catch_warnings(action="error", category=getpass.GetPassWarning):  # never seen on screen
            password, again = getpass.getpass("Password: "), getpass.getpass("The same again: ")
    except (getpass.GetPassWarning, EOFError) as error:
        raise Refused(
            ProblemCode.BAD_REQUEST,
            "There is no terminal to ask for the password at. Send it in with --password-stdin.",
        ) from error
    if again != password:
        raise Refused(ProblemCode.BAD_REQUEST, "The two passwords are not the same. Nothing was changed.")
    return password


def _on(typed: Namespace) -> date:
    return typed.on or now().date()


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)
