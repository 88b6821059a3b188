"""Settings and About in words; pure."""

from typing import Final

from sia_desktop.domain.people import WorkingFor

THEMES: Final = (
    ("system", "As this computer"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("high_contrast", "High contrast"),
)
WITH_VAULT: Final = (
    "The keys are kept in this computer’s credential store, wrapped by your passphrase. "
    "Neither opens the data alone."
)
NO_VAULT: Final = "This computer has no credential store: your passphrase alone protects the keys."
OGL: Final = "Contains public sector information licensed under the Open Government Licence v3.0."
SOURCES: Final = (
    "Schools: Get Information about Schools, Department for Education. Bank holidays: GOV.UK, Cabinet Office."
)
LICENCES: Final = (
    "Typeface: Source Sans 3, SIL Open Font Licence 1.1. Icons: Lucide, ISC licence. "
    "The program itself: MIT licence."
)


def laptop_facts(me: WorkingFor) -> tuple[tuple[str, str], ...]:
    """Whose laptop this is, and where it belongs."""
    return (
        ("Adviser", me.person_name),
        ("Council", me.council_full_name),
        ("Council’s service", me.central_address),
        ("This laptop", f"Device {str(me.device_id)[:8]}"),
    )


def sizes(steps: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """Text sizes to choose from."""
    return tuple((str(step), f"{step} %") for step in steps)
