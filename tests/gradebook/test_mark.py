"""From a history to a mark: `settle` as a specification."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from autograder.course.deadlines import Deadlines
from autograder.course.settings import Counts, Late, Settings
from autograder.gradebook.mark import (
    Attempt,
    Decision,
    History,
    Judged,
    Kind,
    Look,
    Mark,
    Reason,
    State,
    settle,
)
from autograder.model.hundredths import hundredths, in_points, less
from autograder.model.outcomes import Status
from autograder.model.submission import TimeStamp
from tests.gradebook.classroom import report

DUE = datetime(2026, 10, 14, 23, 59, 59, tzinfo=UTC)
TEN_PERCENT = Late(percent_per_day=10)


def judged(
    number: int = 1,
    points: int | None = None,
    *,
    most: int = 1200,
    status: Status = Status.GRADED,
    **tasks: int,
) -> Judged:
    """What the kit says: by default the sum of the tasks' points."""
    return Judged(number, status, sum(tasks.values()) if points is None else points, most, tasks)


def judged_tasks(number: int, tasks: dict[str, int]) -> Judged:
    return Judged(number, Status.GRADED, sum(tasks.values()), 1200, tasks)


def ungraded(number: int = 1) -> Judged:
    return Judged(number, Status.UNGRADED, None, 1200)


def attempt(
    number: int, said: Judged | None, *, days_late: float | None = 0, moment: int | None = None
) -> Attempt:
    """An attempt, submitted so many days after it was due; None where nothing tells it."""
    when = None if days_late is None else DUE + timedelta(days=days_late)
    return Attempt(number, number, number if moment is None else moment, when, said)


def final(history: History) -> int | None:
    return settle(history).final


def counting(history: History) -> int | None:
    """Which attempt counts."""
    return settle(history).attempt_id


def looks(history: History) -> list[str]:
    return [f"{one.reason}: {one.words}" for one in settle(history).look]


