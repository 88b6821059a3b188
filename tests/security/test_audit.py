"""What is said of the locked packages is what is known of them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "installer" / "audit.py"


@pytest.fixture(name="audit")
def fixture_audit() -> ModuleType:
    """The script, which no package holds."""
    spec = importlib.util.spec_from_file_location("audit", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SOUND = {"name": "sound", "version": "1.0", "vulns": []}
WEAK = {"name": "weak", "version": "2.0", "vulns": [{"id": "CVE-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "unknown", "skip_reason": "not found"}


def test_a_known_weakness_stops_with_its_remedy(audit: ModuleType) -> None:
    code, said = audit.verdict({"dependencies": [SOUND, WEAK, UNKNOWN]})
    assert code == 1
    assert "weak 2.0: CVE-1, mended in 2.1" in said


def test_a_package_nobody_could_be_asked_about_is_named(audit: ModuleType) -> None:
    code, said = audit.verdict({"dependencies": [SOUND, UNKNOWN]})
    assert (code, said) == (0, "No known weakness in 1 packages. NOT CHECKED: unknown.")


def test_where_nobody_could_be_asked_nothing_is_called_safe(audit: ModuleType) -> None:
    code, said = audit.verdict({"dependencies": [UNKNOWN]})
    assert code == 0
    assert said.startswith("NOT CHECKED")
