"""What stays on a laptop, in memory and in the encrypted file alike."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.contract.backends import Backend, Encrypted, InMemory
from tests.helpers.samples import NOON, annas_laptop

ME = annas_laptop()
NOTE = ("note_of_visit", "a")


@pytest.fixture(params=["in memory", "encrypted"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    """Each store in turn."""
    if request.param == "in memory":
        yield InMemory(ME)
        return
    encrypted = Encrypted(tmp_path, ME)
    yield encrypted
    encrypted.store.close()


def test_own_words_are_kept_once(backend: Backend) -> None:
    for _ in range(2):
        with backend.unit_of_work() as uow:
            uow.own_words.add("Thameside")
            uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.own_words.all() == {"Thameside"}


def test_earlier_words_come_the_latest_first_and_are_forgotten_with_their_record(backend: Backend) -> None:
    for n, words in enumerate(("one", "two")):
        with backend.unit_of_work() as uow:
            uow.earlier_words.keep(*NOTE, {"focus": words}, NOON + timedelta(hours=n))
            uow.earlier_words.keep("note_of_visit", "b", {"focus": "other"}, NOON)
            uow.commit()
    with backend.unit_of_work() as uow:
        kept = uow.earlier_words.of_section(*NOTE, "focus")
        assert [each.answer for each in kept] == ["two", "one"]
        assert kept[0].until == NOON + timedelta(hours=1)
        assert not uow.earlier_words.of_section(*NOTE, "impact")
        uow.earlier_words.forget(*NOTE)
        uow.commit()
    with backend.unit_of_work() as uow:
        assert not uow.earlier_words.of_section(*NOTE, "focus")
        assert uow.earlier_words.of_section("note_of_visit", "b", "focus")


def test_letters_typed_one_after_the_other_are_one_rewriting(tmp_path: Path) -> None:
    encrypted = Encrypted(tmp_path, ME)
    for second, words in enumerate(("as it was", "as it wa", "as it w")):
        with encrypted.unit_of_work() as uow:
            uow.earlier_words.keep(*NOTE, {"focus": words}, NOON + timedelta(seconds=second))
            uow.commit()
    with encrypted.unit_of_work() as uow:
        (kept,) = uow.earlier_words.of_section(*NOTE, "focus")
    assert kept.answer == "as it was"
    encrypted.store.close()


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    encrypted = Encrypted(tmp_path, ME)
    with encrypted.unit_of_work() as uow:
        for hour in range(55):
            uow.earlier_words.keep(*NOTE, {"focus": f"words {hour}"}, NOON + timedelta(hours=hour))
        uow.commit()
    with encrypted.unit_of_work() as uow:
        kept = uow.earlier_words.of_section(*NOTE, "focus")
    assert (len(kept), kept[0].answer, kept[-1].answer) == (50, "words 54", "words 5")
    encrypted.store.close()
