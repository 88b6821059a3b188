"""Law under a council's framework: where it is in force, it stands in place of the council's older rule."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sia_desktop.domain.framework import Framework
from sia_desktop.domain.time_limits import InForce, Mark, Timeframe
from sia_desktop.domain.triggers import Trigger


def layered(council: Framework, statutes: Iterable[Framework]) -> Framework:
    """The council's framework over the law: which rule's clock runs is decided by the day it starts from."""
    law = tuple(statutes)
    own_forms = {form.stands_for: form.code for form in council.forms if form.stands_for}
    statutory = tuple(
        replace(rule, produces=own_forms.get(rule.produces or "", rule.produces))
        for statute in law
        for rule in statute.timeframes
    )
    since = min((statute.effective_from for statute in law), default=None)
    return replace(
        council,
        timeframes=(*(_under(own, statutory, since) for own in council.timeframes), *statutory),
        triggers=(
            *council.triggers,
            *(_with_forms(trigger, own_forms) for statute in law for trigger in statute.triggers),
        ),
        cadences=(*council.cadences, *(cadence for statute in law for cadence in statute.cadences)),
    )


def _with_forms(trigger: Trigger, own_forms: Mapping[str, str]) -> Trigger:
    """What follows by law is written in the council's own form, where it has one."""
    then = tuple(replace(each, form=own_forms.get(each.form or "", each.form)) for each in trigger.then)
    return replace(trigger, then=then)


def _under(own: Timeframe, statutory: tuple[Timeframe, ...], since: date | None) -> Timeframe:
    """The council's rule, knowing when it does not run: a historic one not since the law's pack."""
    spans = [
        InForce(rule.effective_from, rule.effective_to)
        for rule in statutory
        if {own.rule, own.name} & set(rule.replaces)
    ]
    if Mark.HISTORIC in own.marks and since is not None:
        spans.append(InForce(since, None))
    return replace(own, replaced=tuple(spans)) if spans else own
