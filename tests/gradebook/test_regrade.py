"""A regrade is a proposal: nothing is in force before it is applied, then all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select, update

from autograder.course.settings import Counts
from autograder.gradebook import attempts, book, regrade, regrade_runs, results
from autograder.gradebook.changes import Move
from autograder.gradebook.errors import BookError, Refused
from autograder.gradebook.mark import Kind
from autograder.gradebook.renaming import Renaming
from autograder.gradebook.schema import attempt_file, blob, decision
from tests.gradebook.regraded import Course, report


@pytest.fixture
def course(database_url: str) -> Iterator[Course]:
    made = book.make(database_url)
    with made.writing() as connection:
        yield Course(connection)
    made.engine.dispose()


@pytest.fixture
def two(course: Course) -> dict[str, int]:
    """Two students with one attempt each, as the old key grades them."""
    found = {name: course.submit(name) for name in ("ada", "noether")}
    for one in found.values():
        course.graded(one, {"forward": 1.0, "loss": 2.0})
    return found


def better(two: dict[str, int]) -> dict[int, dict[str, float]]:
    """What a new key says: more points for one task of one student."""
    return {
        two["ada"]: {"forward": 4.0, "loss": 2.0},
        two["noether"]: {"forward": 1.0, "loss": 2.0},
    }


def test_nothing_is_in_force_before_it_is_applied(course: Course, two: dict[str, int]) -> None:
    run = course.regrade(better(two))
    regrade.look(course.connection, run)
    assert course.points() == {"ada": 300, "noether": 300}
    assert course.is_as_computed()


def test_a_preview_says_which_marks_change_and_by_which_task(
    course: Course, two: dict[str, int]
) -> None:
    found = regrade.look(course.connection, course.regrade(better(two)))
    assert [(one.student, one.move) for one in found.changes] == [
        ("ada", Move.RISES),
        ("noether", Move.SAME),
    ]
    [ada, _] = found.changes
    assert (ada.before.final, ada.after.final, ada.why) == (300, 600, ["forward 1 → 4"])


def test_a_preview_counts_the_outcomes_of_each_task(course: Course, two: dict[str, int]) -> None:
    found = regrade.look(course.connection, course.regrade(better(two)))
    assert found.matrices == {
        "forward": {("failed", "passed"): 1, ("failed", "failed"): 1},
        "loss": {("failed", "failed"): 2},
    }


def test_all_marks_change_when_it_is_applied(course: Course, two: dict[str, int]) -> None:
    run = course.regrade(better(two))
    regrade.look(course.connection, run)
    regrade.apply(course.connection, run, course.staff())
    assert course.points() == {"ada": 600, "noether": 300}
    assert course.is_as_computed()


def test_it_is_applied_once(course: Course, two: dict[str, int]) -> None:
    run = course.regrade(better(two))
    regrade.look(course.connection, run)
    regrade.apply(course.connection, run, course.staff())
    with pytest.raises(BookError, match=f"regrade {run} is applied: its marks are in force"):
        regrade.apply(course.connection, run, course.staff())


def test_it_is_not_applied_by_somebody_who_has_not_looked(
    course: Course, two: dict[str, int]
) -> None:
    run = course.regrade(better(two))
    with pytest.raises(Refused, match="nobody has looked at what it does"):
        regrade.apply(course.connection, run, course.staff())


def test_a_discarded_one_is_as_if_it_never_was(course: Course, two: dict[str, int]) -> None:
    course.staff()
    before = course.seen()
    run = course.regrade(better(two))
    regrade.look(course.connection, run)
    regrade.discard(course.connection, run, course.staff())
    assert course.seen() == before
    with pytest.raises(BookError, match=f"regrade {run} was discarded"):
        regrade.look(course.connection, run)


@pytest.mark.parametrize("state", ["waits", "discarded"])
def test_results_that_were_not_applied_are_not_used_for_other_work(
    course: Course, two: dict[str, int], state: str
) -> None:
    run = course.regrade(better(two))
    if state == "discarded":
        regrade.discard(course.connection, run, course.staff())
    assert results.by_fingerprint(course.connection, [f"new {two['ada']}"]) == {}


def test_an_applied_one_is_not_discarded(course: Course, two: dict[str, int]) -> None:
    run = course.regrade(better(two))
    regrade.look(course.connection, run)
    regrade.apply(course.connection, run, course.staff())
    with pytest.raises(BookError, match="is applied"):
        regrade.discard(course.connection, run, course.staff())


def test_one_topic_has_one_regrade_at_a_time(course: Course, two: dict[str, int]) -> None:
    run = course.regrade(better(two))
    with pytest.raises(BookError, match=f"regrade {run} of backprop, by bo, waits: only one"):
        course.regrade(better(two))


def changed_decision(course: Course, two: dict[str, int]) -> None:
    course.decide("noether", Kind.ADJUST, by="emmy", points=50)


def changed_submission(course: Course, two: dict[str, int]) -> None:
    course.submit("noether", 2)


def changed_result(course: Course, two: dict[str, int]) -> None:
    course.graded(two["noether"], {"forward": 0.0, "loss": 0.0}, "newer")


def changed_rules(course: Course, two: dict[str, int]) -> None:
    attempt = course.submit("ada", 2)
    course.graded(attempt, {"forward": 0.0, "loss": 0.0})
    course.adopt(course.rules(Counts.BEST))


def withdrawn_and_made_again(course: Course, two: dict[str, int]) -> None:
    course.decide("noether", Kind.TOTAL, points=300)
    course.decide("noether", Kind.TOTAL, points=300)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed_decision, r"emmy changed 1 mark \(noether\)"),
        (changed_submission, "1 submission came"),
        (changed_result, "the preview is another"),
        (changed_rules, "1 submission came and the course's rules changed"),
        (withdrawn_and_made_again, r"bo changed 1 mark \(noether\)"),
    ],
)
def test_it_is_refused_once_anything_changed_since_somebody_looked(
    course: Course,
    two: dict[str, int],
    change: Callable[[Course, dict[str, int]], None],
    said: str,
) -> None:
    run = course.regrade(better(two))
    regrade.look(course.connection, run)
    change(course, two)
    before = course.rows()
    with pytest.raises(Refused, match=f"since you looked, {said}. Look again: autograder regrade"):
        regrade.apply(course.connection, run, course.staff())
    assert course.rows() == before


def test_a_submission_that_came_is_told_though_no_mark_changes_by_it(
    course: Course, two: dict[str, int]
) -> None:
    course.adopt(course.rules(Counts.BEST))
    run = course.regrade(better(two))
    regrade.look(course.connection, run)
    before = course.rows()
    results.keep(
        course.connection,
        results.begin(course.connection, 1),
        attempts.remember(
            course.connection, *course.submission("noether", 2), course.topic_id, None
        ),
        report({"forward": 0.0, "loss": 0.0}),
        "worse",
        {},
    )
    with pytest.raises(Refused, match="since you looked, 1 submission came"):
        regrade.apply(course.connection, run, course.staff())
    assert course.rows() == before


def test_after_another_look_it_is_applied(course: Course, two: dict[str, int]) -> None:
    run = course.regrade(better(two))
    regrade.look(course.connection, run)
    changed_decision(course, two)
    regrade.look(course.connection, run)
    regrade.apply(course.connection, run, course.staff())
    assert course.points() == {"ada": 600, "noether": 350}


def test_a_look_of_somebody_else_is_not_ones_own(course: Course, two: dict[str, int]) -> None:
    run = course.regrade(better(two))
    mine = regrade.seen(course.connection, regrade.look(course.connection, run))
    changed_decision(course, two)
    regrade.look(course.connection, run)
    with pytest.raises(Refused, match="emmy changed 1 mark"):
        regrade.apply(course.connection, run, course.staff(), looked_at=mine)


def test_by_the_rule_best_an_older_attempt_that_became_right_counts(course: Course) -> None:
    course.adopt(course.rules(Counts.BEST))
    older, newer = course.submit("ada", 1, days=-2), course.submit("ada", 2, days=-1)
    course.graded(older, {"forward": 0.0, "loss": 2.0})
    course.graded(newer, {"forward": 1.0, "loss": 2.0})
    run = course.regrade(
        {older: {"forward": 4.0, "loss": 2.0}, newer: {"forward": 1.0, "loss": 2.0}}
    )
    [change] = regrade.look(course.connection, run).changes
    regrade.apply(course.connection, run, course.staff())
    assert change.attempts == (2, 1)
    assert change.why[0] == "attempt 1 counts, not 2"
    assert course.points() == {"ada": 600}


def test_a_fault_of_the_kit_keeps_the_old_result_and_is_told(
    course: Course, two: dict[str, int]
) -> None:
    run = course.regrade({two["ada"]: "fault", two["noether"]: {"forward": 4.0, "loss": 4.0}})
    found = regrade.look(course.connection, run)
    regrade.apply(course.connection, run, course.staff())
    assert [(one.student, one.number) for one in found.faults] == [("ada", 1)]
    assert course.points() == {"ada": 300, "noether": 800}


def test_work_that_cannot_be_read_any_more_becomes_ungraded_and_is_told(
    course: Course, two: dict[str, int]
) -> None:
    found = regrade.look(course.connection, course.regrade({two["ada"]: "ungraded"}))
    [ada] = found.of(Move.BECOMES_UNGRADED)
    assert ada.student == "ada"
    assert "became ungraded" in ada.why


def test_an_attempt_whose_file_is_gone_is_told_by_name(course: Course, two: dict[str, int]) -> None:
    digest = select(attempt_file.c.digest).where(attempt_file.c.attempt_id == two["ada"])
    gone = update(blob).where(blob.c.digest.in_(digest)).values(content=None)
    course.connection.execute(gone)
    found = regrade.look(course.connection, course.regrade({two["noether"]: "ungraded"}))
    assert [one.student for one in found.unkept] == ["ada"]


def test_an_override_stays_and_is_told_beside_the_new_points(
    course: Course, two: dict[str, int]
) -> None:
    course.decide("ada", Kind.TASK, task="forward", points=150)
    run = course.regrade(better(two))
    [ada, _] = regrade.look(course.connection, run).changes
    regrade.apply(course.connection, run, course.staff())
    assert [one.words for one in ada.overrides] == [
        "forward: yours is 1.5, given beside 1; the kit now says 4"
    ]
    assert course.points()["ada"] == 350


def renamed(two: dict[str, int]) -> dict[int, dict[str, float]]:
    return {one: {"forward": 1.0, "losses": 4.0} for one in two.values()}


def test_it_is_not_applied_until_it_is_said_what_became_of_a_task(
    course: Course, two: dict[str, int]
) -> None:
    course.decide("ada", Kind.TASK, task="loss", points=350)
    run = course.regrade(renamed(two))
    found = regrade.look(course.connection, run)
    assert [(one.task, one.students) for one in found.unsaid] == [("loss", ("ada",))]
    assert (found.vanished, found.new) == (("loss",), ("losses",))
    with pytest.raises(Refused, match=r"loss is gone.*--renamed loss=NEW, or --dropped loss"):
        regrade.apply(course.connection, run, course.staff())


def test_a_task_that_nobody_decided_on_may_vanish(course: Course, two: dict[str, int]) -> None:
    run = course.regrade(renamed(two))
    regrade.look(course.connection, run)
    regrade.apply(course.connection, run, course.staff())
    assert course.points() == {"ada": 500, "noether": 500}


def test_a_decision_goes_with_its_task_to_the_new_name(course: Course, two: dict[str, int]) -> None:
    old = course.decide("ada", Kind.TASK, task="loss", points=350)
    run, said = course.regrade(renamed(two)), Renaming({"loss": "losses"})
    regrade.look(course.connection, run, said)
    regrade.apply(course.connection, run, course.staff(), said)
    assert course.points() == {"ada": 450, "noether": 500}
    query = select(decision).where(decision.c.replaces_id == old)
    new = course.connection.execute(query).one()
    assert (new.task, new.points, new.basis_points) == ("losses", 350, 200)


def test_a_decision_that_is_dropped_does_not_bring_back_the_one_before(
    course: Course, two: dict[str, int]
) -> None:
    course.decide("ada", Kind.TASK, task="loss", points=100)
    course.decide("ada", Kind.TASK, task="loss", points=350)
    run, said = course.regrade(renamed(two)), Renaming(dropped=frozenset({"loss"}))
    regrade.look(course.connection, run, said)
    regrade.apply(course.connection, run, course.staff(), said)
    assert course.points()["ada"] == 500
    assert course.is_as_computed()


def test_other_names_than_those_looked_at_are_refused(course: Course, two: dict[str, int]) -> None:
    course.decide("ada", Kind.TASK, task="loss", points=350)
    run = course.regrade(renamed(two))
    regrade.look(course.connection, run, Renaming({"loss": "losses"}))
    with pytest.raises(Refused, match=f"Look again: autograder regrade show {run} --dropped loss"):
        dropped = Renaming(dropped=frozenset({"loss"}))
        regrade.apply(course.connection, run, course.staff(), dropped)


@pytest.mark.parametrize(
    ("renaming", "said"),
    [
        (Renaming({"forward": "losses"}), "“forward” is not a task that is gone"),
        (Renaming({"loss": "forward"}), "“forward” is not a new task; those that are: losses"),
    ],
)
def test_a_renaming_that_does_not_fit_is_refused(
    course: Course, two: dict[str, int], renaming: Renaming, said: str
) -> None:
    run = course.regrade(renamed(two))
    with pytest.raises(BookError, match=said):
        regrade.look(course.connection, run, renaming)


def test_there_and_back_restores_every_mark(course: Course, two: dict[str, int]) -> None:
    course.adopt(course.rules(Counts.BEST, due=True, percent=10))
    late = course.submit("ada", 2, days=2)
    course.graded(late, {"forward": 4.0, "loss": 4.0})
    course.decide("noether", Kind.TASK, task="loss", points=350)
    before = course.rows()
    there = course.regrade({late: {"forward": 0.0, "loss": 0.0}, **better(two)})
    regrade.look(course.connection, there)
    regrade.apply(course.connection, there, course.staff())
    assert course.rows() != before
    old = {"forward": 1.0, "loss": 2.0}
    back = course.regrade(
        {late: {"forward": 4.0, "loss": 4.0}, two["ada"]: old, two["noether"]: old}
    )
    regrade.look(course.connection, back)
    regrade.apply(course.connection, back, course.staff())
    assert course.rows() == before


@pytest.mark.parametrize(
    ("counts", "taken"),
    [(Counts.LATEST, [3]), (Counts.LATEST_ON_TIME, [1, 2, 3]), (Counts.BEST, [1, 2, 3])],
)
def test_the_attempts_that_may_count_by_the_rule_are_graded(
    course: Course, counts: Counts, taken: list[int]
) -> None:
    course.adopt(course.rules(counts))
    made = [course.submit("ada", number, days=number) for number in (1, 2, 3)]
    found = regrade_runs.may_count(course.connection, course.topic_id)
    assert found == [made[number - 1] for number in taken]


def test_so_are_those_that_would_count_were_a_decision_taken_back(course: Course) -> None:
    made = [course.submit("ada", number, days=number) for number in (1, 2, 3)]
    course.decide("ada", Kind.CHOOSE, attempt_number=1)
    found = regrade_runs.may_count(course.connection, course.topic_id)
    assert found == [made[0], made[2]]
