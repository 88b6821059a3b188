"""Reads a request's body: only once its sender is known, and off the loop that serves everybody."""

from typing import TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

Shape = TypeVar("Shape", bound=BaseModel)


async def read_body(request: Request, shape: type[Shape]) -> Shape:
    """The body in its agreed shape, straight from its bytes: half a character in it is no text."""
    body = await request.body()
    try:
        return await run_in_threadpool(shape.model_validate_json, body)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_input=False, include_url=False)) from None
