"""Driving PyTorch: the pretended accelerator, the watch, warm and reproducible workers."""

from __future__ import annotations

import copy
import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from autograder.reports import json_form

torch = pytest.importorskip("torch", reason="torch is not installed: pip install '.[torch]'")

from torch.autograd import Variable  # noqa: E402

from autograder.course.topic import Topic  # noqa: E402
from autograder.grading.grade import grade  # noqa: E402
from autograder.keys.build import build  # noqa: E402
from autograder.keys.drawing import draw  # noqa: E402
from autograder.model.answer_key import AnswerKey  # noqa: E402
from autograder.model.limits import Limits  # noqa: E402
from autograder.model.observation import Value  # noqa: E402
from autograder.model.report import Report  # noqa: E402
from autograder.model.requests import Case, LoadRequest, RunRequest  # noqa: E402
from autograder.model.submission import Submission  # noqa: E402
from autograder.numerics import comparison  # noqa: E402
from autograder.rubric.checks import learns  # noqa: E402
from autograder.rubric.error_messages import plain_error  # noqa: E402
from autograder.sandbox import (  # noqa: E402
    FreshProcesses,
    Sandbox,
    replies,  # noqa: E402
)
from autograder.sandbox.session import EncodedRun  # noqa: E402
from autograder.sandbox.tiers import Tier  # noqa: E402
from autograder.worker import (  # noqa: E402
    frames,  # noqa: E402
    protocol,  # noqa: E402
)
from autograder.worker.drivers import torch as driving  # noqa: E402
from autograder.worker.drivers.pretended_device import CPU, DEVICE, PretendedDevice  # noqa: E402
from autograder.worker.loading import load  # noqa: E402
from autograder.worker.observing import observe  # noqa: E402
from tests.conftest import TOPICS, trains  # noqa: E402

TOPIC = TOPICS["torch_training"]
torch.set_num_threads(1)  # as in a worker
needs_accelerator = pytest.mark.skipif(
    not torch.accelerator.is_available(), reason="this machine has no accelerator"
)


@pytest.fixture
def pretended() -> Iterator[None]:
    with PretendedDevice():
        yield


def _packed(there: Any) -> Any:
    pack = torch.nn.utils.rnn.pack_padded_sequence
    return pack(there[None], torch.tensor([2]), batch_first=True)


REFUSED: dict[str, Callable[[Any, Any], object]] = {
    "sum": lambda there, here: there + here,
    "product": lambda there, here: there @ here,
    "comparison": lambda there, here: there == here,
    "function": lambda there, here: torch.nn.functional.mse_loss(there, here),
    "list": lambda there, here: torch.cat([there, here]),
    "keyword": lambda there, here: torch.add(there, other=here),
    "in place": lambda there, here: here.add_(there),
    "a number that holds a result": lambda there, here: torch.tensor(0.0).add_(there.sum()),
    "a layer left behind": lambda there, here: torch.nn.Linear(2, 2)(there),
    "a gradient taken by a transform": lambda there, here: torch.func.grad(
        lambda x: (x * there).sum()
    )(here),
    "a layer over time left behind": lambda there, here: torch.nn.GRU(2, 2)(there),
    "a device of its own": lambda there, here: there + torch.ones(2, 2, device="cuda"),
}


@pytest.mark.parametrize("mix", REFUSED.values(), ids=REFUSED)
def test_tensors_of_two_devices_do_not_meet(
    mix: Callable[[Any, Any], object], pretended: None
) -> None:
    with pytest.raises(RuntimeError, match="same device, but found at least two devices"):
        mix(torch.ones(2, 2).to(DEVICE), torch.ones(2, 2))


