"""`POST /sync`: changes up, outcomes and the next page down."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

import orjson
import zstandard
from fastapi import APIRouter, Depends, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from sia_central.api.bodies import read_from
from sia_central.api.caller import check_protocol, now, served_protocol, shown, store_of
from sia_central.api.refusals import DESCRIBED
from sia_central.services import sync as exchange
from sia_central.services.older_laptops import as_before
from sia_central.services.sync import Exchanged
from sia_central.services.tokens import Shown, signed_in
from sia_central.storage.sights import WireRecord
from sia_central.storage.store import Store
from sia_contract.changes import TELLS_EPOCH, SyncAnswer, SyncRequest, Withdrawn


class _AskedDirectly(APIRoute):
    """Its dependencies describe the operation; solving them would be a third of a round with nothing new."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The endpoint itself, which asks them in turn."""
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return endpoint


router = APIRouter(route_class=_AskedDirectly, responses=DESCRIBED)

WORTH_COMPRESSING: Final = 1_024
"""Bytes; less than this is one packet either way."""
LEVEL: Final = 2
"""Of zstd: a page of notes shrinks to a third; the next level takes near twice as long for 4 % less."""


@router.post("/sync", response_model=SyncAnswer, dependencies=[Depends(served_protocol), Depends(shown)])
async def sync(request: Request) -> Response:
    """Answer each change, then hand out what this laptop has not seen.

    The body is read once its token is known to be central's. All that asks the database, the laptop's own
    state first, is done in one go: to be handed to a thread twice would cost every round.
    """
    said = request.headers
    await served_protocol(said.get("SIA-Protocol", ""))
    store = await store_of(request)
    token = await shown(store, said.get("Authorization", ""))
    body = await request.body()
    coded = said.get("Accept-Encoding", "").lower().replace(",", " ").split()
    return await run_in_threadpool(_exchanged, store, token, body, "zstd" in coded)


def _exchanged(store: Store, token: Shown, body: bytes, reads_zstd: bool) -> Response:
    who = signed_in(store, token, now())
    asked = read_from(body, SyncRequest)
    check_protocol(asked.protocol)
    answer = _as_json(exchange.sync(store, who, asked, now()), asked.protocol)
    headers = {"Vary": "Accept-Encoding"}
    if reads_zstd and len(answer) > WORTH_COMPRESSING:
        answer, headers["Content-Encoding"] = zstandard.compress(answer, LEVEL), "zstd"
    return Response(answer, headers=headers, media_type="application/json")


def _as_json(exchanged: Exchanged, protocol: int) -> bytes:
    """The whole answer as JSON, the payloads as they are kept; an older laptop gets what it knows to read.

    It is given no counts: what it cannot be told would be missed in them.
    """
    is_older = protocol < TELLS_EPOCH
    left_out = {"page", "epoch", "counts"} if is_older else {"page"}
    but_the_page = exchanged.answer.model_dump_json(exclude=left_out)
    entries = [_entry(each) for each in exchanged.page]
    page = orjson.dumps([kept for each in entries if (kept := _as_before(each))] if is_older else entries)
    return b'%s,"page":%s}' % (but_the_page.removesuffix("}").encode(), page)


def _as_before(entry: dict[str, Any]) -> dict[str, Any] | None:
    """The entry for a laptop of protocol 2; None where it could not read it."""
    match entry["entry"]:
        case "tombstone":
            return {name: value for name, value in entry.items() if name != "disposed"}
        case "record":
            payload = as_before(entry["kind"], orjson.loads(orjson.dumps(entry["payload"])))
            return None if payload is None else entry | {"payload": payload}
        case _:
            return entry


def _entry(entry: WireRecord | Withdrawn) -> dict[str, Any]:
    if isinstance(entry, Withdrawn):
        return entry.model_dump(mode="json")
    said = {"kind": entry.kind, "id": entry.id, "revision": entry.revision}
    if entry.is_deleted:
        return {"entry": "tombstone", **said, "disposed": "disposed_on" in orjson.loads(entry.payload)}
    who = {"changed_by": entry.changed_by, "changed_at": entry.changed_at}
    return {"entry": "record", **said, "payload": orjson.Fragment(entry.payload), **who}
