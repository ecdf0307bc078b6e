"""Key files: an answer key as compressed bytes with a digest, written and read back.

A check is stored under the name of its kind with its fields; an observation as a worker sends it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec

from autograder.errors import UserError
from autograder.model.answer_key import (
    AnswerKey,
    Asked,
    Differences,
    KeyFigure,
    KeyMisconception,
    KeyTask,
)
from autograder.model.checks import Check, Role
from autograder.model.limits import Limits
from autograder.model.observation import Guesses, Observation
from autograder.model.report import RepairUse
from autograder.rubric.kinds import Kinds, kinds_with
from autograder.sandbox import replies
from autograder.storage.atomic_write import write_file
from autograder.worker import frames, framing, protocol

PUBLIC_SEED = "public"
# Changes with the form of the file, and with whatever else makes an older key unusable.
FORMAT = 5
MAX_KEY = 256 << 20
# Where a key holds how good guesses are, in place of an observation.
GUESSES = "guesses"

Tree = dict[str, Any]


class AnswerKeyError(UserError):
    """A key file that is missing, damaged or of another version."""


def save(key: AnswerKey, path: Path) -> None:
    """Write the key so that only a complete file ever stands at `path`; raises OutputError."""
    write_file(path, encode(key))


def encode(key: AnswerKey) -> bytes:
    """The content of a key file, in which a key can go to another process or machine."""
    body = zlib.compress(frames.encode(_key_tree(key)), 9)
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def read(path: Path) -> AnswerKey:
    """Read a key file; damage is found by its digest. Raises AnswerKeyError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AnswerKeyError(f"the key {path} cannot be read: {error.strerror}") from None
    return decode(content, str(path))