class TestWhichAttemptCounts:
    def test_nothing_submitted_is_no_zero(self) -> None:
        assert settle(History(most=1200)) == Mark(State.NOT_SUBMITTED, most=1200)

    def test_by_default_the_latest(self) -> None:
        both = [attempt(1, judged(1, 900)), attempt(2, judged(2, 300))]
        assert final(History(both)) == 300

    def test_latest_is_by_time_and_not_by_the_order_of_import(self) -> None:
        both = [attempt(1, judged(1, 900), moment=20), attempt(2, judged(2, 300), moment=10)]
        assert counting(History(both)) == 1

    def test_of_attempts_at_one_time_the_one_with_the_greater_number(self) -> None:
        both = [attempt(1, judged(1, 900), moment=5), attempt(2, judged(2, 300), moment=5)]
        assert counting(History(both)) == counting(History(both[::-1])) == 2

    def test_an_ungraded_latest_makes_the_mark_ungraded(self) -> None:
        found = settle(History([attempt(1, judged(1, 900)), attempt(2, ungraded(2))]))
        assert (found.state, found.attempt_id, found.final) == (State.UNGRADED, 2, None)

    def test_an_attempt_without_result_is_ungraded(self) -> None:
        found = settle(History([attempt(1, None)], most=1200))
        assert (found.state, found.final, found.most) == (State.UNGRADED, None, 1200)

    def test_an_untouched_stub_is_a_zero_with_a_state_of_its_own(self) -> None:
        found = settle(History([attempt(1, judged(1, 0, status=Status.NOT_ATTEMPTED))]))
        assert (found.state, found.final) == (State.NOT_ATTEMPTED, 0)

    def test_the_latest_on_time_before_one_that_is_late(self) -> None:
        three = [attempt(n, judged(n, 100 * n), days_late=d) for n, d in ((1, -2), (2, -1), (3, 1))]
        assert (
            counting(History(three, due=DUE, late=TEN_PERCENT, counts=Counts.LATEST_ON_TIME)) == 2
        )

    def test_where_all_are_late_the_one_that_was_least_late(self) -> None:
        three = [attempt(n, judged(n, 100), days_late=d) for n, d in ((1, 1), (2, 1.0), (3, 4))]
        assert (
            counting(History(three, due=DUE, late=TEN_PERCENT, counts=Counts.LATEST_ON_TIME)) == 2
        )

    def test_days_of_grace_are_on_time(self) -> None:
        both = [attempt(1, judged(1, 100), days_late=-1), attempt(2, judged(2, 200), days_late=1)]
        late = Late(percent_per_day=10, grace_days=1)
        history = History(both, due=DUE, late=late, counts=Counts.LATEST_ON_TIME)
        assert counting(history) == 2

    def test_an_unknown_time_is_on_time(self) -> None:
        both = [attempt(1, judged(1, 100)), attempt(2, judged(2, 200), days_late=None)]
        assert counting(History(both, due=DUE, counts=Counts.LATEST_ON_TIME)) == 2

    def test_latest_on_time_without_a_date_is_the_latest(self) -> None:
        both = [attempt(1, judged(1, 100)), attempt(2, judged(2, 200), days_late=9)]
        assert counting(History(both, counts=Counts.LATEST_ON_TIME)) == 2

    def test_best_is_best_once_lateness_is_charged(self) -> None:
        both = [attempt(1, judged(1, 850)), attempt(2, judged(2, 900), days_late=1)]
        history = History(both, due=DUE, late=TEN_PERCENT, counts=Counts.BEST)
        assert (counting(history), final(history)) == (1, 850)

    def test_of_equally_good_ones_the_earlier(self) -> None:
        both = [attempt(1, judged(1, 900)), attempt(2, judged(2, 900))]
        assert counting(History(both, counts=Counts.BEST)) == 1

    def test_best_is_of_those_with_points_and_says_which_had_none(self) -> None:
        three = [attempt(1, judged(1, 100)), attempt(2, judged(2, 900)), attempt(3, ungraded(3))]
        history = History(three, counts=Counts.BEST)
        assert counting(history) == 2
        assert looks(history) == ["ungraded: attempt 3 could not be graded"]

    def test_best_of_none_with_points_is_the_latest(self) -> None:
        both = [attempt(1, ungraded(1)), attempt(2, ungraded(2))]
        found = settle(History(both, counts=Counts.BEST))
        assert (found.state, found.attempt_id) == (State.UNGRADED, 2)

    @pytest.mark.parametrize("counts", [Counts.LATEST, Counts.LATEST_ON_TIME])
    def test_an_ungraded_attempt_that_could_not_count_wants_nobody(self, counts: Counts) -> None:
        both = [attempt(1, ungraded(1)), attempt(2, judged(2, 900))]
        assert looks(History(both, counts=counts)) == []

    @pytest.mark.parametrize("counts", Counts)
    def test_one_that_a_person_chose_before_every_rule(self, counts: Counts) -> None:
        three = [attempt(n, judged(n, p)) for n, p in ((1, 300), (2, 100), (3, 900))]
        chosen = [Decision(1, Kind.CHOOSE, attempt_id=2)]
        assert counting(History(three, chosen, counts=counts)) == 2

    @pytest.mark.parametrize("counts", Counts)
    def test_one_that_a_person_ignores_never(self, counts: Counts) -> None:
        both = [attempt(1, judged(1, 300)), attempt(2, judged(2, 900))]
        ignored = [Decision(1, Kind.IGNORE, attempt_id=2)]
        assert counting(History(both, ignored, counts=counts)) == 1

    def test_one_that_is_chosen_and_ignored_is_ignored(self) -> None:
        both = [attempt(1, judged(1, 300)), attempt(2, judged(2, 900))]
        said = [Decision(1, Kind.CHOOSE, attempt_id=1), Decision(2, Kind.IGNORE, attempt_id=1)]
        assert counting(History(both, said)) == 2

    def test_all_ignored_is_not_submitted(self) -> None:
        ignored = [Decision(1, Kind.IGNORE, attempt_id=1)]
        found = settle(History([attempt(1, judged(1, 300))], ignored))
        assert (found.state, found.attempt_id, found.final) == (State.NOT_SUBMITTED, None, None)


