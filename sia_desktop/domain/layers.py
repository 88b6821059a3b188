"""Law under a council's framework: where it is in force, it stands in place of the council's older rule."""

from collections.abc import Iterable
from dataclasses import replace

from sia_desktop.domain.framework import Framework
from sia_desktop.domain.time_limits import InForce, Timeframe


def layered(council: Framework, statutes: Iterable[Framework]) -> Framework:
    """The council's framework over the law: which rule's clock runs is decided by the day it starts from."""
    law = tuple(statutes)
    statutory = tuple(rule for statute in law for rule in statute.timeframes)
    return replace(
        council,
        timeframes=(*(_under(own, statutory) for own in council.timeframes), *statutory),
        cadences=(*council.cadences, *(cadence for statute in law for cadence in statute.cadences)),
    )


def _under(own: Timeframe, statutory: tuple[Timeframe, ...]) -> Timeframe:
    spans = [
        InForce(rule.effective_from, rule.effective_to)
        for rule in statutory
        if {own.rule, own.name} & set(rule.replaces)
    ]
    return replace(own, replaced=tuple(spans)) if spans else own
