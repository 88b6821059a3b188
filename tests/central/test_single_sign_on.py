"""Signing in at the council's identity provider, against a real one in a process of its own."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from sia_central.services.access_settings import Provider, require_second_factor, use_passwords, use_provider
from sia_central.services.refused import Refused
from sia_central.services.set_up import set_up_council
from sia_contract.problems import ProblemCode
from sia_contract.signing_in import BrowserAnswer, SignInAnswer
from sia_contract.version import PROTOCOL
from sia_desktop.sync.browser import new_verifier
from tests.central.laptop import HEADERS
from tests.helpers.a_central import ACentral
from tests.helpers.council_hall import now
from tests.helpers.county_hall import free_port
from tests.helpers.identity_provider import Browser, an_identity_provider

BACK = "http://127.0.0.1:9/signed-in"
ANNA = {"sub": "anna", "email": "anna@reading.example", "email_verified": True}
STRANGER = {"sub": "stranger", "email": "stranger@reading.example"}
DOUBTED = {"sub": "doubted", "email": "otto@reading.example", "email_verified": False}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The council's identity provider."""
    with an_identity_provider(ANNA, STRANGER, DOUBTED) as issuer:
        yield issuer


@pytest.fixture
def sso(central: ACentral, issuer: str) -> ACentral:
    """Reading, whose people sign in there."""
    use_provider(central.store, "reading", Provider(issuer, "sia"), now())
    return central


def post(central: ACentral, path: str, **body: str) -> requests.Response:
    """One request without a token."""
    return requests.post(
        f"{central.url}{path}", json={"protocol": PROTOCOL, **body}, headers=HEADERS, timeout=30
    )


def begin(central: ACentral, challenge: str, email: str = "") -> BrowserAnswer:
    """Ask where the page is."""
    answer = post(central, "/sign-in/browser", email=email, redirect_uri=BACK, code_challenge=challenge)
    assert answer.status_code == 200, answer.text
    return BrowserAnswer.model_validate_json(answer.content)


def code_of(page: BrowserAnswer, person: str) -> str:
    """The code the browser comes back with."""
    said = parse_qs(urlsplit(Browser(person).comes_back_with(page.url)).query)
    assert said["state"] == [page.state.get_secret_value()]
    return said["code"][0]


def come_back(central: ACentral, page: BrowserAnswer, code: str, verifier: str) -> requests.Response:
    """Hand in what came back."""
    state = page.state.get_secret_value()
    return post(central, "/sign-in/returned", state=state, code=code, verifier=verifier)


