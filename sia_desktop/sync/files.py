"""Files, after the records that name them; each travels by itself, so one bad file holds up no other."""

from collections.abc import Sequence

from sia_contract.files import FileToSend
from sia_contract.problems import ProblemCode
from sia_desktop.services.progress import Progress
from sia_desktop.sync.ports import Refusal, Step, SyncStore, Transport
from sia_desktop.sync.tally import Tally


def send_files(store: SyncStore, transport: Transport, progress: Progress, tally: Tally) -> None:
    """Send every file central has not confirmed."""
    files = store.files_to_send()
    for n, file in enumerate(files):
        step = _step(progress, files, n, "Sending")
        step(0)
        try:
            transport.send_file(file.sha256, store.file_content(file.sha256), step)
        except Refusal as refusal:
            tally.met(refusal)
            continue
        store.file_sent(file.sha256)
        tally.files_sent += 1


def fetch_files(store: SyncStore, transport: Transport, progress: Progress, tally: Tally) -> None:
    """Fetch every file that records here name; one that has not reached central yet is no trouble."""
    files = store.files_to_fetch()
    for n, file in enumerate(files):
        step = _step(progress, files, n, "Fetching")
        step(0)
        try:
            content = transport.fetch_file(file.sha256, file.size, step)
        except Refusal as refusal:
            if refusal.problem.code is not ProblemCode.NOT_FOUND:
                tally.met(refusal)
            continue
        store.keep_file(file.sha256, content)
        tally.files_fetched += 1


def _step(progress: Progress, files: Sequence[FileToSend], n: int, doing: str) -> Step:
    """Says how far all files together have come, in kibibytes, between any two pieces of this one."""
    before, total = sum(file.size for file in files[:n]), sum(file.size for file in files)

    def step(done: int) -> None:
        of_it = f"{(before + done) / 1e6:.1f} of {total / 1e6:.1f} MB"
        progress((before + done) >> 10, total >> 10, f"{doing} file {n + 1} of {len(files)}: {of_it}")

    return step
