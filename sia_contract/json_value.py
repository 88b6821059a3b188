"""What JSON can say, as a type for the checker; at run time anything.

Everything read from the wire was parsed as JSON by then, so that walking through it once more would find
nothing; pydantic's own `JsonValue` does walk, in Python, and took half of the time of a first sync.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import JsonValue
else:
    JsonValue = Any

__all__ = ["JsonValue"]
