"""Reads a request's body: only once its sender is known, and off the loop that serves everybody."""

from typing import Any, Final, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

_READ_AT_ONCE: Final = 4_096
"""Bytes; less is read in less time than a thread takes to be asked."""

Shape = TypeVar("Shape", bound=BaseModel)


async def read_body(request: Request, shape: type[Shape]) -> Shape:
    """The body in its agreed shape, straight from its bytes: half a character in it is no text."""
    body = await request.body()
    if len(body) < _READ_AT_ONCE:
        return read_from(body, shape)
    return await run_in_threadpool(read_from, body, shape)


def read_from(body: bytes, shape: type[Shape]) -> Shape:
    """The same of a body that has come."""
    try:
        return shape.model_validate_json(body)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_input=False, include_url=False)) from None


def described(shape: type[BaseModel]) -> dict[str, Any]:
    """The same for the description of the operation, which cannot see it in the function."""
    schema = shape.model_json_schema(ref_template="#/components/schemas/{model}")
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": inlined(schema)}}}}


def inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that stands by itself: what it names is written out in its place."""
    named = schema.pop("$defs", {})

    def whole(part: Any) -> Any:
        match part:
            case {"$ref": str(name)}:
                return whole(named[name.rsplit("/", 1)[1]])
            case dict():
                return {key: whole(value) for key, value in part.items()}
            case list():
                return [whole(each) for each in part]
            case _:
                return part

    found: dict[str, Any] = whole(schema)
    return found
