"""A real nginx in front of central, with the sample file that administrators are given, on loopback."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

SAMPLE = Path(__file__).parents[2] / "installer" / "central" / "nginx.conf"


@contextmanager
def behind_nginx(url: str, folder: Path) -> Iterator[str]:
    """The sample file over this central: only its name, its port and its certificate are another's."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    site = SAMPLE.read_text()
    site = site.replace("server 127.0.0.1:8443;", f"server {urlsplit(url).netloc};")
    site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    site = re.sub(r"(?m)^ +ssl_.*$", "", site)
    temp = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole.write_text(
        f"{user}daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\n"
        f"events {{}}\nhttp {{\n{temp}{site}\n}}\n"
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-c", str(whole), "-p", str(folder)], stderr=subprocess.PIPE)
    front = f"http://127.0.0.1:{port}"
    try:
        _wait_for(front, process)
        yield front
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait_for(front: str, process: "subprocess.Popen[bytes]") -> None:
    """Until it listens; central itself may still be starting behind it, and then keeps nginx waiting."""
    place = (str(urlsplit(front).hostname), int(urlsplit(front).port or 0))
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection(place, timeout=1).close()
        except ConnectionRefusedError:
            continue
        return
    raise AssertionError(f"nginx did not begin to listen: {process.poll()}")
