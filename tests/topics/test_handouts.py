"""What a handout says about its topic is so: its worked numbers, and its points."""

from __future__ import annotations

import re

from autograder.course.topic import Topic
from autograder.keys.worked_numbers import wrong_numbers
from autograder.sandbox import Sandbox

POINTS = re.compile(r"^Points: (.+?)\.?$(?=\n\n)", re.MULTILINE | re.DOTALL)
OF_TASK = re.compile(r"`(\w+)`\s+([\d.]*\d)")
TOGETHER = re.compile(r"\((\d+)\s+together\)")


def test_the_reference_gives_every_worked_number(topic: Topic, sandbox_of_topic: Sandbox) -> None:
    assert wrong_numbers(topic, sandbox_of_topic) == []


def test_its_points_are_those_of_the_rubric(topic: Topic) -> None:
    lines = re.findall(r"^\W*points\b", topic.handout, re.MULTILINE | re.IGNORECASE)
    found = POINTS.findall(topic.handout)
    assert len(found) == len(lines) <= 1, "write “Points: `task` 2, `other` 3 (5 together)”"
    for text in found:
        wanted = [(task.name, task.points) for task in topic.rubric.tasks]
        assert [(name, float(points)) for name, points in OF_TASK.findall(text)] == wanted
        assert [float(one) for one in TOGETHER.findall(text)] == [sum(p for _, p in wanted)]
