"""Commands for letting people in: laptops, second factors, sign-in pages, forgotten passphrases."""

import sys
from argparse import Namespace

from sia_central.cli.commands import keep_recovery_key, now, ready
from sia_central.cli.telling import show, tell
from sia_central.services import access_settings, laptops, leaving, second_factor
from sia_central.services.people import person_of
from sia_central.services.refused import Refused
from sia_central.storage.accounts import accounts_of
from sia_central.storage.devices import DeviceState, devices_of
from sia_central.storage.engine import reading
from sia_contract.problems import ProblemCode


def devices(typed: Namespace) -> None:
    """List the laptops."""
    with ready(typed) as (store, council), reading(store.engine) as connection:
        found = devices_of(connection, council)
        names = {each.person_id: each.name for each in accounts_of(connection, council)}
    rows = [
        (
            str(each.device_id),
            names[each.person_id],
            each.name,
            each.state.value,
            f"{each.enrolled_at:%Y-%m-%d %H:%M}",
            f"{each.last_contact_at:%Y-%m-%d %H:%M}",
            laptops.holding_words(each),
            each.state_reason or "-",
        )
        for each in found
    ]
    header = ("device", "person", "laptop", "state", "enrolled", "last contact", "holds", "why")
    show(typed, header, rows)


def close_account(typed: Namespace) -> None:
    """Somebody left."""
    with ready(typed) as (store, council):
        account, laptops_left = leaving.close_account(store, council, typed.email, now())
    told = (
        f"{account.name} signs in no more. Laptops that hand over what they have not sent: {laptops_left}. "
        "Give the schools to others with `sia-central unassign` and `assign`."
    )
    tell(typed, told, person=str(account.person_id), laptops=laptops_left)


def open_account(typed: Namespace) -> None:
    """They came back."""
    with ready(typed) as (store, council):
        account = leaving.open_account(store, council, typed.email, now())
    told = f"{account.name} may sign in again, and set up a laptop."
    tell(typed, told, person=str(account.person_id))


def revoke(typed: Namespace) -> None:
    """Close a laptop: its adviser left, it was lost, or simply."""
    state = next(
        (state for state in (DeviceState.LEFT, DeviceState.LOST) if getattr(typed, state.value)),
        DeviceState.CLOSED,
    )
    with ready(typed) as (store, council):
        laptop = laptops.revoke(store, council, typed.device, state, now())
    then = {
        DeviceState.LEFT: "At its next contact it hands over what it has not sent, and nothing after.",
        DeviceState.LOST: "It can send and receive nothing more. What it holds stays on it, encrypted.",
        DeviceState.CLOSED: "It can sync no more; what is on it stays there, encrypted.",
    }
    told = f"{laptop.name} is closed: {laptop.state_reason}. {then[state]}"
    tell(typed, told, device=str(laptop.device_id), state=state.value)


def access(typed: Namespace) -> None:
    """Show or change how people are let in."""
    with ready(typed) as (store, council):
        if typed.lease_days is not None:
            access_settings.set_lease(store, council, typed.lease_days, now())
        if typed.second_factor is not None:
            is_required = typed.second_factor == "required"
            access_settings.require_second_factor(store, council, now(), is_required=is_required)
        rules = access_settings.rules_of(store, council)
    factor = "is required" if rules.is_second_factor_required else "is asked of those who have one"
    till = f"{rules.lease_days} days, then it locks until it reconnects"
    stays = till if rules.lease_days else "as long as it likes"
    client = f"client {rules.sso_client_id}, named by {rules.sso_claim}"
    page = (
        f"People may sign in at {rules.sso_issuer} ({client})."
        if rules.sso_issuer
        else "There is no sign-in page of the council's own."
    )
    tell(
        typed,
        f"A laptop may stay away for {stays}.",
        f"With a password, a second factor {factor}.",
        page,
        lease_days=rules.lease_days,
        is_second_factor_required=rules.is_second_factor_required,
        issuer=rules.sso_issuer or None,
    )


def sign_in_page(typed: Namespace) -> None:
    """Let people sign in at the council's identity provider, or no longer."""
    with ready(typed) as (store, council):
        if typed.off:
            access_settings.use_passwords(store, council, now())
            tell(typed, "People sign in with central's passwords alone.", issuer=None)
            return
        if not (typed.issuer and typed.client_id):
            raise Refused(ProblemCode.BAD_REQUEST, "Give --issuer and --client-id, or --off.")
        secret = sys.stdin.readline().strip() if typed.secret_stdin else ""
        provider = access_settings.Provider(typed.issuer, typed.client_id, typed.claim, secret)
        access_settings.use_provider(store, council, provider, now())
    told = f"People may sign in at {typed.issuer}; the claim {typed.claim} must be the e-mail central knows."
    tell(typed, told, issuer=typed.issuer)


def reset_second_factor(typed: Namespace) -> None:
    """Take somebody's second factor away."""
    with ready(typed) as (store, council):
        with reading(store.engine) as connection:
            account = person_of(connection, council, typed.email)
        had_one = second_factor.reset(store, account, now())
    gone = f"The second factor of {account.name} is gone, with its recovery codes."
    tell(
        typed,
        gone if had_one else f"{account.name} had no second factor.",
        "The next time they set a laptop up or renew one, they set up a new one if the council requires it.",
        had_one=had_one,
    )


def recover(typed: Namespace) -> None:
    """Print the one-time code that unlocks a laptop whose passphrase was forgotten."""
    with ready(typed) as (store, council):
        laptop, code = laptops.unlock_code(store, council, typed.device, typed.key, now())
        with reading(store.engine) as connection:
            name = next(a.name for a in accounts_of(connection, council) if a.person_id == laptop.person_id)
    tell(
        typed,
        f"The unlock code of {laptop.name}, enrolled by {name}: {code}",
        "Make sure that it is they, then read it to them. It works once, on that laptop alone.",
        device=str(laptop.device_id),
        code=code,
    )


def new_recovery_key(typed: Namespace) -> None:
    """Make another recovery key."""
    tell(typed, *keep_recovery_key(typed.out, lambda: _made(typed)), recovery_key=str(typed.out))


def _made(typed: Namespace) -> str:
    with ready(typed) as (store, council):
        return access_settings.new_recovery_key(store, council, now())
