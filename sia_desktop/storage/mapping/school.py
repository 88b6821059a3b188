"""Schools, both ways: central's to write, ours to read, and to show as a newer file has them."""

from dataclasses import asdict

from sia_contract.payloads.school import SchoolPayload
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.school import Head, School


def school_of(payload: SchoolPayload) -> School:
    """The school a payload describes."""
    facts = payload.model_dump(exclude={"urn", "heads"})
    heads = tuple(Head(**head.model_dump()) for head in payload.heads)
    return School(urn=Urn(payload.urn), heads=heads, **facts)


def school_payload(school: School) -> SchoolPayload:
    """The payload that describes a school."""
    return SchoolPayload.model_validate(asdict(school))
