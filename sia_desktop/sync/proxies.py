"""The way out of this network: the system's proxy settings, and its PAC file where it has one."""

import os

import requests
from pypac import PACSession, get_pac
from pypac.parser import MalformedPacError

PAC_VARIABLE = "auto_proxy"
"""Names a PAC file where the system has no setting of its own for it."""


def open_session(*, is_loopback: bool) -> requests.Session:
    """A session that goes out as this network wants; to this computer itself, never through a proxy.

    No name is looked up to find a PAC file (WPAD): whoever answers such a question could read along.
    """
    if is_loopback:
        session = requests.Session()
        session.trust_env = False
        return session
    try:
        pac = get_pac(url=os.environ.get(PAC_VARIABLE), from_dns=False)
    except (MalformedPacError, requests.RequestException, OSError):
        pac = None  # a faulty PAC file is as none: the plain proxy settings hold
    return PACSession(pac=pac) if pac is not None else requests.Session()
