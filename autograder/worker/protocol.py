"""Requests and replies as trees of plain values, which `frames` makes into bytes.

The judge's side encodes requests and the worker's side reads them: they come from the judge and are
trusted. Replies are written here and read, with every check, in `sandbox.replies`.
"""

from __future__ import annotations

from typing import Any

from autograder.model.observation import (
    Faulted,
    Missing,
    Observation,
    Raised,
    RaisedError,
    Value,
)
from autograder.model.requests import (
    Alternative,
    Case,
    Evaluation,
    EvaluationKind,
    Loaded,
    LoadReply,
    LoadRequest,
    Request,
    ResultRows,
    ResultTable,
    RunReply,
    RunRequest,
)
from autograder.worker import frames

# The field that says which type a tree stands for.
TAG = "is"
VALUE, RAISED, MISSING, FAULTED = "value", "raised", "missing", "faulted"
LOADED, NOT_PYTHON, OBSERVED = "loaded", "not_python", "observed"
LOAD, RUN = "load", "run"
CONFINED = {"confined": True}
READY = {"ready": True}


def encoded(request: Request) -> bytes:
    """A request as a frame."""
    if isinstance(request, LoadRequest):
        return frames.encode(
            {
                TAG: LOAD,
                "name": request.name,
                "file_name": request.file_name,
                "source": request.source,
                "driver": request.driver,
                "companions": dict(request.companions),
                "accelerator": request.accelerator,
            }
        )
    return frames.encode(
        {
            TAG: RUN,
            "cases": [case_tree(case) for case in request.cases],
            "provided": {name: table_tree(one) for name, one in request.provided.items()},
            "doubles": list(request.doubles),
            "alternatives": [[one.name, one.text] for one in request.alternatives],
        }
    )


def read_request(tree: dict[str, Any]) -> Request:
    """The request of a tree."""
    fields = {name: value for name, value in tree.items() if name != TAG}
    if tree[TAG] == LOAD:
        return LoadRequest(**fields)
    return RunRequest(
        tuple(read_case(one) for one in fields["cases"]),
        {name: read_table(one) for name, one in fields["provided"].items()},
        tuple(fields["doubles"]),
        tuple(Alternative(*one) for one in fields["alternatives"]),
    )


def case_tree(case: Case) -> dict[str, Any]:
    """A case as a tree."""
    tree = {
        "call": case.call,
        "arguments": case.arguments,
        "evaluation": _evaluation_tree(case.evaluation),
        "repeat": case.repeat,
        "watch": case.watch,
    }
    # Few cases ask for it, and none of a key.
    return (
        tree
        if case.derivative is None
        else tree | {"derivative": _evaluation_tree(case.derivative)}
    )


def read_case(tree: dict[str, Any]) -> Case:
    """The case of a tree."""
    kept = {name: tree[name] for name in ("call", "arguments", "repeat", "watch")}
    return Case(
        **kept,
        evaluation=_read_evaluation(tree["evaluation"]),
        derivative=_read_evaluation(tree.get("derivative")),
    )


def _evaluation_tree(evaluation: Evaluation | None) -> list[str] | None:
    return None if evaluation is None else [evaluation.wrt, str(evaluation.kind)]


def _read_evaluation(tree: list[str] | None) -> Evaluation | None:
    return None if tree is None else Evaluation(tree[0], EvaluationKind(tree[1]))


def table_tree(table: ResultTable) -> list[Any]:
    """A table of provided results as a tree."""
    return [[one.form, one.rows, one.results, one.like] for one in table]


def read_table(tree: list[Any]) -> ResultTable:
    """The table of a tree."""
    return tuple(ResultRows(*one) for one in tree)


def load_reply_tree(reply: LoadReply) -> dict[str, Any]:
    """What is said of an import as a tree."""
    if isinstance(reply, Loaded):
        return {
            TAG: LOADED,
            "names": list(reply.names),
            "failures": [error_tree(one) for one in reply.failures],
            "driver_failures": [error_tree(one) for one in reply.driver_failures],
        }
    return {TAG: NOT_PYTHON, "error": error_tree(reply.error)}


def run_reply_tree(reply: RunReply) -> dict[str, Any]:
    """Observations as a tree."""
    return {TAG: OBSERVED, "observations": [observation_tree(one) for one in reply]}


def observation_tree(one: Observation) -> dict[str, Any]:
    """An observation as a tree; what is as usual is left out."""
    if isinstance(one, Missing):
        return {TAG: MISSING, "name": one.name}
    if isinstance(one, Faulted):
        return {TAG: FAULTED, "reason": one.reason}
    tree: dict[str, Any] = {}
    if isinstance(one, Value):
        tree = {TAG: VALUE, "value": one.value}
        if one.again is not None:
            tree["again"] = one.again
    elif isinstance(one, Raised):
        tree = {TAG: RAISED, "error": error_tree(one.error)}
    if one.warned:
        tree["warned"] = list(one.warned)
    if one.changed is not None:
        tree["changed"] = list(one.changed)
    return tree


def error_tree(error: RaisedError) -> dict[str, Any]:
    """An exception as a tree; most leave no name without a meaning."""
    return {
        **({"unbound": list(error.unbound)} if error.unbound else {}),
        "type": error.type,
        "ancestors": list(error.ancestors),
        "message": error.message,
        "line": error.line,
        "function": error.function,
    }
