"""The commands about the council's certificate authority and its clock (docs/certificates.md)."""

from argparse import Namespace
from datetime import UTC, datetime

from sia_central.cli.commands import ready
from sia_central.cli.telling import tell
from sia_central.services import authorities
from sia_central.services.refused import Refused
from sia_central.services.trusted_time import stamp_waiting
from sia_central.storage.trouble import StoreTrouble
from sia_contract.problems import ProblemCode


def renew_authority(typed: Namespace) -> None:
    """Give the authority, or its clock alone, a new key."""
    with ready(typed) as (store, council):
        if typed.clock_only:
            authorities.renew_clock(store, council, _now())
            tell(
                typed,
                "The council's clock has a new key. Times it attested before stay trusted.",
                clock="new",
            )
            return
        path = authorities.renew_authority(store, council, _now())
    tell(
        typed,
        f"The certificate authority has a new root; its private key is {path}. The old key is erased.",
        "Laptops get certificates under it as they sync. What was signed before stays trusted.",
        "Back the key up, and give the file that `sia-central root` writes to whoever checks PDFs.",
        authority_key=str(path),
    )


def use_clock(typed: Namespace) -> None:
    """Choose the council's own clock or an outside one."""
    if typed.url and typed.root is None:
        raise Refused(ProblemCode.BAD_REQUEST, "Give the root of the time-stamping authority with --root.")
    with ready(typed) as (store, council):
        if typed.own:
            authorities.renew_clock(store, council, _now())
            tell(typed, "From now on the council's own clock attests the time.", clock="own")
            return
        try:
            root = typed.root.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise StoreTrouble(f"{typed.root} cannot be read as a certificate in PEM.") from error
        authorities.use_outside_clock(store, council, typed.url, root, _now())
    told = f"From now on {typed.url} attests the time. Files wait while it cannot be reached."
    tell(typed, told, clock=typed.url)


def stamp(typed: Namespace) -> None:
    """Stamp what waits, and say how much waits still."""
    with ready(typed) as (store, _):
        left = stamp_waiting(store, _now())
    tell(typed, f"Signed files that still wait for the trusted time: {left or 'none'}.", waiting=left)


def _now() -> datetime:
    return datetime.now(UTC)
