"""Files, after the records that name them; each travels by itself, so one bad file holds up no other."""

from sia_contract.problems import ProblemCode
from sia_desktop.services.progress import Progress
from sia_desktop.sync.ports import Refusal, SyncStore, Transport
from sia_desktop.sync.tally import Tally


def send_files(store: SyncStore, transport: Transport, progress: Progress, tally: Tally) -> None:
    """Send every file central has not confirmed."""
    files = store.files_to_send()
    for n, file in enumerate(files):
        progress(n, len(files), f"Sending file {n + 1} of {len(files)}")
        try:
            transport.send_file(file.sha256, store.file_content(file.sha256))
        except Refusal as refusal:
            tally.met(refusal)
            continue
        store.file_sent(file.sha256)
        tally.files_sent += 1


def fetch_files(store: SyncStore, transport: Transport, progress: Progress, tally: Tally) -> None:
    """Fetch every file that records here name; one that has not reached central yet is no trouble."""
    files = store.files_to_fetch()
    for n, file in enumerate(files):
        progress(n, len(files), f"Fetching file {n + 1} of {len(files)}")
        try:
            content = transport.fetch_file(file.sha256, file.size)
        except Refusal as refusal:
            if refusal.problem.code is not ProblemCode.NOT_FOUND:
                tally.met(refusal)
            continue
        store.keep_file(file.sha256, content)
        tally.files_fetched += 1
