"""Every time limit and cadence that was promised is in a pack and answers through the public command."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from sia_contract.load_pack import find_packs
from sia_contract.resources import resources
from sia_desktop.__main__ import main

PROMISED = {
    "oxfordshire": [
        *(f"T-OX-{n:02}" for n in range(1, 6)),
        *(f"C-{n:02}" for n in range(1, 14)),
        "C-35",
    ],
    "reading": [
        *(f"T-RD-{n:02}" for n in range(1, 11)),
        *(f"C-{n}" for n in range(13, 20)),
        "C-37",
    ],
    "staffordshire": [
        *(f"T-ST-{n:02}" for n in range(1, 11)),
        *(f"C-{n}" for n in range(20, 27)),
        "C-34",
        "C-36",
    ],
    "oldham": ["T-OL-01", "T-OL-02", "T-OL-03", "C-27", "C-28", "C-29"],
    "tri-borough": [
        *(f"T-TB-{n:02}" for n in range(1, 19)),
        "T-TB-20",
        *(f"C-{n}" for n in range(30, 34)),
        "C-38",
    ],
    "england-2025": [f"E-{n:02}" for n in range(1, 8)],
}
EXPLAINED = {"T-RD-11", "T-RD-12", "T-RD-13", "T-RD-14", "T-RD-15", "T-TB-19"}
"""Windows and eligibility, not clocks: `docs/packs.md` says where each stands."""
KEYS = {"rule", "pack", "reading", "anchor", "strength", "marks", "warnings", "derivation", "source"}
TERMS = resources() / "frameworks" / "oxfordshire" / "2013-09-01" / "school-calendar-2025-26.csv"


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """The public command: exit status, what it printed, what it complained of."""
    status = main(["deadline", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_the_list_is_whole() -> None:
    limits = [rule for rules in PROMISED.values() for rule in rules if rule.startswith("T-")]
    cadences = {rule for rules in PROMISED.values() for rule in rules if rule.startswith("C-")}
    assert len(limits) + len(EXPLAINED) == 5 + 15 + 10 + 3 + 20
    assert cadences == {f"C-{n:02}" for n in range(1, 39)}
    assert {folder.parent.name for folder in find_packs(resources() / "frameworks")} == set(PROMISED)


@pytest.mark.parametrize(("pack", "rules"), PROMISED.items(), ids=PROMISED)
def test_every_promised_rule_answers(
    pack: str, rules: Sequence[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = _terms_of_three_years(tmp_path)
    for rule in rules:
        asked = (
            "--pack",
            pack,
            "--rule",
            rule,
            "--on",
            "2026-02-24",
            "--school-calendar",
            str(terms),
            "--json",
        )
        status, out, err = ask(capsys, *asked)
        assert (status, err) == (0, ""), rule
        answer = json.loads(out)
        assert (answer["rule"], answer["pack"]) == (rule, pack)
        assert set(answer) - {"due_on", "from", "to"} == KEYS
        assert {"due_on", "from", "to"} & set(answer)


def test_what_is_no_clock_is_explained() -> None:
    guide = (resources().parent / "docs" / "packs.md").read_text(encoding="utf-8")
    for rule in EXPLAINED:
        assert rule in guide, rule
    for rule in PROMISED["england-2025"]:
        assert rule in guide, rule


def _terms_of_three_years(folder: Path) -> Path:
    path = folder / "terms.csv"
    lines = TERMS.read_text(encoding="utf-8").replace("valid_to,2026-07-20,2026-07-20,\n", "")
    later = (
        "term,2026-09-02,2026-12-18,Autumn\nhalf_term_break,2026-10-26,2026-10-30,October\n"
        "term,2027-01-04,2027-03-25,Spring\nhalf_term_break,2027-02-15,2027-02-19,February\n"
        "term,2027-04-12,2027-07-21,Summer\nhalf_term_break,2027-05-31,2027-06-04,May\n"
        "valid_to,2027-08-31,,\n"
    )
    path.write_text(lines.rstrip("\n") + "\n" + later, encoding="utf-8")
    return path