def test_the_page_is_told_all_it_needs_to_bind_the_answer_to_this_laptop(sso: ACentral) -> None:
    _, challenge = new_verifier()
    asked = parse_qs(urlsplit(begin(sso, challenge).url).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge"] == [challenge]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [BACK]
    assert asked["scope"] == ["openid email profile"]
    assert len(asked["nonce"][0]) >= 32


def test_somebody_central_knows_is_signed_in_without_a_second_factor_of_centrals(sso: ACentral) -> None:
    require_second_factor(sso.store, "reading", now(), is_required=True)
    verifier, challenge = new_verifier()
    page = begin(sso, challenge)
    code = code_of(page, "anna")
    answer = come_back(sso, page, code, verifier)
    assert answer.status_code == 200, answer.text
    said = SignInAnswer.model_validate_json(answer.content)
    assert (said.person_name, said.asks.value) == ("Anna Adviser", "nothing")
    again = come_back(sso, page, code, verifier)
    assert again.json()["code"] == ProblemCode.SIGN_IN_AGAIN


def test_a_code_is_worth_nothing_without_this_laptops_verifier(sso: ACentral) -> None:
    (_, challenge), (other, _) = new_verifier(), new_verifier()
    page = begin(sso, challenge)
    assert come_back(sso, page, code_of(page, "anna"), other).status_code == 401


def test_a_provider_that_gave_central_a_secret_is_shown_it(sso: ACentral, issuer: str) -> None:
    rules = use_provider(sso.store, "reading", Provider(issuer, "sia", secret="known to two"), now())
    assert "known to two" not in repr(rules)
    assert "known to two" not in rules.sso_sealed_secret
    verifier, challenge = new_verifier()
    page = begin(sso, challenge)
    assert come_back(sso, page, code_of(page, "anna"), verifier).status_code == 200


@pytest.mark.parametrize("person", ["stranger", "doubted"])
def test_the_page_alone_makes_nobody_an_adviser(sso: ACentral, person: str) -> None:
    verifier, challenge = new_verifier()
    page = begin(sso, challenge)
    answer = come_back(sso, page, code_of(page, person), verifier)
    assert (answer.status_code, answer.json()["code"]) == (401, ProblemCode.WRONG_PASSWORD)


def test_a_code_of_another_sign_in_is_not_taken(sso: ACentral) -> None:
    """The code is true, but its token names another sign-in's nonce."""
    (_, first), (verifier, second) = new_verifier(), new_verifier()
    others, mine = begin(sso, first), begin(sso, second)
    answer = come_back(sso, mine, code_of(others, "anna"), verifier)
    assert (answer.status_code, answer.json()["code"]) == (401, ProblemCode.WRONG_PASSWORD)
    assert "could not be trusted" in answer.json()["sentence"]


def test_made_up_words_sign_nobody_in(sso: ACentral) -> None:
    verifier, challenge = new_verifier()
    page = begin(sso, challenge)
    assert come_back(sso, page, "made up", verifier).status_code == 401
    made_up = BrowserAnswer.model_validate({"url": page.url, "state": "reading.made-up"})
    answer = come_back(sso, made_up, "made up", verifier)
    assert answer.json()["code"] == ProblemCode.SIGN_IN_AGAIN


@pytest.mark.parametrize("back", ["https://evil.example/", "http://evil.example/", "http://a@127.0.0.1/"])
def test_a_code_comes_back_to_this_laptop_alone(sso: ACentral, back: str) -> None:
    _, challenge = new_verifier()
    answer = post(sso, "/sign-in/browser", redirect_uri=back, code_challenge=challenge)
    assert answer.status_code == 400


def test_which_page_is_meant_says_nothing_of_who_has_an_account(sso: ACentral, issuer: str) -> None:
    set_up_council(sso.store, "oldham", is_demonstration=True, at=now())
    use_provider(sso.store, "oldham", Provider(issuer, "sia-oldham"), now())
    _, challenge = new_verifier()
    for email in ("anna@reading.example", "nobody@reading.example"):
        assert "client_id=sia&" in begin(sso, challenge, email).url
    answer = post(
        sso, "/sign-in/browser", email="x@elsewhere.example", redirect_uri=BACK, code_challenge=challenge
    )
    assert answer.status_code == 400


def test_without_a_page_of_its_own_a_council_signs_in_with_passwords(sso: ACentral) -> None:
    use_passwords(sso.store, "reading", now())
    _, challenge = new_verifier()
    answer = post(sso, "/sign-in/browser", redirect_uri=BACK, code_challenge=challenge)
    assert "e-mail and password" in answer.json()["sentence"]


def test_a_page_that_does_not_answer_is_said(central: ACentral) -> None:
    with an_identity_provider(ANNA) as issuer:
        use_provider(central.store, "reading", Provider(issuer, "sia"), now())
    _, challenge = new_verifier()
    answer = post(central, "/sign-in/browser", redirect_uri=BACK, code_challenge=challenge)
    assert (answer.status_code, answer.json()["code"]) == (503, ProblemCode.UNAVAILABLE)


@pytest.mark.parametrize("issuer_given", ["http://login.example", "ftp://127.0.0.1"])
def test_only_a_safe_address_is_set_up(set_up: ACentral, issuer_given: str) -> None:
    with pytest.raises(Refused, match="https://"):
        use_provider(set_up.store, "reading", Provider(issuer_given, "sia"), now())


def test_a_provider_that_calls_itself_something_else_is_not_set_up(set_up: ACentral, issuer: str) -> None:
    other_name = issuer.replace("127.0.0.1", "localhost")
    use_provider(set_up.store, "reading", Provider(other_name, "sia"), now())
    with pytest.raises(Refused, match="could not be trusted"):
        use_provider(set_up.store, "reading", Provider(f"{issuer}/oauth2/..", "sia"), now())
    with pytest.raises(Refused, match="could not be reached"):
        use_provider(set_up.store, "reading", Provider(f"http://127.0.0.1:{free_port()}", "sia"), now())
