"""Signing in at the council's identity provider: OpenID Connect, authorisation code with PKCE.

The laptop opens the browser and keeps the verifier; central asks the provider and checks what it says.
"""

import ipaddress
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import Connection

from sia_central.services.refused import Refused
from sia_central.services.sign_in import TICKET_LIFE, Way, new_ticket, sha256, ticket_for
from sia_central.storage.accounts import Account, accounts_by_email, councils_of_domain
from sia_central.storage.engine import reading, write
from sia_central.storage.signing_in import (
    AccessRules,
    Ticket,
    access_rules,
    add_ticket,
    drop_ticket,
    find_ticket,
    sso_councils,
)
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode
from sia_contract.signing_in import BrowserAnswer, BrowserRequest, BrowserReturn, SignInAnswer

ALGORITHMS: Final = ("RS256", "PS256", "ES256", "ES384", "EdDSA")
"""Never `none`, and never one that a shared secret makes."""
FOR_PROVIDER: Final = "provider"
"""What the provider's secret is sealed for."""
_SECONDS: Final = 10.0
_LEEWAY: Final = 60
_SEALED: Final = "ticket"


def send_to_provider(store: Store, request: BrowserRequest, at: datetime) -> BrowserAnswer:
    """Where the laptop's browser signs in; what comes back is only good with the state given here."""
    _check_comes_back_here(request.redirect_uri)
    council, rules = _whose(store, request.email)
    provider = discover(rules.sso_issuer)
    state, nonce = new_ticket(council), secrets.token_urlsafe(32)
    ticket = Ticket(
        council,
        sha256(state),
        None,
        Way.BROWSER.value,
        at + TICKET_LIFE,
        store.seal.close(_SEALED, nonce),
        request.redirect_uri,
    )
    write(store.engine, lambda connection: add_ticket(connection, ticket, at))
    session = _session(store, rules, request.redirect_uri)
    url, _ = session.create_authorization_url(
        _text(provider, "authorization_endpoint"),
        state=state,
        nonce=nonce,
        code_challenge=request.code_challenge,
        code_challenge_method="S256",
    )
    return BrowserAnswer.model_validate({"url": url, "state": state})


def come_back(store: Store, back: BrowserReturn, at: datetime) -> SignInAnswer:
    """The browser came back with a code: the provider says whose it is, and we check what it says."""
    state = back.state.get_secret_value()
    council = state.partition(".")[0]

    def take(connection: Connection) -> tuple[Ticket, AccessRules] | None:
        ticket = find_ticket(connection, council, sha256(state), at)
        if ticket is None or ticket.way != Way.BROWSER:
            return None
        drop_ticket(connection, ticket)
        return ticket, access_rules(connection, council)

    taken = write(store.engine, take)
    if taken is None:
        raise Refused(ProblemCode.SIGN_IN_AGAIN, "This sign-in took too long, or was used. Begin it again.")
    ticket, rules = taken
    said = _claims(store, rules, ticket, back, store.seal.open(_SEALED, ticket.sealed_word), at)
    return ticket_for(store, _account(store, council, rules, said), at, is_vouched=True)


