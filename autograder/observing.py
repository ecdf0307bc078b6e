"""Run one submission in a sandbox and collect its observations, task by task.

What a worker sends has a form here or is a fault: nothing of it is trusted to be what it says.
"""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

from autograder.answer_key import AnswerKey, KeyTask, Observation
from autograder.places import Places
from autograder.report import Problem
from autograder.sandbox import Limits, Sandbox, Session, WorkerFault
from autograder.second_round import Answers, Observed, Question
from autograder.worker import frames
from autograder.worker.execute import MAX_MESSAGE

# Calls of one task that may hang or die before the rest of it is given up.
MAX_FAULTS = 2
# Import failures that are told; one missing package often breaks many lines.
MAX_FAILURES = 3
IMPORT = "the import"
ERROR = {"type": str, "ancestors": list, "message": str, "line": int, "function": str}


def observe(
    files: dict[str, bytes],
    key: AnswerKey,
    sandbox: Sandbox,
    limits: Limits,
    places: Places | None = None,
) -> tuple[Observed, tuple[Problem, ...]]:
    """Run all tasks; one that hangs or dies costs only itself, all together have a budget.

    `places` names the lines of a program that is not a file of the student's.
    """
    observed: Observed = {}
    problems: tuple[Problem, ...] = ()
    waiting = list(key.tasks)
    faults: list[Problem] = []
    died: set[str] = set()
    ends = time.monotonic() + limits.total_s
    while waiting:
        with sandbox.open(limits) as session:
            fault, problems = _load(session, files, key, limits, places)
            if any(problem.kind == "import_died" for problem in problems) and IMPORT not in died:
                died.add(IMPORT)  # once more, in case the machine was at fault
                continue
            while waiting and fault is None:
                task = waiting[0]
                left = ends - time.monotonic()
                if left <= 0:
                    fault = f"was not run: all tasks together took longer than {limits.total_s:g} s"
                    break
                try:
                    answer = session.request(task.request, min(left, limits.task_s))
                    observed[task.name] = _observations(answer, len(task.cases))
                    waiting.pop(0)
                except WorkerFault as error:
                    if error.kind == "died" and task.name not in died:
                        died.add(task.name)  # once more, in case the machine was at fault
                        break
                    observed[task.name] = _case_by_case(files, key, task, sandbox, limits, ends)
                    waiting.pop(0)
                    said = f"while {task.name} was being run, it {error}"
                    faults.append(Problem(kind=f"run_{error.kind}", message=said))
                    break
            if fault is not None:
                for task in waiting:
                    observed[task.name] = [{"fault": fault} for _ in task.cases]
                waiting = []
    return observed, (*problems, *faults)


def _case_by_case(
    files: dict[str, bytes],
    key: AnswerKey,
    task: KeyTask,
    sandbox: Sandbox,
    limits: Limits,
    ends: float,
) -> list[Observation]:
    """A task that hung or died, one case at a time: the others keep what they are worth."""
    found: list[Observation] = []
    faults: list[str] = []
    while len(found) < len(task.cases):
        with sandbox.open(limits) as session:
            refused, _ = _load(session, files, key, limits)
            while len(found) < len(task.cases):
                left = min(ends - time.monotonic(), limits.case_s)
                if refused or len(faults) >= MAX_FAULTS or left <= 0:
                    said = refused or (faults[-1] if faults else f"took longer than {left:g} s")
                    found += [{"fault": said}] * (len(task.cases) - len(found))
                    break
                case = {"kind": "run", "cases": [asdict(task.cases[len(found)])]}
                try:
                    found += _observations(session.request(frames.encode(case), left), 1)
                except WorkerFault as error:
                    faults.append(str(error))
                    found.append({"fault": str(error)})
                    break
    return found


def ask_again(
    files: dict[str, bytes],
    key: AnswerKey,
    sandbox: Sandbox,
    limits: Limits,
    questions: list[Question],
) -> dict[str, Answers]:
    """Ask the second round's questions of a fresh worker; what fails there earns nothing more."""
    answered: dict[str, Answers] = {}
    ends = time.monotonic() + limits.total_s
    waiting = list(questions)
    while waiting and time.monotonic() < ends:
        with sandbox.open(limits) as session:
            refused, _ = _load(session, files, key, limits)
            if refused is not None:
                break
            while waiting and refused is None:
                question = waiting.pop(0)
                came: list[list[Observation] | None] = []
                for request, count in question.requests():
                    try:
                        left = max(0.0, min(ends - time.monotonic(), limits.task_s))
                        came.append(_observations(session.request(request, left), count))
                    except WorkerFault as fault:
                        refused = str(
                            fault
                        )  # this worker is spoilt; the next question gets another
                        break
                came += [None] * (len(question.requests()) - len(came))
                answered[question.task.name] = Answers(question, tuple(came))
    return answered