class TestWhatPeopleDecide:
    tasks = attempt(1, judged(1, loss=150, forward=300))

    def test_the_points_of_a_task_take_the_place_of_the_kits(self) -> None:
        found = settle(History([self.tasks], [Decision(1, Kind.TASK, 1, "loss", 250)]))
        assert (found.final, found.tasks) == (550, {"loss": 250})

    def test_points_may_be_taken_from_a_task(self) -> None:
        assert final(History([self.tasks], [Decision(1, Kind.TASK, 1, "loss", 0)])) == 300

    def test_points_more_and_less_add_up(self) -> None:
        said = [Decision(1, Kind.ADJUST, 1, points=100), Decision(2, Kind.ADJUST, 1, points=-25)]
        found = settle(History([self.tasks], said))
        assert (found.final, found.adjusted) == (525, 75)

    def test_there_are_no_points_below_zero(self) -> None:
        assert final(History([self.tasks], [Decision(1, Kind.ADJUST, 1, points=-9999)])) == 0

    def test_nor_above_the_most(self) -> None:
        assert final(History([self.tasks], [Decision(1, Kind.ADJUST, 1, points=9999)])) == 1200

    def test_what_the_kit_gives_beyond_the_most_stays(self) -> None:
        beyond = attempt(1, judged(1, 1300, bonus=1300))
        assert final(History([beyond])) == 1300

    def test_a_total_is_final_as_it_is_typed(self) -> None:
        late = attempt(1, judged(1, 300), days_late=3)
        total = [Decision(1, Kind.TOTAL, 1, points=2000)]
        assert final(History([late], total, due=DUE, late=TEN_PERCENT)) == 2000

    def test_of_two_totals_the_later(self) -> None:
        said = [Decision(1, Kind.TOTAL, 1, points=100), Decision(2, Kind.TOTAL, 1, points=200)]
        assert final(History([self.tasks], said)) == 200

    def test_a_total_makes_an_ungraded_attempt_graded(self) -> None:
        found = settle(History([attempt(1, ungraded())], [Decision(1, Kind.TOTAL, 1, points=500)]))
        assert (found.state, found.final, found.look) == (State.GRADED, 500, ())

    def test_a_total_needs_no_attempt(self) -> None:
        found = settle(History([], [Decision(1, Kind.TOTAL, points=500)], most=1200))
        assert found == Mark(State.GRADED, final=500, most=1200, by_hand=True)

    def test_of_two_totals_without_attempt_the_later(self) -> None:
        said = [Decision(1, Kind.TOTAL, points=100), Decision(2, Kind.TOTAL, points=200)]
        assert final(History([], said)) == 200

    def test_points_given_to_an_untouched_stub_make_it_graded(self) -> None:
        stub = attempt(1, judged(1, status=Status.NOT_ATTEMPTED, loss=0))
        found = settle(History([stub], [Decision(1, Kind.TASK, 1, "loss", 50)]))
        assert (found.state, found.final) == (State.GRADED, 50)

    def test_excused_has_no_number(self) -> None:
        found = settle(History([self.tasks], [Decision(1, Kind.EXCUSE)]))
        assert found == Mark(State.EXCUSED, most=1200)

    def test_excused_is_before_a_total(self) -> None:
        said = [Decision(1, Kind.TOTAL, 1, points=100), Decision(2, Kind.EXCUSE)]
        assert settle(History([self.tasks], said)).state is State.EXCUSED

    def test_waived_lateness_costs_nothing_but_the_days_are_kept(self) -> None:
        late = attempt(1, judged(1, 300), days_late=3)
        found = settle(History([late], [Decision(1, Kind.WAIVE)], due=DUE, late=TEN_PERCENT))
        assert found.late is not None
        assert (found.final, found.late.days, found.late.percent) == (300, 3, 0.0)

    def test_an_extension_moves_the_date(self) -> None:
        late = attempt(1, judged(1, 1000), days_late=3)
        extended = [Decision(1, Kind.EXTEND, until=DUE + timedelta(days=2))]
        assert final(History([late], extended, due=DUE, late=TEN_PERCENT)) == 900

    def test_an_extension_takes_no_time_away(self) -> None:
        one = attempt(1, judged(1, 1000), days_late=0)
        earlier = [Decision(1, Kind.EXTEND, until=DUE - timedelta(days=2))]
        assert final(History([one], earlier, due=DUE, late=TEN_PERCENT)) == 1000


