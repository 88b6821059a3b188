"""A program that saves one visit after another and says so, until it is killed, or kills itself.

`python -m tests.storage.writes_until_killed FILE STEPS`: after STEPS steps of the database engine's own
machine it kills itself, wherever in a transaction that may be; 0 leaves the killing to others.
"""

import itertools
import os
import signal
import sys
from pathlib import Path

from sqlalchemy import event

from sia_desktop.storage.engine import open_store
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.samples import a_note, a_visit

STRIDE = 20


def main(file: str, steps: int) -> None:
    """Save for ever; each line on the output is a promise that its visit is kept."""
    store = open_store(Path(file), bytes(range(32)))
    left = itertools.count(steps // STRIDE, -1)

    def count_down() -> int:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    if steps:
        event.listen(
            store.engine, "connect", lambda connection, _: connection.set_progress_handler(count_down, STRIDE)
        )
    while True:
        visit = a_visit()
        with StoredUnitOfWork(store) as uow:
            uow.visits.save(visit)
            uow.notes.save(a_note(visit, next_steps="Coach the maths lead. " * 200))
            uow.commit()
        print(visit.id, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
