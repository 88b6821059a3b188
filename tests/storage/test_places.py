"""Where a database must not live."""

import os
from pathlib import Path, PureWindowsPath

import pytest

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.storage.engine import open_store
from sia_desktop.storage.places import file_system_of, is_synchronised, refuse_unsuitable
from tests.storage.conftest import KEY

MOUNTS = """\
overlay / overlay rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
//hall/advisers /mnt/shared\\040drive cifs rw 0 0
hall:/homes /srv/anna nfs4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "environment", "answer"),
    [
        (r"C:\Advisers\anna\AppData\Local\SIA Desktop", {}, False),
        (r"C:\Advisers\anna\OneDrive - Reading Borough Council\Documents", {}, True),
        (r"D:\Cloud\Work", {"OneDriveCommercial": r"D:\Cloud"}, True),
        (r"D:\Cloudy\Work", {"OneDriveCommercial": r"D:\Cloud"}, False),
        (r"C:\Advisers\anna\Dropbox\sia", {}, True),
    ],
)
def test_a_folder_that_a_cloud_program_copies_is_known(
    folder: str, environment: dict[str, str], answer: bool
) -> None:
    # PureWindowsPath reads the environment's path in its own way on every system.
    roots = {name: PureWindowsPath(root).as_posix() for name, root in environment.items()}
    assert is_synchronised(Path(PureWindowsPath(folder).as_posix()), roots) is answer


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/shared drive/sia", "cifs"),
        ("/srv/anna/.local/share", "nfs4"),
        ("/srv/annabel", "overlay"),
        ("/tmp/sia", "tmpfs"),
    ],
)
def test_a_folder_on_another_computer_is_known(folder: str, kind: str) -> None:
    assert file_system_of(Path(folder), MOUNTS) == kind


def test_a_store_is_not_made_in_onedrive(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Reading"
    with pytest.raises(RuleBroken, match="copied to the cloud"):
        open_store(folder / "caseload.db", KEY)
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RuleBroken, match="Nothing can be written in"):
        refuse_unsuitable(tmp_path / "file" / "folder")


def test_a_new_folder_is_for_this_person_only(tmp_path: Path) -> None:
    open_store(tmp_path / "data" / "caseload.db", KEY).close()
    if os.name == "posix":
        assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_folder_that_leads_nowhere_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(RuleBroken, match="leads nowhere"):
        refuse_unsuitable(tmp_path / "a")
