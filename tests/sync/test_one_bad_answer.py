"""One answer that cannot be kept holds up no other: the rest of its request is settled one by one."""

from dataclasses import dataclass

from sia_contract.changes import Outcome, OutcomeStatus, SyncAnswer, SyncRequest
from sia_desktop.storage.tables.sync_tables import OutboxState
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import BadLine


@dataclass
class SpoiltAnswer(BadLine):
    """What it says of one note is in the words of a later program."""

    note: str = ""

    def sync(self, request: SyncRequest) -> SyncAnswer:
        """Central's answer, with that outcome spoilt."""
        answer = super().sync(request)
        sent = {change.change_id for change in request.changes if change.id == self.note}
        return answer.model_copy(
            update={
                "outcomes": tuple(
                    _spoilt(each) if each.change_id in sent else each for each in answer.outcomes
                )
            }
        )


def _spoilt(outcome: Outcome) -> Outcome:
    return Outcome(
        change_id=outcome.change_id, status=OutcomeStatus.CLASH, revision=7, theirs={"poem": "unreadable"}
    )


def test_the_others_are_settled_and_it_alone_goes_again(stage: Stage) -> None:
    anna, hall = stage.anna, stage.hall
    first, bad, last = (anna.logs_visit(stage.urns[0], focus=f"Visit {n}") for n in range(3))

    report = anna.syncs(line=SpoiltAnswer(note=str(bad)))

    assert "newest version" in str(report.trouble)
    assert report.accepted == 5  # three visits, and the notes before and after the bad one
    assert [(row.record_id, row.state) for row in anna.outbox()] == [(str(bad), OutboxState.SENT)]
    anna.writes(bad, focus="Typed meanwhile")

    again = BadLine()
    assert anna.syncs(line=again).is_complete

    assert [change.id for change in again.changes] == [str(bad), str(bad)]
    assert again.changes[0].payload["answers"] == {"focus": "Visit 1"}
    assert anna.outbox() == []
    assert {
        note: hall.holds("note_of_visit")[str(note)].payload["answers"] for note in (first, bad, last)
    } == {
        first: {"focus": "Visit 0"},
        bad: {"focus": "Typed meanwhile"},
        last: {"focus": "Visit 2"},
    }
    assert hall.receipts() == 7
