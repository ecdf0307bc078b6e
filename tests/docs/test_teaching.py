"""What the pages for teachers say of topics is what handouts and catalogues say."""

from __future__ import annotations

import re

import pytest

from tests.conftest import TOPICS
from tests.docs.pages import DOCS, Page

INSTRUCTORS = DOCS / "instructors"
TEACHING = INSTRUCTORS / "teaching"
SECTIONS = [
    "Goals",
    "A session of 90 minutes",
    "What students get wrong most",
    "Three questions to ask aloud",
    "Demonstrations",
]
CHOICE = "tensorflow_training"  # or torch_training: the plans have one of the two
PLANS = {
    "Fourteen weeks": 14,
    "Sixteen weeks": 16,
    "First module": 9,
    "Second module": 10,
    "Seven weeks": 7,
}
# What students of a plan have done before it begins.
BEFORE = {"Second module": "First module"}


def beginning(topic: str) -> str:
    """What a handout says before its first section, as one line."""
    return " ".join(TOPICS[topic].handout.partition("\n## ")[0].split())


def hours(topic: str) -> tuple[int, int]:
    """The fewest and the most hours that a handout names."""
    found = re.search(r"Time:?\*{0,2}:? (\d+)(?: to (\d+))? hours", beginning(topic))
    assert found is not None
    return int(found[1]), int(found[2] or found[1])


def total(topics: list[str]) -> tuple[int, int]:
    """All their hours together."""
    each = [hours(topic) for topic in topics]
    return sum(fewest for fewest, _ in each), sum(most for _, most in each)


def shown(span: tuple[int, int]) -> str:
    """Hours in the words of the pages."""
    return str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"


def builds_on(topic: str) -> list[str]:
    """The topics that a handout names as those that it builds on."""
    found = re.search(r"Builds on:?\*{0,2}:?(.*?)(?:\*\*Time|Points:|Time:)", beginning(topic))
    assert found is not None
    return [name for name in re.findall(r"`(\w+)`", found[1]) if name in TOPICS]


def points(topic: str) -> str:
    """What a topic is worth."""
    return f"{sum(task.points for task in TOPICS[topic].rubric.tasks):g}"


def text(name: str) -> str:
    return (INSTRUCTORS / name).read_text(encoding="utf-8")


