"""What there is to say of a signed PDF: each signature, each fault, in words and for other programs."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sia_desktop.domain.dates import plain_date
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.domain.when import clock_in_england, day_in_england


class CannotRead(OutsideTrouble):
    """The file, or a root certificate given with it, cannot be read at all."""


class Role(StrEnum):
    """What a signature stands for."""

    ADVISER = "adviser"
    WITNESS = "headteacher's mark, witnessed with the adviser's key"
    TIME = "trusted time"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """One signature, judged."""

    field: str
    role: Role
    who: str
    person_id: str
    """By which the council tells namesakes apart; empty in a certificate that does not say."""
    at: datetime | None
    """When, as the signer says; of a trusted time: the time itself."""
    by_then: datetime | None
    """When a trusted time shows it to have been there; None where none does."""
    reason: str
    coverage: str
    is_intact: bool
    is_trusted: bool
    faults: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Who signed and when, by whose clock."""
        when = "at a time it does not give"
        if self.at:
            when = f"on {moment_words(self.at)} by the laptop's own clock"
        if self.by_then and self.role is not Role.TIME:
            when += f"; trusted time shows it was there on {moment_words(self.by_then)}"
        match self.role:
            case Role.TIME:
                return f"{self.who} attests the file as it stood on {moment_words(self.at)}."
            case Role.ADVISER:
                return f"{self.who} signed as the adviser {when}."
            case Role.WITNESS:
                return f"{self.who} witnessed the headteacher's mark with the adviser's key {when}."
            case Role.OTHER:
                return f"{self.who} signed in the field “{self.field}” {when}."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What there is to say of one file."""

    signatures: tuple[SignatureVerdict, ...]
    faults: tuple[str, ...]

    @property
    def unchanged_and_trusted(self) -> bool:
        """Whether the file can be relied on as it stands."""
        return bool(self.signatures) and not self.all_faults

    @property
    def all_faults(self) -> tuple[str, ...]:
        """Every fault once, in words."""
        found = [fault for signature in self.signatures for fault in signature.faults]
        return tuple(dict.fromkeys([*self.faults, *found]))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The verdict, then who signed, then each fault or what is still missing."""
        if self.unchanged_and_trusted:
            head = "Unchanged and trusted: nothing has changed since it was signed."
        else:
            head = "Do not rely on this file."
        said = [head, *(signature.sentence for signature in self.signatures), *self.all_faults]
        if self.unchanged_and_trusted and any(
            each.by_then is None for each in self.signatures if each.role is not Role.TIME
        ):
            said.append(
                "The council's trusted time is not on it yet: until it is, the time rests on the laptop's "
                "clock, and the file counts only while the signer's certificate is in date."
            )
        if self.signatures and Role.WITNESS not in {signature.role for signature in self.signatures}:
            said.append("No headteacher's mark has been witnessed in this file.")
        return tuple(said)


def exit_status(verdict: Verdict | CannotRead) -> int:
    """Return 0 for unchanged and trusted, 2 for a file that cannot be read, 1 for anything else."""
    match verdict:
        case CannotRead():
            return 2
        case Verdict():
            return 0 if verdict.unchanged_and_trusted else 1


def to_json(verdict: Verdict) -> str:
    """Return the verdict for other programs."""
    signatures = [
        asdict(signature)
        | {
            "at": signature.at.isoformat() if signature.at else None,
            "by_then": signature.by_then.isoformat() if signature.by_then else None,
        }
        for signature in verdict.signatures
    ]
    said = {
        "unchanged_and_trusted": verdict.unchanged_and_trusted,
        "sentences": verdict.sentences,
        "faults": verdict.all_faults,
        "signatures": signatures,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def moment_words(at: datetime | None) -> str:
    """Day and clock in England."""
    return f"{plain_date(day_in_england(at))} at {clock_in_england(at)}" if at else "an unknown day"
