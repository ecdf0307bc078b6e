"""What people decide: in force until it is replaced or taken back, and then as it was before."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from autograder.gradebook import events, marks
from autograder.gradebook.errors import BookError, Conflict, Refused
from autograder.gradebook.mark import Kind, State
from autograder.gradebook.timeline import Standing
from tests.gradebook.classroom import Classroom

TASKS = {"forward": 4.0, "loss": 1.5, "gradients": 3.0}


@pytest.fixture
def ada(classroom: Classroom) -> Classroom:
    """Ada submitted once."""
    classroom.submit("ada", TASKS)
    return classroom


def test_points_of_a_person_take_the_place_of_the_kits(ada: Classroom) -> None:
    done = ada.decide("ada", Kind.TASK, 2.5, task="loss")
    assert (done.settled.before_final, done.settled.mark.final) == (850, 950)
    assert ada.points("ada") == 9.5


def test_a_second_decision_on_a_task_replaces_the_first(ada: Classroom) -> None:
    first = ada.decide("ada", Kind.TASK, 2.5, task="loss")
    second = ada.decide("ada", Kind.TASK, 2, task="loss")
    assert second.replaced == first.decision_id
    assert ada.points("ada") == 9


def test_adjustments_are_added_up(ada: Classroom) -> None:
    ada.decide("ada", Kind.ADJUST, 1)
    ada.decide("ada", Kind.ADJUST, -0.5)
    assert ada.points("ada") == 9


def test_who_takes_back_a_replacement_has_what_was_before(ada: Classroom) -> None:
    first = ada.decide("ada", Kind.TASK, 2.5, task="loss")
    second = ada.decide("ada", Kind.TASK, 2, task="loss")
    done = ada.withdraw(second.decision_id)
    assert done.restored == first.decision_id
    assert ada.points("ada") == 9.5
    assert ada.withdraw(first.decision_id).restored is None
    assert ada.points("ada") == 8.5


def test_a_decision_after_one_that_was_taken_back_replaces_what_is_in_force(
    ada: Classroom,
) -> None:
    first = ada.decide("ada", Kind.TASK, 2.5, task="loss")
    ada.withdraw(ada.decide("ada", Kind.TASK, 2, task="loss").decision_id)
    third = ada.decide("ada", Kind.TASK, 4, task="loss")
    assert third.replaced == first.decision_id
    assert ada.withdraw(third.decision_id).restored == first.decision_id
    assert ada.points("ada") == 9.5


def test_only_what_is_in_force_can_be_taken_back(ada: Classroom) -> None:
    first = ada.decide("ada", Kind.TASK, 2.5, task="loss").decision_id
    second = ada.decide("ada", Kind.TASK, 2, task="loss").decision_id
    with pytest.raises(Refused, match=f"was replaced by {second}: withdraw that one first"):
        ada.withdraw(first)
    ada.withdraw(second)
    with pytest.raises(Refused, match=f"decision {second} is taken back already, by {second + 1}"):
        ada.withdraw(second)
    with pytest.raises(Refused, match="decide it again"):
        ada.withdraw(second + 1)
    with pytest.raises(BookError, match="no decision 99"):
        ada.withdraw(99)


def test_what_became_of_each_decision_is_kept(ada: Classroom) -> None:
    first = ada.decide("ada", Kind.TASK, 2.5, task="loss", because="right but for a sign")
    second = ada.decide("ada", Kind.TASK, 2, task="loss", by="cy")
    assert [(one.id, one.standing, one.other) for one in ada.decided("ada")] == [
        (first.decision_id, Standing.REPLACED, second.decision_id),
        (second.decision_id, Standing.IN_FORCE, None),
    ]
    ada.withdraw(second.decision_id)
    begun, taken, withdrawal = ada.decided("ada")
    assert (begun.standing, begun.because, begun.by) == (
        Standing.IN_FORCE,
        "right but for a sign",
        "bo",
    )
    assert (taken.standing, taken.other) == (Standing.TAKEN_BACK, withdrawal.id)
    assert (withdrawal.kind, withdrawal.of) == (Kind.WITHDRAW, second.decision_id)


def test_whoever_looked_at_an_older_version_is_told(ada: Classroom) -> None:
    seen = ada.decide("ada", Kind.EXCUSE).settled.of.version
    ada.decide("ada", Kind.TOTAL, 3, attempt_number=1, seen=seen)
    with pytest.raises(Conflict):
        ada.decide("ada", Kind.TOTAL, 4, attempt_number=1, seen=seen)


def test_an_excuse_has_no_number(ada: Classroom) -> None:
    ada.decide("ada", Kind.EXCUSE)
    assert (ada.mark("ada").state, ada.points("ada")) == (State.EXCUSED, None)


def test_a_total_is_final_as_typed(classroom: Classroom) -> None:
    classroom.rules(due={"backprop": date(2026, 10, 1)}, late={"percent_per_day": 50})
    classroom.submit("ada", TASKS, datetime(2026, 10, 2, 12, tzinfo=UTC))
    assert classroom.points("ada") == 4.25
    classroom.decide("ada", Kind.TOTAL, 8)
    assert classroom.points("ada") == 8


def test_an_ungraded_attempt_can_be_given_a_total_only(classroom: Classroom) -> None:
    classroom.submit("ada", None)
    for kind, task in ((Kind.TASK, "loss"), (Kind.ADJUST, None)):
        with pytest.raises(Refused, match="could not be graded: only the total can be set"):
            classroom.decide("ada", kind, 1, task=task)
    classroom.decide("ada", Kind.TOTAL, 1)
    assert classroom.points("ada") == 1


def test_who_submitted_nothing_can_be_given_a_total_only(classroom: Classroom) -> None:
    classroom.enroll("ada")
    with pytest.raises(Refused, match="submitted nothing for backprop: only the total"):
        classroom.decide("ada", Kind.ADJUST, 1)
    classroom.decide("ada", Kind.TOTAL, 1)
    assert classroom.points("ada") == 1


@pytest.mark.parametrize(
    ("kind", "points", "wish", "said"),
    [
        (Kind.TASK, 4.5, {"task": "loss"}, "loss is worth 0 to 4 points"),
        (Kind.TASK, -1, {"task": "loss"}, "loss is worth 0 to 4 points"),
        (Kind.TASK, 1, {"task": "los"}, "no task “los”; it has: forward, loss, gradients"),
        (Kind.ADJUST, 0, {}, "changes nothing"),
        (Kind.TOTAL, -1, {}, "below 0"),
        (Kind.CHOOSE, None, {"attempt_number": 2}, "no attempt 2 in backprop; there are: 1"),
        (Kind.IGNORE, None, {}, "which attempt"),
        (Kind.EXCUSE, None, {"carries": True}, "only points"),
        (Kind.EXCUSE, None, {"because": "  "}, "say why"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    ada: Classroom, kind: Kind, points: float | None, wish: dict[str, object], said: str
) -> None:
    with pytest.raises(BookError, match=said):
        ada.decide("ada", kind, points, **wish)  # type: ignore[arg-type]
    assert ada.decided("ada") == []


def test_marks_and_events_agree_with_what_was_decided(ada: Classroom) -> None:
    ada.withdraw(ada.decide("ada", Kind.TASK, 2.5, task="loss").decision_id)
    with ada.book.reading() as connection:
        assert marks.wrong(connection) == []
        assert events.broken(connection) == []


def test_a_decision_that_is_made_again_on_the_new_attempt_wants_no_look(
    classroom: Classroom,
) -> None:
    classroom.submit("ada", {"loss": 1.0, "forward": 1.0})
    classroom.decide("ada", Kind.TASK, 2.0, task="loss")
    classroom.decide("ada", Kind.TASK, 2.0, task="forward")
    classroom.submit("ada", {"loss": 1.5, "forward": 1.0})
    classroom.decide("ada", Kind.TASK, 2.0, task="loss")
    assert classroom.looks("ada") == ["1 decision was left on attempt 1"]
    classroom.decide("ada", Kind.TASK, 2.0, task="forward")
    assert classroom.looks("ada") == []


def test_a_total_from_before_anything_was_submitted_wants_a_look_when_something_is(
    classroom: Classroom,
) -> None:
    classroom.enroll("ada")
    classroom.decide("ada", Kind.TOTAL, 7.0)
    assert classroom.looks("ada") == []
    classroom.submit("ada", {"loss": 1.0})
    assert classroom.points("ada") == 7
    assert classroom.looks("ada") == ["the total was set before anything was submitted"]
    classroom.decide("ada", Kind.TOTAL, 7.0)
    assert classroom.looks("ada") == []


def test_what_carries_goes_to_later_attempts_and_not_to_earlier_ones(
    classroom: Classroom,
) -> None:
    classroom.rules(counts={"backprop": "best"})
    classroom.submit("ada", {"loss": 0.0, "forward": 3.0})
    classroom.submit("ada", {"loss": 3.5, "forward": 0.0})
    classroom.decide("ada", Kind.TASK, 4.0, task="loss", attempt_number=2, carries=True)
    assert classroom.points("ada") == 4  # not 7 by the first
    classroom.submit("ada", {"loss": 0.0, "forward": 2.0})
    assert classroom.points("ada") == 6


def test_adjustments_that_were_left_behind_are_listed_beside_a_new_one(
    classroom: Classroom,
) -> None:
    classroom.submit("ada", {"loss": 1.0})
    classroom.decide("ada", Kind.ADJUST, 1.0)
    classroom.submit("ada", {"loss": 1.5})
    classroom.decide("ada", Kind.ADJUST, 0.5)
    assert classroom.looks("ada") == ["1 decision was left on attempt 1"]
