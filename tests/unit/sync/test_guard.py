"""What a page may remove without a question."""

from sia_contract.changes import PageEntry, Tombstone, Withdrawn
from sia_desktop.services.sync_now import Removal
from sia_desktop.sync.guard import HANDFUL, Guard, counts_trouble, differing_kinds


class Holding:
    """A laptop with schools 100001 to 100020 and every note asked about."""

    def held_urns(self) -> frozenset[int]:
        """Its schools."""
        return frozenset(range(100_001, 100_021))

    def holds(self, kind: str, record_id: str) -> bool:
        """True for notes."""
        return kind == "note_of_visit"


def withdrawn(count: int, *, announced: bool = False, first: int = 100_001) -> list[PageEntry]:
    """Schools that leave."""
    return [Withdrawn(urn=first + n, announced=announced) for n in range(count)]


def test_a_handful_passes_and_one_more_asks() -> None:
    assert Guard(Holding(), None).question(withdrawn(HANDFUL)) is None
    asked = Guard(Holding(), None).question(withdrawn(HANDFUL + 1))
    assert asked is not None
    assert len(asked.urns) == HANDFUL + 1


def test_announced_or_never_held_or_repeated_removals_are_not_counted() -> None:
    guard = Guard(Holding(), None)

    assert guard.question(withdrawn(20, announced=True)) is None
    assert guard.question(withdrawn(20, first=200_000)) is None
    assert guard.question(withdrawn(HANDFUL) * 4) is None
    assert guard.question([Tombstone(kind="act", id=str(n), revision=2) for n in range(20)]) is None


def test_a_trickle_over_many_pages_is_added_up() -> None:
    guard = Guard(Holding(), None)
    answers = [guard.question(withdrawn(2, first=100_001 + 2 * page)) for page in range(3)]

    assert answers[:2] == [None, None]
    assert answers[2] is not None
    assert len(answers[2]) == 6


def test_schools_and_records_are_added_up() -> None:
    buried: list[PageEntry] = [Tombstone(kind="note_of_visit", id=str(n), revision=2) for n in range(3)]

    asked = Guard(Holding(), None).question(withdrawn(3) + buried)

    assert asked is not None
    assert "3 schools and 3 records" in asked.sentence


def test_a_yes_lets_exactly_those_go() -> None:
    asked = Guard(Holding(), None).question(withdrawn(8))

    assert Guard(Holding(), asked).question(withdrawn(8)) is None
    more = Guard(Holding(), asked).question(withdrawn(14))
    assert more == Removal(frozenset(range(100_009, 100_015)))


def test_kinds_differ_by_count_and_absence_counts_none() -> None:
    assert differing_kinds({"school": 3, "act": 0}, {"school": 3}) == ()
    assert differing_kinds({"school": 3, "visit": 1}, {"school": 2, "person": 4}) == (
        "person",
        "school",
        "visit",
    )
    assert "note of visit, visit" in str(counts_trouble(("note_of_visit", "visit")))