class TestWhenTheGroundMoves:
    both = (attempt(1, judged(1, loss=150)), attempt(2, judged(2, loss=100)))

    @pytest.mark.parametrize(
        "decision",
        [
            Decision(1, Kind.TASK, 1, "loss", 250, basis_result_id=1, basis_points=150),
            Decision(1, Kind.ADJUST, 1, points=50, basis_result_id=1, basis_points=150),
            Decision(1, Kind.TOTAL, 1, points=700, basis_result_id=1, basis_points=150),
        ],
        ids=lambda one: one.kind.value,
    )
    def test_a_new_attempt_leaves_points_behind_and_says_so(self, decision: Decision) -> None:
        history = History(self.both, [decision])
        assert final(history) == 100
        assert looks(history) == [
            "new attempt after a decision: 1 decision was left on attempt 1",
        ]

    @pytest.mark.parametrize(
        ("decision", "points"),
        [
            (Decision(1, Kind.TASK, 1, "loss", 250, carries=True), 250),
            (Decision(1, Kind.ADJUST, 1, points=50, carries=True), 150),
            (Decision(1, Kind.TOTAL, 1, points=700, carries=True), 700),
        ],
        ids=["task", "adjust", "total"],
    )
    def test_what_carries_goes_with_the_student(self, decision: Decision, points: int) -> None:
        history = History(self.both, [decision])
        assert (final(history), looks(history)) == (points, [])

    def test_decisions_left_behind_are_counted_by_attempt(self) -> None:
        said = [Decision(n, Kind.ADJUST, 1, points=n) for n in (1, 2)]
        assert looks(History(self.both, said)) == [
            "new attempt after a decision: 2 decisions were left on attempt 1"
        ]

    def test_a_decision_beside_equal_points_wants_nobody(self) -> None:
        said = Decision(1, Kind.TASK, 1, "loss", 200, basis_result_id=1, basis_points=150)
        regraded = attempt(1, judged(9, forward=100, loss=150))
        assert looks(History([regraded], [said])) == []

    def test_a_decision_beside_other_points_stands_and_wants_a_person(self) -> None:
        said = Decision(1, Kind.TASK, 1, "loss", 200, basis_result_id=1, basis_points=150)
        history = History([attempt(1, judged(9, loss=300))], [said])
        assert final(history) == 200
        assert looks(history) == [
            "other points than before: loss: yours is 2, given beside 1.5; the kit now says 3"
        ]

    def test_a_total_given_while_ungraded_wants_a_person_once_it_is_graded(self) -> None:
        said = Decision(1, Kind.TOTAL, 1, points=500, basis_result_id=1, basis_points=None)
        assert looks(History([attempt(1, judged(9, loss=300))], [said])) == [
            "other points than before: total: yours is 5, given beside ungraded; the kit now says 3"
        ]

    def test_a_total_given_while_ungraded_wants_nobody_while_it_still_is(self) -> None:
        said = Decision(1, Kind.TOTAL, 1, points=500, basis_result_id=1, basis_points=None)
        assert looks(History([attempt(1, ungraded(9))], [said])) == []

    def test_points_for_a_task_that_is_gone_are_kept_without_effect(self) -> None:
        said = Decision(1, Kind.TASK, 1, "loss", 200, basis_result_id=1, basis_points=150)
        history = History([attempt(1, judged(9, cost=100))], [said])
        assert final(history) == 100
        assert looks(history) == [
            "decision on a task that is gone: there is no task loss now",
        ]

    def test_no_task_is_gone_where_none_was_graded(self) -> None:
        said = Decision(1, Kind.TASK, 1, "loss", 200, basis_result_id=1, basis_points=150)
        assert looks(History([attempt(1, ungraded(9))], [said])) == [
            "ungraded: attempt 1 could not be graded"
        ]

    def test_excused_wants_nobody(self) -> None:
        history = History([attempt(1, ungraded())], [Decision(1, Kind.EXCUSE)], due=DUE)
        assert looks(history) == []


