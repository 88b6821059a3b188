"""The stage of a sync play: Reading's central over loopback, and laptops that have synced once."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.helpers.council_hall import CouncilHall, serving
from tests.helpers.two_desktops import Desktop, Enrolled, enrols


@dataclass
class Stage:
    """One play: central, the laptops of Anna and Ben, who share two schools, and of Helen, who leads them."""

    hall: CouncilHall
    anna: Desktop
    ben: Desktop
    helen: Desktop
    urns: list[int]
    """All schools: Anna and Ben both have the first two, Helen sees what they have, nobody has the rest."""

    def sync_until_quiet(self) -> None:
        """All sync until nobody has anything new."""
        for desktop in (self.anna, self.ben, self.helen) * 2:
            desktop.syncs_well()


@dataclass(frozen=True)
class Prepared:
    """What every play starts from a copy of, for making it takes a second or two."""

    folder: Path
    laptops: dict[str, Enrolled]


def prepare(folder: Path, database_url: str | None = None) -> Prepared:
    """Set up central, enrol the laptops, and let each sync once."""
    laptops = {}
    with ExitStack() as left_open:
        hall = left_open.enter_context(closing(CouncilHall.opens(folder / "central", database_url)))
        hall.sets_up(schools=12)
        hall.employs("helen", "strategic_lead")
        for name in ("anna", "ben"):
            hall.employs(name, reports_to="helen")
            hall.gives(name, *hall.urns()[:2])
        address = left_open.enter_context(serving(hall))
        for name in ("anna", "ben", "helen"):
            laptops[name] = enrols(name, folder, address)
            with closing(Desktop(name, laptops[name], address)) as desktop:
                desktop.syncs_well()
    return Prepared(folder, laptops)


@contextmanager
def staged(prepared: Prepared, folder: Path, database_url: str | None = None) -> Iterator[Stage]:
    """A play of its own on a copy of what was prepared; `database_url` names a copy of its database."""
    shutil.copytree(prepared.folder / "central", folder / "central")
    with ExitStack() as left_open:
        hall = left_open.enter_context(closing(CouncilHall.opens(folder / "central", database_url)))
        address = left_open.enter_context(serving(hall))
        desktops = {
            name: left_open.enter_context(closing(Desktop(name, laptop.copied_to(folder), address)))
            for name, laptop in prepared.laptops.items()
        }
        yield Stage(hall, urns=hall.urns(), **desktops)
