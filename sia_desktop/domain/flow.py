"""A state machine of the framework: the states of a record and the steps between them.

Whether a step may be taken is decided in `sia_contract.flows`, for the laptop and for central alike.
"""

from dataclasses import dataclass

from sia_desktop.domain.time_limits import Condition


@dataclass(frozen=True, slots=True)
class FlowState:
    """One state; where it is locked, the words are fixed."""

    code: str
    label: str
    final: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class FlowMove:
    """A step: who takes it, what must be there first, the dated fact it sets and the act it is."""

    code: str
    label: str
    from_: tuple[str, ...]
    to: str
    by: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()
    needs_forms: tuple[str, ...] = ()
    needs_sections: tuple[str, ...] = ()
    needs_reason: bool = False
    returns: bool = False
    """It sends the record back to its writer, with the reason as the comment."""
    signs: bool = False
    """Whoever takes it signs the record as it then stands."""
    rule: str | None = None
    sets: str | None = None
    does: str | None = None
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """Where a record starts and how it may move."""

    code: str
    label: str
    about: str
    starts_in: str
    states: tuple[FlowState, ...]
    moves: tuple[FlowMove, ...]

    def state_label(self, code: str) -> str:
        """What the council calls this state."""
        return next((state.label for state in self.states if state.code == code), code)