def discover(issuer: str) -> Mapping[str, Any]:
    """What the identity provider says of itself; refused in words unless it is the one that was meant."""
    address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    with _in_words():
        answer = requests.get(address, timeout=_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        said = answer.json()
    if not isinstance(said, dict) or str(said.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        raise _provider_trouble()
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        check_safe_address(_text(said, name))
    return said


def check_safe_address(address: str) -> None:
    """Refuse, in words, an address that is neither HTTPS nor on this computer."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or "")):
        return
    raise Refused(
        ProblemCode.BAD_REQUEST, "The identity provider's addresses must begin with https://. Check them."
    )


def _claims(
    store: Store, rules: AccessRules, ticket: Ticket, back: BrowserReturn, nonce: str, at: datetime
) -> Mapping[str, Any]:
    """What the ID token says, once signature, issuer, audience, expiry and nonce are right."""
    provider = discover(rules.sso_issuer)
    with _in_words():
        token = _session(store, rules, ticket.redirect_uri).fetch_token(
            _text(provider, "token_endpoint"),
            grant_type="authorization_code",
            code=back.code.get_secret_value(),
            code_verifier=back.verifier.get_secret_value(),
            timeout=_SECONDS,
        )
        answer = requests.get(_text(provider, "jwks_uri"), timeout=_SECONDS, allow_redirects=False)
        answer.raise_for_status()
        keys = KeySet.import_key_set(answer.json())
        said = jwt.decode(_text(token, "id_token"), keys, algorithms=list(ALGORITHMS)).claims
        jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": _text(provider, "issuer")},
            aud={"essential": True, "value": rules.sso_client_id},
            exp={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(said)
    if isinstance(said.get("aud"), list) and said.get("azp", rules.sso_client_id) != rules.sso_client_id:
        raise _provider_trouble()
    return said


def _account(store: Store, council: str, rules: AccessRules, said: Mapping[str, Any]) -> Account:
    named = said.get(rules.sso_claim)
    is_doubted = rules.sso_claim == "email" and said.get("email_verified") is False
    if isinstance(named, str) and not is_doubted and "\0" not in named:
        with reading(store.engine) as connection:
            for account in accounts_by_email(connection, named.strip()):
                if account.council == council and account.is_active:
                    return account
    raise Refused(
        ProblemCode.WRONG_PASSWORD,
        "The council's sign-in page knows you, but central has nobody by that e-mail. "
        "Ask your administrator to add you.",
    )


def _whose(store: Store, email: str) -> tuple[str, AccessRules]:
    """The council whose provider is meant: that of the e-mail's domain, or the only one that has a provider.

    By the domain and not the person: nobody may find out here who has an account.
    """
    with reading(store.engine) as connection:
        councils = sso_councils(connection)
        if len(councils) > 1 and "\0" not in email:
            theirs = councils_of_domain(connection, email.strip().rpartition("@")[2])
            councils = [each for each in councils if each in theirs]
        if len(councils) == 1:
            return councils[0], access_rules(connection, councils[0])
    raise Refused(
        ProblemCode.BAD_REQUEST,
        "Your council's sign-in page is not set up here. Sign in with the e-mail and password "
        "your administrator gave you.",
    )


def _session(store: Store, rules: AccessRules, redirect_uri: str) -> OAuth2Session:
    """As the provider knows us: by a secret, or as a public client, where PKCE stands in for one."""
    secret = store.seal.open(FOR_PROVIDER, rules.sso_sealed_secret) if rules.sso_sealed_secret else None
    return OAuth2Session(
        rules.sso_client_id,
        secret,
        redirect_uri=redirect_uri,
        scope="openid email profile",
        token_endpoint_auth_method="client_secret_basic" if secret else "none",
    )


def _check_comes_back_here(redirect_uri: str) -> None:
    """A code must come back to the laptop that asked, and nowhere else (RFC 8252)."""
    parts = urlsplit(redirect_uri)
    if parts.scheme != "http" or parts.hostname not in {"127.0.0.1", "::1"} or parts.username is not None:
        raise Refused(ProblemCode.BAD_REQUEST, "The browser must come back to this laptop itself.")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str):
        raise _provider_trouble()
    return value


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except requests.RequestException as error:
        raise Refused(
            ProblemCode.UNAVAILABLE,
            "The council's sign-in page could not be reached from the council's service. Try again later.",
        ) from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError) as error:
        raise _provider_trouble() from error


def _provider_trouble() -> Refused:
    return Refused(
        ProblemCode.WRONG_PASSWORD,
        "What the council's sign-in page said could not be trusted, so nobody was signed in. "
        "Try again; if it is said again, tell your administrator.",
    )
