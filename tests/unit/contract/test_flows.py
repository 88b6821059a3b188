"""Who may take a step, where the flow names nobody for it."""

from sia_contract.flows import Names, Situation, why_not
from sia_contract.load_pack import find_packs, load_pack
from sia_contract.resources import resources


def test_a_step_for_everybody_is_written_down_in_nobody_else_s_name() -> None:
    (folder, *_) = find_packs(resources() / "frameworks" / "reading")
    flow = next(each for each in load_pack(folder).flows if each.moves)
    step = flow.moves[0].model_copy(
        update={"by": (), "approved_by": (), "needs_forms": (), "needs_sections": (), "needs_reason": False}
    )
    for_all = flow.model_copy(update={"moves": (step,)})
    names = Names({}, {}, {})

    def at(recorded_for: str) -> Situation:
        return Situation(step.from_[0], "adviser", {}, recorded_for=recorded_for, may_record=True)

    assert why_not(for_all, step.code, at(""), names) is None
    assert why_not(for_all, step.code, at("head_of_education"), names)
