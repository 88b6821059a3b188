"""The `when` of a pack as conditions."""

from sia_contract.pack_base import When
from sia_desktop.domain.time_limits import Condition


def conditions(when: When | None) -> tuple[Condition, ...]:
    """The facts that must hold, as the rules ask for them."""
    if when is None:
        return ()
    facts = when.model_dump(mode="json", exclude_defaults=True)
    settings = facts.pop("setting", {})
    facts |= {f"setting {code}": values for code, values in settings.items()}
    facts.pop("either", None)
    found = tuple(Condition(fact, tuple(values)) for fact, values in facts.items())
    if not when.either:
        return found
    groups = tuple(conditions(each) for each in when.either)
    return (*found, Condition("either", (), groups))
