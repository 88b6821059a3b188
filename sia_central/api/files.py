"""`/files/{sha256}`: how much is here, a piece more, or the whole."""

import re
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from sia_central.api.caller import TheCaller, TheStore, now, served_protocol
from sia_central.api.refusals import DESCRIBED, problem_answer
from sia_central.services.files import FileState, file_state, put_piece, read_file, size_to_read
from sia_contract.problems import Problem, ProblemCode

router = APIRouter(dependencies=[Depends(served_protocol)], responses=DESCRIBED)

Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]

_OFFSET: Final = "Upload-Offset"
_RANGE: Final = re.compile(r"\s*bytes\s*=\s*([0-9]{1,15})-([0-9]{0,15})\s*")
"""Any other kind of range may be answered with the whole file, and is."""


_OFFSET_SAID: Final = {
    "headers": {_OFFSET: {"description": "Bytes held now", "schema": {"type": "integer"}}},
}
_WHOLE: Final = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


@router.head("/files/{sha256}", response_class=Response)
def held(sha256: Sha256, store: TheStore, who: TheCaller) -> Response:
    """Say how many bytes of it are here."""
    return _progress(file_state(store, who, sha256, now()))


@router.put(
    "/files/{sha256}",
    response_class=Response,
    responses={409: {**_OFFSET_SAID, "model": Problem, "description": "The piece begins at the wrong place"}},
    openapi_extra={"requestBody": {"content": _WHOLE, "required": True}},
)
async def put(
    sha256: Sha256,
    request: Request,
    store: TheStore,
    who: TheCaller,
    upload_offset: Annotated[int, Header(ge=0)],
) -> Response:
    """Add a piece that begins where the last one ended."""
    try:
        piece = await request.body()
    except ClientDisconnect:  # nobody is there to be answered; what came before is kept
        return Response(status_code=400)
    state = await run_in_threadpool(put_piece, store, who, sha256, upload_offset, piece, now())
    if not state.is_whole and state.received != upload_offset + len(piece):
        answer = problem_answer(
            Problem(
                code=ProblemCode.BAD_REQUEST,
                sentence=f"This piece begins at the wrong place. Go on from byte {state.received}.",
            ),
            409,
        )
        answer.headers[_OFFSET] = str(state.received)
        return answer
    return _progress(state)


@router.get(
    "/files/{sha256}",
    response_class=StreamingResponse,
    responses={
        200: {"description": "The whole file", "content": _WHOLE},
        206: {"description": "From the byte that was asked for", "content": _WHOLE},
        416: {"model": Problem, "description": "The file ends before that byte"},
    },
)
def get(
    sha256: Sha256, store: TheStore, who: TheCaller, wanted: Annotated[str, Header(alias="Range")] = ""
) -> Response:
    """Hand out the file, or all of it from the byte that was asked for."""
    asked = _RANGE.fullmatch(wanted)
    begin = int(asked[1]) if asked else 0
    size = size_to_read(store, who, sha256, now(), is_begun=begin == 0)
    end = min(int(asked[2]) + 1, size) if asked and asked[2] else size
    headers = {"Cache-Control": "private, no-store", "Accept-Ranges": "bytes"}
    if asked and begin >= end:
        answer = problem_answer(
            Problem(
                code=ProblemCode.BAD_REQUEST,
                sentence=f"This file has {size} bytes; there is none from there.",
            ),
            416,
        )
        answer.headers["Content-Range"] = f"bytes */{size}"
        return answer
    if asked:
        headers["Content-Range"] = f"bytes {begin}-{end - 1}/{size}"
    return StreamingResponse(
        read_file(store, who.council, sha256, begin, end),
        206 if asked else 200,
        headers | {"Content-Length": str(end - begin)},
        media_type="application/octet-stream",
    )


def _progress(state: FileState) -> Response:
    return Response(status_code=200, headers={_OFFSET: str(state.received)})
