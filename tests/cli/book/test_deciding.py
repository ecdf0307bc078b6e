"""Each command says what it did, to whom, the mark before and after, and how to take it back."""

from __future__ import annotations

import pytest

from tests.cli.book.conftest import TASKS, Course

WHY = ("--because", "right but for a sign")


def test_setting_the_points_of_a_task(ada: Course) -> None:
    assert ada.book("set", "ada", "backprop", "loss", "2.5", *WHY) == [
        "ada, backprop: loss of attempt 1 1.5 → 2.5; the mark 8.5 → 9.5",
        "Take it back: autograder book withdraw 1",
    ]


def test_taking_it_back(ada: Course) -> None:
    ada.book("set", "ada", "backprop", "loss", "2.5", *WHY)
    ada.book("set", "ada", "backprop", "loss", "4", *WHY)
    assert ada.book("withdraw", "2") == [
        "Decision 2 is taken back; decision 1 is in force again.",
        "ada, backprop: loss of attempt 1 4 → 2.5; the mark 11 → 9.5",
    ]


@pytest.mark.parametrize(
    ("command", "did", "undid"),
    [
        (
            ("adjust", "-1.5"),
            "adjustments of attempt 1 +0 → -1.5; the mark 8.5 → 7",
            "adjustments of attempt 1 -1.5 → +0; the mark 7 → 8.5",
        ),
        (("adjust", "+1"), "adjustments of attempt 1 +0 → +1; the mark 8.5 → 9.5", None),
        (
            ("total", "10"),
            "the total is set by hand; the mark 8.5 → 10",
            "the total is no longer set by hand; the mark 10 → 8.5",
        ),
        (
            ("excuse",),
            "excused; the mark 8.5 → excused",
            "no longer excused; the mark excused → 8.5",
        ),
        (
            ("ignore", "--attempt", "1"),
            "attempt 1 counts → no attempt counts; the mark 8.5 → not submitted",
            "no attempt counts → attempt 1 counts; the mark not submitted → 8.5",
        ),
    ],
)
def test_each_decision_and_its_way_back(
    ada: Course, command: tuple[str, ...], did: str, undid: str | None
) -> None:
    verb, *rest = command
    [first, second] = ada.book(verb, "ada", "backprop", *rest, *WHY)
    assert (first, second) == (
        f"ada, backprop: {did}",
        "Take it back: autograder book withdraw 1",
    )
    lines = ada.book("withdraw", "1")
    assert lines[0] == "Decision 1 is taken back."
    assert undid is None or lines[1] == f"ada, backprop: {undid}"


def test_choosing_an_attempt(ada: Course) -> None:
    ada.classroom.submit("ada", {**TASKS, "loss": 0.0})
    assert ada.book("choose", "ada", "backprop", "--attempt", 1, *WHY)[0] == (
        "ada, backprop: attempt 2 counts → attempt 1 counts; the mark 7 → 8.5"
    )


def test_points_of_an_attempt_that_does_not_count(ada: Course) -> None:
    ada.classroom.submit("ada", TASKS | {"loss": 0.0})
    assert ada.book("set", "ada", "backprop", "loss", 4, "--attempt", 1, *WHY)[0] == (
        "ada, backprop: loss of attempt 1 1.5 → 4; the mark stays 7"
    )


def test_the_same_as_json(ada: Course) -> None:
    assert ada.json("set", "ada", "backprop", "loss", "2.5", *WHY) == {
        "decision": 1,
        "kind": "task",
        "student": "ada",
        "topic": "backprop",
        "task": "loss",
        "attempt": 1,
        "before": {"state": "graded", "points": 8.5},
        "after": {"state": "graded", "points": 9.5},
        "replaced": None,
        "restored": None,
    }


def test_a_decision_needs_a_reason(ada: Course) -> None:
    [*_, last] = ada.book("excuse", "ada", "backprop", code=2)
    assert "Missing option '--because'" in last
    [*_, last] = ada.book("excuse", "ada", "backprop", "--because", " ", code=2)
    assert "say why" in last


@pytest.mark.parametrize("points", ["2.555", "two", "1e3", "nan", "2,5", ""])
def test_points_are_numbers_with_two_decimals(ada: Course, points: str) -> None:
    [*_, last] = ada.book("total", "ada", "backprop", points, *WHY, code=2)
    assert "not a number with at most two decimals" in last


def test_what_the_book_refuses_is_exit_code_1(ada: Course) -> None:
    ada.book("excuse", "ada", "backprop", *WHY)
    ada.book("withdraw", "1")
    assert ada.book("withdraw", "1", code=1) == ["Error: decision 1 is taken back already, by 2"]


@pytest.mark.parametrize("number", ["x", "d1", "c", "-1", "0", "1.5"])
def test_what_is_no_number_of_anything(ada: Course, number: str) -> None:
    done = ada.run("withdraw", "--", number)
    assert done.exit_code == 2
    assert "is not a number such as 341" in done.output


def test_an_unknown_name_is_refused_with_the_nearest(ada: Course) -> None:
    ada.classroom.enroll("adam")
    ada.classroom.enroll("zoe")
    [line] = ada.book("excuse", "Ada", "backprop", *WHY, code=2)
    assert line == "Error: the gradebook has no student “Ada”; the nearest: ada, adam"


def test_an_unknown_topic_is_refused_with_the_nearest(ada: Course) -> None:
    [line] = ada.book("excuse", "ada", "backprob", *WHY, code=2)
    assert line == (
        "Error: neither the gradebook nor the course has a topic “backprob”; the nearest: backprop"
    )


def test_who_decides_is_the_user_of_the_system(ada: Course) -> None:
    ada.book("excuse", "ada", "backprop", *WHY)
    assert ada.book("show", "ada", "backprop")[-1] == "  1  excused, by root: right but for a sign"


def test_the_log_has_who_decided_in_anothers_name(ada: Course) -> None:
    ada.book("excuse", "ada", "backprop", "--as", "bo", *WHY)
    assert ada.book("show", "ada", "backprop")[-1] == "  1  excused, by bo: right but for a sign"
    [claim, act] = ada.json("log", "--by", "bo")
    assert (claim["kind"], act["kind"], act["by"]) == ("as", "excuse", "bo")
    assert "as bo: the user of the system is root" in ada.book("log", "--kind", "as")[0]


def test_what_students_and_staff_wrote_cannot_act_on_a_terminal(ada: Course) -> None:
    ada.classroom.submit("eve \x1b[31m", TASKS)
    lines = ada.book("excuse", "eve \x1b[31m", "backprop", "--because", "\x1b]0;title\x07why")
    lines += ada.book("show", "--topic", "backprop") + ada.book("show", "eve \x1b[31m", "backprop")
    assert not any("\x1b" in line for line in lines)
