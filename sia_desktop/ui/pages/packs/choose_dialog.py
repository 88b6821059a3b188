"""Settle a setting or a reading for the whole council: what, and why."""

from PySide6.QtWidgets import QWidget

from sia_desktop.domain.decisions import SettingValue
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework_choice import ChoiceOf
from sia_desktop.domain.time_limits import Mark
from sia_desktop.services.choose_for_council import ChooseForCouncil
from sia_desktop.services.queries.packs_page import RuleLine, SettingLine
from sia_desktop.ui.commands import Commands
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import Dialog
from sia_desktop.ui.widgets.labelled_field import ChoiceBox, FaultLine, LabelledField, TextField

CONFIRM, BACK = "confirm", ""
KEPT = "It holds for the whole council from now on, with your name, the day and your reason."


class ChooseDialog(Dialog):
    """Closes once it is settled; a refusal stands above the buttons."""

    def __init__(self, title: str, sentence: str, commands: Commands, parent: QWidget):
        super().__init__(title, f"{sentence} {KEPT}", parent)
        self._commands = commands
        self.reason = TextField()
        self._reason = LabelledField("Reason", self.reason, hint="where it was decided, and why")
        self._fault = FaultLine()
        self.button = Button("Settle it", Variant.PRIMARY, press=self._settle)
        self.button.setDefault(True)
        self.acts.addWidget(Button("Cancel", Variant.SECONDARY, press=self.reject))
        self.acts.addWidget(self.button)

    def _finish(self, first: QWidget) -> None:
        for widget in (first, self._reason, self._fault):
            self.body.addWidget(widget)

    def command(self) -> ChooseForCouncil:
        """What would be settled."""
        raise NotImplementedError

    def _settle(self) -> None:
        if not self.reason.text().strip():
            self._reason.fault("Write why, for colleagues to read.")
            self.reason.setFocus()
            return
        self._reason.fault("")
        try:
            command = self.command()
        except RuleBroken as broken:
            self._fault.say(str(broken))
            return
        self.button.setEnabled(False)
        self._commands.send(command, self, lambda _: self.accept(), self._hit)

    def _hit(self, trouble: BaseException) -> None:
        self.button.setEnabled(True)
        self._fault.say(sentence_for(trouble))


class SettingDialog(ChooseDialog):
    """One of its choices, or a value of its kind."""

    def __init__(self, line: SettingLine, commands: Commands, parent: QWidget):
        super().__init__(line.setting.label, line.setting.sentence, commands, parent)
        self._setting = line.setting
        self.value: ChoiceBox | TextField
        if line.setting.choices:
            self.value = ChoiceBox(tuple((str(value), name) for value, name in line.setting.choices.items()))
            self.value.choose(str(line.value))
        else:
            self.value = TextField(str(line.value))
        self._finish(LabelledField("Stands at", self.value))

    def ask(self) -> None:
        """Show it, ready to choose."""
        self.open()
        self.value.setFocus()

    def command(self) -> ChooseForCouncil:
        """This value, of the kind the setting has."""
        typed = self.value.code if isinstance(self.value, ChoiceBox) else self.value.text().strip()
        return ChooseForCouncil(ChoiceOf.SETTING, self._setting.code, self._read(typed), self.reason.text())

    def _read(self, typed: str) -> SettingValue:
        default = self._setting.default
        if isinstance(default, bool) or not isinstance(default, int | float):
            return typed
        try:
            return type(default)(typed)
        except ValueError:
            raise RuleBroken(f"“{typed}” is not a number. Give one like {default}.") from None


class ReadingDialog(ChooseDialog):
    """One of the readings of its wording, or that the default one is the council's own."""

    def __init__(self, line: RuleLine, commands: Commands, parent: QWidget):
        rule = line.rule
        super().__init__(f"How {rule.name} is read", f"“{rule.wording}”", commands, parent)
        self._rule = rule
        confirm = ((CONFIRM, "Confirm the default reading"),) if Mark.INFERRED in rule.marks else ()
        readings = tuple((each.code, each.label) for each in rule.readings)
        self.value = ChoiceBox((*confirm, *readings, (BACK, "Back to the framework’s own")))
        if not confirm:
            self.value.choose(rule.reading)
        self._finish(LabelledField("Reading", self.value))

    def ask(self) -> None:
        """Show it, ready to choose."""
        self.open()
        self.value.setFocus()

    def command(self) -> ChooseForCouncil:
        """This reading, or the confirmation of the default."""
        code, reason = self.value.code, self.reason.text()
        if code == CONFIRM:
            return ChooseForCouncil(ChoiceOf.CONFIRMED, self._rule.name, True, reason)
        return ChooseForCouncil(ChoiceOf.READING, self._rule.name, code or None, reason)
