"""The real `sia-central`, whose certificates hold from five years back: for a year played in the past.

Laptops of such a journey join today and sign on days long before, when nothing would be certified otherwise.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from sia_central.certificates import authority
from sia_central.cli import main


@contextmanager
def certified_long_ago() -> Iterator[None]:
    """Until the end of the block."""
    with patch.object(authority, "CLOCK_GRACE", timedelta(days=5 * 365)):
        yield


if __name__ == "__main__":
    with certified_long_ago():
        sys.exit(main(sys.argv[1:]))
