"""What the Unlock page says; pure."""

from sia_desktop.services.queries.facts import SyncFacts
from sia_desktop.ui.when_words import plural

NO_VAULT = "This computer has no credential store: your passphrase alone protects the keys."
ENCRYPTED = "Everything on this laptop is encrypted. Wrong tries make you wait longer each time."
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
FORGOTTEN = "Your administrator reads you a code that opens this laptop, with all you wrote on it."


def safe_words(facts: SyncFacts | None) -> str:
    """What waits behind the lock, as far as is known."""
    if facts is None or not facts.waiting:
        return "Work goes on without a network; sync follows by itself."
    verb = "is" if facts.waiting == 1 else "are"
    return f"{plural(facts.waiting, 'change')} {verb} safe on this laptop, waiting to sync."
