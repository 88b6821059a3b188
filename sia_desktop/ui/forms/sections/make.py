"""From a section of the form to its editor."""

from functools import partial

from sia_desktop.domain.framework import FormSection, SectionKind
from sia_desktop.ui.forms.sections.agreed import Agreed
from sia_desktop.ui.forms.sections.amounts import Amount
from sia_desktop.ui.forms.sections.chosen import OneOf, SeveralOf, YesOrNo
from sia_desktop.ui.forms.sections.dated import Day, Time
from sia_desktop.ui.forms.sections.editor import Around, SectionEditor
from sia_desktop.ui.forms.sections.followed import Followed
from sia_desktop.ui.forms.sections.graded import Graded
from sia_desktop.ui.forms.sections.judged import Judged
from sia_desktop.ui.forms.sections.listed import Listed
from sia_desktop.ui.forms.sections.rated import Rated
from sia_desktop.ui.forms.sections.repeated import Repeated
from sia_desktop.ui.forms.sections.running import Running
from sia_desktop.ui.forms.sections.signed import Signed
from sia_desktop.ui.forms.sections.text import LongText, ShortText


def editor_for(section: FormSection, around: Around) -> SectionEditor:
    """The editor of its kind; a repeated section has one for each time it is written."""
    if section.repeated:
        return Repeated(section, partial(_one, around=around))
    return _one(section, around)


def _one(section: FormSection, around: Around) -> SectionEditor:
    match section.kind:
        case SectionKind.SHORT_TEXT:
            return ShortText(section)
        case SectionKind.LONG_TEXT:
            return LongText(section)
        case SectionKind.DATE:
            return Day(section, around.days)
        case SectionKind.TIME:
            return Time(section)
        case SectionKind.NUMBER | SectionKind.MONEY | SectionKind.DAYS:
            return Amount(section)
        case SectionKind.YES_NO:
            return YesOrNo(section)
        case SectionKind.CHOICE:
            return OneOf(section)
        case SectionKind.CHOICES:
            return SeveralOf(section)
        case SectionKind.JUDGEMENT:
            return Judged(section, around)
        case SectionKind.RAG:
            return Rated(section)
        case SectionKind.ACTIONS if section.carries:
            return Followed(section, around)
        case SectionKind.ACTIONS:
            return Agreed(section, around.days, around.schools)
        case SectionKind.ENTRIES:
            return Running(section, around)
        case SectionKind.GRADES:
            return Graded(section, around)
        case SectionKind.SIGNATURE:
            return Signed(section, around)
        case _:
            return Listed(section, around)
