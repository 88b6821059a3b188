"""Whether the conditions of a pack hold for a school, as far as anything is known of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sia_contract.pack_base import When


class Condition(Protocol):
    """A fact that must be one of these; or groups of conditions, of which one must be met."""

    @property
    def fact(self) -> str: ...
    @property
    def any_of(self) -> tuple[str, ...]: ...
    @property
    def either(self) -> "Sequence[Sequence[Condition]]": ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition, read from a pack."""

    fact: str
    any_of: tuple[str, ...]
    either: "tuple[tuple[Wanted, ...], ...]" = ()


def conditions(when: When | None) -> tuple[Wanted, ...]:
    """The conditions a pack states; none where it states nothing."""
    if when is None:
        return ()
    facts = {name: tuple(map(str, values)) for name, values in when if name not in ("setting", "either")}
    facts |= {f"setting {code}": values for code, values in when.setting.items()}
    found = tuple(Wanted(fact, values) for fact, values in facts.items() if values)
    groups = tuple(conditions(each) for each in when.either)
    return (*found, Wanted("either", (), groups)) if groups else found


def fits(wanted: Sequence[Condition], facts: Mapping[str, Collection[str]]) -> bool | None:
    """Whether all of them hold; None where none is broken and something is not known."""
    verdicts = [_fits(each, facts) for each in wanted]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _fits(one: Condition, facts: Mapping[str, Collection[str]]) -> bool | None:
    if one.either:
        verdicts = [fits(group, facts) for group in one.either]
        return True if True in verdicts else None if None in verdicts else False
    known = facts.get(one.fact, ())
    return not set(one.any_of).isdisjoint(known) if known else None