def decode(content: bytes, path: str = "") -> AnswerKey:
    """The key of a file's content; `path` is named in errors. Raises AnswerKeyError."""
    digest, _, body = content.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise AnswerKeyError(f"the key {path} is damaged: fetch it again")
    try:
        tree = frames.decode(zlib.decompressobj().decompress(body, MAX_KEY))
        if tree.get("format") != FORMAT:
            raise ValueError(f"format {tree.get('format')}, where {FORMAT} is read")
        return _read_key(tree)
    except (
        framing.FrameError,
        msgspec.ValidationError,
        zlib.error,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        raise AnswerKeyError(f"the key {path} is of another version of the kit ({error})") from None


def _key_tree(key: AnswerKey) -> Tree:
    return {
        "format": FORMAT,
        "topic": key.topic,
        "title": key.title,
        "hash": key.hash,
        "driver": key.driver,
        "frameworks": list(key.frameworks),
        "limits": vars(key.limits),
        "check_kinds": dict(key.check_kinds),
        "tasks": [_task_tree(task) for task in key.tasks],
        "misconceptions": [_misconception_tree(one) for one in key.misconceptions],
        "figures": [_figure_tree(one) for one in key.figures],
        # Of most topics these are as usual, and then their keys say nothing of it.
        **({"packages": list(key.packages)} if key.packages else {}),
        **({"repair": str(key.repair)} if key.repair != RepairUse.LINE else {}),
        **({"show_expected": True} if key.show_expected else {}),
    }


def _read_key(tree: Tree) -> AnswerKey:
    kinds = kinds_with(tree["check_kinds"])
    return AnswerKey(
        topic=tree["topic"],
        title=tree["title"],
        hash=tree["hash"],
        driver=tree["driver"],
        frameworks=tuple(tree["frameworks"]),
        limits=Limits(**tree["limits"]),
        check_kinds=tree["check_kinds"],
        tasks=tuple(_read_task(one, kinds) for one in tree["tasks"]),
        misconceptions=tuple(_read_misconception(one) for one in tree["misconceptions"]),
        figures=tuple(_read_figure(one) for one in tree["figures"]),
        packages=tuple(tree.get("packages", ())),
        repair=RepairUse(tree.get("repair", RepairUse.LINE)),
        show_expected=tree.get("show_expected", False),
    )


# How the fields of a task are stored where they are more than plain values.
_Pack = Callable[[Any], Any]
_PACKED: Mapping[str, _Pack] = {
    "checks": lambda some: [_check_tree(one) for one in some],
    "cases": lambda some: [protocol.case_tree(one) for one in some],
    "small_cases": lambda some: [protocol.case_tree(one) for one in some],
    "expected": lambda some: [_observation_tree(one) for one in some],
    "expected_with_doubles": lambda some: [_observation_tree(one) for one in some],
    "small_results": lambda some: [_observation_tree(one) for one in some],
    "provided": lambda tables: {name: protocol.table_tree(one) for name, one in tables.items()},
    "asked": lambda asked: {str(place): _plain(vars(one)) for place, one in asked.items()},
}


def _task_tree(task: KeyTask) -> Tree:
    return {
        field.name: _PACKED.get(field.name, _plain)(getattr(task, field.name))
        for field in fields(task)
    }


def _read_task(tree: Tree, kinds: Kinds) -> KeyTask:
    return KeyTask(
        name=tree["name"],
        points=tree["points"],
        summary=tree["summary"],
        after=tuple(tree["after"]),
        hints=tuple(tree["hints"]),
        checks=tuple(_read_check(one, kinds) for one in tree["checks"]),
        cases=tuple(map(protocol.read_case, tree["cases"])),
        carried_share=tree["carried_share"],
        expected=tuple(map(_read_observation, tree["expected"])),
        provided={name: protocol.read_table(one) for name, one in tree["provided"].items()},
        doubles=tuple(tree["doubles"]),
        expected_with_doubles=tuple(map(_read_observation, tree["expected_with_doubles"])),
        small_cases=tuple(map(protocol.read_case, tree["small_cases"])),
        small_results=tuple(map(_read_observation, tree["small_results"])),
        asked={int(place): Asked(**one) for place, one in tree["asked"].items()},
    )


def _check_tree(check: Check) -> Tree:
    plain = {field.name: _plain(getattr(check, field.name)) for field in fields(check)}
    return {"kind": check.kind, **plain}


def _read_check(tree: Tree, kinds: Kinds) -> Check:
    own = {name: value for name, value in tree.items() if name != "kind"}
    lists = {name: tuple(value) for name, value in own.items() if isinstance(value, list)}
    return kinds[tree["kind"]].made(**{**own, **lists, "role": Role(own["role"])})


def _misconception_tree(one: KeyMisconception) -> Tree:
    return {
        "id": one.id,
        "task": one.task,
        "says": one.says,
        "hint": one.hint,
        "raises": one.raises,
        "parts": list(one.parts),
        "differences": _by_task_tree(one.differences),
        "beside_doubles": _by_task_tree(one.beside_doubles),
    }


def _read_misconception(tree: Tree) -> KeyMisconception:
    read = {name: _read_by_task(tree[name]) for name in ("differences", "beside_doubles")}
    return KeyMisconception(**{**tree, **read, "parts": tuple(tree["parts"])})


def _by_task_tree(found: Mapping[str, Differences]) -> Tree:
    return {task: _differences_tree(some) for task, some in found.items()}


def _read_by_task(tree: Tree) -> dict[str, Differences]:
    return {task: _read_differences(some) for task, some in tree.items()}


def _differences_tree(some: Mapping[int, Observation]) -> Tree:
    return {str(place): _observation_tree(one) for place, one in some.items()}


def _read_differences(tree: Tree) -> dict[int, Observation]:
    return {int(place): _read_observation(one) for place, one in tree.items()}


def _figure_tree(one: KeyFigure) -> Tree:
    plain = {field.name: _plain(getattr(one, field.name)) for field in fields(one)}
    return {**plain, "cases": [protocol.case_tree(case) for case in one.cases]}


def _read_figure(tree: Tree) -> KeyFigure:
    cases = tuple(map(protocol.read_case, tree["cases"]))
    return KeyFigure(**{**tree, "names": tuple(tree["names"]), "cases": cases})


def _observation_tree(one: Observation) -> Tree:
    if isinstance(one, Guesses):  # what was said of the reference's guesses is not needed again
        return {GUESSES: {title: [met, one.learnt[title]] for title, met in one.value.items()}}
    return protocol.observation_tree(one)


def _read_observation(tree: Tree) -> Observation:
    if GUESSES in tree:
        found = tree[GUESSES].items()
        met = {title: met for title, (met, _) in found}
        return Guesses(met, learnt={title: learnt for title, (_, learnt) in found})
    return replies.observation(tree)


def _plain(value: Any) -> Any:
    """A field as a frame carries it: enums as their texts, mappings as dicts."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
