"""Any order of typing, syncing, losing answers and dying: every typed word is somewhere, and only once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sia_desktop.domain.errors import RuleBroken
from tests.helpers.stage import Prepared, Stage, staged
from tests.helpers.two_desktops import BadLine, Crash, CrashAt, Desktop

Step = tuple[Any, ...]
"""What is done, by whom, and with what."""

SECTIONS = ("focus", "next_steps")

who = st.sampled_from(["anna", "ben"])
notes = st.integers(0, 1)
losses = st.lists(st.sampled_from(["", "request", "reply"]), max_size=3)
steps = st.one_of(
    st.tuples(st.just("begins"), who, st.integers(0, 1)),
    st.tuples(st.just("writes"), who, notes, st.sampled_from(SECTIONS)),
    st.tuples(st.just("writes"), who, notes, st.sampled_from(SECTIONS)),
    st.tuples(st.just("signs"), who, notes),
    st.tuples(st.just("syncs"), who),
    st.tuples(st.just("syncs badly"), who, losses),
    st.tuples(st.just("dies"), who, st.integers(0, 12), st.booleans()),
)


@dataclass
class Ledger:
    """What was typed, signed and begun, kept apart from the program."""

    stage: Stage
    typed: set[str] = field(default_factory=set)
    overwritten: set[str] = field(default_factory=set)
    """Words their own writer typed over, on the same laptop, before anybody else had them."""
    began: set[str] = field(default_factory=set)

    def desktop(self, name: str) -> Desktop:
        """One of the two."""
        return self.stage.anna if name == "anna" else self.stage.ben

    def pick(self, desktop: Desktop, number: int) -> UUID | None:
        """Some note on this laptop."""
        notes = desktop.note_ids()
        return UUID(notes[number % len(notes)]) if notes else None

    def begins(self, name: str, school: int) -> None:
        """Log a visit."""
        self.began.add(str(self.desktop(name).logs_visit(self.stage.urns[school])))

    def writes(self, name: str, number: int, section: str) -> None:
        """Type something nobody typed before; it replaces what stood in that section."""
        desktop = self.desktop(name)
        if (note := self.pick(desktop, number)) is None:
            return
        word = f"word{len(self.typed):04}"
        stood = desktop.answers(note).get(section)
        try:
            desktop.writes(note, **{section: word})
        except RuleBroken:
            return
        self.typed.add(word)
        if stood:
            self.overwritten.add(str(stood))

    def signs(self, name: str, number: int) -> None:
        """Sign a note of one's own that is not signed."""
        desktop = self.desktop(name)
        note = self.pick(desktop, number)
        if note is None or desktop.note(note).is_signed or desktop.note(note).author_id != desktop.me:
            return
        desktop.signs(note)

    def syncs(self, name: str, lost: list[str] | None = None) -> None:
        """One round over a line that may lose things."""
        self.desktop(name).syncs(line=BadLine(list(lost or [])))

    def dies(self, name: str, calls: int, after: bool) -> None:
        """A round that the laptop does not survive; then it is started again."""
        desktop = self.desktop(name)
        crash = CrashAt(calls, after)
        try:
            desktop.syncs(store=crash, line=crash)
        except Crash:
            desktop.starts_again()

    def check_words(self) -> None:
        """Every typed word is at central, or on somebody's laptop, wherever it stands there."""
        central = "\n".join(str(each.payload) for each in self.stage.hall.holds("note_of_visit").values())
        everywhere = "\n".join([central, self.stage.anna.all_words(), self.stage.ben.all_words()])
        missing = {word for word in self.typed - self.overwritten if word not in everywhere}
        assert not missing, f"lost: {sorted(missing)}"

    def check_convergence(self) -> None:
        """Once all is quiet everybody holds the same, and everything began exists once."""
        self.stage.sync_until_quiet()
        notes = self.stage.hall.holds("note_of_visit")
        assert set(notes) == self.began
        assert len(self.stage.hall.holds("visit")) == len(self.began)
        for desktop in (self.stage.anna, self.stage.ben):
            assert set(desktop.note_ids()) == self.began
            for note, record in notes.items():
                assert dict(desktop.answers(UUID(note))) == record.payload["answers"]
                assert desktop.note(UUID(note)).is_signed == bool(record.payload["signing"])


@given(play=st.lists(steps, min_size=5, max_size=30))
@settings(max_examples=25, phases=(Phase.explicit, Phase.generate))  # making a play shorter costs minutes
def test_every_typed_word_is_kept_and_nothing_is_doubled(prepared: Prepared, play: list[Step]) -> None:
    with _on_stage(prepared) as stage:
        ledger = Ledger(stage)
        ledger.begins("anna", 0)
        stage.sync_until_quiet()
        acts: dict[str, Callable[..., None]] = {
            "begins": ledger.begins,
            "writes": ledger.writes,
            "signs": ledger.signs,
            "syncs": ledger.syncs,
            "syncs badly": ledger.syncs,
            "dies": ledger.dies,
        }
        for act, *words in play:
            acts[act](*words)
            ledger.check_words()
        ledger.check_convergence()
        ledger.check_words()


@contextmanager
def _on_stage(prepared: Prepared) -> Iterator[Stage]:
    with TemporaryDirectory() as folder, staged(prepared, Path(folder)) as stage:
        yield stage
