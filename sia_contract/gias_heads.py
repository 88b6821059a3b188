"""Headteachers as Get Information about Schools holds them, put back into one person each.

Schools type what they like into four fields: a post into the title, two people into one name, a note
into a surname. Nothing typed is lost: what is no part of a name ends up in the post.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from sia_contract.payloads.school import HeadPayload

_TITLE: Final = (
    r"(?:mrs|mr|ms|miss|mx|dr|doctor|prof(?:essor)?|rev(?:d|erend)?(?: dr)?|rabbi|canon|father|fr|sister|sr"
    r"|sir|dame|lady|lord)"
)
_POST: Final = (
    r"(?:(?:acting|interim|executive|exec|associate|deputy|co|primary|secondary)[ –-]+)*"
    r"(?:co[ –-]?)?(?:head ?teachers?|head ?masters?|head ?mistress|heads? of (?:school|centre)|headship"
    r"|heads?|principals?|ht)"
)
_IS_TITLE: Final = re.compile(rf"{_TITLE}\.?", re.IGNORECASE)
_TITLE_FIRST: Final = re.compile(rf"({_TITLE})\.?(?:\s+|$)", re.IGNORECASE)
_IS_POST: Final = re.compile(_POST, re.IGNORECASE)
_POST_FIRST: Final = re.compile(rf"({_POST})\b\s*[:–-]?\s*(?=\S)", re.IGNORECASE)
_POST_LAST: Final = re.compile(rf"(?:\s+[–-]\s*|\s+)({_POST})$", re.IGNORECASE)
_SHARE_LAST: Final = re.compile(r"\s+(?:-\s*)?(primary|secondary|\d[\d.]*(?:\s*days?)?)$", re.IGNORECASE)
_NOTE: Final = re.compile(r"\s*\(([^)]*)\)\s*")
_ABOUT_POST: Final = re.compile(
    r"head|principal|acting|interim|executive|cover|phase|share|primary|secondary|\bht\b|mon|fri|day",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s*(?:[/&;,]|\band\b|(?<=\)) (?=\w))\s*", re.IGNORECASE)
_CUT_AT_END: Final = re.compile(r"(?:[/&;,]|\band)$", re.IGNORECASE)
_CUT_AT_START: Final = re.compile(r"[/&;,]|and\b", re.IGNORECASE)
_SHARED: Final = re.compile(r"\b(?:co|joint)\b", re.IGNORECASE)
_HONOUR: Final = re.compile(r"(?:mbe|obe|cbe|dbe|kbe|npqh|nle)", re.IGNORECASE)
_BLANK: Final = re.compile(r"\W*|tbc|tba|vacant|vacancy|none|n/?a|unknown|not known|x+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part of the two name fields, and what was taken off it."""

    text: str
    title: str = ""
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words of a name are left."""
        return len(self.text.split())


def heads_of(title: str, first: str, last: str, post: str) -> tuple[HeadPayload, ...]:
    """The headteachers in these four fields: none, one, or those squeezed into one."""
    title, first, last, post = (" ".join(field.split()) for field in (title, first, last, post))
    is_shared = bool(_SHARED.search(f"{title} {post}"))
    if title and not _IS_TITLE.fullmatch(title):
        title, post = "", post or title
    firsts, lasts = _pieces(first), _pieces(last)
    named = "".join(piece.text for piece in firsts)
    if named and (last.casefold() == "head" or _IS_TITLE.fullmatch(last)):
        lasts = [_Piece(last)]  # Head and Lord are placeholders and titles, and surnames too
    whole = _ends_between(first, last) or _both_whole(firsts, lasts, is_shared)
    stray = [note for piece in (*firsts, *lasts) if not piece.text for note in piece.notes]
    heads = [
        _head(pair, post, stray if at == 0 else [])
        for at, pair in enumerate(_people(_named(firsts), _named(lasts), whole))
    ]
    if heads and not heads[0].title:
        own = next((piece.title for piece in firsts if piece.title and not piece.text), "")
        heads[0] = heads[0].model_copy(update={"title": title or own})
    return tuple(heads)


def _people(a: list[_Piece], b: list[_Piece], whole: bool) -> list[tuple[_Piece, _Piece]]:
    """Which first name goes with which last name; a person given whole has only a last."""
    nobody = _Piece("")
    if whole or not a or not b:
        return [(nobody, piece) for piece in a + b]
    if len(a) == len(b):
        return list(zip(a, b, strict=True))
    if len(b) == 1 and all(piece.words == 1 for piece in a):
        return [(piece, b[0]) for piece in a]  # one surname for both
    return [
        *((nobody, piece) for piece in a[:-1]),
        (a[-1], b[0]),
        *((nobody, piece) for piece in b[1:]),
    ]


def _named(pieces: list[_Piece]) -> list[_Piece]:
    return [piece for piece in pieces if piece.text]


def _ends_between(first: str, last: str) -> bool:
    """Whether the sign that parts two people stands between the two fields."""
    return bool(_CUT_AT_END.search(first) or _CUT_AT_START.match(last))


def _both_whole(firsts: list[_Piece], lasts: list[_Piece], is_shared: bool) -> bool:
    """Whether each field holds somebody whole, with nothing between them."""
    a, b = _named(firsts), _named(lasts)
    if not a or not b or a[-1].words < 2 or b[0].words < 2:
        return False
    return bool(b[0].title or b[0].notes) or (is_shared and len(a) == len(b) == 1)


def _pieces(field: str) -> list[_Piece]:
    """The parts between `and`, `&`, `/` and commas, each cleared of titles, posts and notes."""
    pieces: list[_Piece] = []
    for part in _BETWEEN.split(_tied(field)):
        text = part.replace("\0", ",")
        if _HONOUR.fullmatch(text) and pieces:
            pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {text}")
        else:
            pieces.append(_piece(text))
    return pieces


def _tied(field: str) -> str:
    """A comma inside brackets parts nobody."""
    return _NOTE.sub(lambda note: f" ({note[1].replace(',', chr(0)).replace('/', chr(0))}) ", field).strip()


def _piece(text: str) -> _Piece:
    notes: list[str] = []

    def take(found: re.Match[str]) -> str:
        if not _ABOUT_POST.search(found[1]):
            return found[0]
        notes.append(found[1].strip())
        return " "

    text = " ".join(_NOTE.sub(take, text).split())
    if _IS_POST.fullmatch(text):
        return _Piece("", notes=(text, *notes))
    if found := _POST_FIRST.match(text):
        notes.insert(0, found[1])
        text = text[found.end() :]
    title = ""
    if found := _TITLE_FIRST.match(text):
        title, text = found[1], text[found.end() :]
    for tail in (_POST_LAST, _SHARE_LAST):
        if found := tail.search(text):
            notes.append(found[1])
            text = text[: found.start()]
    text = text.strip(" -–:")
    return _Piece("" if _BLANK.fullmatch(text) else text, title, tuple(notes))


def _head(whole: tuple[_Piece, _Piece], post: str, stray: list[str]) -> HeadPayload:
    first, last = whole
    first_name, last_name = first.text, last.text
    if not first_name:
        *given, last_name = last_name.split() or [""]
        first_name = " ".join(given)
    return HeadPayload(
        title=first.title or last.title,
        first_name=first_name,
        last_name=last_name,
        post=_post([*first.notes, *last.notes, *stray], post),
    )


def _post(notes: list[str], post: str) -> str:
    """The person's own post where a note names one; other notes in brackets after it."""
    own = [note for note in notes if _IS_POST.fullmatch(note)]
    rest = [note for note in notes if note not in own]
    named = own[0] if own else post
    return f"{named} ({', '.join(rest)})".strip() if rest else named
