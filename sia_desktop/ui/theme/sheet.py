"""The one style sheet, generated from the theme. Variants are chosen by dynamic property."""

from string import Template

from sia_desktop.ui.theme.tokens import Colours, Tokens

_SHEET = Template("""
* { outline: none; }
QMainWindow, QDialog, QWidget[ground="window"] { background: $window; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="sunken"] { background: $sunken; }
QWidget[ground="rail"] { background: $rail; }
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; border: none; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: ${xs}px ${s}px; }

QPushButton {
  background: $surface; color: $text; border: 1px solid $border; border-radius: ${control_radius}px;
  min-height: ${control_inside}px; padding: 0 ${button_pad}px; font-size: ${body}px; font-weight: 600;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $neutral_tint; }
QPushButton:checked { background: $accent_tint; border-color: $accent; }
QPushButton:disabled { background: $sunken; color: $disabled; border-color: $hairline; }
QPushButton[variant="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[variant="primary"]:hover, QPushButton[variant="primary"]:pressed
  { background: $accent_hover; border-color: $accent_hover; }
QPushButton[variant="primary"]:disabled
  { background: $neutral_tint; color: $disabled; border-color: $neutral_tint; }
QPushButton[variant="quiet"] { background: transparent; color: $text_2; border-color: transparent; }
QPushButton[variant="quiet"]:hover { background: $hover; color: $text; }
QPushButton[variant="link"] {
  background: transparent; color: $link; border-color: transparent; padding: 0 ${xs}px; text-align: left;
}
QPushButton[variant="link"]:hover { text-decoration: underline; }
QPushButton[variant="quiet"]:disabled, QPushButton[variant="link"]:disabled { color: $disabled; }
QPushButton[small="true"] {
  min-height: ${small_inside}px; padding: 0 ${small_pad}px; font-size: ${button_s}px;
}
QPushButton[variant="link"][small="true"] { padding: 0 ${xs}px; }

QLineEdit, QComboBox {
  background: $surface; color: $text; border: 1px solid $border; border-radius: ${control_radius}px;
  min-height: ${control_inside}px; padding: 0 ${field_pad}px; font-size: ${body}px;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $text_3;
}
QLineEdit:disabled, QComboBox:disabled { color: $disabled; border-color: $hairline; background: $sunken; }
QLineEdit:read-only { background: $sunken; color: $text; border-color: $hairline; }
QLineEdit[fault="true"], QTextEdit[fault="true"], QComboBox[fault="true"] { border: 1px solid $danger; }
QLineEdit[look="bare"] { border: none; background: transparent; }
QComboBox { padding-right: ${combo_right}px; }
QComboBox:hover { background: $hover; }
QComboBox::drop-down { border: none; width: 0; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView {
  background: $surface; color: $text; border: 1px solid $border; padding: ${xs}px;
  selection-background-color: $selected; selection-color: $selected_text;
}
QComboBox QAbstractItemView::item { min-height: ${small_inside}px; padding: 0 ${s}px; }
QComboBox QAbstractItemView::item:selected { background: $selected; color: $selected_text; }
QTextEdit {
  background: $surface; color: $text; border: 1px solid $border; border-radius: ${control_radius}px;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $text_3;
}
QTextEdit[locked="true"] { background: $sunken; border-color: $hairline; }

QTableView, QListView {
  background: $surface; color: $text; border: none; gridline-color: transparent;
  selection-background-color: $selected; selection-color: $selected_text;
}
QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
  background: $sunken; color: $text_2; border: none; border-bottom: 1px solid $hairline;
  padding: 0 ${s}px 0 ${cell_pad}px; font-size: ${caption}px; font-weight: 600; min-height: ${row}px;
}
QHeaderView::section:hover { background: $hover; }
QTableCornerButton::section { background: $sunken; border: none; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: ${scroll}px; margin: 2px; }
QScrollBar:horizontal { height: ${scroll}px; margin: 2px; }
QScrollBar::handle { background: $border; border-radius: 2px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:vertical { margin: 0 2px; }
QScrollBar::handle:horizontal { margin: 2px 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $surface; color: $text; border: 1px solid $border; padding: ${xs}px; }
QMenu::item { min-height: ${small_inside}px; padding: 0 ${l}px 0 ${s}px; border-radius: ${chip_radius}px; }
QMenu::item:selected { background: $selected; color: $selected_text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $hairline; margin: ${xs}px 0; }
QProgressBar { background: $neutral_tint; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
""")


def sheet_of(tokens: Tokens, colours: Colours, scale: float, *, is_high_contrast: bool) -> str:
    """Fill the sheet with this theme's colours and this text size's lengths."""
    space, size, radius = tokens.space, tokens.size, tokens.radius

    def px(length: float) -> int:
        return round(length * scale)

    return _SHEET.substitute(
        colours._asdict(),
        selected_text=colours.on_accent if is_high_contrast else colours.text,
        body=px(tokens.type["body"].size),
        caption=px(tokens.type["caption"].size),
        button_s=px(tokens.type["button_s"].size),
        control_inside=px(size.control) - 2,
        small_inside=px(size.control_small) - 2,
        row=px(size.row) - 2,
        button_pad=px(13),
        small_pad=px(9),
        field_pad=9,
        cell_pad=14,
        combo_right=px(32),
        scroll=10,
        control_radius=radius.control,
        chip_radius=radius.chip,
        xs=space.xs,
        s=space.s,
        l=space.l,
    )
