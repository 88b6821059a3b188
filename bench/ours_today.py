"""Our side of "today": the page's whole answer about ten years of 300 schools, from the encrypted store."""

from datetime import UTC, datetime, time
from pathlib import Path

from bench.ten_years import KEY, TODAY
from sia_contract.resources import resources
from sia_desktop.bootstrap.build import Laptop
from sia_desktop.bootstrap.paths import Paths
from sia_desktop.security.key_box import KeyBox
from sia_desktop.services.queries.today import AskToday, Today
from sia_desktop.storage.engine import open_store

NOW = datetime.combine(TODAY, time(9), UTC)


def answer_today(folder: Path) -> Today:
    """Open the store as the program does and answer the page, casework and all."""
    store = open_store(folder / "ours.db", KEY)
    laptop = Laptop(Paths(folder), resources(), KeyBox(folder), store, lambda _: "", lambda: NOW)
    try:
        answer: Today = laptop.desk().ask(AskToday())
        return answer
    finally:
        store.close()
