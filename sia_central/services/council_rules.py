"""What central reads of a council's framework pack."""

from datetime import date
from functools import cache

from sia_central.services.refused import Refused
from sia_central.storage.trouble import StoreTrouble
from sia_contract.load_pack import councils, packs_of
from sia_contract.pack_faults import PackFaults
from sia_contract.packs import Pack
from sia_contract.permissions import Grants
from sia_contract.problems import ProblemCode
from sia_contract.resources import resources


def pack_of(council: str, on: date) -> Pack:
    """The pack that applies to a council on a day: the latest begun by then."""
    begun = [pack for pack in _packs(council) if pack.effective_from <= on]
    if not begun:
        raise Refused(
            ProblemCode.NOT_FOUND,
            f"There is no framework for a council called {council!r}. These are known: "
            f"{', '.join(known_councils())}.",
        )
    return begun[-1]


def pinned_pack(council: str, version: str) -> Pack:
    """The very pack a record was started under."""
    for pack in _packs(council):
        if pack.version == version:
            return pack
    raise Refused(
        ProblemCode.BAD_PAYLOAD,
        f"Central has no version {version} of this council's framework. Update central.",
    )


def known_councils() -> list[str]:
    """The councils that this program has a framework for."""
    return councils(resources() / "frameworks")


def grants_of(pack: Pack, role: str) -> Grants | None:
    """What a role may do; None for a role the pack does not have."""
    return next((each for each in pack.roles if each.code == role), None)


@cache
def _packs(council: str) -> tuple[Pack, ...]:
    if council not in known_councils():
        return ()
    try:
        return tuple(packs_of(council, resources() / "frameworks"))
    except PackFaults as faults:
        # not the request's fault: a laptop that sent it must keep it whole and try again later
        raise StoreTrouble(f"The council's framework is faulty. {faults}") from faults
