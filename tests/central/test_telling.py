"""Every command has examples and JSON for programs, and its exit status says whether it was done."""

import json
import re
import shlex
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sia_central.cli import main
from sia_central.cli.arguments import build_parser
from sia_central.cli.examples import examples_of
from sia_central.services.caseloads import every_school
from tests.central.laptop import Laptop
from tests.central.test_backup import where
from tests.central.test_command_line import GIAS, Desk, desk
from tests.helpers.a_central import ACentral

__all__ = ["desk"]

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
NAMED = (
    *("init", "serve", "add-adviser", "assign", "unassign", "devices", "revoke", "import-schools"),
    *("close-account", "open-account"),
    *("backup", "restore", "migrate", "status", "people", "place", "root", "access", "recover"),
)
GROUPS = {
    "audit": ("head", "verify", "show"),
    "retention": ("review", "hold", "holds", "release", "dispose"),
}
COMMANDS = [*NAMED, *(f"{group} {part}" for group, parts in GROUPS.items() for part in parts)]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples_that_can_be_typed_and_offers_json(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "--json" in said
    assert f"\n  sia-central {command}" in said


def test_the_help_of_all_says_what_the_exit_status_means(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert "exit status:" in said
    assert "--json" in said


@pytest.mark.parametrize("words", [["no-such-command"], ["assign"], ["audit"], ["serve", "--port", "x"]])
def test_what_cannot_be_typed_ends_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: sia-central" in capsys.readouterr().err


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_the_documents_can_be_typed(page: Path) -> None:
    known = options()
    for words in re.findall(r"\bsia-central ([a-z][^`\n]*)", page.read_text("utf-8")):
        said = words.split("#")[0].split()
        name = " ".join(said[:2]) if said[0] in GROUPS and len(said) > 1 else said[0]
        if re.fullmatch(r"[a-z-]+( [a-z-]+)?", name) and said[0] not in {"and", "speaks"}:
            assert name in known, f"{page.name}: sia-central {words}"
            assert {each for each in said if each.startswith("--")} <= known[name], words


def options() -> dict[str, set[str]]:
    """Every command, and a group's by both words, with its options."""

    def below(parser: ArgumentParser, before: str) -> Iterator[tuple[str, set[str]]]:
        yield before, {each for action in parser._actions for each in action.option_strings}
        for action in parser._actions:
            if isinstance(action.choices, dict):
                for name, part in action.choices.items():
                    yield from below(part, f"{before} {name}".strip())

    return dict(below(build_parser(), ""))


def test_no_example_is_of_a_command_that_is_gone() -> None:
    for command in COMMANDS:
        for line in (examples_of(command) or "").splitlines()[1:]:
            typed = line.split("#")[0].strip().removeprefix("sia-central ")
            build_parser().parse_args(shlex.split(typed))


def test_every_step_of_setting_up_can_be_read_by_a_program(desk: Desk, tmp_path: Path) -> None:
    def told(*words: str, says: str = "") -> Any:
        return json.loads(desk.types(*words, "--json", says=says))

    assert told("init", "--council", "reading")["council"] == "reading"
    assert told("import-schools", str(GIAS), "--as-at", "2026-06-02")["added"] == 61
    new = ("--name", "Anna", "--email", "anna@reading.example", "--role", "adviser", "--password-stdin")
    assert len(told("add-adviser", *new, says="three plain words")["person"]) == 36
    assert len(told("assign", "--email", "anna@reading.example", "--all")["changed"]) == 61
    assert told("people") == [
        {"name": "Anna", "e_mail": "anna@reading.example", "role": "adviser", "reports_to": "", "schools": 61}
    ]
    assert told("devices") == []
    assert told("audit", "verify")["faults"] == []
    assert told("audit", "head")["head"].startswith(f"{told('status')['audit_lines']}:")
    assert told("retention", "review") == told("retention", "holds") == []
    assert told("backup", "--out", str(tmp_path / "b.sia-backup"))["encrypted"] is False
    assert told("migrate")["backup"] is None
    assert told("root", "--out", str(tmp_path / "root.pem"))["root"].endswith("root.pem")


def test_status_says_how_the_service_stands(central: ACentral, capsys: pytest.CaptureFixture[str]) -> None:
    anna = Laptop.of(central, central.adviser)
    visit = anna.visit(central.urns[0])
    anna.sends(visit, anna.note(visit))
    assert main(["status", "--json", *where(central.store)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["people"] == 3
    assert sum(told["laptops"].values()) == 1
    assert (told["records"]["visit"], told["records"]["school"]) == (
        1,
        len(every_school(central.store, "reading")),
    )
    assert told["database"] == central.store.engine.dialect.name
    assert (told["backed_up_at"], told["restored_at"], told["files"]) == (None, None, 0)
    assert main(["status", *where(central.store)]) == 0
    said = capsys.readouterr().out
    assert "records: " in said
    assert "backed up at: never" in said
    assert "Anna" not in said


def test_a_hold_is_placed_listed_and_released_by_commands(
    set_up: ACentral, capsys: pytest.CaptureFixture[str]
) -> None:
    at, urn = where(set_up.store), str(set_up.urns[0])
    assert main(["retention", "hold", "--urn", urn, "--reason", "Inquiry", "--json", *at]) == 0
    hold = json.loads(capsys.readouterr().out)["hold"]
    assert main(["retention", "holds", *at]) == 0
    assert "Inquiry" in capsys.readouterr().out
    assert main(["retention", "release", "--hold", hold, *at]) == 0
    assert main(["retention", "release", "--hold", hold, *at]) == 2
    assert main(["retention", "release", "--hold", "x", *at]) == 2
    assert main(["retention", "hold", "--urn", "1", "--reason", "Inquiry", *at]) == 2
    assert main(["retention", "dispose", "--record", "school/1", *at]) == 2
    assert main(["retention", "dispose", "--record", f"visit/{hold}", *at]) == 2
    assert "is not due" in capsys.readouterr().err
    assert main(["retention", "dispose", "--all", *at]) == 0
    assert main(["audit", "show", "--action", "hold_placed", "--json", *at]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["id"] == urn
