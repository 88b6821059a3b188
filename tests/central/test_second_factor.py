"""The second factor: set up at the first sign-in, each code good once, ten codes for a lost phone."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select

from sia_central.services.access_settings import require_second_factor
from sia_central.services.refused import Refused
from sia_central.services.second_factor import RECOVERY_CODES, reset
from sia_central.services.sign_in import TICKET_LIFE, Person, sign_in, use_ticket
from sia_central.storage.accounts import find_account
from sia_central.storage.engine import reading
from sia_central.storage.tables import RecoveryCodeRow, SecondFactorRow, SignInTicketRow
from sia_contract.enrolment import EnrolAnswer
from sia_contract.problems import ProblemCode
from sia_contract.signing_in import Asks, SignInAnswer
from tests.central.laptop import Laptop, enrol
from tests.central.laptop import sign_in as ask_to_sign_in
from tests.helpers.a_central import PASSWORD, ACentral
from tests.helpers.fixed_clock import FixedClock


class Phone:
    """Anna, her phone and the clock on the wall."""

    def __init__(self, hall: ACentral) -> None:
        self.hall, self.clock = hall, FixedClock(datetime(2026, 6, 10, 9, tzinfo=UTC))
        require_second_factor(hall.store, "reading", self.clock(), is_required=True)

    def signs_in(self) -> SignInAnswer:
        """E-mail and password."""
        return sign_in(self.hall.store, self.hall.adviser.email, PASSWORD, "10.0.0.1", self.clock())

    def types(self, answer: SignInAnswer, code: str) -> Person:
        """A code, with the sign-in that asked for it."""
        return use_ticket(self.hall.store, answer.ticket.get_secret_value(), code, self.clock())

    def sets_up(self) -> tuple[str, ...]:
        """Scan, and type the first code; gives the recovery codes."""
        answer = self.signs_in()
        assert answer.set_up is not None
        self.secret = answer.set_up.secret.get_secret_value()
        return self.types(answer, self.shows()).recovery_codes

    def shows(self) -> str:
        """What the app shows now."""
        return pyotp.TOTP(self.secret).at(self.clock())


@pytest.fixture
def phone(set_up: ACentral) -> Phone:
    """Anna at a council that requires a second factor."""
    return Phone(set_up)


def refusal(phone: Phone, answer: SignInAnswer, code: str) -> ProblemCode:
    """Why a code was not taken."""
    with pytest.raises(Refused) as refused:
        phone.types(answer, code)
    return refused.value.problem.code


def test_it_is_set_up_at_the_first_sign_in_and_asked_for_at_the_next(phone: Phone) -> None:
    answer = phone.signs_in()
    assert answer.asks is Asks.SET_UP
    assert answer.set_up is not None
    uri = pyotp.parse_uri(answer.set_up.uri.get_secret_value())
    assert (uri.name, uri.issuer) == ("anna@reading.example", "SIA Desktop Reading")
    assert len(set(phone.sets_up())) == RECOVERY_CODES
    phone.clock.move(timedelta(seconds=30))
    again = phone.signs_in()
    assert (again.asks, again.set_up) == (Asks.CODE, None)
    assert phone.types(again, phone.shows()).account.name == "Anna Adviser"


def test_a_code_is_good_once(phone: Phone) -> None:
    phone.sets_up()
    used = phone.shows()
    assert refusal(phone, phone.signs_in(), used) is ProblemCode.WRONG_CODE
    phone.clock.move(timedelta(seconds=30))
    phone.types(phone.signs_in(), phone.shows())
    assert refusal(phone, phone.signs_in(), phone.shows()) is ProblemCode.WRONG_CODE


def test_a_phone_may_be_half_a_minute_out_and_no_more(phone: Phone) -> None:
    phone.sets_up()
    phone.clock.move(timedelta(minutes=5))
    late = phone.shows()
    phone.clock.move(timedelta(seconds=30))
    phone.types(phone.signs_in(), late)
    phone.clock.move(timedelta(minutes=5))
    early = phone.shows()
    phone.clock.move(timedelta(seconds=90))
    assert refusal(phone, phone.signs_in(), early) is ProblemCode.WRONG_CODE


def test_each_recovery_code_is_good_once_however_it_is_typed(phone: Phone) -> None:
    codes = phone.sets_up()
    phone.types(phone.signs_in(), codes[3].lower().replace("-", " "))
    assert refusal(phone, phone.signs_in(), codes[3]) is ProblemCode.WRONG_CODE
    phone.types(phone.signs_in(), codes[4])


def test_codes_cannot_be_guessed(phone: Phone) -> None:
    phone.sets_up()
    answer = phone.signs_in()
    assert {refusal(phone, answer, f"{n:06}") for n in range(5)} == {ProblemCode.WRONG_CODE}
    assert refusal(phone, answer, "000000") is ProblemCode.TOO_MANY_TRIES
    assert refusal(phone, phone.signs_in(), phone.shows()) is ProblemCode.TOO_MANY_TRIES


def test_a_sign_in_is_used_once_and_lasts_ten_minutes(phone: Phone) -> None:
    phone.sets_up()
    phone.clock.move(timedelta(seconds=30))
    answer = phone.signs_in()
    phone.types(answer, phone.shows())
    phone.clock.move(timedelta(seconds=30))
    assert refusal(phone, answer, phone.shows()) is ProblemCode.SIGN_IN_AGAIN
    late = phone.signs_in()
    phone.clock.move(TICKET_LIFE + timedelta(seconds=1))
    assert refusal(phone, late, phone.shows()) is ProblemCode.SIGN_IN_AGAIN


def test_the_database_gives_no_secret_and_no_code_away(phone: Phone) -> None:
    codes = phone.sets_up()
    with reading(phone.hall.store.engine) as connection:
        tables = (SecondFactorRow, RecoveryCodeRow, SignInTicketRow)
        kept = [str(row) for table in tables for row in connection.execute(select(table))]
    assert len(kept) == 1 + RECOVERY_CODES
    assert not any(word in row for row in kept for word in (phone.secret, *codes))


def test_a_reset_lets_a_new_one_be_set_up(phone: Phone) -> None:
    old = phone.sets_up()
    with reading(phone.hall.store.engine) as connection:
        account = find_account(connection, "reading", phone.hall.adviser.person_id)
    assert account is not None
    assert reset(phone.hall.store, account, phone.clock())
    assert not reset(phone.hall.store, account, phone.clock())
    answer = phone.signs_in()
    assert answer.asks is Asks.SET_UP
    assert refusal(phone, answer, old[0]) is ProblemCode.WRONG_CODE


def test_codes_whose_answer_was_lost_are_made_anew_until_a_laptop_has_heard_them(central: ACentral) -> None:
    require_second_factor(central.store, "reading", datetime.now(UTC), is_required=True)
    email, clock = central.adviser.email, datetime.now(UTC)
    first = ask_to_sign_in(central.url, email, PASSWORD).json()
    app = pyotp.TOTP(first["set_up"]["secret"])

    def enrols(told: dict[str, str], code: str) -> EnrolAnswer:
        answer = enrol(central.url, email, PASSWORD, ticket=told["ticket"], code=code)
        assert answer.status_code == 200, answer.text
        return EnrolAnswer.model_validate_json(answer.content)

    def enrols_again(code: str) -> EnrolAnswer:
        told = ask_to_sign_in(central.url, email, PASSWORD).json()
        assert told["asks"] == Asks.CODE
        return enrols(told, code)

    lost = enrols(first, app.at(clock - timedelta(seconds=30)))
    heard = enrols_again(app.at(clock))
    assert len(set(heard.recovery_codes) - set(lost.recovery_codes)) == RECOVERY_CODES
    assert Laptop(central.url, heard).token
    told = ask_to_sign_in(central.url, email, PASSWORD).json()
    refused = enrol(central.url, email, PASSWORD, ticket=told["ticket"], code=lost.recovery_codes[0])
    assert refused.json()["code"] == ProblemCode.WRONG_CODE
    assert enrols(told, heard.recovery_codes[0]).recovery_codes == ()
    assert enrols_again(app.at(clock + timedelta(seconds=30))).recovery_codes == ()


def test_a_laptop_is_not_enrolled_without_it(central: ACentral) -> None:
    require_second_factor(central.store, "reading", datetime.now(UTC), is_required=True)
    refused = enrol(central.url, central.adviser.email, PASSWORD)
    assert (refused.status_code, refused.json()["code"]) == (401, ProblemCode.WRONG_CODE)
    told = ask_to_sign_in(central.url, central.adviser.email, PASSWORD)
    assert told.headers["Cache-Control"] == "no-store"
    secret = told.json()["set_up"]["secret"]
    joined = enrol(
        central.url,
        central.adviser.email,
        PASSWORD,
        ticket=told.json()["ticket"],
        code=pyotp.TOTP(secret).now(),
    )
    assert joined.status_code == 200
    assert len(joined.json()["recovery_codes"]) == RECOVERY_CODES
