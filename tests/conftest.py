"""What every test stands on: Qt offscreen, no vault, no network, no stray warnings, the same examples."""

import os

# Before anything imports Qt or keyring.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

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
