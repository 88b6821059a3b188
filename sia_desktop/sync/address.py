"""Where central lives: the address as somebody typed it, checked before anything is sent there."""

import ipaddress
from urllib.parse import urlsplit

from sia_desktop.domain.errors import RuleBroken


def central_address(typed: str) -> str:
    """The address with its scheme and without a trailing slash; raises `RuleBroken` with what to type."""
    text = typed.strip()
    if not text:
        raise RuleBroken("Type the address of the council's service, such as https://sia.example.gov.uk.")
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise RuleBroken(_not_an_address(typed)) from None
    host = parts.hostname
    if parts.scheme not in ("https", "http") or not host or any(sign.isspace() for sign in text):
        raise RuleBroken(_not_an_address(typed))
    if parts.username is not None or parts.query or parts.fragment:
        raise RuleBroken(
            "The address must not carry a name, a password or anything after “?” or “#”. "
            "Type only the part your administrator gave you, such as https://sia.example.gov.uk."
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise RuleBroken(
            "An address that begins with http:// is not encrypted, so nothing was sent. Use https:// instead."
        )
    place = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{place}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def is_loopback(host: str) -> bool:
    """True for this computer itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_of(address: str) -> str:
    """The name of the machine, for sentences."""
    return urlsplit(address).hostname or address


def _not_an_address(typed: str) -> str:
    return (
        f"“{typed.strip()}” is not an address. It looks like https://sia.example.gov.uk; "
        "your administrator has it."
    )
