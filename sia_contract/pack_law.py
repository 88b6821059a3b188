"""The law's forms under a council's framework: whoever has none of its own writes the law's."""

from collections.abc import Iterable, Sequence

from sia_contract.pack_decisions import Flow
from sia_contract.pack_faults import PackFault, PackFaults, nearest
from sia_contract.pack_forms import Form
from sia_contract.pack_people import Role
from sia_contract.pack_words import PartyKind
from sia_contract.packs import Pack
from sia_contract.permissions import Action

THE_COUNCIL = "council"
"""In a flow of the law: the council itself, which is whoever decides for it in its own framework."""


def over_law(pack: Pack, law: Sequence[Pack]) -> Pack:
    """The council's pack with the law's forms for which none of its own stands, their flows and readers.

    Raises `PackFaults` where a form says that it stands for one that the law does not have.
    """
    if not law:
        return pack
    known = [form for statute in law for form in statute.forms]
    own = {form.stands_for for form in pack.forms if form.stands_for}
    _check(pack, own - {form.code for form in known}, known)
    forms = [form for form in known if form.code not in own]
    flows = [_flow(flow, pack) for statute in law for flow in statute.flows if flow.code in _flows(forms)]
    named = {code for form in forms for code in form.recipients} - {role.code for role in pack.roles}
    roles = [role for statute in law for role in statute.roles if role.code in named]
    return pack.model_copy(
        update={
            "forms": (*pack.forms, *forms),
            "flows": (*pack.flows, *flows),
            "roles": (*pack.roles, *roles),
        }
    )


def _check(pack: Pack, unknown: set[str], known: Iterable[Form]) -> None:
    codes = [form.code for form in known]
    faults = [
        PackFault(
            "pack.toml",
            f"form {form.code}: stands_for",
            f"names no form of the law: {form.stands_for}",
            f"Name one of the law’s forms: {', '.join(codes) or 'there is none'}."
            f"{nearest(str(form.stands_for), codes)}",
        )
        for form in pack.forms
        if form.stands_for in unknown
    ]
    if faults:
        raise PackFaults(faults)


def _flows(forms: Iterable[Form]) -> set[str | None]:
    return {form.flow for form in forms}


def _flow(flow: Flow, pack: Pack) -> Flow:
    deciders = tuple(role.code for role in pack.roles if _decides(role))
    moves = tuple(
        move.model_copy(update={"by": deciders if THE_COUNCIL in move.by else move.by}) for move in flow.moves
    )
    return flow.model_copy(update={"moves": moves})


def _decides(role: Role) -> bool:
    granted = {*role.may, *role.may_for_line, *role.may_for_area, *role.may_for_council}
    return role.kind is PartyKind.COUNCIL and Action.DECIDE_CATEGORY in granted
