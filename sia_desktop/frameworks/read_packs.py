"""Reads packs and finds every fault in them; its tools take a while to load, so the shelf imports it late."""

from collections.abc import Callable
from pathlib import Path

from sia_contract.load_pack import packs_of, statutes
from sia_contract.pack_faults import PackFaults
from sia_contract.packs import Pack
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.frameworks.to_framework import to_framework


def frameworks_of(council_code: str, root: Path) -> list[Framework]:
    """Every version of a council's framework under this folder, the oldest first; none for a stranger."""
    return _usable(f"of '{council_code}'", lambda: packs_of(council_code, root))


def law(root: Path) -> list[Framework]:
    """The statutory frameworks under this folder, the oldest first."""
    return _usable("of statutory rules", lambda: statutes(root))


def _usable(whose: str, read: Callable[[], list[Pack]]) -> list[Framework]:
    try:
        return [to_framework(pack) for pack in read()]
    except PackFaults as faults:
        raise RuleBroken(f"The framework pack {whose} cannot be used. {faults}") from faults