def sections(topic: str) -> dict[str, str]:
    """A teaching page, by its headings of the second level."""
    parts = re.split(r"^## (.*)\n", text(f"teaching/{topic}.md"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(part: str) -> list[list[str]]:
    """The cells of a table's rows, without its head."""
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines][2:]


def named(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


def plan_of(heading: str) -> str:
    """One plan of weeks: what stands below its heading."""
    part = re.split(rf"^###? {heading}\n", text("week-plan.md"), flags=re.MULTILINE)[1]
    return re.split(r"^###? ", part, flags=re.MULTILINE)[0]


def topics_of(heading: str) -> list[str]:
    return [name for row in rows(plan_of(heading)) for name in named(row[1])]


def test_each_topic_has_a_page_and_a_row_in_the_order_of_the_course() -> None:
    table = rows(text("teaching/index.md").partition("\n\n`autograder rubric")[0])
    assert table == [
        [f"[`{name}`]({name}.md)", points(name), shown(hours(name))] for name in TOPICS
    ]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_has_the_points_and_hours_of_its_handout(topic: str) -> None:
    line = text(f"teaching/{topic}.md").splitlines()[2]
    handout = f"Handout: `assignments/{topic}/README.md`"
    worth, time = points(topic), shown(hours(topic))
    assert line == f"{handout} · {worth} points · {time} hours of a student's time"


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_has_its_sections_three_questions_and_something_to_run(topic: str) -> None:
    found = sections(topic)
    assert list(found) == SECTIONS
    questions = re.findall(r"^(\d)\. \*\*(.*?)\*\*", found[SECTIONS[3]], re.MULTILINE | re.DOTALL)
    assert [number for number, _ in questions] == ["1", "2", "3"]
    blocks = {block.language for block in Page(TEACHING / f"{topic}.md").blocks}
    assert blocks & {"pycon", "console"}


@pytest.mark.parametrize("topic", TOPICS)
def test_the_minutes_of_a_session_add_up(topic: str) -> None:
    assert sum(int(row[0]) for row in rows(sections(topic)[SECTIONS[1]])) == 90


@pytest.mark.parametrize("topic", TOPICS)
def test_the_mistakes_of_a_page_are_in_the_catalogue_of_its_topic(topic: str) -> None:
    code = re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", sections(topic)[SECTIONS[2]])
    known = {part for one in TOPICS[topic].misconceptions for part in one.id.split(" + ")}
    assert len(code) > 4
    assert [name for name in code if name not in known] == []


def test_the_plan_has_the_hours_and_the_order_of_the_handouts() -> None:
    table = rows(text("week-plan.md").partition("## Fourteen weeks")[0])
    code = {name: ", ".join(f"`{one}`" for one in builds_on(name)) or "–" for name in TOPICS}
    after = {
        name: ", ".join(f"`{one}`" for one in TOPICS if name in builds_on(one)) or "–"
        for name in TOPICS
    }
    assert table == [[f"`{name}`", shown(hours(name)), code[name], after[name]] for name in TOPICS]


def test_the_sums_of_the_plan_are_right() -> None:
    one = [name for name in TOPICS if name != CHOICE]
    plan = text("week-plan.md")
    assert f"All topics together are {shown(total(list(TOPICS)))} hours" in plan
    assert f"one of the two frameworks ([how](framework.md)) is {shown(total(one))} hours" in plan


@pytest.mark.parametrize("plan", PLANS)
def test_each_week_has_the_hours_of_its_topics(plan: str) -> None:
    weeks = rows(plan_of(plan))
    assert [row[0] for row in weeks] == [str(n + 1) for n in range(PLANS[plan])]
    for row in weeks:
        assert row[2] == (shown(total(named(row[1]))) if named(row[1]) else "–")


@pytest.mark.parametrize("plan", PLANS)
def test_the_sum_of_a_plan_is_that_of_its_topics(plan: str) -> None:
    assert f"Together {shown(total(topics_of(plan)))} hours" in plan_of(plan)


@pytest.mark.parametrize("plan", [plan for plan in PLANS if plan != "Seven weeks"])
def test_a_plan_names_its_heaviest_and_its_lightest_week(plan: str) -> None:
    weeks = [total(named(row[1])) for row in rows(plan_of(plan)) if named(row[1])]
    by_most = sorted(weeks, key=lambda span: span[::-1])
    heaviest, lightest = shown(by_most[-1]), shown(by_most[0])
    words = " ".join(plan_of(plan).split())
    assert f"The heaviest week has {heaviest} hours, the lightest {lightest}." in words


def test_a_topic_is_in_a_long_plan_or_said_to_be_left_out() -> None:
    part = plan_of("Fourteen weeks")
    left_out = named("".join(re.findall(r"^Not in this plan: .*", part, re.MULTILINE)))
    assert sorted([*topics_of("Fourteen weeks"), *left_out, CHOICE]) == sorted(TOPICS)
    assert f"They are {shown(total(left_out))} hours" in part
    both = [*topics_of("First module"), *topics_of("Second module")]
    for topics in (topics_of("Sixteen weeks"), both):
        assert sorted([*topics, CHOICE]) == sorted(TOPICS)


@pytest.mark.parametrize("plan", PLANS)
def test_no_topic_comes_before_what_it_builds_on(plan: str) -> None:
    done = set(topics_of(BEFORE[plan])) if plan in BEFORE else set[str]()
    for topic in topics_of(plan):
        assert set(builds_on(topic)) <= done, topic
        done.add(topic)


def test_what_goes_without_a_framework_is_what_needs_none() -> None:
    part = " ".join(plan_of("With numpy alone, with PyTorch alone").split())
    [listed] = re.findall(r"These topics need a framework: (.*?)\.", part)
    in_numpy = [name for name, topic in TOPICS.items() if not topic.rubric.frameworks]
    assert sorted(named(listed)) == sorted(set(TOPICS) - set(in_numpy))
    course = [*topics_of("First module"), "lstm", "optimisers"]
    assert sorted([*course, "data_quality"]) == sorted(in_numpy)
    assert f"`lstm` and `optimisers`, {shown(total(course))} hours" in part
    assert f"too ({shown(total(['data_quality']))} hours more)" in part


def test_what_is_left_of_the_second_module_without_what_numpy_teaches() -> None:
    part = " ".join(plan_of("With numpy alone, with PyTorch alone").split())
    gone = {"lstm", "optimisers"}
    left = [name for name in topics_of("Second module") if name not in gone]
    left = [name for name in left if not gone & set(builds_on(name))]
    assert {"language_model", "modern_training"} == {*topics_of("Second module")} - {*left} - gone
    assert f"Then it is {shown(total(left))} hours" in part


def test_the_variants_for_an_exam_are_misconceptions_today() -> None:
    part = text("integrity.md").partition("## A variant for an exam")[2]
    table = [row for row in rows(part.replace("   |", "|")) if len(row) == 4]
    assert len(table) > 5
    for topic, _, _, name in table:
        known = {one.id for one in TOPICS[topic.strip("`")].misconceptions}
        assert name.strip("`") in known, name
