"""The design's values, read once from `resources/theme/tokens.toml`.

Named tuples rather than dataclasses: the first window waits for them, and Python makes these sooner.
"""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Colours(NamedTuple):
    """Colour roles; a page names the role, never the colour."""

    window: str
    rail: str
    surface: str
    sunken: str
    hover: str
    selected: str
    hairline: str
    border: str
    text: str
    text_2: str
    text_3: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_tint: str
    link: str
    focus: str
    danger: str
    danger_tint: str
    warning: str
    warning_tint: str
    success: str
    success_tint: str
    info: str
    info_tint: str
    neutral: str
    neutral_tint: str
    ink: str
    paper: str
    change_mine: str
    change_theirs: str
    scrim: str
    shadow: str


class TypeRole(NamedTuple):
    """One step of the type scale: logical pixels and weight, at text size 100 %."""

    size: float
    line: float
    weight: int = 400


class Space(NamedTuple):
    """The spacing scale, on a 4 px grid."""

    xs: int
    s: int
    m: int
    l: int  # noqa: E741 - the design's own name for it
    xl: int
    xxl: int
    page: int


class Radius(NamedTuple):
    """How round corners are."""

    control: int
    chip: int
    card: int
    dialog: int


class Size(NamedTuple):
    """Heights and widths of the parts."""

    rail: int
    rail_icons_only: int
    header: int
    status_bar: int
    control: int
    control_small: int
    target_minimum: int
    row: int
    row_compact: int
    row_two_lines: int
    chip: int
    column_of_text_max: int


class Icon(NamedTuple):
    """Sizes and stroke of icons."""

    set: str
    inline: int
    control: int
    rail: int
    status: int
    empty_state: int
    stroke: float


class Focus(NamedTuple):
    """The focus ring."""

    width: int
    offset: int
    radius_extra: int
    high_contrast_width: int


class Motion(NamedTuple):
    """Milliseconds of the two things that move."""

    pane: int
    banner: int
    nothing_else_moves: bool


class Shadow(NamedTuple):
    """What a floating thing casts."""

    blur: int
    y: int
    opacity: float


class Tokens(NamedTuple):
    """Everything the look is made of."""

    colours: dict[str, Colours]
    family: str
    fallback: tuple[str, ...]
    figures: str
    type: dict[str, TypeRole]
    smallest: int
    text_size_steps: tuple[int, ...]
    space: Space
    radius: Radius
    size: Size
    icon: Icon
    focus: Focus
    motion: Motion
    popover: Shadow
    dialog: Shadow
    scrim_opacity: float


def load_tokens(file: Path) -> Tokens:
    """Read the tokens; a missing or unknown name is a fault in the program and stops it."""
    raw = tomllib.loads(file.read_text("utf-8"))
    scale, lift = raw["type"], raw["elevation"]
    return Tokens(
        colours={name: _strict(Colours, colours) for name, colours in raw["colour"].items()},
        family=raw["font"]["ui"],
        fallback=tuple(raw["font"]["fallback"]),
        figures=raw["font"]["figures"],
        type={name: TypeRole(**role) for name, role in scale.items() if isinstance(role, dict)},
        smallest=scale["smallest"],
        text_size_steps=tuple(scale["text_size_steps"]),
        space=_strict(Space, raw["space"]),
        radius=_strict(Radius, raw["radius"]),
        size=_strict(Size, raw["size"]),
        icon=_strict(Icon, raw["icon"]),
        focus=_strict(Focus, raw["focus"]),
        motion=_strict(Motion, raw["motion"]),
        popover=Shadow(**lift["popover"]),
        dialog=Shadow(**lift["dialog"]),
        scrim_opacity=lift["scrim_opacity"],
    )


def _strict(kind: type[T], values: dict[str, Any]) -> T:
    known = set(kind.__annotations__)
    if known != set(values):
        raise ValueError(f"tokens.toml, {kind.__name__}: {sorted(known ^ set(values))} missing or unknown")
    return kind(**values)
