"""What every test stands on: Qt offscreen, no vault, no network, no stray warnings, the same examples."""

import os

# Before anything imports Qt or keyring.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "pytester",
    "tests.helpers.no_network",
    "tests.helpers.fail_on_log",
    "tests.helpers.fixed_clock",
    "tests.helpers.memory_vault",
    "tests.helpers.postgres",
]

# "ci" tries the same examples on every machine; "search" looks for new ones, by hand, before a release.
settings.register_profile("ci", derandomize=True, database=None, deadline=None)
settings.register_profile(
    "search", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

LONGEST = ("faults", "journeys", "sync")
"""Folders whose tests take longest: begun first, so that no worker is left alone with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, otherwise as collected."""
    items.sort(key=lambda item: item.path.parent.name not in LONGEST)