class TestLateness:
    def cost(self, days: float, late: Late) -> int | None:
        return final(History([attempt(1, judged(1, 1000), days_late=days)], due=DUE, late=late))

    def test_each_day_that_has_begun(self) -> None:
        assert [self.cost(days, TEN_PERCENT) for days in (-1, 0, 0.01, 1, 1.01)] == [
            1000, 1000, 900, 900, 800,
        ]  # fmt: skip

    def test_grace_days_are_free(self) -> None:
        late = Late(percent_per_day=10, grace_days=2)
        assert [self.cost(days, late) for days in (2, 3)] == [1000, 900]

    def test_never_more_than_everything(self) -> None:
        assert self.cost(300, TEN_PERCENT) == 0

    def test_after_the_cut_off_nothing_is_left(self) -> None:
        late = Late(percent_per_day=10, cut_off_days=2)
        assert [self.cost(days, late) for days in (2, 2.01)] == [800, 0]

    def test_it_is_taken_off_a_persons_points_as_well(self) -> None:
        late = attempt(1, judged(1, loss=150, forward=250), days_late=1)
        said = [Decision(1, Kind.TASK, 1, "loss", 750)]
        assert final(History([late], said, due=DUE, late=TEN_PERCENT)) == 900

    def test_an_unknown_time_costs_nothing_and_wants_a_person(self) -> None:
        one = attempt(1, judged(1, 1000), days_late=None)
        history = History([one], due=DUE, late=TEN_PERCENT)
        assert final(history) == 1000
        assert looks(history) == [
            "no time known: nothing tells when attempt 1 was submitted",
        ]

    @pytest.mark.parametrize(
        "decision",
        [Decision(1, Kind.WAIVE), Decision(1, Kind.TOTAL, 1, points=500)],
        ids=lambda one: one.kind.value,
    )
    def test_where_time_does_not_matter_nobody_need_know_it(self, decision: Decision) -> None:
        one = attempt(1, judged(1, 1000), days_late=None)
        assert looks(History([one], [decision], due=DUE)) == []

    def test_without_a_date_nothing_is_late(self) -> None:
        found = settle(History([attempt(1, judged(1, 1000), days_late=None)], late=TEN_PERCENT))
        assert (found.late, found.look) == (None, ())


class TestWhatATopicIsWorth:
    def test_the_result_of_the_attempt_that_counts_tells_it(self) -> None:
        both = [attempt(1, judged(1, 100, most=1200)), attempt(2, judged(2, 100, most=1000))]
        assert settle(History(both, most=1500)).most == 1000

    def test_where_that_has_none_the_latest_that_has_one(self) -> None:
        three = [
            attempt(1, judged(1, 100, most=1200)),
            attempt(2, judged(2, 100, most=1000)),
            attempt(3, None),
        ]
        assert settle(History(three, most=1500)).most == 1000
        assert settle(History(three[::-1], most=1500)).most == 1000

    def test_where_none_has_what_the_mark_says(self) -> None:
        assert settle(History([attempt(1, None)], most=1500)).most == 1500


