"""The keys of a laptop: made once, opened by the passphrase, readable nowhere."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.security.key_box import KeyBox
from sia_desktop.security.passphrase import STANDARD, Cost, WrongPassphrase, check_strength, key_from
from sia_desktop.security.sealed_box import LONGEST, UnlockedKeys, seal
from sia_desktop.security.vault import Vault
from sia_desktop.services import ports
from tests.helpers.memory_vault import MemoryVault
from tests.helpers.planted_words import find_planted

PASSPHRASE = "a heron stands by the weir"
TOKEN = "token-0123456789-0123456789-0123456789-abc"
SIGNING_KEY = bytes(range(138))
CHEAP = Cost(passes=1, memory_kib=64, lanes=1)

Open = Callable[[], KeyBox]


@pytest.fixture(params=["vault", "no vault"])
def a_box(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """The same laptop's key box, as the program finds it at each start."""
    vault = Vault(MemoryVault()) if request.param == "vault" else None
    return lambda: KeyBox(tmp_path, vault=vault, cost=CHEAP)


def create(box: KeyBox) -> UnlockedKeys:
    """Keys, as enrolment makes them."""
    return box.create(PASSPHRASE, device_secret=TOKEN, signing_key=SIGNING_KEY)


def test_what_was_made_at_enrolment_opens_at_every_start(a_box: Open) -> None:
    assert not a_box().is_made
    keys = create(a_box())
    assert (len(keys.db_key), keys.device_secret, keys.signing_key) == (32, TOKEN, SIGNING_KEY)
    assert a_box().is_made
    assert a_box().unlock(PASSPHRASE) == keys
    a_box().check(PASSPHRASE)


def test_it_is_the_key_box_that_services_ask_for(a_box: Open) -> None:
    asked: ports.KeyBox = a_box()
    with pytest.raises(RuleBroken, match="keys are not there"):
        asked.check(PASSPHRASE)


def test_two_laptops_never_have_the_same_key(tmp_path: Path) -> None:
    vault = Vault(MemoryVault())
    anna, ben = (KeyBox(tmp_path / name, vault=vault, cost=CHEAP) for name in ("anna", "ben"))
    assert create(anna).db_key != create(ben).db_key
    assert anna.unlock(PASSPHRASE) != ben.unlock(PASSPHRASE)


def test_another_passphrase_opens_nothing_and_waits_grow(a_box: Open) -> None:
    create(a_box())
    box = a_box()
    waits = []
    for _ in range(6):
        with pytest.raises(WrongPassphrase) as refusal:
            box.unlock("a heron stands by the lock")
        waits.append(refusal.value.wait_seconds)
    assert waits == [0, 0, 1, 2, 4, 8]
    assert "Wait 8 seconds and try again." in str(refusal.value)
    box.unlock(PASSPHRASE)
    with pytest.raises(WrongPassphrase, match=r"not the passphrase of this laptop\. Try again\."):
        box.check("a heron stands by the lock")


def test_waits_have_an_end(a_box: Open) -> None:
    create(a_box())
    box = a_box()
    waits = []
    for _ in range(14):
        with pytest.raises(WrongPassphrase) as refusal:
            box.check("not this one at all")
        waits.append(refusal.value.wait_seconds)
    assert waits[-1] == 300


def test_a_passphrase_is_the_same_on_every_keyboard(a_box: Open) -> None:
    a_box().create("caf\u00e9 by the weir", device_secret=TOKEN, signing_key=SIGNING_KEY)
    a_box().check("cafe\u0301 by the weir")


def test_a_changed_passphrase_opens_the_same_keys(a_box: Open) -> None:
    keys = create(a_box())
    a_box().change_passphrase(PASSPHRASE, "two herons stand by the weir")
    assert a_box().unlock("two herons stand by the weir") == keys
    with pytest.raises(WrongPassphrase):
        a_box().unlock(PASSPHRASE)


