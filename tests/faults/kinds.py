"""What can go wrong, by the names that the JSON line counts."""

from enum import StrEnum


class Fault(StrEnum):
    """One kind of trouble; each round of the harness has one in store."""

    LOST_BEFORE_COMMIT = "lost_before_commit"
    """The request, or its second half, never reaches central."""
    LOST_AFTER_COMMIT = "lost_after_commit"
    """Central has kept it, and then the line breaks."""
    REPLY_LOST = "reply_lost"
    """Central has kept it and answered; the laptop waits in vain."""
    DUPLICATED = "duplicated"
    """Central hears the request twice."""
    DELAYED = "delayed"
    """The request reaches central after its sender has given up, and perhaps sent it again."""
    TRUNCATED = "truncated"
    """Half of the answer comes."""
    SERVER_ERROR = "server_error"
    """Something between answers 500, 502 or 503, before central has kept the request or after."""
    CENTRAL_KILLED = "central_killed"
    """SIGKILL in the middle of a request; central is started again."""
    DESKTOP_KILLED = "desktop_killed"
    """SIGKILL in the middle of a round."""
    DISK_FULL = "disk_full"
    """The laptop's disk takes no more, while typing or in the middle of a round."""
    DATABASE_LOCKED = "database_locked"
    """Another program holds the laptop's database, while typing or in the middle of a round."""
    CLOCK_WRONG = "clock_wrong"
    """The laptop's clock is days before or behind."""


ON_THE_LINE = frozenset(
    {
        Fault.LOST_BEFORE_COMMIT,
        Fault.LOST_AFTER_COMMIT,
        Fault.REPLY_LOST,
        Fault.DUPLICATED,
        Fault.DELAYED,
        Fault.TRUNCATED,
        Fault.SERVER_ERROR,
        Fault.CENTRAL_KILLED,
    }
)
"""Those that the proxy brings about."""
