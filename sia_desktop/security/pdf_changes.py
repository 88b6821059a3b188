"""Says in words what was added to a PDF after its last signature."""

from collections.abc import Iterator
from typing import Any


def what_was_added(signature: Any, extra_bytes: int) -> tuple[str, ...]:
    """Return a sentence for each kind of change found after the revision that was signed."""
    if extra_bytes < 0:
        return ("The end of the file is missing: it was cut short after it was signed.",)
    reader = signature.reader
    before = list(_pages(reader.get_historical_root(signature.signed_revision)["/Pages"]))
    now = list(_pages(reader.root["/Pages"]))
    added = "1 byte was" if extra_bytes == 1 else f"{extra_bytes} bytes were"
    said = [f"{added} added to the file after it was signed."]
    if len(before) != len(now):
        said.append(f"It had {_count(len(before))} when it was signed, and has {_count(len(now))} now.")
    for number, (old, new) in enumerate(zip(before, now, strict=False), 1):
        if _drawn_on(old) != _drawn_on(new):
            said.append(f"What is drawn on page {number} was changed after signing.")
        elif len(old.get("/Annots", ())) != len(new.get("/Annots", ())):
            said.append(f"Something was laid over page {number} after signing.")
    return tuple(said)


def _count(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"


def _pages(node: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the pages of a tree; one that runs in circles raises, as any damage does."""
    if depth > 50:
        raise ValueError("page tree too deep")
    if "/Kids" not in node:
        yield node
        return
    for kid in node["/Kids"]:
        yield from _pages(kid.get_object(), depth + 1)


def _drawn_on(page: Any) -> list[bytes]:
    contents = page["/Contents"]
    streams = contents if isinstance(contents, list) else [contents]
    return [stream.get_object().encoded_data for stream in streams]
