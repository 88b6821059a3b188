"""Every fault a pack can have gets its sentence: file, entry, what is wrong, and the remedy."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sia_contract.load_pack import load_examples, load_pack, statutes
from sia_contract.pack_faults import PackFaults
from sia_contract.pack_law import over_law
from sia_contract.resources import resources

READING = resources() / "frameworks" / "reading" / "2016-12-13"
Edit = Callable[[str], str]


def swap(old: str, new: str) -> Edit:
    """An edit of the pack file that must find what it replaces."""

    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


def add(lines: str) -> Edit:
    """An edit that adds an entry at the end."""
    return lambda text: f"{text}\n{lines}\n"


def faults_of(tmp_path: Path, *edits: Edit) -> list[str]:
    """The sentences the loader has for Reading's pack after these edits."""
    folder = tmp_path / "reading" / "2016-12-13"
    shutil.copytree(READING, folder, dirs_exist_ok=True)
    text = (READING / "pack.toml").read_text(encoding="utf-8")
    for edit in edits:
        text = edit(text)
    (folder / "pack.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackFaults) as caught:
        load_pack(folder)
    return [str(fault) for fault in caught.value.faults]


ROLE = '[[role]]\ncode = "x"\nlabel = "X"\nsource = "s"\n'
FORM = '[[form]]\ncode = "x"\nlabel = "X"\nabout = "school"\nsource = "s"\n'
SECTION = '  [[form.section]]\n  code = "a"\n  label = "A"\n  mark = "P"\n'
TIMEFRAME = (
    '[[timeframe]]\nrule = "T-XX-01"\nlabel = "X"\nwording = "w"\nsource = "s"\nanchor = "visit_ended"\n'
)
TARGET = 'strength = "target"\n'
FLOW = (
    '[[flow]]\ncode = "x"\nlabel = "X"\nabout = "plan"\nsource = "s"\nstarts_in = "a"\n'
    '  [[flow.state]]\n  code = "a"\n  label = "A"\n'
)
SIGNED = (
    '  [[flow.move]]\n  code = "m"\n  label = "M"\n  from = ["a"]\n  to = "a"\n'
    '  by = ["adviser"]\n  signs = true'
)
CADENCE = '[[cadence]]\nrule = "C-99"\nlabel = "X"\nwording = "w"\nsource = "s"\nstrength = "target"\n'

CLASSES: dict[str, tuple[Edit, str]] = {
    "a line missing": (
        swap('name = "Reading"\n', ""),
        "pack.toml: the pack has no 'name'. Add a line 'name = …'.",
    ),
    "a key nobody knows": (
        swap('stops_at = "provided"', 'stops_att = "provided"'),
        "timeframe 'T-RD-02' has 'stops_att', which no pack entry of this kind has. Remove it",
    ),
    "a word outside its list": (
        swap('anchor = "visit_ended"', 'anchor = "visit_endet"'),
        "timeframe 'T-RD-02' says anchor = 'visit_endet', which is not in the list. Use one of",
    ),
    "a number in quotation marks": (
        swap("amount = 5\n", 'amount = "5"\n'),
        "timeframe 'T-RD-02' says amount = '5', which is of the wrong kind. It must be a whole number",
    ),
    "a number out of range": (
        swap("amount = 5\n", "amount = 0\n"),
        "timeframe 'T-RD-02' says amount = 0, which is out of range. It must be at least 1.",
    ),
    "a truth in quotation marks": (
        swap("required = true", 'required = "yes"'),
        "form 'note_of_visit', section 'people_met' says required = 'yes', which is of the wrong kind.",
    ),
    "a date that is none": (
        swap("effective_from = 2016-12-13", 'effective_from = "soon"'),
        "the pack says effective_from = 'soon', which is of the wrong kind. It must be a date",
    ),
    "a code with a space": (
        swap('code = "spa_meeting"', 'code = "spa meeting"'),
        "meeting 'spa meeting' says code = 'spa meeting', which is not a code.",
    ),
    "words left empty": (
        swap('label = "Leadership"', 'label = ""'),
        "form 'note_of_visit', section 'leadership' leaves 'label' empty.",
    ),
    "a form that is not there": (
        swap('produces = "note_of_visit"', 'produces = "pir"'),
        "timeframe 'T-RD-02' says produces 'pir', but there is no such form. Add that form, or correct",
    ),
    "a role that is not there": (
        swap('reports_to = "director"', 'reports_to = "directer"'),
        "role 'head_of_education' says reports_to 'directer', but there is no such role. "
        "Add that role, or correct the name. Did you mean 'director'?",
    ),
    "a category that is not there": (
        swap(
            'when = { category = ["R", "C"] }\n\n[[timeframe]]\nrule = "T-RD-10"',
            'when = { category = ["Z"] }\n\n[[timeframe]]\nrule = "T-RD-10"',
        ),
        "timeframe 'T-RD-09' says category 'Z', but there is no such category.",
    ),
    "a grade of another scale": (
        swap('{ overall = ["inadequate"], setting', '{ overall = ["exceptional"], setting'),
        "timeframe 'T-RD-01', either number 1 says overall 'exceptional', but there is no such grade.",
    ),
    "what counts on no scale of Ofsted’s": (
        swap('scale = "ofsted-2019"', 'scale = "ofsted-2012"'),
        "treated_as number 1 says scale 'ofsted-2012', but that is not another of Ofsted's scales.",
    ),
    "a result that the other scale does not know": (
        swap('areas = ["urgent_improvement"]', 'areas = ["satisfactory"]'),
        "says areas 'satisfactory', but the scale 'ofsted-2025-11' has no such grade. Use one of",
    ),
    "a setting that is not there": (
        swap('setting = { statement_of_action_for = ["inad', 'setting = { nope = ["inad'),
        "timeframe 'T-RD-01', either number 1 depends on the setting 'nope', but there is no such setting.",
    ),
    "a rule that is not there": (
        swap('rule = "T-RD-03"\n\n[[meeting]]', 'rule = "T-RD-33"\n\n[[meeting]]'),
        "meeting 'spa_meeting', paper 'self_evaluation_comments' says rule 'T-RD-33', but there is no",
    ),
    "a scale that is not there": (
        swap('inspection_scale = "ofsted-2012"', 'inspection_scale = "ofsted-2013"'),
        "the pack says inspection_scale 'ofsted-2013', but there is no such scale. Use one of",
    ),
    "a folder of another date": (
        swap("effective_from = 2016-12-13", "effective_from = 2016-12-14"),
        "the pack takes effect on 2016-12-14 but lies in the folder 2016-12-13. Rename the folder",
    ),
    "a code twice": (add(ROLE + ROLE), "the pack has the role 'x' 2 times. Give one of them another code"),
    "a rule twice": (
        swap('part = "mid_year"\n', ""),
        "the pack has the timeframe 'T-RD-10' 2 times. Give each its own 'part'",
    ),
    "a section twice": (
        swap('code = "teaching"', 'code = "achievement"'),
        "form 'note_of_visit' has the section 'achievement' 2 times.",
    ),
    "nothing counted": (
        add(TIMEFRAME + TARGET + 'direction = "after"'),
        "timeframe 'T-XX-01' counts 'after' but has no 'amount'. Add a line 'amount = …'.",
    ),
    "something counted that is not": (
        add(TIMEFRAME + TARGET + 'direction = "immediate"\namount = 3\nunit = "day"'),
        "timeframe 'T-XX-01' has an amount or unit, which 'immediate' does not count.",
    ),
    "a window with one end": (
        add(TIMEFRAME + TARGET + 'direction = "window"\namount = 6\nunit = "week"\namount_to = 4'),
        "timeframe 'T-XX-01' is a window whose 'amount_to' is missing or not the larger.",
    ),
    "two ends and no window": (
        add(TIMEFRAME + TARGET + 'direction = "after"\namount = 4\nunit = "week"\namount_to = 6'),
        "timeframe 'T-XX-01' has an 'amount_to' but is not a window.",
    ),
    "a day-set for weeks": (
        add(TIMEFRAME + TARGET + 'direction = "after"\namount = 4\nunit = "week"\nday_set = "working_day"'),
        "timeframe 'T-XX-01' has a 'day_set' but does not count days.",
    ),
    "counting the wrong way": (
        add(TIMEFRAME + TARGET + 'direction = "after"\namount = 4\nunit = "day"\ncounting = "day_before"'),
        "timeframe 'T-XX-01' counts 'day_before', which does not go with direction 'after'.",
    ),
    "a day without its name": (
        add(TIMEFRAME + TARGET + 'direction = "by_date"'),
        "timeframe 'T-XX-01' has only one of direction 'by_date' and 'named_day'.",
    ),
    "hard but undefined": (
        add(TIMEFRAME + 'strength = "hard"\nstops_at = "held"\ndirection = "undefined"'),
        "timeframe 'T-XX-01' must be undefined in both direction and strength, or in neither.",
    ),
    "hard but endless": (
        swap('stops_at = "provided"\n', ""),
        "timeframe 'T-RD-02' is hard but names no act that stops it. Add 'stops_at'.",
    ),
    "a reading that changes nothing": (
        swap('  counting = "clear_days"\n', ""),
        "timeframe 'T-RD-03', alternative 'clear_days' changes nothing.",
    ),
    "a reading that makes no sense": (
        swap('  counting = "clear_days"\n', '  counting = "beginning_with"\n'),
        "timeframe 'T-RD-03', alternative 'clear_days' counts 'beginning_with', which does not go with",
    ),
    "a choice without choices": (
        add(FORM + SECTION + '  kind = "choice"'),
        "form 'x', section 'a' is of kind 'choice', which does not fit its choices.",
    ),
    "a table without columns": (
        add(FORM + SECTION + '  kind = "table"'),
        "form 'x', section 'a' is of kind 'table', which does not fit its columns.",
    ),
    "a circle of managers": (
        add(ROLE + 'reports_to = "x"'),
        "role 'x' reports to itself in the end. Break the circle of 'reports_to'.",
    ),
    "a state that is not there": (
        add(FLOW + '  [[flow.move]]\n  code = "m"\n  label = "M"\n  from = ["a"]\n  to = "b"'),
        "flow 'x' says to 'b', but has no such state.",
    ),
    "a state nobody reaches": (
        add(FLOW + '  [[flow.state]]\n  code = "b"\n  label = "B"'),
        "flow 'x' has the state 'b', which no move leads to.",
    ),
    "a step that signs without a laptop": (
        add(
            ROLE + 'kind = "school"\n' + FLOW + SIGNED.replace("adviser", "x"),
        ),
        "flow 'x', move 'm' signs, but the role 'x' that takes it has no laptop to sign on.",
    ),
    "a restricted form that is signed": (
        add(FORM + 'flow = "x"\nrestricted = true\n' + SECTION + '  kind = "date"\n' + FLOW + SIGNED),
        "form 'x' is never printed, but its flow has a step that signs. Remove one of the two.",
    ),
    "a step that returns without a reason": (
        swap("needs_reason = true, returns = true", "returns = true"),
        "move 'return' returns the record, but says no reason. Add 'needs_reason = true'.",
    ),
    "a restricted form that nobody may write": (
        swap('roles = ["adviser", "head_of_education"]\nrule', 'roles = ["director"]\nrule'),
        "form 'headteacher_appraisal' is restricted, but open to no role that may write records.",
    ),
    "a form about no one school that is signed": (
        add(
            FORM.replace("school", "council") + 'flow = "x"\n' + SECTION + '  kind = "date"\n' + FLOW + SIGNED
        ),
        "form 'x' is about no one school, but its flow has a step that signs.",
    ),
    "an interval without length": (
        add(CADENCE + 'recurs = "interval"'),
        "cadence 'C-99' recurs by interval but has no 'amount'.",
    ),
    "a cover without period": (
        add(CADENCE + 'recurs = "coverage"'),
        "cadence 'C-99' recurs by coverage but has no 'period'.",
    ),
    "counting terms backwards": (
        add(TIMEFRAME + TARGET + 'direction = "before"\namount = 1\nunit = "term"'),
        "timeframe 'T-XX-01' counts back in the unit 'term'. Count back in days, weeks or months.",
    ),
    "a reading hard but undefined": (
        swap('  code = "clear_days"\n', '  code = "clear_days"\n  strength = "undefined"\n'),
        "timeframe 'T-RD-03', alternative 'clear_days' must be undefined in both direction and strength",
    ),
    "terms that are not beside it": (
        swap('authority_codes = ["870"]', 'term_dates = "terms.csv"'),
        "the pack says term_dates 'terms.csv', but there is no such file. Put the file beside the pack",
    ),
    "a paper after nothing": (
        swap('follows = "agenda"', 'follows = "agendum"'),
        "meeting 'rap_meeting' has a paper that follows 'agendum', which is none of its papers.",
    ),
    "a default outside its choices": (
        swap('default = "half_term"', 'default = "weekly"'),
        "setting 'rap_meeting_every' has a default that is not among its choices.",
    ),
    "bands that overlap": (
        add(
            '[[charge]]\ncode = "x"\nlabel = "X"\nsource = "s"\npounds_a_day = 480.0\n'
            "  [[charge.band]]\n  from_days = 0.0\n  to_days = 10.0\n  days_paid = 0.0\n"
            "  [[charge.band]]\n  from_days = 5.0\n  days_paid = 2.0"
        ),
        "charge 'x' has bands that overlap or are out of order.",
    ),
    "days that fall": (
        add('[[allocation]]\ncode = "x"\nlabel = "X"\nsource = "s"\ndays = 30.0\ndays_to = 10.0'),
        "allocation 'x' has a 'days_to' that is not above its 'days'.",
    ),
    "an end before the start": (
        swap(
            'produces = "note_of_visit"\n',
            'produces = "note_of_visit"\neffective_from = 2020-01-01\neffective_to = 2019-01-01\n',
        ),
        "timeframe 'T-RD-02' ends before it takes effect.",
    ),
    "retired but in use": (
        add('[[retired]]\nkind = "form"\ncode = "note_of_visit"\nlabel = "Old"\nsince = 2020-01-01'),
        "retired 'note_of_visit' is still in use as a form.",
    ),
    "an action nobody knows": (
        swap('"log_visit", "void_visit"', '"log_visits", "void_visit"'),
        "role 'adviser' says may = 'log_visits', which is not in the list.",
    ),
    "a newer schema": (swap("schema = 1", "schema = 2"), "the pack has schema 2, newer than this program."),
    "no schema": (swap("schema = 1", ""), "the pack has no schema this program knows. Begin the file with"),
    "not TOML": (swap("schema = 1", "schema : 1"), "pack.toml: line 4 is not TOML (Expected '="),
    "a month in words": (
        swap("effective_from = 2016-12-13", "effective_from = 13 December 2016"),
        "13 December 2016. Put words in straight quotation marks, and write dates as 2026-04-01 without any.",
    ),
    "curly quotation marks": (
        swap('code = "adviser"', "code = “adviser”"),
        "is not TOML (Invalid value): code = “adviser”. Use straight quotation marks, not curly ones.",
    ),
    "a table twice": (
        add("[words]"),
        "[words]. Write it once; entries of which there are several begin with",
    ),
    "a number without end": (
        swap("amount = 5\n", f"amount = {'9' * 5000}\n"),
        "the file holds a number of thousands of figures. Write a smaller number.",
    ),
    "a list where a number stands": (
        swap("amount = 5\n", f'amount = "{"x" * 300}"\n'),
        "x…, which is of the wrong kind.",
    ),
    "one bracket too few": (
        swap("[[indicator]]\n", "[indicator]\n"),
        "Write it once; entries of which there are several begin with double square brackets.",
    ),
    "a word nobody knows": (
        swap("[words]\n", '[words]\nadivser = "x"\n'),
        "the pack has the key 'adivser' in 'words', which is not in the list.",
    ),
    "a rule in small letters": (
        swap('rule = "T-RD-02"', 'rule = "t-rd-02"'),
        "which is not a rule’s id. Write capitals, a hyphen and figures, such as T-EX-02 or C-04.",
    ),
    "a rule in two tables": (
        add(CADENCE.replace("C-99", "T-RD-02") + 'recurs = "unstated"'),
        "the pack has the rule 'T-RD-02' both as a timeframe and as a cadence.",
    ),
    "a mark that turns the writing": (
        swap('label = "Leadership"', 'label = "Leader\\u202Epihs"'),
        "section 'leadership' has in 'label' a character that cannot be seen (U+202E).",
    ),
    "a result that is none": (
        add("[[treated_as]]\nscale = []\noverall = [[]]"),
        "treated_as number 4 has no 'judgement'.",
    ),
}


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_of_fault_has_its_sentence(name: str, tmp_path: Path) -> None:
    edit, sentence = CLASSES[name]
    faults = faults_of(tmp_path, edit)
    assert any(sentence in fault for fault in faults), faults
    assert all(fault.startswith("pack.toml: ") and fault.endswith((".", "?")) for fault in faults)


THREES = [
    ("a line missing", "a form that is not there", "a code twice"),
    ("a key nobody knows", "a role that is not there", "nothing counted"),
    ("a number in quotation marks", "a grade of another scale", "a choice without choices"),
    ("a code with a space", "a paper after nothing", "a circle of managers"),
    ("an action nobody knows", "a scale that is not there", "a state nobody reaches"),
]


@pytest.mark.parametrize("names", THREES)
def test_three_faults_of_different_kinds_are_told_at_once(names: tuple[str, ...], tmp_path: Path) -> None:
    faults = faults_of(tmp_path, *(CLASSES[name][0] for name in names))
    for name in names:
        assert any(CLASSES[name][1] in fault for fault in faults), (name, faults)


def test_a_missing_file_and_one_that_is_not_utf8(tmp_path: Path) -> None:
    with pytest.raises(PackFaults, match=r"pack\.toml: the file is not there\. Put a pack\.toml into"):
        load_pack(tmp_path)
    (tmp_path / "pack.toml").write_bytes(b"schema = 1\nname = 'caf\xe9'")
    with pytest.raises(PackFaults, match=r"pack\.toml: line 2 is not UTF-8 text\. Save the file as UTF-8\."):
        load_pack(tmp_path)


def test_what_windows_writes_before_a_file_is_no_fault(tmp_path: Path) -> None:
    folder = tmp_path / "reading" / "2016-12-13"
    shutil.copytree(READING, folder)
    for name in ("pack.toml", "examples.toml"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8-sig", newline="\r\n")
    assert load_pack(folder).code == "reading"
    assert load_examples(folder).examples


def test_an_entry_with_a_fault_is_not_said_to_be_empty(tmp_path: Path) -> None:
    assert len(faults_of(tmp_path, add(FORM + SECTION + '  kind = "long_txt"'))) == 1


def test_faults_of_the_examples_are_told_too(tmp_path: Path) -> None:
    (tmp_path / "examples.toml").write_text('[[example]]\nrule = "T-RD-02"\nonn = 2026-04-01\n')
    with pytest.raises(PackFaults, match=r"examples\.toml: example 'T-RD-02' has no 'on'"):
        load_examples(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["x = " + "[" * 5000 + "]" * 5000, ".".join("a" * 3000) + " = 1", "x = " + "{a = " * 50 + "1" + "}" * 50],
)
def test_a_file_nested_without_end_is_refused_in_words(text: str, tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(f"schema = 1\n{text}\n")
    with pytest.raises(PackFaults, match="tables or lists too deep within one another"):
        load_pack(tmp_path)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (
            "oldham/2016-12-13",
            "has the code 'reading' but lies in the folder of 'oldham'. Move it to reading/",
        ),
        ("reading/2016-12-14", "takes effect on 2016-12-13 but lies in the folder 2016-12-14."),
    ],
)
def test_a_pack_in_the_folder_of_another_council_or_day_is_told(
    place: str, sentence: str, tmp_path: Path
) -> None:
    shutil.copytree(READING, tmp_path / place)
    with pytest.raises(PackFaults, match=sentence):
        load_pack(tmp_path / place)


def test_a_form_may_stand_only_for_one_that_the_law_has() -> None:
    law = statutes(resources() / "frameworks")
    oldham = load_pack(resources() / "frameworks" / "oldham" / "2017-03-01")
    first, *others = oldham.forms
    wrong = first.model_copy(update={"stands_for": "statement_of_action_of_lore"})
    with pytest.raises(
        PackFaults, match=r"names no form of the law: .*Did you mean 'statement_of_action_of_law'"
    ):
        over_law(oldham.model_copy(update={"forms": (wrong, *others)}), law)


LINES = READING.joinpath("pack.toml").read_text(encoding="utf-8").splitlines()
VALUES = st.sampled_from(['"x"', "[]", "{}", "7", "[[1]]", "true", "1.5", "2020-01-01", '["a", 2]', '""'])


@given(st.integers(0, len(LINES) - 1), VALUES)
def test_no_line_however_wrong_brings_the_loader_down(
    tmp_path_factory: pytest.TempPathFactory, number: int, value: str
) -> None:
    key, equals, _ = LINES[number].partition(" = ")
    if not equals:
        return
    folder = tmp_path_factory.mktemp("pack")
    lines = [*LINES[:number], f"{key} = {value}", *LINES[number + 1 :]]
    (folder / "pack.toml").write_text("\n".join(lines), encoding="utf-8")
    with suppress(PackFaults):
        load_pack(folder)