ALLOWED: dict[str, Callable[[Any, Any], Any]] = {
    "a number": lambda there, here: there + torch.tensor(2.0),
    "copying back": lambda there, here: torch.zeros(2, 2).copy_(there),
    "indexing": lambda there, here: there[torch.tensor([0])],
    "moving": lambda there, here: there + here.to(there.device),
    "moving by a name": lambda there, here: there + here.to("xpu"),
    "moving with a type": lambda there, here: there + here.to(DEVICE, torch.float64),
    "moving beside another": lambda there, here: there + here.to(there),
    "made there": lambda there, here: there + torch.ones(2, 2, device=DEVICE),
    "made like it": lambda there, here: there + torch.zeros_like(there),
    "a layer that was moved": lambda there, here: torch.nn.Linear(2, 2).to(DEVICE)(there),
    "a layer moved by keyword": lambda there, here: torch.nn.Linear(2, 2).to(
        device=DEVICE, dtype=torch.float32
    )(there),
    "a layer moved beside a tensor": lambda there, here: torch.nn.Linear(2, 2).to(there)(there),
    "a place on the CPU by a single number": lambda there, here: here.flatten()[there.argmax()],
    "normalised": lambda there, here: torch.nn.BatchNorm1d(2).to(DEVICE)(there),
    "rows one by one": lambda there, here: sum(row + there[0] for row in there),
    "largest with places": lambda there, here: there.max(dim=1)[1] + there.max(dim=1).values,
    "typed as another": lambda there, here: here.long().type_as(there) + there,
    "of another's type": lambda there, here: here.type(there.type()) + there,
    "of another dtype": lambda there, here: there.type(torch.float64) + there.double(),
    "a Variable": lambda there, here: Variable(there) + there,
    "a Variable that asks for gradients": lambda there, here: (
        Variable(there, requires_grad=True) + there
    ),
    "by the number of the device": lambda there, here: here.to(there.get_device()) + there,
    "a copied layer": lambda there, here: copy.deepcopy(torch.nn.Linear(2, 2).to(DEVICE))(there),
    "a new parameter": lambda there, here: torch.nn.Parameter(there) + there,
    "a gradient by a transform": lambda there, here: (
        torch.func.grad(lambda x: (x * there).sum())(there) + there
    ),
    "a layer over time": lambda there, here: torch.nn.GRU(2, 2).to(DEVICE)(there)[0] + there,
    "packed sequences": lambda there, here: torch.nn.LSTM(2, 2).to(DEVICE)(_packed(there))[1][0],
    "a generator of its own": lambda there, here: (
        torch.randn(2, 2, generator=torch.Generator(DEVICE).manual_seed(1), device=DEVICE) + there
    ),
    "to numpy by way of the CPU": lambda there, here: there.cpu().numpy(),
}


@pytest.mark.parametrize("work", ALLOWED.values(), ids=ALLOWED)
def test_what_an_accelerator_allows_is_allowed(
    work: Callable[[Any, Any], Any], pretended: None
) -> None:
    work(torch.ones(2, 2).to(DEVICE), torch.ones(2, 2))


def test_what_is_typed_as_the_cpus_is_on_the_cpu(pretended: None) -> None:
    there = torch.ones(2, 2).to(DEVICE)
    assert there.type() == "torch.xpu.FloatTensor"
    assert there.type("torch.FloatTensor").device == there.type(torch.LongTensor).device == CPU
    assert there.type_as(torch.ones(1)).device == CPU and there.device == DEVICE


def test_a_default_device_is_obeyed_until_the_end() -> None:
    before = torch.set_default_device

    def work(device: Any) -> Any:
        torch.set_default_device(device)
        return torch.ones(2).device, torch.nn.Linear(2, 1).weight.device, torch.ones(2) + 1

    *places, _ = driving.on_pretended(work)
    assert places == [DEVICE, DEVICE]
    assert torch.ones(2).device == CPU and torch.set_default_device is before


def test_what_accelerators_ask_of_lengths_and_generators(pretended: None) -> None:
    there = torch.ones(1, 2, 2).to(DEVICE)
    with pytest.raises(RuntimeError, match="should be a 1D CPU int64 tensor"):
        torch.nn.utils.rnn.pack_padded_sequence(there, torch.tensor([2]).to(DEVICE))
    with pytest.raises(RuntimeError, match="Expected a 'xpu' device type for generator"):
        torch.randn(2, generator=torch.Generator(), device=DEVICE)


def test_the_cpu_does_not_look_at_indices_elsewhere(pretended: None) -> None:
    here = torch.ones(3, 2)
    with pytest.raises(RuntimeError, match="indices should be either on cpu"):
        here[torch.randperm(3, device=DEVICE)]
    with pytest.raises(RuntimeError, match="indices should be either on cpu"):
        here[torch.tensor([0]).to(DEVICE), 1] = 0.0


def test_torch_is_as_it_was_after_pretending() -> None:
    before = torch.Generator, torch.Tensor._make_subclass, Variable.__new__
    with PretendedDevice():
        assert torch.Generator is not before[0]
    assert (torch.Generator, torch.Tensor._make_subclass, Variable.__new__) == before


