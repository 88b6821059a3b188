"""What is asked of a passphrase, wherever one is chosen."""

from typing import Final

SHORTEST: Final = 12
"""Characters."""