# Histories of every kind. The numbers are small, so that ties and clashes are frequent.
_POINTS = some.integers(0, 1300)
_TASKS = some.dictionaries(some.sampled_from(["loss", "forward", "step"]), some.integers(0, 400))
_DAYS = some.sampled_from([None, -1.0, 0.0, 0.5, 1.0, 2.5, 9.0])


@some.composite
def histories(draw: some.DrawFn) -> History:
    numbers = range(1, draw(some.integers(0, 5)) + 1)
    attempts = []
    for number in numbers:
        of_kit = some.builds(judged, some.just(number), _POINTS, most=some.integers(1000, 1200))
        with_tasks = some.builds(judged_tasks, some.just(number), _TASKS)
        neither = some.sampled_from([None, ungraded(number)])
        said = draw(some.one_of(neither, of_kit, with_tasks))
        moment = draw(some.integers(0, 3))
        attempts.append(attempt(number, said, days_late=draw(_DAYS), moment=moment))
    which = some.one_of(some.none(), some.integers(1, 6))
    decision = some.builds(
        Decision,
        id=some.just(0),
        # Twice those that set points: these can contradict one another.
        kind=some.sampled_from([*Kind, Kind.TASK, Kind.TASK, Kind.TOTAL, Kind.TOTAL]),
        attempt_id=which,
        task=some.sampled_from(["loss", "forward", "gone"]),
        points=_POINTS,
        until=_DAYS.map(lambda days: DUE + timedelta(days=days or 0)),
        carries=some.booleans(),
        basis_result_id=which,
        basis_points=some.one_of(some.none(), some.integers(0, 400)),
    )
    decisions = [
        replace(one, id=number)
        for number, one in enumerate(draw(some.lists(decision, max_size=5)), 1)
    ]
    late = some.builds(
        Late,
        percent_per_day=some.sampled_from([0.0, 7.5, 10.0, 60.0]),
        grace_days=some.integers(0, 2),
        cut_off_days=some.sampled_from([None, 1, 5]),
    )
    return History(
        attempts,
        decisions,
        due=draw(some.sampled_from([None, DUE])),
        late=draw(late),
        counts=draw(some.sampled_from(Counts)),
        most=1200,
    )


class TestProperties:
    @settings(max_examples=500)
    @given(histories(), some.randoms(use_true_random=False))
    def test_the_order_of_rows_never_matters(self, history: History, chance: random.Random) -> None:
        attempts, decisions = list(history.attempts), list(history.decisions)
        chance.shuffle(attempts)
        chance.shuffle(decisions)
        shuffled = replace(history, attempts=attempts, decisions=decisions)
        assert settle(shuffled) == settle(history)

    @given(histories())
    def test_a_mark_has_points_exactly_where_its_state_says_so(self, history: History) -> None:
        found = settle(history)
        with_points = found.state in (State.GRADED, State.NOT_ATTEMPTED)
        assert (found.final is not None) == with_points

    @given(histories())
    def test_points_are_within_bounds_unless_typed_as_a_total(self, history: History) -> None:
        decisions = [one for one in history.decisions if one.kind is not Kind.TOTAL]
        found = settle(replace(history, decisions=decisions))
        said = [one.judged.points or 0 for one in history.attempts if one.judged is not None]
        if found.final is not None:
            assert 0 <= found.final <= max([found.most, *said])
            assert found.raw is not None and found.final <= found.raw

    @given(histories())
    def test_waiving_never_lowers_a_mark_that_counts_the_same_attempt(
        self, history: History
    ) -> None:
        waived = replace(history, decisions=[*history.decisions, Decision(99, Kind.WAIVE)])
        before, after = settle(history), settle(waived)
        if before.attempt_id == after.attempt_id and before.final is not None:
            assert after.final is not None and after.final >= before.final

    @given(histories(), some.floats(0.0, 30.0))
    def test_extending_never_lowers_the_best(self, history: History, days: float) -> None:
        history = replace(history, counts=Counts.BEST)
        later = Decision(99, Kind.EXTEND, until=DUE + timedelta(days=days))
        before = final(history)
        after = final(replace(history, decisions=[*history.decisions, later]))
        if before is not None and not history.of_kind(Kind.CHOOSE, Kind.TOTAL):
            assert after is not None and after >= before

    @given(some.dictionaries(some.sampled_from("abcdefgh"), some.floats(0, 3), min_size=1))
    def test_without_decisions_and_dates_it_is_the_score_of_the_report(
        self, tasks: dict[str, float]
    ) -> None:
        said = report({name: round(points, 2) for name, points in tasks.items()})
        said = replace(said, score=round(sum(one.score for one in said.tasks), 2))
        points = {one.name: hundredths(one.score) for one in said.tasks}
        assert said.score is not None
        of_kit = Judged(1, said.status, hundredths(said.score), hundredths(said.max_score), points)
        found = final(History([attempt(1, of_kit)]))
        assert found is not None and in_points(found) == said.score


