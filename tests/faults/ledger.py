"""What was done, written down by the harness itself: nothing here is asked of the program's own code.

A word is a short text that is typed once, by one person, into one place. An edit counts once the laptop has
said that it is saved; a change counts once central's acceptance of it has reached its laptop.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

Key = tuple[str, str]
"""Kind and id of a record."""
Place = tuple[str, str, str]
"""Kind, id and field or section."""

WORD: Final = re.compile(r"\bw\d{6}\b")


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands on one laptop at the end, read from its file."""

    name: str
    records: dict[Key, dict[str, Any]]
    parked: frozenset[Key]
    """Records whose last change central refused, with a reason that the person sees."""
    set_aside: tuple[str, ...]
    """Every version kept for a person to settle."""
    words: str
    """Every text of the file that anybody typed."""


@dataclass(frozen=True, slots=True)
class AtCentral:
    """What stands in central's database at the end, read from its tables."""

    records: dict[Key, tuple[int, dict[str, Any]]]
    """Revision and payload."""
    receipts: tuple[tuple[str, str, str, int], ...]
    """Change id, kind, id and the revision that the change made."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The three counts, and what each is made of."""

    lost: tuple[str, ...]
    duplicated: tuple[str, ...]
    typed_lost: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """True where nothing is counted."""
        return not (self.lost or self.duplicated or self.typed_lost)


@dataclass
class Ledger:
    """Everything that was done so far."""

    typed: dict[str, str] = field(default_factory=dict)
    """Each word, and who typed it."""
    given_up: set[str] = field(default_factory=set)
    """Words that somebody saw and typed over."""
    made: dict[Key, str] = field(default_factory=dict)
    """Each record begun, and by whom."""
    stands: dict[Place, dict[str, Any]] = field(default_factory=dict)
    """For each place, what each person left there last."""
    signed: dict[str, str] = field(default_factory=dict)
    """Each signed note, and who signed it."""
    taken_in: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    """Each change whose acceptance its laptop heard: kind, id and revision."""

    def new_word(self) -> str:
        """A word nobody has typed yet; it counts once `types` is told."""
        return f"w{len(self.typed) + 1:06}"

    def makes(self, who: str, kind: str, record_id: object) -> None:
        """A record was begun and saved."""
        self.made[kind, str(record_id)] = who

    def types(self, who: str, word: str, place: Place, became: Any, stood: Any = "") -> None:
        """A word was typed and saved; what stood there and stands no more was given up."""
        self.typed[word] = who
        self.given_up |= set(words_in(stood)) - set(words_in(became))
        self.stands.setdefault(place, {})[who] = became

    def signs(self, who: str, note_id: object) -> None:
        """A note was signed and saved."""
        self.signed[str(note_id)] = who

    def hears(self, asked: dict[str, Any], answered: dict[str, Any]) -> None:
        """A laptop was handed this whole answer."""
        sent = {change["change_id"]: change for change in asked["changes"]}
        for outcome in answered["outcomes"]:
            if outcome["status"] in ("applied", "already"):
                change = sent[outcome["change_id"]]
                self.taken_in[outcome["change_id"]] = change["kind"], change["id"], outcome["revision"]

    def judge(self, central: AtCentral, laptops: Iterable[Kept]) -> Verdict:
        """Compare what was done with what stands, once everything is quiet."""
        held = list(laptops)
        lost = [
            *self._not_made(central, held),
            *self._taken_in_and_gone(central),
            *self._overruled_without_a_rival(central, held),
            *_differing(central, held),
        ]
        doubled = [*self._never_made(central), *_made_twice(central), *_kept_twice(central, held)]
        return Verdict(tuple(lost), tuple(doubled), tuple(self._words_gone(central, held)))

    def _not_made(self, central: AtCentral, laptops: list[Kept]) -> Iterable[str]:
        parked = {key for laptop in laptops for key in laptop.parked}
        for key, who in self.made.items():
            if key not in central.records and key not in parked:
                yield f"{key} begun by {who} is not at central"

    def _taken_in_and_gone(self, central: AtCentral) -> Iterable[str]:
        made_by = {(kind, id_, revision) for _, kind, id_, revision in central.receipts}
        for change_id, change in self.taken_in.items():
            kind, id_, revision = change
            if change not in made_by or central.records.get((kind, id_), (0, {}))[0] < revision:
                yield f"change {change_id} of {kind} {id_} was taken in as revision {revision} and is gone"

    def _overruled_without_a_rival(self, central: AtCentral, laptops: list[Kept]) -> Iterable[str]:
        parked = {key for laptop in laptops for key in laptop.parked}
        for (kind, id_, place), left in self.stands.items():
            who, became = next(iter(left.items()))
            signed_by = self.signed.get(id_, who)
            if len(left) > 1 or (kind, id_) in parked or signed_by != who:
                continue
            payload = central.records.get((kind, id_), (0, {}))[1]
            stands = payload.get("answers", payload).get(place)
            if stands != became:
                yield f"{kind} {id_} {place}: {who} alone wrote {became!r:.60}, and {stands!r:.60} stands"

    def _never_made(self, central: AtCentral) -> Iterable[str]:
        kinds = {kind for kind, _ in self.made}
        for key in central.records.keys() - self.made.keys():
            if key[0] in kinds:
                yield f"{key} was never begun by anybody"

    def _words_gone(self, central: AtCentral, laptops: list[Kept]) -> Iterable[str]:
        somewhere = {word for _, payload in central.records.values() for word in words_in(payload)} | {
            word for laptop in laptops for word in words_in(laptop.words)
        }
        for word, who in self.typed.items():
            if word not in somewhere and word not in self.given_up:
                yield f"{word} typed by {who} is nowhere"


def words_in(anything: Any) -> list[str]:
    """The words in a text or payload."""
    return WORD.findall(str(anything))


def _differing(central: AtCentral, laptops: list[Kept]) -> Iterable[str]:
    """Everybody here has the same schools, so everybody holds what central holds."""
    for laptop in laptops:
        for key in sorted(central.records.keys() | laptop.records.keys()):
            if key in laptop.parked:
                continue
            here, there = laptop.records.get(key), central.records.get(key, (0, None))[1]
            if here != there:
                yield f"{key} on {laptop.name}'s laptop is not as central has it"


def _made_twice(central: AtCentral) -> Iterable[str]:
    """Each revision was made by exactly one change."""
    for made, count in Counter(receipt[1:] for receipt in central.receipts).items():
        if count > 1:
            yield f"{made} was made by {count} changes"
    for change_id, count in Counter(receipt[0] for receipt in central.receipts).items():
        if count > 1:
            yield f"change {change_id} was taken in {count} times"


def _kept_twice(central: AtCentral, laptops: list[Kept]) -> Iterable[str]:
    for key, (_, payload) in central.records.items():
        for text in _texts(payload):
            doubled = [word for word, count in Counter(words_in(text)).items() if count > 1]
            if doubled:
                yield f"{doubled} stand twice in one place of {key}"
    for laptop in laptops:
        for version, count in Counter(laptop.set_aside).items():
            if count > 1:
                yield f"{laptop.name} is asked {count} times about one version: {version:.80}"


def _texts(value: Any) -> Iterable[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            yield " ".join(str(each) for each in value)
