"""`sia-central retention`: what is due, what is held for the law, and disposal."""

from argparse import Namespace
from uuid import UUID

from sia_central.cli.commands import now, ready
from sia_central.cli.telling import show, tell
from sia_central.services import retention
from sia_central.services.refused import Refused
from sia_central.storage.records import Key
from sia_contract.problems import ProblemCode


def review(typed: Namespace) -> None:
    """List what is due, and what of it is held."""
    with ready(typed) as (store, council):
        due = retention.review(store, council, typed.on or now().date())
    rows = [
        (
            "/".join(each.key),
            each.root.urn,
            each.of.value,
            each.last_changed_on.isoformat(),
            each.years,
            each.due_on.isoformat(),
            len(each.members),
            len(each.files),
            " ".join(each.held_because),
        )
        for each in due
    ]
    header = ("record", "school", "class", "last changed", "years", "due", "records", "files", "held because")
    then = "Read them before you dispose of them; `sia-central retention hold` keeps what must stay."
    show(typed, header, rows, f"{len(due)} due. {then}" if due else "Nothing is due.")


def hold(typed: Namespace) -> None:
    """Keep a school's records, or one record."""
    with ready(typed) as (store, council):
        key = _key(typed.record) if typed.record else None
        placed = retention.place_hold(store, council, typed.urn, key, typed.reason, now())
    tell(typed, f"Held until it is released: hold {placed.hold_id}.", hold=str(placed.hold_id))


def holds(typed: Namespace) -> None:
    """List what is held."""
    with ready(typed) as (store, council):
        found = retention.holds(store, council)
    rows = [
        (
            str(each.hold_id),
            each.urn or None,
            "/".join(each.key or ()) or "all of the school",
            f"{each.placed_at:%Y-%m-%d}",
            each.reason,
        )
        for each in found
    ]
    show(typed, ("hold", "school", "what", "since", "why"), rows)


def release(typed: Namespace) -> None:
    """End a hold."""
    try:
        hold_id = UUID(typed.hold)
    except ValueError:
        raise Refused(
            ProblemCode.BAD_REQUEST, f"{typed.hold} is not a hold. See `sia-central retention holds`."
        ) from None
    with ready(typed) as (store, council):
        retention.release_hold(store, council, hold_id, now())
    tell(typed, f"Hold {hold_id} is released.", released=str(hold_id))


def dispose(typed: Namespace) -> None:
    """Remove what is due and not held, here and on every laptop."""
    wanted = None if typed.all else [_key(each) for each in typed.record]
    with ready(typed) as (store, council):
        gone = retention.dispose(store, council, wanted, now())
    tell(
        typed,
        f"Disposed of {gone.bundles}: {gone.records} records, {gone.files} files. Laptops follow.",
        *([f"{gone.held} due are held, and stay."] if gone.held else []),
        "Backups made before still hold them: let those run out too.",
        bundles=gone.bundles,
        records=gone.records,
        files=gone.files,
        held=gone.held,
    )


def _key(text: str) -> Key:
    kind, _, id_ = text.partition("/")
    if kind not in retention.CLASSES or not id_:
        raise Refused(
            ProblemCode.BAD_REQUEST,
            f"{text} does not name a record. Write it as `retention review` does: visit/ID.",
        )
    return kind, id_
