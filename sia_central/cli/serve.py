"""`sia-central serve`: the service itself, until it is stopped."""

import ipaddress
import os
import signal
import socket
import ssl
import sys
from argparse import Namespace
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Final, NoReturn

import uvicorn
from uvicorn.supervisors import Multiprocess

from sia_central.api.logs import log_as_json
from sia_central.cli.fair_loop import CROWD
from sia_central.cli.patience import BoundedPatience
from sia_central.services.refused import Refused
from sia_central.services.set_up import check_any_council, check_frameworks
from sia_central.storage.store import DATA_VARIABLE, DATABASE_VARIABLE, FILES_VARIABLE, open_store
from sia_central.storage.trouble import StoreTrouble
from sia_contract.problems import ProblemCode

FOLDER_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Where workers count together; set before anything of theirs is read."""
RESTING_LINE_SECONDS: Final = 20
"""Longer than nginx keeps a line to us: else it would ask on one that we are just letting go."""


def serve(typed: Namespace) -> None:
    """Print the address on one line, then serve until SIGTERM or Ctrl-C, finishing what has begun."""
    _check_safe(typed)
    _check_workers(typed)
    with open_store(typed.database, typed.data, typed.files) as store:
        store.check_ready()
        store.blobs.check()
        check_any_council(store)
        check_frameworks(store, datetime.now(UTC))
    config = config_of(typed)
    _allow_many_lines()
    with _listening(typed.host, typed.port) as listening, TemporaryDirectory(prefix="sia-central-") as shared:
        log_as_json()
        os.environ[FOLDER_VARIABLE] = shared
        os.environ[DATA_VARIABLE] = str(typed.data)
        os.environ[DATABASE_VARIABLE] = typed.database or ""
        os.environ[FILES_VARIABLE] = typed.files or ""
        port = listening.getsockname()[1]
        scheme = "https" if typed.certificate else "http"
        place = f"[{typed.host}]" if ":" in typed.host else typed.host
        sys.stdout.write(f"{scheme}://{place}:{port}\n")
        sys.stdout.flush()
        signal.signal(signal.SIGTERM, _stopped)
        server = uvicorn.Server(config)
        try:
            if typed.workers > 1:
                Multiprocess(config, [listening]).run()
            else:
                server.run(sockets=[listening])
        except KeyboardInterrupt:  # Ctrl-C, after everything was finished
            return


def config_of(typed: Namespace) -> uvicorn.Config:
    """How uvicorn serves central."""
    return uvicorn.Config(
        workers=typed.workers,
        app="sia_central.app:from_environment",
        factory=True,
        log_config=None,
        access_log=False,  # its lines hold addresses of people's homes
        server_header=False,
        ws="none",
        http=BoundedPatience,
        loop="auto" if sys.platform == "win32" else "sia_central.cli.fair_loop:FairLoop",
        backlog=CROWD,
        timeout_keep_alive=RESTING_LINE_SECONDS,
        timeout_graceful_shutdown=10,
        timeout_worker_healthcheck=60,  # a busy machine takes its time to begin
        ssl_certfile=typed.certificate,
        ssl_keyfile=typed.key,
    )


def _check_workers(typed: Namespace) -> None:
    if typed.workers < 1:
        raise Refused(ProblemCode.BAD_REQUEST, "There must be one worker at least: give --workers 1 or more.")
    if typed.workers > 1 and not (typed.database or "").startswith("postgresql"):
        raise Refused(
            ProblemCode.BAD_REQUEST,
            "SQLite is for one council's trial, with one worker. "
            "Give --database postgresql+psycopg://… to serve with several.",
        )


def _check_safe(typed: Namespace) -> None:
    if bool(typed.certificate) != bool(typed.key):
        raise Refused(ProblemCode.BAD_REQUEST, "Give --certificate and --key together, or neither.")
    if typed.certificate is None and not _is_loopback(typed.host):
        raise Refused(
            ProblemCode.BAD_REQUEST,
            "Without HTTPS central answers this computer only. Give --certificate and --key, "
            "or let it listen on 127.0.0.1 behind a server that speaks HTTPS.",
        )
    if typed.certificate:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(typed.certificate, typed.key)
        except (OSError, ssl.SSLError) as error:
            raise StoreTrouble(
                f"The certificate {typed.certificate} and the key {typed.key} cannot be used "
                f"({error.strerror}). Both must be PEM files that belong together."
            ) from error


def _allow_many_lines() -> None:
    """As many connections as the system grants, not only as many as it suggests."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    if not 0 <= port <= 65_535:
        raise Refused(ProblemCode.BAD_REQUEST, "A port is a number from 0 to 65535. Try another --port.")
    try:
        listening = socket.create_server((host, port), family=family, backlog=CROWD)
    except OSError as error:
        raise StoreTrouble(
            f"Central cannot listen on {host}, port {port}: {error.strerror}. Try another --port."
        ) from error
    # Every line taken from it inherits this: an answer's head does not wait 40 ms to be acknowledged.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _stopped(number: int, frame: FrameType | None) -> NoReturn:
    """Reached once uvicorn has finished what it was asked to finish."""
    raise SystemExit(0)
