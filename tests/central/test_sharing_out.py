"""A crowd at the door is shared out among the workers; a line that rests is let go by its laptop first."""

import asyncio
import re
import socket
from argparse import Namespace
from contextlib import ExitStack
from itertools import pairwise

import pytest
import uvicorn

from sia_central.cli.fair_loop import FairLoop
from sia_central.cli.serve import config_of
from sia_desktop.sync.wire import REST_SECONDS
from tests.helpers.small_nginx import SAMPLE

CROWD = 20


@pytest.mark.parametrize(("make_loop", "most"), [(FairLoop, 1), (asyncio.SelectorEventLoop, CROWD)])
def test_a_worker_takes_one_line_a_turn(make_loop: type[asyncio.SelectorEventLoop], most: int) -> None:
    """The second is how asyncio does it by itself: whoever wakes first has them all."""
    taken = list[asyncio.BaseTransport]()

    class Door(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            taken.append(transport)

    async def serve(listening: socket.socket, crowd: ExitStack) -> list[int]:
        server = await asyncio.get_running_loop().create_server(Door, sock=listening, backlog=2 * CROWD)
        for _ in range(CROWD):  # they wait at the socket, and nobody is turned away, while the worker is busy
            crowd.enter_context(socket.create_connection(listening.getsockname(), timeout=2))
        steps = [0]
        while len(taken) < CROWD:
            await asyncio.sleep(0)
            steps.append(len(taken))
        server.close()
        for line in taken:
            line.close()
        return [after - before for before, after in pairwise(steps)]

    with socket.create_server(("127.0.0.1", 0)) as listening, ExitStack() as crowd:
        loop = make_loop()
        try:
            assert max(loop.run_until_complete(serve(listening, crowd))) == most
        finally:
            loop.close()


def test_each_keeps_a_resting_line_shorter_than_whom_it_asks() -> None:
    """Else it would ask on a line that is being let go at this moment, and that request would be lost."""
    [nginx] = re.findall(r"(?m)^\s*keepalive_timeout (\d+)s;", SAMPLE.read_text())
    assert REST_SECONDS < int(nginx) < _served().timeout_keep_alive


def test_central_serves_so() -> None:
    assert _served().get_loop_factory() is FairLoop


def _served() -> uvicorn.Config:
    return config_of(Namespace(workers=2, certificate=None, key=None))