def _load(
    session: Session,
    files: dict[str, bytes],
    key: AnswerKey,
    limits: Limits,
    places: Places | None = None,
) -> tuple[str | None, tuple[Problem, ...]]:
    """Import the submission; returns what forbids going on, and what is to be said."""
    file_name = f"{key.topic}.py"
    places = places or Places(file_name)
    message = frames.encode(
        {
            "kind": "load",
            "name": key.topic,
            "file_name": file_name,
            "source": files[file_name].decode("utf-8-sig"),
            "driver": key.driver,
            "companions": {
                name: content.decode("utf-8", "replace")
                for name, content in files.items()
                if name != file_name
            },
        }
    )
    try:
        answer = session.request(message, limits.load_s)
        syntax, failures, names = _loaded(answer)
    except WorkerFault as error:
        said = f"while {places.file} was being imported, it {error}"
        return said, (Problem(kind=f"import_{error.kind}", message=said),)
    if syntax is not None:
        place = places.words(syntax["line"])
        said = f"{places.file} is not valid Python: {place}: {syntax['message']}"
        return said, (Problem(kind="syntax_error", message=said),)
    problems = []
    for failure in failures[:MAX_FAILURES]:
        said = (
            f"{places.words(failure['line'])} of {places.file} failed while it was being imported "
            f"({_in_words(failure)}); what stands after it was read all the same"
        )
        problems.append(Problem(kind="import_error", message=said))
    if len(failures) > MAX_FAILURES:
        said = f"{len(failures) - MAX_FAILURES} more lines failed, most likely for the same reason"
        problems.append(Problem(kind="import_error", message=said))
    absent = [task.name for task in key.tasks if task.name not in names]
    if absent:
        said = f"{places.file} does not define {', '.join(absent)}: were they renamed?"
        problems.append(Problem(kind="missing_names", message=said))
    return None, tuple(problems)


def _in_words(failure: dict[str, Any]) -> str:
    if failure["type"] == "SystemExit":
        return "the program ended itself there"
    if failure["type"] == "EOFError":
        return "input() has nobody to answer it"
    return f"{failure['type']}: {failure['message']}"


def _loaded(
    answer: dict[str, Any],
) -> tuple[dict[str, Any] | None, list[dict[str, Any]], list[str]]:
    """Syntax error, failed statements and names of a loaded module."""
    if set(answer) == {"syntax"} and _is_error(answer["syntax"]):
        return answer["syntax"], [], []
    names, failures = answer.get("names"), answer.get("failures")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise WorkerFault("protocol", "answered in an unknown form")
    if not isinstance(failures, list) or not all(_is_error(one) for one in failures):
        raise WorkerFault("protocol", "answered in an unknown form")
    return None, failures, names


def _observations(answer: dict[str, Any], count: int) -> list[Observation]:
    found = answer.get("observations")
    if not isinstance(found, list) or len(found) != count:
        raise WorkerFault("protocol", "did not answer every case")
    if not all(isinstance(one, dict) and _is_observation(one) for one in found):
        raise WorkerFault("protocol", "answered in an unknown form")
    return found


def _is_observation(one: dict[str, Any]) -> bool:
    if set(one) == {"missing"}:
        return isinstance(one["missing"], str)
    if not _are_words(one.get("warned")) or not _are_words(one.get("changed", [])):
        return False
    if "error" in one:
        return _is_error(one["error"]) and "value" not in one
    return set(one) <= {"value", "again", "warned", "changed"} and "value" in one


def _is_error(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and {name: type(value) for name, value in one.items()} == ERROR
        and _are_words(one["ancestors"])
        and all(len(one[name]) <= MAX_MESSAGE for name in ("type", "message", "function"))
    )


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(word, str) and len(word) <= MAX_MESSAGE for word in value
    )
