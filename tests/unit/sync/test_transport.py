"""What the adviser is told, failure by failure, and what goes over the wire."""

import hashlib
import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
import zstandard

from sia_contract.changes import SyncAnswer, SyncRequest
from sia_contract.enrolment import HealthAnswer
from sia_contract.problems import Problem, ProblemCode
from sia_contract.version import PROTOCOL
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.services.progress import Cancelled
from sia_desktop.sync import transport as transport_module
from sia_desktop.sync import wire as wire_module
from sia_desktop.sync.ports import Refusal
from sia_desktop.sync.signing_in import signing_in
from sia_desktop.sync.transport import HttpTransport, check_health
from sia_desktop.sync.wire import Wire
from tests.helpers.played_server import Asked, PlayedServer, Said, a_certificate, json_said, playing

NOTHING_NEW = json_said(
    '{"at": "2026-04-01T12:00:00Z", "outcomes": [], "page": [], "next_cursor": 0, "more": false}'
)
REQUEST = SyncRequest(protocol=PROTOCOL, cursor=0)
PAGE = {"Content-Type": "text/html; charset=utf-8"}
WHO = ("anna@example.gov.uk", "quiet words")


def sign_in_at(address: str) -> None:
    """Tell central who we are."""
    with signing_in(address) as line:
        line.by_password(*WHO)


def sync_with(address: str, ca_file: Path | None = None) -> SyncAnswer:
    """One request to this address."""
    with closing(HttpTransport(Wire(address, "the-token", ca_file=ca_file, timeouts=(2, 0.3)))) as transport:
        return transport.sync(REQUEST)


def test_an_answer_in_zstd_is_read_and_a_broken_one_has_its_sentence() -> None:
    headers = NOTHING_NEW.headers | {"Content-Encoding": "zstd"}
    packed = zstandard.compress(NOTHING_NEW.body)
    with playing(lambda _: Said(200, packed, headers)) as server:
        assert sync_with(server.address).next_cursor == 0
        assert "zstd" in server.asked[0].headers["Accept-Encoding"]
    with (
        playing(lambda _: Said(200, packed[:-4], headers)) as server,
        pytest.raises(OutsideTrouble, match="cannot read"),
    ):
        sync_with(server.address)


def test_a_request_carries_the_token_and_the_protocol() -> None:
    with playing(lambda _: NOTHING_NEW) as server:
        assert sync_with(server.address).more is False

    asked = server.asked[0]
    assert (asked.method, asked.path) == ("POST", "/sync")
    assert asked.headers["Authorization"] == "Bearer the-token"
    assert asked.headers["SIA-Protocol"] == str(PROTOCOL)


