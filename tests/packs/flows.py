"""What every written flow is held to: each step allowed as listed, and every other one refused, per role."""

from pathlib import Path

from sia_desktop.domain.case_record import CaseRecord
from tests.helpers.flow_walk import Cast, Step, Walk, WrittenFlow, a_walk


def walks_as_written(flow: WrittenFlow, cast: Cast, folder: Path) -> None:
    """From every state, every move by every role: taken exactly where the list says, on both sides."""
    with a_walk(folder, flow, cast) as walk:
        for state in flow.states:
            here = walk.stands(state=state)
            assert (here.state, here.is_locked) == (state, state in flow.locked)
            for role in cast.answers_to:
                _is_offered(walk, here, role)
            for step in flow.steps:
                with walk.over_again(here) as again:
                    if state in step.from_:
                        walk.provides(step)
                        walk.approves(again, step)
                    ready = walk.get(again.id)
                    for role in (*cast.answers_to, *cast.outside):
                        _tries(walk, ready, step, role, may=state in step.from_ and role in step.by)


def _is_offered(walk: Walk, here: CaseRecord, role: str) -> None:
    """A page offers this role what the list says, and says of everything else from here who could."""
    steps = [step for step in walk.flow.steps if here.state in step.from_]
    for step in steps:
        walk.provides(step)
    offered = walk.offered(here, role)
    assert set(offered) == {step.move for step in steps}
    for step in steps:
        may = role in step.by and not step.approved_by
        assert (offered[step.move] == "") is may, f"{step.move} from {here.state} to {role}"


def _tries(walk: Walk, ready: CaseRecord, step: Step, role: str, *, may: bool) -> None:
    told = f"{step.move} from {ready.state} by {role}"
    said = walk.central_says(ready, step, role)
    assert (said == "") is may, f"central: {told}: {said or 'taken'}"
    if not may and ready.state not in step.from_ and role not in step.by:
        return  # what the laptop offers this role from here was compared whole
    if not may:
        refused = walk.takes(ready, step.move, role)
        assert refused.endswith("."), f"laptop: {told}: {refused or 'taken'}"
        return
    with walk.over_again(ready) as tried:
        assert walk.takes(tried, step.move, role) == "", told
        after = walk.get(tried.id)
    last = after.moves[-1]
    assert (after.state, after.is_locked) == (step.to, step.to in walk.flow.locked), told
    assert (last.from_state, last.to_state, last.sets, last.does) == (
        ready.state,
        step.to,
        step.sets,
        step.does,
    ), told
    assert (last.signed is not None) is step.signs, told
    assert after.moves[:-1] == ready.moves


def refuses_what_is_not_ready(flow: WrittenFlow, cast: Cast, folder: Path) -> None:
    """A step without its reason, a section, a form or its approval is refused in words, on both sides."""
    with a_walk(folder, flow, cast) as walk:
        for step in flow.steps:
            here = walk.stands(state=step.from_[0])
            role = step.by[0]
            walk.provides(step)
            if step.approved_by:
                _both_refuse(walk, here, step, role, "approval")
            with walk.over_again(here) as again:
                walk.approves(again, step)
                ready = walk.get(again.id)
                if step.signs:
                    on_laptop, at_central = walk.takes_unsigned(ready, step)
                    assert "is signed by whoever takes it" in on_laptop
                    assert "is signed by whoever takes it" in at_central
                if step.reason:
                    _both_refuse(walk, ready, step, role, "Say why", reason=" ")
                for section in step.sections:
                    with walk.over_again(ready, answers={**ready.answers, section: " "}) as blank:
                        _both_refuse(walk, blank, step, role, "first needs")
    for form in sorted(flow.forms - {flow.form}):
        _needs_form(flow, cast, folder, form)


def _needs_form(flow: WrittenFlow, cast: Cast, folder: Path, form: str) -> None:
    for step in flow.steps:
        if form not in step.forms:
            continue
        with a_walk(folder, flow, cast) as walk:
            here = walk.stands(state=step.from_[0])
            walk.provides(step)
            walk.approves(here, step)
            here = walk.get(here.id)
        with a_walk(folder, flow, cast, without=(form,)) as walk, walk.over_again(here) as kept:
            walk.provides(step)
            _both_refuse(walk, kept, step, step.by[0], "first needs")


def _both_refuse(
    walk: Walk, record: CaseRecord, step: Step, role: str, words: str, reason: str = "Because"
) -> None:
    for said in (
        walk.takes(record, step.move, role, reason),
        walk.central_says(record, step, role, reason),
    ):
        assert words in said, f"{step.move} by {role}: {said or 'taken'}"
