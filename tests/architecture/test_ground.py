"""The ground under the tests holds: each guard fails what it is there to fail, and lets the rest be."""

from datetime import timedelta
from pathlib import Path

import keyring
import psycopg
import pytest

from tests.helpers.fixed_clock import WEDNESDAY_NOON, FixedClock
from tests.helpers.memory_vault import MemoryVault
from tests.helpers.postgres import Cluster

ROOT = Path(__file__).parents[2]

GUARDED = """
    import logging
    import socket
    from threading import Thread

    import pytest

    def reach(host):
        try:
            socket.create_connection((host, 80), timeout=5)
        except OSError:
            pass  # as careful code would, taking it for a network that is down

    def test_an_address_fails():
        reach("192.0.2.1")

    def test_a_name_fails():
        reach("council.example")

    def test_another_thread_fails():
        thread = Thread(target=reach, args=("192.0.2.1",))
        thread.start()
        thread.join()

    def test_loopback_passes():
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(("localhost", server.getsockname()[1])).close()

    def test_an_unknown_name_passes():
        with pytest.raises(socket.gaierror):
            socket.create_connection(("central.invalid", 80))

    def test_an_unexpected_warning_fails():
        logging.getLogger("sia").warning("3 changes wait")

    def test_an_expected_warning_passes(caplog):
        logging.getLogger("sia").warning("3 changes wait")
        assert "3 changes" in caplog.text

    def test_information_passes():
        logging.getLogger("sia").info("a round ended")

    def test_a_qt_warning_fails():
        from PySide6.QtCore import qWarning
        qWarning("a layout was lost")
"""


def test_each_guard_fails_what_it_is_there_to_fail(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(GUARDED)
    pytester.makeini("[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING")
    guards = ("tests.helpers.no_network", "tests.helpers.fail_on_log")
    result = pytester.runpytest_subprocess("-rf", *(word for guard in guards for word in ("-p", guard)))
    result.assert_outcomes(failed=5, passed=4)
    failed = {line.split("::")[1].split(" ")[0] for line in result.outlines if line.startswith("FAILED")}
    assert all(name.endswith("_fails") for name in failed)


def test_the_clock_stands_still_until_moved(fixed_clock: FixedClock) -> None:
    assert fixed_clock() == fixed_clock() == WEDNESDAY_NOON
    fixed_clock.move(timedelta(days=7))
    assert (fixed_clock() - WEDNESDAY_NOON).days == 7


def test_no_test_sees_the_vault_of_whoever_runs_it() -> None:
    assert type(keyring.get_keyring()).__module__ == "keyring.backends.fail"


def test_a_vault_in_memory_keeps_and_forgets(memory_vault: MemoryVault) -> None:
    keyring.set_password("SIA Desktop", "key", "secret")
    assert keyring.get_password("SIA Desktop", "key") == "secret"
    keyring.delete_password("SIA Desktop", "key")
    assert keyring.get_password("SIA Desktop", "key") is None


def test_postgresql_is_real_and_new_enough(fresh_postgres_url: str, postgres: Cluster) -> None:
    plain = fresh_postgres_url.replace("+psycopg", "")
    with psycopg.connect(plain) as wire:
        wire.execute("CREATE TABLE school (urn integer PRIMARY KEY)")
        assert wire.info.server_version >= 150000
    with psycopg.connect(postgres.url.replace("+psycopg", "")) as wire:
        assert wire.execute("SELECT to_regclass('school')").fetchone() == (None,)
