"""The log: one JSON object a line, of ids, counts and times; never names, addresses or words."""

import json
import logging
from datetime import UTC, datetime
from typing import Any


class AsJson(logging.Formatter):
    """One line as JSON; an exception's own message is left out, for it may quote what people wrote."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        line |= getattr(record, "told", {})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
        return json.dumps(line)


def log_as_json() -> None:
    """Send this process's log to standard error, as JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(AsJson())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
