"""What advisers live through: two desktops, one central, a note between them."""

from tests.helpers.stage import Stage


def test_a_visit_reaches_central_and_the_colleague(either_stage: Stage) -> None:
    anna, ben, hall = either_stage.anna, either_stage.ben, either_stage.hall
    note = anna.logs_visit(either_stage.urns[0], focus="Phonics in Year 1")

    report = anna.syncs_well()
    ben.syncs_well()

    assert report.accepted == 2
    assert str(note) in hall.holds("note_of_visit")
    assert ben.sees(note, focus="Phonics in Year 1")
    assert anna.outbox() == []
