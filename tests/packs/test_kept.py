"""A framework once checked is kept for the next start: the very same, and never believed when in doubt."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from sia_contract.load_pack import councils
from sia_contract.resources import resources
from sia_desktop.domain.framework import Framework
from sia_desktop.frameworks.as_data import from_data, to_data
from sia_desktop.frameworks.kept import KeptFrameworks
from sia_desktop.frameworks.read_packs import frameworks_of, law
from sia_desktop.frameworks.shelf import Shelf

ROOT = resources() / "frameworks"


class Reading:
    """Reads Reading's packs, and counts how often it had to."""

    times = 0

    def __call__(self) -> list[Framework]:
        """Read and check."""
        self.times += 1
        return frameworks_of("reading", ROOT)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A resources folder that a test may change."""
    shutil.copytree(ROOT, tmp_path / "resources" / "frameworks")
    shutil.copytree(resources() / "inspection_scales", tmp_path / "resources" / "inspection_scales")
    return tmp_path / "resources"


def kept_file(tmp_path: Path) -> Path:
    """What a first start leaves."""
    KeptFrameworks(tmp_path, resources()).get("council-reading", frameworks_of_reading)
    return tmp_path / "council-reading.json"


def frameworks_of_reading() -> list[Framework]:
    """As the shelf reads them."""
    return frameworks_of("reading", ROOT)


@pytest.mark.parametrize("code", councils(ROOT))
def test_every_framework_comes_back_as_it_went(code: str) -> None:
    found = [*frameworks_of(code, ROOT), *law(ROOT)]
    assert list(from_data(json.loads(json.dumps(to_data(found))))) == found


def test_the_second_start_reads_no_pack(tmp_path: Path) -> None:
    reading = Reading()
    first = KeptFrameworks(tmp_path, resources()).get("council-reading", reading)
    second = KeptFrameworks(tmp_path, resources()).get("council-reading", reading)
    assert first == second
    assert reading.times == 1
    assert [file.name for file in tmp_path.iterdir()] == ["council-reading.json"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: b"",
        lambda kept: kept[:-1],
        lambda kept: kept.replace(b"five", b"nine", 1),
        lambda kept: kept.partition(b"\n")[2],
        lambda kept: b"\xff" * 100,
        lambda kept: sha256(b"[]").hexdigest().encode() + b"\n[]",
    ],
)
def test_a_spoilt_or_foreign_file_is_passed_over_and_written_anew(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    file = kept_file(tmp_path)
    whole = file.read_bytes()
    assert spoil(whole) != whole
    file.write_bytes(spoil(whole))
    reading = Reading()
    assert KeptFrameworks(tmp_path, resources()).get("council-reading", reading) == frameworks_of_reading()
    assert reading.times == 1
    assert file.read_bytes() == whole


@pytest.mark.parametrize(
    "data", [{}, {"$": "framework:holds"}, {"$": "errors:RuleBroken"}, {"$": "os:system"}, {"$": "nothing"}]
)
def test_data_makes_values_of_the_domain_and_nothing_else(data: object) -> None:
    with pytest.raises((LookupError, ImportError)):
        from_data(data)


def test_a_pack_that_changed_is_read_again(own: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    today = date(2026, 5, 20)
    before = Shelf(own, kept).current("reading", today)
    pack = own / "frameworks" / "reading" / "2016-12-13" / "pack.toml"
    pack.write_text(pack.read_text("utf-8").replace(before.full_name, "Another Council"), "utf-8")
    assert Shelf(own, kept).current("reading", today).full_name == "Another Council"


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    found = KeptFrameworks(tmp_path / "kept", resources()).get("council-reading", frameworks_of_reading)
    assert found == frameworks_of_reading()
