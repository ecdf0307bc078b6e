"""An accelerator that is not there: tensors that may not be mixed with those of the CPU.

Every tensor stays on the CPU, and the numbers are the CPU's. Kept beside is where each tensor
*would* be, and what an accelerator would refuse is refused: so code that leaves a batch or a model
behind is caught on every machine, and the same whatever device the machine has. The pretended
device is of a type that courses do not name, so that a device written into the code shows, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch._C import _functorch as functorch  # torch.func's tensors around tensors
from torch.autograd import Variable
from torch.overrides import TorchFunctionMode
from torch.utils import _device as default_device

DEVICE = torch.device("xpu", 0)
CPU = torch.device("cpu")
PLACE = "_pretended_place"

Tensor: Any = torch.Tensor  # its properties are data descriptors, which stubs do not know
# What may look at tensors of two devices: copying, indexing, and asking whether memory is shared.
MAY_MIX = frozenset(["copy_", "__getitem__", "__setitem__", "_has_compatible_shallow_copy_type"])
INDEXING = frozenset(["__getitem__", "__setitem__"])
# Layers over time take the lengths of packed sequences beside the rest, always on the CPU.
OVER_TIME = frozenset(["gru", "lstm", "rnn_tanh", "rnn_relu", "_pad_packed_sequence"])
PACK = "_pack_padded_sequence"
# Reads the arguments of a module's `.to(…)`, where `device` says nothing of a result.
PARSE_TO = "_parse_to"
TO_NUMPY = frozenset(["numpy", "__array__"])


def place_of(tensor: Any) -> torch.device:
    """Where the tensor would be."""
    if functorch.is_functorch_wrapped_tensor(tensor):
        return place_of(functorch.get_unwrapped(tensor))
    return getattr(tensor, PLACE, None) or CPU


def put(value: Any, place: torch.device) -> Any:
    """Note that every tensor of a result is at `place`; returns the result."""
    if isinstance(value, Tensor):
        if functorch.is_functorch_wrapped_tensor(value):
            put(functorch.get_unwrapped(value), place)
        elif place != place_of(value):
            setattr(value, PLACE, place)
    elif isinstance(value, list | tuple):
        for item in value:
            put(item, place)
    return value


class PretendedDevice(TorchFunctionMode):
    """Within the context, `DEVICE` is there beside the CPU, as far as torch's functions go."""

    def __enter__(self) -> PretendedDevice:
        # A parameter is made of a tensor past all functions, also where a model is copied; so is
        # the Variable that was once wrapped around every tensor.
        Tensor._make_subclass = staticmethod(_parameter_in_place)
        Variable.__new__ = staticmethod(_variable_in_place)  # type: ignore[method-assign]
        torch.Generator = PlacedGenerator  # type: ignore[misc]
        self._default: torch.device | None = None
        self._set_default_device = torch.set_default_device
        torch.set_default_device = self._take_as_default
        super().__enter__()  # type: ignore[no-untyped-call]
        return self

    def __exit__(self, *raised: Any) -> None:
        super().__exit__(*raised)  # type: ignore[no-untyped-call]
        torch.set_default_device = self._set_default_device
        torch.Generator = PlacedGenerator.__base__  # type: ignore[misc,assignment]
        del Variable.__new__
        del Tensor._make_subclass

    def _take_as_default(self, device: Any) -> None:
        """In place of `torch.set_default_device`, which would look for the accelerator itself."""
        self._default = _device(device)

    def __torch_function__(
        self, func: Any, types: Any, args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        named = dict(kwargs or {})
        name = getattr(func, "__name__", "")
        if func in PROPERTIES:
            return PROPERTIES[func](place_of(args[0]))
        if func in MOVES:
            return _moved(func, args, named)
        if func == Tensor.type:
            return _typed(args[0], *args[1:], **named)
        if func == Tensor.data.__set__:
            func(*args)
            put(args[0], place_of(args[1]))
            return None
        if name in TO_NUMPY and place_of(args[0]) != CPU:
            raise TypeError(
                f"can't convert {place_of(args[0])} device type tensor to numpy. Use Tensor.cpu() "
                "to copy the tensor to host memory first."
            )
        if name == PACK:
            return _packed(func, args, named)
        if name == PARSE_TO:
            return _parsed(func, args, named)
        if name in INDEXING:
            _check_index(place_of(args[0]), args[1])
        asked = _device(named.pop("device", None))
        if asked is None and func in default_device._device_constructors():
            asked = self._default
        given = list(_tensors([*args, *named.values()]))
        place = place_of(args[0]) if name in MAY_MIX and given else _common(name, given)
        _check_generator(named.get("generator"), asked or place)
        result = func(*args, **named)
        if func == Tensor.__iter__:
            return iter([put(item, place) for item in result])
        return put(result, asked or place)


class PlacedGenerator(torch.Generator):
    """A source of chance that would be on a device of its own; its numbers are the CPU's."""

    def __new__(cls, device: Any = None) -> PlacedGenerator:
        made = super().__new__(cls)
        setattr(made, PLACE, _device(device))
        return made


def _check_generator(generator: Any, place: torch.device) -> None:
    own = (getattr(generator, PLACE, None) or CPU).type
    if generator is not None and own != place.type:
        raise RuntimeError(f"Expected a '{place.type}' device type for generator but found '{own}'")


def _check_index(place: torch.device, index: Any) -> None:
    """The CPU does not look at an accelerator's indices; a single one becomes a number before."""
    wanted = index if isinstance(index, list | tuple) else [index]
    if place == CPU and any(one.dim() and place_of(one) != CPU for one in _tensors(wanted)):
        raise RuntimeError(
            "indices should be either on cpu or on the same device as the indexed tensor (cpu)"
        )


def _packed(func: Any, args: Sequence[Any], named: dict[str, Any]) -> Any:
    """Sequences packed one beside the other, with numbers of theirs that stay on the CPU."""
    if place_of(args[1]) != CPU:
        where = place_of(args[1])
        raise RuntimeError(f"'lengths' argument should be a 1D CPU int64 tensor, but got {where}")
    data, sizes = func(*args, **named)
    return put(data, place_of(args[0])), sizes


def _parsed(func: Any, args: Sequence[Any], named: dict[str, Any]) -> Any:
    """Where a module's `.to(…)` sends it, and as what; a tensor stands for its own place."""
    device, *rest = func(*args, **named)
    like = next(_tensors([*args, *named.values()]), None)
    return device if like is None else place_of(like), *rest


def _parameter_in_place(cls: Any, data: Any, requires_grad: bool = False, **named: Any) -> Any:
    # With the signature of what it stands in for, which torch's compiler compares.
    made = torch._C.TensorBase._make_subclass(cls, data, requires_grad, **named)
    return put(made, place_of(data))


def _variable_in_place(cls: Any, data: Any = None, *flags: Any, **named: Any) -> Any:
    made = torch._C._LegacyVariableBase.__new__(cls, data, *flags, **named)
    return put(made, place_of(data))


def _tensors(values: Any) -> Iterator[Any]:
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from _tensors(value)


def _common(name: str, given: list[Any]) -> torch.device:
    """The one place of all arguments, or the accelerator's complaint.

    A single number of the CPU may stand among an accelerator's tensors, but cannot hold a result.
    """
    places = [place_of(tensor) for tensor in given]
    elsewhere = next((place for place in places if place != CPU), None)
    if elsewhere is None:
        return CPU
    in_place = name.endswith("_") and (not name.endswith("__") or name.startswith("__i"))
    for number, (tensor, place) in enumerate(zip(given, places, strict=True)):
        free = place == CPU and tensor.dim() == 0 and not (in_place and number == 0)
        free = free or (name in OVER_TIME and tensor.dtype == torch.int64 and place == CPU)
        if place != elsewhere and not free:
            listed = ", ".join(f"tensor {n} on {p}" for n, p in enumerate(places, 1))
            raise RuntimeError(
                "Expected all tensors to be on the same device, but found at least two devices, "
                f"{elsewhere} and {place}! (in {name.strip('_')}: {listed})"
            )
    return elsewhere


def _device(given: Any) -> torch.device | None:
    """A device of any spelling; its number does not matter where there is one of a kind."""
    if given is None:
        return None
    # A number alone is one of the accelerator's.
    device = DEVICE if isinstance(given, int) else torch.device(given)
    return CPU if device.type == "cpu" else torch.device(device.type, 0)


def _moved(func: Any, args: Sequence[Any], named: dict[str, Any]) -> Any:
    """`.to(…)`, `.cpu()`, `.type_as(…)`: itself where it is there already, else a copy that is."""
    tensor, rest = args[0], list(args[1:])
    here = place_of(tensor)
    target: torch.device | None
    if func == Tensor.to:
        target = _device(named.pop("device", None))
        other = named.pop("other", None)
        if rest and isinstance(rest[0], torch.device | str | int):
            target = _device(rest.pop(0))
        elif rest and isinstance(rest[0], Tensor):
            other = rest.pop(0)
        if other is not None:
            target = place_of(other)
            rest.insert(0, other.dtype)
        named.pop("non_blocking", None)
        moved = func(tensor, *_dtypes(rest), **named) if rest or named else tensor
    elif func == Tensor.type_as:
        other = rest[0] if rest else named["other"]
        target, moved = place_of(other), func(tensor, other)
    else:
        target = MOVES[func]
        moved = tensor
    target = target or here
    if target != here and moved is tensor:
        moved = tensor.clone()
    return put(moved, target)


def _typed(tensor: Any, dtype: Any = None, **flags: Any) -> Any:
    """`.type()`, a name that tells the place, too, and `.type(…)`, which moves where it is told."""
    here = place_of(tensor)
    if dtype is None:
        name = Tensor.type(tensor)
        return name if here == CPU else name.replace("torch.", f"torch.{here.type}.", 1)
    if isinstance(dtype, torch.dtype):
        return put(Tensor.type(tensor, dtype, **flags), here)
    name = dtype if isinstance(dtype, str) else f"{dtype.__module__}.{dtype.__name__}"
    target = DEVICE if f".{DEVICE.type}." in name else CPU
    moved = Tensor.type(tensor, name.replace(f".{DEVICE.type}.", "."), **flags)
    return put(moved.clone() if moved is tensor and target != here else moved, target)


def _dtypes(rest: list[Any]) -> list[Any]:
    """What is left of `.to`'s arguments without its flags, which change no number."""
    return [one for one in rest if isinstance(one, torch.dtype)]


PROPERTIES: dict[Any, Callable[[torch.device], Any]] = {
    Tensor.device.__get__: lambda place: place,
    Tensor.is_cpu.__get__: lambda place: place == CPU,
    Tensor.is_cuda.__get__: lambda place: place.type == "cuda",
    Tensor.is_xpu.__get__: lambda place: place.type == "xpu",
    Tensor.get_device: lambda place: -1 if place == CPU else 0,
}
MOVES = {
    Tensor.to: None,
    Tensor.cpu: CPU,
    Tensor.cuda: torch.device("cuda", 0),
    Tensor.xpu: torch.device("xpu", 0),
    Tensor.type_as: None,
}
