"""What holds of a school by what central has: where it stands on each track, and its latest judgement."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sia_central.services.proposal import Look, Payload


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """Decisions and inspections of one school, each the earliest first."""

    decided: tuple[Payload, ...] = ()
    judged: tuple[Payload, ...] = ()
    scale: str = ""
    """The inspection scale of the framework's own."""

    def on(self, day: str) -> dict[str, tuple[str, ...]]:
        """What held on this day, by the words of `when` in a pack; what nothing on file says is left out."""
        found: dict[str, tuple[str, ...]] = {
            each["track"]: (each["category"],) for each in self.decided if str(each["decided_on"]) <= day
        }
        begun = [each for each in self.judged if _begun(each) <= day]
        latest = begun[-1] if begun else {}
        said = {"overall": self._counts_as(latest), "concern": latest.get("concern")}
        return found | {name: (value,) for name, value in said.items() if value}

    def _counts_as(self, inspection: Mapping[str, Any]) -> str:
        """The judgement on that scale, or what somebody decided that one on another scale counts as."""
        if counted := inspection.get("treated_as"):
            return str(counted["judgement"])
        return str(inspection["overall"]) if inspection.get("scale") == self.scale else ""


def facts_of_school(urn: int | None, scale: str, look: Look) -> SchoolFacts:
    """Read them; of no school nothing is known."""
    if urn is None:
        return SchoolFacts()
    decided = [each.payload for each in look.of_school("category_decision", urn)]
    judged = [each.payload for each in look.of_school("inspection", urn)]
    return SchoolFacts(
        tuple(sorted((each for each in decided if each["decided_on"]), key=_decided)),
        tuple(sorted(filter(_is_its_own, judged), key=_begun)),
        scale,
    )


def _is_its_own(inspection: Mapping[str, Any]) -> bool:
    """One of the school before it, or one that was withdrawn, judges nothing here."""
    return not (
        inspection["predecessor_urn"] or inspection["continued_as"] or inspection["kind"] == "withdrawn"
    )


def _decided(decision: Mapping[str, Any]) -> str:
    return str(decision["decided_on"])


def _begun(inspection: Mapping[str, Any]) -> str:
    call = inspection["call"] or {}
    return str(inspection["started_on"] or call.get("rung_on") or "")
