"""Takes lines from the listening socket one at a time, so that a crowd is shared out among the workers."""

import asyncio
import socket
from typing import Any, Final

CROWD: Final = 2_048
"""Lines that may wait at the socket until a worker takes them."""


class FairLoop(asyncio.SelectorEventLoop):
    """asyncio takes as many lines at once as may wait: the first worker to wake would take the whole crowd.

    Each then stays with who took it, and one processor works while the others rest.
    """

    async def create_server(  # type: ignore[override]  # as its base, by whichever names it is asked
        self, *given: Any, sock: socket.socket, backlog: int = CROWD, **named: Any
    ) -> asyncio.Server:
        """Serve on this socket, taking one line a turn; as many as ever may wait."""
        server = await super().create_server(*given, sock=sock, backlog=1, **named)
        sock.listen(backlog)
        return server
