"""Which protocol this build speaks, and the oldest one central still serves."""

from typing import Final

PROTOCOL: Final = 3
"""Raised when a message changes shape in a way an older partner cannot read."""

OLDEST_SERVED: Final = 2
"""Central refuses a laptop that speaks an older protocol than this, in words."""
