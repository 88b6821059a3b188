"""Names and sizes: what a reader may count on in every module."""

import ast
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("sia_contract", "sia_desktop", "sia_central", "bench")
MODULES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "versions" not in path.relative_to(ROOT).parts
)
LINES_AT_MOST = 400
VAGUE = {"manager", "helper", "helpers", "handler", "handlers", "util", "utils", "misc", "common"}

# Joined here so that this file does not hold what it forbids.
PLACES = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + "(?:home|Users|root|work)" + r"/[\w.]+",
            r"[A-Z]:\\Users\\\w+",
            r"\bpypi\." + "org",
            r"\bpythonhosted\." + "org",
            r"\bdeb\.debian\." + "org",
            r"registry\.npmjs\." + "org",
            "(?:extra-)?index" + "-url",
            "find" + "-links",
        ]
    )
)


def name_of(path: Path) -> str:
    """A module as a reader would name it."""
    return str(path.relative_to(ROOT))


def words_in(name: str) -> set[str]:
    """The words a name is made of: NoteOfVisit and note_of_visit alike."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_names_say_what_a_thing_is() -> None:
    vague = []
    for path in MODULES:
        tree = ast.parse(path.read_text())
        classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        names = [path.stem, path.parent.name, *classes]
        vague += [f"{name_of(path)}: {name}" for name in names if words_in(name) & VAGUE]
    assert not vague, "Name these after what they are:\n" + "\n".join(vague)


def test_a_public_module_says_what_it_is_for() -> None:
    silent = []
    for path in MODULES:
        source = path.read_text()
        is_private = path.stem.startswith("_") and not path.stem.startswith("__")
        if source.strip() and not is_private and not ast.get_docstring(ast.parse(source)):
            silent.append(name_of(path))
    assert not silent, "Modules without a docstring:\n" + "\n".join(silent)


def test_a_module_is_short_enough_to_read() -> None:
    sizes = {name_of(path): len(path.read_text().splitlines()) for path in MODULES}
    long = [f"{name}: {lines} lines" for name, lines in sizes.items() if lines > LINES_AT_MOST]
    assert not long, "Split these by meaning:\n" + "\n".join(long)


def test_no_tracked_file_knows_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a picture, a font, published cp1252; or deleted and not yet committed
        found += [f"{name}: {match[0]}" for match in PLACES.finditer(text)]
    assert not found, "\n".join(found)