class TestHundredths:
    def test_half_a_hundredth_is_rounded_away_from_zero(self) -> None:
        assert [hundredths(one) for one in (0.005, 0.015, 1.005, 2.675, -0.005, 0.0049)] == [
            1, 2, 101, 268, -1, 0,
        ]  # fmt: skip

    @given(some.decimals(-20, 20, places=3))
    def test_hundredths_are_the_nearest_of_the_number_as_it_is_written(self, number: float) -> None:
        exact = Fraction(repr(float(number))) * 100
        found = hundredths(float(number))
        assert abs(found - exact) <= Fraction(1, 2)
        assert abs(found - exact) < Fraction(1, 2) or abs(found) > abs(exact)

    @given(some.integers(0, 1200), some.floats(0, 100))
    def test_less_is_the_nearest_of_the_exact_fraction(self, number: int, percent: float) -> None:
        exact = number * (100 - Fraction(repr(percent))) / 100
        found = less(number, percent)
        assert abs(found - exact) <= Fraction(1, 2)
        assert abs(found - exact) < Fraction(1, 2) or found > exact

    def test_a_quarter_off_two_hundredths_is_rounded_up(self) -> None:
        assert less(2, 25) == 2

    def test_reports_charge_what_marks_do(self) -> None:
        """For every raw score from 0 to 12 by hundredths, and percentages by fives."""
        one = report({"loss": 0.0})
        stamp = TimeStamp(DUE + timedelta(days=1), "timestamp.txt")
        differ = []
        for percent in range(0, 101, 5):
            late = Late(percent_per_day=percent)
            deadlines = Deadlines(Settings(late=late), UTC)
            for raw in range(1201):
                score = deadlines.charge(replace(one, score=raw / 100), DUE, stamp).score
                settled = settle(
                    History([attempt(1, judged(1, raw), days_late=1)], due=DUE, late=late)
                )
                assert score is not None and settled.final is not None
                if score != in_points(settled.final):
                    differ.append((raw, percent))
        assert differ == []


def test_a_look_is_a_reason_and_words() -> None:
    [found] = settle(History([attempt(1, ungraded())])).look
    assert found == Look(Reason.UNGRADED, "attempt 1 could not be graded")


def test_kinds_of_points_are_all_here() -> None:
    """A kind that is added must say here what it does."""
    of_marks: Sequence[Kind] = [Kind.EXCUSE, Kind.WAIVE, Kind.EXTEND, Kind.CHOOSE, Kind.IGNORE]
    assert set(Kind) == {Kind.TASK, Kind.ADJUST, Kind.TOTAL, Kind.WITHDRAW, *of_marks}
