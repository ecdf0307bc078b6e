"""Evaluate a function around a point, for finite differences on the judge's side.

The step follows the optimum of the fourth-order central difference, eps**(1/5) * max(1, |x|), made
exact in floating point by h = (x + h) - x. A tensor of more than four elements is measured along
four random directions instead of element by element: one direction shows less than the tolerance
of an error of a hundredth once in ten thousand times, so all four miss it with a probability below
1e-15, at 16 evaluations in place of four for each element.

A quick check moves all tensors at once, in one direction: four evaluations show most bugs.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.model.requests import Evaluation, EvaluationKind

OFFSETS = (1.0, -1.0, 2.0, -2.0)
BASE_STEP = float(np.finfo(np.float64).eps ** 0.2)
DIRECTIONS = 4


def steps(x: Any) -> Any:
    """Step of each element of `x`, the same on both sides of the trust boundary."""
    x = np.asarray(x, dtype=np.float64)
    h = BASE_STEP * np.maximum(1.0, np.abs(x))
    return (x + h) - x


def directions(tensor: Any) -> Any:
    """Directions in which a tensor is moved, (4, size), of unit length; None for a small one.

    Gaussian: signs alone would let equal and opposite errors cancel. Drawn from the tensor's own
    bytes, which come from the key's secret seed: the same on both sides, and not known before.
    """
    tensor = np.ascontiguousarray(tensor, dtype=np.float64)
    if tensor.size <= DIRECTIONS:
        return None
    drawn = np.random.default_rng(zlib.crc32(tensor.tobytes())).normal(
        size=(DIRECTIONS, tensor.size)
    )
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


def table_shape(tensor: Any) -> tuple[int, int]:
    """Shape of the table of scalars that the evaluations around a tensor give."""
    size = int(np.size(tensor))
    return (min(size, DIRECTIONS), len(OFFSETS))


def tensors(argument: Any) -> dict[str, Any]:
    """The tensors of an argument by name: an array has the empty name, a dict its keys."""
    return dict(argument) if isinstance(argument, dict) else {"": argument}


def quick_check_direction(argument: Any) -> tuple[dict[str, Any], float]:
    """The direction of each tensor in a quick check, together of unit length; the step along it."""
    arrays = {name: np.asarray(x, dtype=np.float64) for name, x in tensors(argument).items()}
    seed = zlib.crc32(b"".join(x.tobytes() for x in arrays.values()))
    rng = np.random.default_rng(seed)
    # A single number stays one, without dimensions.
    drawn = {name: np.asarray(rng.normal(size=x.shape)) for name, x in arrays.items()}
    length = np.sqrt(sum(float((d * d).sum()) for d in drawn.values()))
    largest = max((float(np.abs(x).max(initial=0.0)) for x in arrays.values()), default=0.0)
    return {name: d / length for name, d in drawn.items()}, float(steps(largest))


def evaluate(
    call: Callable[[dict[str, Any]], Any], arguments: dict[str, Any], evaluation: Evaluation
) -> Any:
    """Results of `call`, which must leave its arguments alone, at the four offsets.

    A slope is element-wise: an array (4, *shape). A gradient is a dict from tensor name to a table
    of scalars with four columns and a row for each element, or for each direction of a tensor of
    many elements. A quick check is four scalars.
    """
    wrt, kind = evaluation.wrt, evaluation.kind
    if kind == EvaluationKind.SLOPE:
        x = np.asarray(arguments[wrt], dtype=np.float64)
        h = steps(x)
        return np.stack([np.asarray(call({**arguments, wrt: x + k * h}), float) for k in OFFSETS])
    if kind == EvaluationKind.QUICK_CHECK:
        along, step = quick_check_direction(arguments[wrt])
        return np.array([float(call(_moved(arguments, wrt, along, k * step))) for k in OFFSETS])
    return {
        name: _table(call, arguments, wrt, name, tensor)
        for name, tensor in tensors(arguments[wrt]).items()
    }


def _table(
    call: Callable[[dict[str, Any]], Any],
    arguments: dict[str, Any],
    wrt: str,
    name: str,
    tensor: Any,
) -> Any:
    """The scalars around one tensor of an argument."""
    moved = np.array(tensor, dtype=np.float64, order="C")
    whole = {**arguments, wrt: {**arguments[wrt], name: moved} if name else moved}
    along = directions(tensor)
    measure = _by_element(moved) if along is None else _by_direction(moved, along)
    scalars = [float(call(whole)) for _ in measure]
    return np.array(scalars).reshape(-1, len(OFFSETS))


def _moved(
    arguments: dict[str, Any], wrt: str, along: dict[str, Any], far: float
) -> dict[str, Any]:
    """The arguments with every tensor of one of them moved along its direction."""
    moved = {
        name: np.asarray(x, dtype=np.float64) + far * along[name]
        for name, x in tensors(arguments[wrt]).items()
    }
    return {**arguments, wrt: moved.get("", moved)}


def _by_element(moved: Any) -> Iterator[None]:
    """Move one element after the other in place, and put it back."""
    elements = moved.reshape(-1)
    for index, (point, h) in enumerate(zip(elements.tolist(), steps(elements), strict=True)):
        for k in OFFSETS:
            elements[index] = point + k * h
            yield
        elements[index] = point


def _by_direction(moved: Any, along: Any) -> Iterator[None]:
    """Move all elements in place along one direction after the other, and put them back."""
    elements = moved.reshape(-1)
    point = elements.copy()
    h = steps(np.abs(point).max())
    for direction in along:
        for k in OFFSETS:
            elements[:] = point + k * h * direction
            yield
    elements[:] = point