def test_a_passphrase_is_changed_only_by_who_knows_it(a_box: Open) -> None:
    keys = create(a_box())
    with pytest.raises(WrongPassphrase):
        a_box().change_passphrase("a heron stands by the lock", "two herons stand by the weir")
    with pytest.raises(RuleBroken, match="at least 12"):
        a_box().change_passphrase(PASSPHRASE, "short")
    assert a_box().unlock(PASSPHRASE) == keys


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [("eleven char", "has 11 characters"), ("", "has 0 characters"), ("abababababab", "repeats")],
)
def test_a_weak_passphrase_is_refused_in_words(a_box: Open, passphrase: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        a_box().create(passphrase, device_secret=TOKEN, signing_key=SIGNING_KEY)
    assert not a_box().is_made


def test_a_sentence_will_do() -> None:
    check_strength("The heron stood by the weir, and nobody saw it.")


def test_keys_are_not_made_over_keys(a_box: Open) -> None:
    keys = create(a_box())
    with pytest.raises(RuleBroken, match="already has its keys"):
        create(a_box())
    assert a_box().unlock(PASSPHRASE) == keys


def test_keys_that_were_forgotten_are_gone(a_box: Open) -> None:
    create(a_box())
    a_box().forget()
    assert not a_box().is_made
    assert create(a_box()).device_secret == TOKEN


def test_with_a_vault_no_secret_touches_the_disk(tmp_path: Path) -> None:
    memory = MemoryVault()
    box = KeyBox(tmp_path, vault=Vault(memory), cost=CHEAP)
    create(box)
    assert box.has_vault
    assert [path.name for path in tmp_path.iterdir()] == ["device.json"]
    assert set(json.loads((tmp_path / "device.json").read_text())) == {"version", "has_vault", "entry"}
    assert TOKEN not in "".join(memory.kept.values())


def test_without_a_vault_one_private_file_holds_what_the_passphrase_wraps(tmp_path: Path) -> None:
    box = KeyBox(tmp_path, cost=CHEAP)
    assert not box.has_vault
    create(box)
    assert not box.has_vault
    assert {path.name for path in tmp_path.iterdir()} == {"device.json", "keys.json"}
    assert find_planted(tmp_path, [TOKEN, PASSPHRASE]) == []
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_vault_that_keeps_nothing_is_not_relied_on(tmp_path: Path) -> None:
    class Sieve(MemoryVault):
        def set_password(self, service: str, username: str, password: str) -> None:
            """Lose it."""

    create(KeyBox(tmp_path, vault=Vault(Sieve()), cost=CHEAP))
    assert not KeyBox(tmp_path, cost=CHEAP).has_vault
    KeyBox(tmp_path, cost=CHEAP).check(PASSPHRASE)


def test_an_entry_that_left_the_vault_is_told_in_words(tmp_path: Path) -> None:
    memory = MemoryVault()
    create(KeyBox(tmp_path, vault=Vault(memory), cost=CHEAP))
    memory.kept.clear()
    with pytest.raises(OutsideTrouble, match="no longer in this computer's vault"):
        KeyBox(tmp_path, vault=Vault(memory), cost=CHEAP).unlock(PASSPHRASE)
    with pytest.raises(OutsideTrouble, match="vault for passwords cannot be found"):
        KeyBox(tmp_path, cost=CHEAP).unlock(PASSPHRASE)


@pytest.mark.parametrize("file", ["device.json", "keys.json"])
def test_a_damaged_file_is_told_in_words(tmp_path: Path, file: str) -> None:
    create(KeyBox(tmp_path, cost=CHEAP))
    (tmp_path / file).write_text("{not json")
    with pytest.raises(OutsideTrouble, match=f"{file} .*enrol"):
        KeyBox(tmp_path, cost=CHEAP).unlock(PASSPHRASE)


def test_a_changed_wrapping_does_not_open(tmp_path: Path) -> None:
    create(KeyBox(tmp_path, cost=CHEAP))
    (entry, sealed), *_ = json.loads((tmp_path / "keys.json").read_text()).items()
    box = json.loads(sealed)
    for part in ("v", "passes"):
        changed = json.dumps({**box, part: 2})
        (tmp_path / "keys.json").write_text(json.dumps({entry: changed}))
        with pytest.raises(WrongPassphrase):
            KeyBox(tmp_path, cost=CHEAP).unlock(PASSPHRASE)


def test_a_folder_of_a_newer_program_is_refused_in_words(tmp_path: Path) -> None:
    create(KeyBox(tmp_path, cost=CHEAP))
    device = json.loads((tmp_path / "device.json").read_text())
    (tmp_path / "device.json").write_text(json.dumps({**device, "version": 9}))
    with pytest.raises(RuleBroken, match="newer version"):
        KeyBox(tmp_path, cost=CHEAP).unlock(PASSPHRASE)


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file")
    with pytest.raises(OutsideTrouble, match="could not be written"):
        create(KeyBox(tmp_path / "in the way", cost=CHEAP))


def test_secrets_never_show(a_box: Open) -> None:
    keys = create(a_box())
    shown = repr(keys) + str(keys) + repr(a_box())
    assert TOKEN not in shown
    assert keys.db_key.hex() not in shown
    assert repr(keys.db_key) not in shown


def test_an_entry_fits_into_the_smallest_vault() -> None:
    keys = UnlockedKeys(bytes(32), TOKEN, SIGNING_KEY)
    assert len(seal(keys, PASSPHRASE, STANDARD).encode("utf-16-le")) < 2 * LONGEST
    with pytest.raises(ValueError, match="too long for one entry"):
        seal(UnlockedKeys(bytes(32), TOKEN, bytes(2_000)), PASSPHRASE, CHEAP)


def test_a_guess_costs_what_it_should() -> None:
    assert (STANDARD.passes, STANDARD.memory_kib, STANDARD.lanes) == (4, 131_072, 4)
    began = time.process_time()
    key_from(PASSPHRASE, bytes(16), STANDARD)
    assert time.process_time() - began > 0.05
