"""From a section of the form to its editor."""

from sia_desktop.domain.framework import FormSection, SectionKind
from sia_desktop.ui.forms.sections.agreed import Agreed
from sia_desktop.ui.forms.sections.chosen import OneOf, SeveralOf, YesOrNo
from sia_desktop.ui.forms.sections.dated import Day, Time
from sia_desktop.ui.forms.sections.editor import Days, SectionEditor
from sia_desktop.ui.forms.sections.judged import Judged
from sia_desktop.ui.forms.sections.text import LongText, OnePerLine, ShortText


def editor_for(section: FormSection, days: Days) -> SectionEditor:
    """The editor of its kind; a kind this version has none for is written as words."""
    match section.kind:
        case SectionKind.DATE:
            return Day(section, days)
        case SectionKind.ACTIONS:
            return Agreed(section, days)
        case SectionKind.TIME:
            return Time(section)
        case SectionKind.CHOICE if section.choices:
            return OneOf(section)
        case SectionKind.CHOICES if section.choices:
            return SeveralOf(section)
        case SectionKind.YES_NO:
            return YesOrNo(section)
        case SectionKind.PEOPLE | SectionKind.DISTRIBUTION:
            return OnePerLine(section)
        case SectionKind.JUDGEMENT:
            return Judged(section)
        case SectionKind.SHORT_TEXT | SectionKind.NUMBER | SectionKind.MONEY:
            return ShortText(section)
        case _:
            return LongText(section)