def test_a_tensor_is_where_it_was_put_and_its_numbers_stay(pretended: None) -> None:
    here = torch.arange(4.0).reshape(2, 2)
    there = here.to(DEVICE)
    assert here.device == CPU and there.device == DEVICE and there.is_xpu and not there.is_cpu
    assert there.to(DEVICE) is there and here.cpu() is here
    assert (there * 2).T.device == DEVICE and there.to(torch.float64).device == DEVICE
    assert np.array_equal(there.cpu().numpy(), here.numpy())
    with pytest.raises(TypeError, match="can't convert xpu:0 device type tensor to numpy"):
        there.numpy()


@pytest.mark.parametrize("name", ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad"])
def test_training_on_the_pretended_device_gives_the_cpus_numbers(name: str) -> None:
    def work(device: Any) -> list[float]:
        torch.manual_seed(3)
        model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
        model.to(device)
        optimizer = getattr(torch.optim, name)(model.parameters(), lr=0.1)
        x, y = torch.randn(5, 3).to(device), torch.tensor([0, 1, 1, 0, 1]).to(device)
        losses = []
        for _ in range(4):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        assert {p.device for p in model.parameters()} == {device}
        return losses

    assert driving.on_pretended(work) == work(torch.device("cpu"))


class Watched(torch.nn.Module):  # type: ignore[misc,name-defined]
    """A model as drivers make them: it tells its watch what it gives."""

    def __init__(self, *layers: Any) -> None:
        super().__init__()
        self.layers = torch.nn.Sequential(*layers)
        self.watch = driving.Watch()

    def forward(self, x: Any) -> Any:
        return self.watch(self, self.layers(x))


def test_a_watch_counts_what_is_remembered() -> None:
    model = Watched(torch.nn.Linear(2, 1))
    watch = model.watch
    total: Any = 0.0
    for _ in range(5):
        total = total + model(torch.ones(3, 2)).sum()
    assert [one["graphs"] for one in watch.passes] == [1, 2, 3, 4, 5]
    assert watch.living() == 5
    del total
    gc.collect()
    assert watch.living() == 0
    with torch.no_grad():
        kept = [model(torch.ones(3, 2)) for _ in range(3)]
    assert watch.living() == 0 and len(kept) == 3
    assert [one["gradients"] for one in watch.passes] == [True] * 5 + [False] * 3
    model.eval()
    model(torch.ones(1, 2))
    assert not watch.passes[-1]["training"]


def test_a_watch_is_not_among_the_layers() -> None:
    model = Watched(torch.nn.Linear(2, 2), torch.nn.Linear(2, 1))
    assert list(model.modules())[-1] is model.layers[-1]
    assert "Watch(" not in repr(model) and not [key for key in model.state_dict() if "watch" in key]


def test_a_watch_sees_copies_and_calls_of_forward() -> None:
    model = Watched(torch.nn.Linear(2, 1)).eval()
    twin = copy.deepcopy(model).train()
    twin(torch.ones(1, 2))
    model.forward(torch.ones(3, 2))
    assert [(one["training"], one["samples"]) for one in model.watch.passes] == [
        (True, 1),
        (False, 3),
    ]


def test_a_watch_goes_by_the_layers_that_work() -> None:
    model = Watched(torch.nn.Linear(2, 2), torch.nn.Dropout())
    for layer in model.layers:
        layer.eval()
    assert model.training and not driving.works_in_training_mode(model)
    model.layers[1].train()
    assert driving.works_in_training_mode(model)


def test_what_a_watched_model_gives_may_be_changed_in_place() -> None:
    model = Watched(torch.nn.Linear(2, 2))
    out = model(torch.ones(1, 2))
    out *= 2
    out.sum().backward()
    assert model.watch.passes[0]["backward"]


TRANSFORMS: dict[str, Callable[[Any, Any], Any]] = {
    "grad": lambda f, x: torch.func.grad(f)(x),
    "jacrev": lambda f, x: torch.func.jacrev(f)(x),
    "jacfwd": lambda f, x: torch.func.jacfwd(f)(x),
    "jvp": lambda f, x: torch.stack(
        [torch.func.jvp(f, (x,), (one,))[1] for one in torch.eye(2, device=x.device)]
    ),
    "vjp": lambda f, x: torch.func.vjp(f, x)[1](torch.ones(()))[0],
    "vmap of grad": lambda f, x: torch.func.vmap(torch.func.grad(f))(x[None])[0],
    "a vectorized Jacobian": lambda f, x: torch.autograd.functional.jacobian(f, x, vectorize=True),
    "in forward mode": lambda f, x: torch.autograd.functional.jacobian(
        f, x, vectorize=True, strategy="forward-mode"
    ),
}


@pytest.mark.parametrize("run", [driving.on_cpu, driving.on_pretended], ids=["CPU", "pretended"])
@pytest.mark.parametrize("slopes", TRANSFORMS.values(), ids=TRANSFORMS)
def test_every_transform_goes_through_a_watched_model(
    slopes: Callable[[Any, Any], Any], run: Callable[[Any], Any]
) -> None:
    def work(device: Any) -> Any:
        model = Watched(torch.nn.Linear(2, 3)).to(device)
        row = model.layers[0].weight[1]
        found = slopes(lambda x: model(x[None])[0, 1], torch.ones(2).to(device))
        assert found.device == device and model.watch.passes
        return torch.equal(found.cpu(), row.detach().cpu())

    assert run(work)


def test_who_asks_for_an_accelerator_hears_the_same_everywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    for run in (driving.on_cpu, driving.on_pretended):
        assert run(lambda device: torch.cuda.is_available()) is False
    assert torch.cuda.is_available()


ACCELERATORS_FAULTS = (
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"),
    RuntimeError("CUDA error: an illegal memory access was encountered"),
    RuntimeError("cuDNN error: CUDNN_STATUS_EXECUTION_FAILED"),
    RuntimeError("MPS backend out of memory"),
)


@pytest.mark.parametrize("fault", ACCELERATORS_FAULTS, ids=[str(f) for f in ACCELERATORS_FAULTS])
def test_where_an_accelerator_fails_the_cpu_takes_over(
    fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driving, "accelerator", lambda: torch.device("cuda"))
    seen = []

    def work(device: Any) -> str:
        seen.append(device.type)
        if device.type != "cpu":
            raise fault
        return "done"

    assert driving.on_accelerator(work) == "done"
    assert seen == ["cuda", "cpu"]


def test_what_is_wrong_only_on_an_accelerator_is_marked_as_without_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On most machines there is none; whether a device is obeyed is seen on the pretended one."""
    monkeypatch.setattr(driving, "accelerator", lambda: DEVICE)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)

    def work(device: Any) -> tuple[Any, bool]:
        return torch.nn.Linear(2, 1).to(device)(torch.ones(3, 2)).shape, torch.cuda.is_available()

    with PretendedDevice():
        with pytest.raises(RuntimeError):
            work(DEVICE)
        assert driving.on_accelerator(work) == ((3, 1), False)


def test_what_is_wrong_everywhere_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driving, "accelerator", lambda: torch.device("cuda"))
    seen = []

    def work(device: Any) -> None:
        seen.append(device.type)
        raise RuntimeError("shapes cannot be multiplied")

    with pytest.raises(RuntimeError, match="shapes"):
        driving.on_accelerator(work)
    assert seen == ["cuda", "cpu"]


@needs_accelerator
def test_an_accelerator_gives_the_cpus_numbers() -> None:
    def work(device: Any) -> Any:
        torch.manual_seed(5)
        model = torch.nn.Linear(40, 30).to(device)
        return driving.as_array(model(torch.randn(20, 40).to(device)))

    np.testing.assert_allclose(driving.on_accelerator(work), work(CPU), rtol=1e-4, atol=1e-6)


@pytest.fixture(scope="module")
def torch_key() -> AnswerKey:
    return build(TOPIC, "tests")


@pytest.fixture(scope="module")
def torch_sandbox(tier: Tier) -> Iterator[Sandbox]:
    made = tier.sandbox(("torch",))
    yield made
    made.close()


def graded(source: str, key: AnswerKey, sandbox: Sandbox, limits: Limits | None = None) -> Report:
    submitted = Submission("s", TOPIC.name, {f"{TOPIC.name}.py": source.encode()})
    return grade(submitted, key, sandbox, limits)


@pytest.mark.parametrize(
    ("work", "outcome"),
    [
        ("loss = loss_fn(labels, model(images))", "failed"),
        ('raise NotImplementedError("still to do")', "not_attempted"),
    ],
)
def test_what_torch_does_not_implement_was_written(
    work: str, outcome: str, torch_key: AnswerKey, torch_sandbox: Sandbox
) -> None:
    source = TOPIC.solution.replace("loss = loss_fn(model(images), labels)", work)
    _, step, *_ = graded(source, torch_key, torch_sandbox).tasks
    assert step.name == "train_step" and step.outcome == outcome


def test_same_work_same_report(torch_key: AnswerKey, torch_sandbox: Sandbox) -> None:
    source = TOPIC.solution.replace("return loss.item()", "return float(loss) + torch.rand(1)")
    first, second = (
        replace(graded(source, torch_key, torch_sandbox), duration_s=0.0) for _ in range(2)
    )
    assert json_form.encode(first) == json_form.encode(second)
    assert first.score is not None and first.score < first.max_score


def test_a_students_own_machine_gives_the_same_marks(
    torch_key: AnswerKey, torch_sandbox: Sandbox
) -> None:
    source = TOPIC.solution.replace("    optimizer.zero_grad()\n", "")
    confined = graded(source, torch_key, torch_sandbox)
    fresh = graded(source, torch_key, FreshProcesses(torch_key.frameworks))
    assert fresh.tasks == confined.tasks


def test_a_worker_has_its_framework_warm_and_settled(torch_sandbox: Sandbox) -> None:
    source = (
        "import sys\n"
        "def f():\n"
        "    warm = {'torch', 'torch._dynamo', 'torch.optim'} <= set(sys.modules)\n"
        "    import torch\n"
        "    return (warm, torch.get_num_threads(), torch.are_deterministic_algorithms_enabled(),\n"
        "            torch.get_float32_matmul_precision(), torch.backends.cudnn.allow_tf32,\n"
        "            torch.rand(2).tolist())\n"
    )
    seen = []
    for _ in range(2):
        with torch_sandbox.open(Limits()) as session:
            session.load(LoadRequest("x", "x.py", source, driver=""), 20)
            [one] = session.run(EncodedRun.of(RunRequest((Case("f", {}),))), 20)
            assert isinstance(one, Value)
            seen.append(one.value)
    assert seen[0][:5] == (True, 1, True, "highest", False)
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("while True: pass", "took longer than 1 s"),
        ("torch.ones(1 << 40)", "more memory was asked for"),
    ],
)
def test_who_goes_beyond_a_limit_is_told_which(
    torch_key: AnswerKey, torch_sandbox: Sandbox, body: str, says: str
) -> None:
    source = TOPIC.solution.replace("    optimizer.zero_grad()\n", f"    {body}\n")
    limits = Limits(task_s=2, case_s=1, memory_bytes=2 << 30)
    report = graded(source, torch_key, torch_sandbox, limits)
    step = next(task for task in report.tasks if task.name == "train_step")
    assert step.score == 0 and says in step.checks[0].message


def test_one_function_at_a_time_needs_no_other(
    torch_key: AnswerKey, torch_sandbox: Sandbox
) -> None:
    alone = TOPIC.stub.replace(
        'raise NotImplementedError("evaluate")', "return evaluated(*locals().values())"
    )
    start = TOPIC.solution.index("def evaluate")
    alone += TOPIC.solution[start:].replace("def evaluate", "def evaluated")
    report = graded(alone, torch_key, torch_sandbox)
    scores = {task.name: task.score for task in report.tasks}
    assert scores == {"build_model": 0, "train_step": 0, "train": 0, "evaluate": 5}


def _loss() -> Any:
    return torch.nn.Linear(2, 1)(torch.ones(1, 2)).sum()


def _twice() -> None:
    loss = _loss() ** 2
    loss.backward()
    loss.backward()


def _changed() -> None:
    layer, other = torch.nn.Linear(2, 2), torch.nn.Linear(2, 2)
    loss = other(layer(torch.ones(1, 2))).sum()
    with torch.no_grad():
        other.weight += 1
    loss.backward()


def _cross_entropy(labels: Any) -> Any:
    return torch.nn.functional.cross_entropy(torch.ones(2, 3), labels)


def _in_place() -> None:
    weight = torch.ones(2, requires_grad=True)
    weight -= 0.1


def _mixed() -> None:
    driving.on_pretended(lambda device: torch.ones(2).to(device) + torch.ones(2))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: torch.ones(2, 3) @ torch.ones(2, 3), "the inner sizes of a matrix product differ"),
        (lambda: torch.ones(2) + torch.ones(3), "tensors of 2 and 3 elements do not fit"),
        (lambda: _loss().detach().backward(), "no graph behind it"),
        (_twice, "went through one graph twice"),
        (_changed, "changed since the forward pass"),
        (_mixed, "on two devices meet, xpu:0 and cpu (in add"),
        (lambda: driving.on_pretended(lambda d: torch.ones(2).to(d).numpy()), "only the CPU's can"),
        (
            lambda: driving.on_pretended(lambda d: torch.ones(2)[torch.zeros(1).long().to(d)]),
            "a tensor on cpu was asked for places that are named on another device",
        ),
        (lambda: _loss().numpy(), "with a graph behind it"),
        (lambda: torch.ones(1 << 50), "more memory was asked for"),
        (lambda: _cross_entropy(torch.ones(2)), "labels have to be whole numbers"),
        (lambda: _cross_entropy(torch.ones(2, 1).long()), "one class number a sample"),
        (
            lambda: _cross_entropy(torch.ones(3).long()),
            "predictions for 2 samples and labels for 3",
        ),
        (lambda: _cross_entropy(torch.tensor([0, 7])), "the label 7 names a class"),
        (lambda: torch.nn.Linear(3, 2)(torch.ones(2, 3).double()), "tensors of two types meet"),
        (_in_place, "a parameter is changed in place while gradients are recorded"),
        (lambda: torch.ones(2, requires_grad=True).backward(), "begins at one number"),
        (lambda: torch.nn.Embedding(3, 2)(torch.tensor([3])), "an embedding has no row"),
        (lambda: torch.ones(2, 3).t().view(6), "reshape can"),
        (lambda: torch.optim.SGD([], lr=0.1), "the model has no parameters that it knows"),
        (lambda: torch.ones(2).sum(dim=1), "axis 1 was asked of a tensor that has fewer axes"),
        (lambda: torch.ones(2)[5], "axis 0 has 2 elements, counted from 0"),
        (lambda: torch.ones(2, 3).reshape(4), "6 elements do not fill the shape [4]"),
        (lambda: bool(torch.ones(2) > 0), "`if` needs one yes or no"),
        (lambda: torch.ones(2)[torch.ones(2)], "floats were used as indices"),
    ],
)
def test_what_torch_says_is_said_in_plain_words(wrong: Callable[[], object], words: str) -> None:
    with pytest.raises((RuntimeError, TypeError, ValueError, IndexError)) as caught:
        wrong()
    assert words in plain_error(str(caught.value))


@needs_accelerator
@pytest.mark.parametrize("name", ["reference", *TOPIC.variants])
def test_loops_on_an_accelerator_give_the_cpus_numbers(name: str, torch_key: AnswerKey) -> None:
    source = {"reference": TOPIC.solution, **TOPIC.variants}[name]
    driver, _ = load(TOPIC.driver, "driver_on_an_accelerator", "driver.py")
    module, _ = load(source, "loops_on_an_accelerator", f"{TOPIC.name}.py")
    vars(driver)["on_cpu"] = lambda work: work(driving.accelerator())
    for task in torch_key.tasks:
        for case, right in zip(task.cases, task.expected, strict=True):
            seen = observe(module, vars(driver), case, f"{TOPIC.name}.py")
            sent = frames.decode(frames.encode(protocol.observation_tree(seen)))
            assert comparison.same_observation(replies.observation(sent), right), task.name


CAPSTONES = [one for one in TOPICS.values() if trains(one)]


@pytest.mark.parametrize("topic", CAPSTONES, ids=lambda topic: str(topic.name))
def test_a_capstone_is_trained_on_the_accelerator_that_is_shown(
    topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driving, "accelerator", lambda: torch.device("cuda"))
    module, _ = load(topic.solution, "capstone", f"{topic.name}.py")
    driver, _ = load(topic.driver, "capstone_driver", "driver.py")
    told = []

    def fit(model: Any, inputs: Any, labels: Any, *, device: Any, seed: int) -> None:
        told.append((device.type, inputs.device.type))

    def predict(model: Any, inputs: Any, device: Any) -> Any:
        return torch.zeros(len(inputs), dtype=torch.int64)

    vars(module).update(fit=fit, predict=predict)
    [task] = [one for one in topic.rubric.tasks if one.name == "predict"]
    drawn = draw(topic.name, task, "tests")
    [place] = learns.places(drawn)
    vars(driver)["run_own_network"](module, **drawn.cases[place].arguments)
    assert told and set(told) == {("cuda", "cpu")}


@needs_accelerator
@pytest.mark.parametrize("topic", CAPSTONES, ids=lambda topic: str(topic.name))
def test_a_capstone_passes_on_an_accelerator(topic: Topic) -> None:
    key = build(topic, "tests")
    files = {f"{topic.name}.py": topic.solution.encode()}
    report = grade(Submission("s", topic.name, files), key, FreshProcesses())
    assert report.score == report.max_score, report
