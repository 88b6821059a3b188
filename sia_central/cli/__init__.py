"""`sia-central`: what the administrator types. Errors are sentences, and exit status 2."""

import sys
from collections.abc import Sequence

from sqlalchemy.exc import DBAPIError

from sia_central.cli.arguments import build_parser
from sia_central.services.refused import Refused
from sia_central.storage.trouble import StoreTrouble
from sia_contract.gias import UnreadableExtract


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was typed; 0 when it was done, 2 when it could not be."""
    typed = build_parser().parse_args(arguments)
    try:
        typed.do(typed)
    except (Refused, StoreTrouble, UnreadableExtract) as trouble:
        sys.stderr.write(f"sia-central: {trouble}\n")
    except DBAPIError as error:
        sys.stderr.write(
            f"sia-central: The database did not do what was asked ({type(error.orig).__name__}). "
            "Nothing was changed. Check that it is running and that its disk is not full.\n"
        )
    except KeyboardInterrupt:
        sys.stderr.write("sia-central: Stopped; nothing was changed.\n")
    else:
        return 0
    return 2
