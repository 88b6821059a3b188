"""Meetings and pathways of a pack, as the framework knows them."""

from sia_contract import pack_decisions, pack_forms
from sia_desktop.domain.framework import MeetingKind, Member, Paper, Presence
from sia_desktop.domain.pathway import Pathway
from sia_desktop.frameworks.conditions import conditions


def to_meeting(meeting: pack_forms.Meeting) -> MeetingKind:
    """The kind of meeting that a pack describes."""
    return MeetingKind(
        code=meeting.code,
        label=meeting.label,
        chairs=tuple(meeting.chairs),
        members=tuple(
            Member(member.role, Presence(member.presence), member.voting, member.note or "")
            for member in meeting.members
        ),
        purposes=tuple(meeting.purposes),
        papers=tuple(
            Paper(paper.code, paper.label, paper.form, paper.brought_by, paper.rule, paper.follows)
            for paper in meeting.papers
        ),
        cadence=meeting.cadence,
        about=str(meeting.about),
        takes_several=meeting.several_schools,
        when=conditions(meeting.when),
    )


def to_pathway(pathway: pack_decisions.Pathway) -> Pathway:
    """The pathway that a pack describes."""
    return Pathway(
        code=pathway.code,
        label=pathway.label,
        stages=tuple(pathway.stages),
        each_time=tuple(pathway.each_time),
        beside=tuple(pathway.beside),
        meetings=tuple(pathway.meetings),
        rules=tuple(pathway.rules),
        leads_to=pathway.leads_to,
        when=conditions(pathway.when),
    )
