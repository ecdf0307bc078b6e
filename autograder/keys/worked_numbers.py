"""What the reference, or a wrong program, gives where a handout shows worked numbers."""

from __future__ import annotations

from autograder.course.errors import AuthoringError
from autograder.course.refusals import Refusal
from autograder.course.sources import Program
from autograder.course.topic import Topic
from autograder.model.observation import Value
from autograder.model.requests import Case, LoadRequest, RunRequest
from autograder.numerics.printed import agrees
from autograder.rubric import RubricError
from autograder.sandbox import Sandbox, SandboxError, WorkerFault
from autograder.sandbox.session import EncodedRun

DRIVER = "from autograder.worker.drivers.worked_numbers import run_examples\n"
# Students have numpy, and their topic's framework, without an import of their own: by these names.
SHORT = {"numpy": "np", "tensorflow": "tf"}


def wrong_numbers(topic: Topic, sandbox: Sandbox) -> list[AuthoringError]:
    """The worked numbers with which the reference does not agree. Raises RubricError."""
    examples = topic.worked_numbers.examples
    given = printed(topic, topic.program(), sandbox)
    return [
        Refusal.WORKED_NUMBER_WRONG.at(
            topic.handout_file,
            one.line,
            code=_on_a_line(one.source),
            shown=_on_a_line(one.shown) or "nothing",
            printed=_on_a_line(got) or "nothing",
        )
        for one, got in zip(examples, given, strict=True)
        if not agrees(got, one.shown)
    ]


def agreeing(topic: Topic, program: Program, sandbox: Sandbox) -> set[int]:
    """The places of the examples with which a program agrees. Raises RubricError."""
    given = printed(topic, program, sandbox)
    pairs = zip(given, topic.worked_numbers.examples, strict=True)
    return {place for place, (got, one) in enumerate(pairs) if agrees(got, one.shown)}


def printed(topic: Topic, program: Program, sandbox: Sandbox) -> list[str]:
    """What a program makes each example print, in a worker that holds nothing but this program.

    Where it does not load, hangs or dies, that is what each gives, in words. Raises RubricError.
    """
    examples = topic.worked_numbers.examples
    if not examples:
        return []
    packages = {SHORT.get(one, one): one for one in ("numpy", *topic.rubric.frameworks)}
    sources = [one.source for one in examples]
    case = Case("run_examples", {"sources": sources, "packages": packages})
    limits = topic.rubric.limits
    try:
        with sandbox.open(limits) as session:
            request = LoadRequest(topic.name, f"{topic.name}.py", program.text, DRIVER)
            session.load(request, limits.load_s)
            [seen] = session.run(EncodedRun.of(RunRequest((case,))), limits.task_s)
    except WorkerFault as fault:
        return [f"no answer: it {fault}"] * len(examples)
    except SandboxError as error:
        raise RubricError(f"{topic.name}: no worked number could be run: {error}") from error
    if not isinstance(seen, Value):
        return [f"no answer: {seen}"] * len(examples)
    return [str(one) for one in seen.value]


def _on_a_line(text: str) -> str:
    return " ".join(text.split())
