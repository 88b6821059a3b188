"""Nested parts of records as JSON text."""

import json

import orjson


def as_json(value: object) -> str:
    """The text of a value; numbers that only Python knows are written as Python writes them."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # a whole number of more than 64 bits
        return json.dumps(value)