@pytest.mark.parametrize(("rested", "lines"), [(3.9, 1), (4.1, 2)])
def test_a_line_that_rested_long_is_not_asked_on_again(
    rested: float, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is at its other end may be hanging up at this moment: a round would break off for nothing."""
    at = 0.0
    monkeypatch.setattr(wire_module, "monotonic", lambda: at)
    with (
        playing(lambda _: NOTHING_NEW) as server,
        closing(HttpTransport(Wire(server.address, "the-token"))) as transport,
    ):
        transport.sync(REQUEST)
        at = rested
        transport.sync(REQUEST)
        transport.sync(REQUEST)
        assert len({asked.line for asked in server.asked}) == lines


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Said(200, b"<html>Welcome to the school</html>", PAGE), "sign-in page of this network"),
        (Said(302, b"", {"Location": "https://portal.invalid/"}), "sign-in page of this network"),
        (Said(511, b"<html></html>", PAGE), "sign-in page of this network"),
        (Said(404, b"nothing", {"Content-Type": "text/plain"}), "not the council's service"),
        (Said(200, b"hello", {"Content-Type": "text/plain"}), "not the council's service"),
        (json_said('{"another": "service"}'), "cannot read"),
        (json_said("{"), "cannot read"),
        (Said(502, b"<html>Bad gateway</html>", PAGE), r"trouble of its own \(error 502\)"),
        (Said(500, b"", {}), "trouble of its own"),
        (Said(413, b"<html>Too large</html>", PAGE), "larger than"),
        (Said(200, b"{", {"Content-Type": "application/json"}, cut=True), "broke off"),
    ],
)
def test_every_strange_answer_has_its_sentence(said: Said, sentence: str) -> None:
    with playing(lambda _: said) as server, pytest.raises(OutsideTrouble, match=sentence) as trouble:
        sync_with(server.address)

    assert "safe on this laptop" in str(trouble.value)
    assert len(server.asked) == 1


@pytest.mark.parametrize("code", list(ProblemCode))
def test_a_refusal_comes_with_central_s_own_sentence(code: ProblemCode) -> None:
    problem = Problem(code=code, sentence="Central's own words.")
    with (
        playing(lambda _: json_said(problem.model_dump_json(), 403)) as server,
        pytest.raises(Refusal, match=r"Central's own words\.") as refusal,
    ):
        sync_with(server.address)

    assert refusal.value.problem == problem


def test_a_token_is_never_taken_along_to_another_address() -> None:
    with playing(lambda _: NOTHING_NEW) as elsewhere:
        redirect = Said(307, b"", {"Location": f"{elsewhere.address}/sync"})
        with playing(lambda _: redirect) as server, pytest.raises(OutsideTrouble):
            sync_with(server.address)

    assert elsewhere.asked == []


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(OutsideTrouble, match=r"no sia\.invalid to be found .* Check that you are online"):
        sync_with("https://sia.invalid")


def test_a_service_that_is_not_running() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(OutsideTrouble, match="is there, but the council's service on it is not running"):
        sync_with(address)


def test_a_service_that_takes_too_long() -> None:
    done = Event()

    def wait(_: Asked) -> Said:
        done.wait(5)
        return NOTHING_NEW

    with playing(wait) as server:
        with pytest.raises(OutsideTrouble, match="took too long"):
            sync_with(server.address)
        done.set()


def test_a_certificate_nobody_vouches_for(tmp_path: Path) -> None:
    with (
        playing(lambda _: NOTHING_NEW, a_certificate(tmp_path)) as server,
        pytest.raises(OutsideTrouble, match=r"certificate .* cannot be trusted, so nothing was sent"),
    ):
        sync_with(server.address)
    assert server.asked == []


def test_the_council_s_own_authority_is_trusted_when_it_is_named(tmp_path: Path) -> None:
    certificate = a_certificate(tmp_path)
    with playing(lambda _: NOTHING_NEW, certificate) as server:
        assert sync_with(server.address, certificate).page == ()


@pytest.mark.parametrize(
    ("host", "ends"),
    [("127.0.0.2", timedelta(days=1)), ("127.0.0.1", timedelta(days=-1))],
    ids=["name", "date"],
)
def test_another_s_or_an_old_certificate_is_not_trusted(tmp_path: Path, host: str, ends: timedelta) -> None:
    certificate = a_certificate(tmp_path, host, ends)
    with (
        playing(lambda _: NOTHING_NEW, certificate) as server,
        pytest.raises(OutsideTrouble, match="cannot be trusted"),
    ):
        sync_with(server.address, certificate)


def test_a_service_without_encryption_behind_an_https_address() -> None:
    with (
        playing(lambda _: NOTHING_NEW) as server,
        pytest.raises(OutsideTrouble, match="does not answer over a secure connection"),
    ):
        sync_with(server.address.replace("http:", "https:"))


def test_an_authority_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(OutsideTrouble, match="is not there"):
        Wire("https://sia.invalid", ca_file=tmp_path / "gone.pem")


def test_plain_http_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(RuleBroken, match="not encrypted, so nothing was sent"):
        Wire("http://sia.invalid")


def test_a_proxy_is_asked_for_strangers_and_says_no(monkeypatch: pytest.MonkeyPatch) -> None:
    with playing(lambda _: Said(403)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.address)
        monkeypatch.delenv("no_proxy", raising=False)
        with pytest.raises(OutsideTrouble, match="proxy of this network did not let the request through"):
            sync_with("https://sia.invalid")

    assert proxy.asked[0].method == "CONNECT"
    assert "Authorization" not in proxy.asked[0].headers


def test_a_proxy_is_never_asked_for_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    with playing(lambda _: Said(403)) as proxy, playing(lambda _: NOTHING_NEW) as server:
        monkeypatch.setenv("http_proxy", proxy.address)
        sync_with(server.address)

    assert proxy.asked == []


# Who is there.


@pytest.mark.parametrize(
    ("health", "said"),
    [
        (HealthAnswer(service="another", protocol=1, oldest_served=1), "not the council's service"),
        (HealthAnswer(protocol=PROTOCOL + 1, oldest_served=PROTOCOL + 1), "Install the newer version"),
        (HealthAnswer(protocol=PROTOCOL - 1, oldest_served=0), "older than this version"),
    ],
)
def test_health_says_who_is_there_before_a_password_is_told(health: HealthAnswer, said: str) -> None:
    with (
        playing(lambda _: json_said(health.model_dump_json())) as server,
        pytest.raises(OutsideTrouble, match=said),
    ):
        sign_in_at(server.address)

    assert [asked.path for asked in server.asked] == ["/health"]


def test_a_newer_central_that_still_serves_us_is_fine() -> None:
    health = HealthAnswer(protocol=PROTOCOL + 5, oldest_served=PROTOCOL)
    with playing(lambda _: json_said(health.model_dump_json())) as server:
        assert check_health(Wire(server.address)) == health


def test_signing_in_sends_the_password_once_and_a_wrong_one_is_said() -> None:
    wrong = Problem(code=ProblemCode.WRONG_PASSWORD, sentence="The e-mail or the password is not right.")
    health = HealthAnswer(protocol=PROTOCOL, oldest_served=PROTOCOL)

    def answer(asked: Asked) -> Said:
        if asked.path == "/health":
            return json_said(health.model_dump_json())
        return json_said(wrong.model_dump_json(), 401)

    with playing(answer) as server, pytest.raises(Refusal, match="password is not right"):
        sign_in_at(server.address)

    assert json.loads(server.asked[1].body)["password"] == "quiet words"
    assert "Authorization" not in server.asked[1].headers


# Files.


@contextmanager
def talking(server: PlayedServer) -> Iterator[HttpTransport]:
    """An enrolled laptop's line to this server."""
    with closing(HttpTransport(Wire(server.address, "token"))) as transport:
        yield transport


CONTENT = bytes(range(256)) * 10
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand bytes at a time."""
    monkeypatch.setattr(transport_module, "PIECE", 1000)


class FileKeeper:
    """A central that keeps one file and breaks off as told."""

    def __init__(self, kept: bytes = b"", breaks_at: int | None = None) -> None:
        self.kept, self.breaks_at = kept, breaks_at
        self.requests = 0

    def __call__(self, asked: Asked) -> Said:
        """Answer about the file."""
        self.requests += 1
        if self.requests == self.breaks_at:
            return Said(cut=True)
        match asked.method:
            case "PUT":
                assert int(asked.headers["Upload-Offset"]) == len(self.kept)
                self.kept += asked.body
            case "GET":
                first, last = asked.headers["Range"].removeprefix("bytes=").split("-")
                return Said(206, self.kept[int(first) : int(last) + 1])
        return Said(headers={"Upload-Offset": str(len(self.kept))})


def test_an_upload_goes_on_where_it_broke_off() -> None:
    keeper = FileKeeper(breaks_at=3)
    with playing(keeper) as server, talking(server) as transport:
        with pytest.raises(OutsideTrouble, match="broke off"):
            transport.send_file(SHA, CONTENT)
        assert len(keeper.kept) == 1000
        transport.send_file(SHA, CONTENT)

    assert keeper.kept == CONTENT
    sizes = [len(asked.body) for asked in server.asked if asked.method == "PUT"]
    assert sizes == [1000, 1000, 1000, 560]  # only the piece that broke went twice


def test_a_file_that_central_has_is_not_sent_again() -> None:
    with playing(FileKeeper(CONTENT)) as server, talking(server) as transport:
        transport.send_file(SHA, CONTENT)

    assert [asked.method for asked in server.asked] == ["HEAD"]


def test_a_central_that_keeps_nothing_is_not_asked_for_ever() -> None:
    keeps_nothing = Said(headers={"Upload-Offset": "0"})
    with (
        playing(lambda _: keeps_nothing) as server,
        talking(server) as transport,
        pytest.raises(OutsideTrouble, match="did not keep all"),
    ):
        transport.send_file(SHA, CONTENT)


def test_a_download_goes_on_where_it_broke_off() -> None:
    with playing(FileKeeper(CONTENT, breaks_at=3)) as server, talking(server) as transport:
        with pytest.raises(OutsideTrouble, match="broke off"):
            transport.fetch_file(SHA, len(CONTENT))
        assert transport.fetch_file(SHA, len(CONTENT)) == CONTENT

    starts = [asked.headers["Range"] for asked in server.asked]
    assert starts == ["bytes=0-999", "bytes=1000-1999", "bytes=2000-2559", "bytes=2000-2559"]


def test_a_server_without_ranges_sends_the_whole() -> None:
    with playing(lambda _: Said(200, CONTENT)) as server, talking(server) as transport:
        assert transport.fetch_file(SHA, len(CONTENT)) == CONTENT


@pytest.mark.parametrize(
    "came", [CONTENT[:-1] + b"x", CONTENT + b"x", b""], ids=["changed", "longer", "empty"]
)
def test_a_file_that_is_not_what_its_name_says_is_not_kept(came: bytes) -> None:
    with playing(lambda _: Said(200, came)) as server, talking(server) as transport:
        for _ in range(2):  # and what came is not built upon
            with pytest.raises(OutsideTrouble, match="damaged and was not kept"):
                transport.fetch_file(SHA, len(CONTENT))


def test_a_transfer_says_how_far_it_is_and_stops_between_two_pieces() -> None:
    keeper, seen = FileKeeper(), []

    def stop_at_two_thousand(done: int) -> None:
        seen.append(done)
        if done >= 2000:
            raise Cancelled

    with playing(keeper) as server, talking(server) as transport:
        with pytest.raises(Cancelled):
            transport.send_file(SHA, CONTENT, stop_at_two_thousand)
        assert (seen, len(keeper.kept)) == ([0, 1000, 2000], 2000)
        transport.send_file(SHA, CONTENT, seen.append)
        assert keeper.kept == CONTENT  # only what was not there yet went
        seen.clear()
        with pytest.raises(Cancelled):
            transport.fetch_file(SHA, len(CONTENT), stop_at_two_thousand)
        assert transport.fetch_file(SHA, len(CONTENT), seen.append) == CONTENT
    assert seen == [0, 1000, 2000, 2000]
