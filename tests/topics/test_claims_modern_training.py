"""What the handout of `modern_training` claims of PyTorch, and what it says was measured."""

from __future__ import annotations

import copy
import importlib.util
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: pip install '.[torch]'")

from tests.conftest import TOPICS  # noqa: E402

torch.set_num_threads(1)  # as in a worker
CPU = torch.device("cpu")
nn = torch.nn
functional = torch.nn.functional


@pytest.fixture(scope="module")
def reference() -> Any:
    module = types.ModuleType("modern_training")
    exec(compile(TOPICS["modern_training"].solution, "modern_training", "exec"), vars(module))
    return module


@pytest.fixture
def handout() -> str:
    return TOPICS["modern_training"].handout


# --- groups and schedules


def test_adamw_decays_by_a_hundredth_if_a_group_says_nothing() -> None:
    p = nn.Parameter(torch.ones(1))
    assert torch.optim.AdamW([{"params": [p]}]).param_groups[0]["weight_decay"] == 0.01


def test_a_normalisation_calls_its_scale_weight() -> None:
    for layer in (nn.LayerNorm(2), nn.BatchNorm1d(2)):
        assert torch.equal(layer.weight, torch.ones(2)) and layer.weight.ndim == 1


def test_shapes_are_those_of_the_table() -> None:
    layers = [nn.Linear(3, 2), nn.Conv1d(3, 2, 5), nn.Embedding(7, 4), nn.LayerNorm(2)]
    assert [tuple(one.weight.shape) for one in layers] == [(2, 3), (2, 3, 5), (7, 4), (2,)]


def test_lambda_lr_multiplies_the_rate_at_its_making() -> None:
    groups = [{"params": [torch.zeros(1)], "lr": peak} for peak in (0.5, 2.0)]
    optimizer = torch.optim.SGD(groups)
    torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: 0.25)
    assert [group["lr"] for group in optimizer.param_groups] == [0.125, 0.5]


# --- clipping


@pytest.mark.parametrize(("limit", "clips"), [(2.5, True), (5.0, True), (7.0, False)])
def test_clipping_multiplies_by_the_limit_over_the_length_and_a_millionth(
    limit: float, clips: bool
) -> None:
    parameters = [nn.Parameter(torch.zeros(1, dtype=torch.float64)) for _ in range(2)]
    for p, slope in zip(parameters, (3.0, 4.0), strict=True):
        p.grad = torch.full_like(p, slope)
    assert nn.utils.clip_grad_norm_(parameters, limit).item() == 5
    factor = limit / (5 + 1e-6) if clips else 1
    assert [p.grad.item() for p in parameters if p.grad is not None] == pytest.approx(
        [3 * factor, 4 * factor], rel=1e-12
    )


# --- half precision


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16])
def test_autocast_halves_layers_and_no_losses_and_no_parameters(kind: Any) -> None:
    linear, filters = nn.Linear(3, 4), nn.Conv1d(1, 2, 2)
    x = torch.ones(2, 3)
    with torch.autocast("cpu", dtype=kind):
        out = linear(x)
        assert out.dtype == filters(x[:, None]).dtype == kind
        losses = [
            functional.cross_entropy(out, torch.tensor([0, 1])),
            functional.mse_loss(out, torch.ones(2, 4)),
        ]
    assert [loss.dtype for loss in losses] == [torch.float32] * 2
    sum(losses).backward()
    assert linear.weight.dtype == linear.weight.grad.dtype == torch.float32


def test_the_way_back_rounds_as_the_way_there_without_autocast() -> None:
    linear = nn.Linear(1, 1, bias=False)
    seen = []
    with torch.autocast("cpu", dtype=torch.float16):
        out = linear(torch.ones(1, 1))
    out.register_hook(lambda slope: seen.append(slope.dtype))
    out.float().sum().backward()
    assert seen == [torch.float16]


def test_autocast_takes_bfloat16_on_the_cpu() -> None:
    with torch.autocast("cpu"):
        assert nn.Linear(3, 4)(torch.ones(2, 3)).dtype == torch.bfloat16


def spoilt(*slopes: float) -> tuple[Any, Any, Any]:
    """A parameter, its optimizer and its scaler after a step for each slope."""
    p = nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([p], lr=0.5)
    scaler = torch.amp.GradScaler("cpu", init_scale=16.0, growth_interval=2)
    for slope in slopes:
        optimizer.zero_grad()
        scaler.scale((p * slope).sum()).backward()
        scaler.unscale_(optimizer)
        scaler.step(optimizer)
        scaler.update()
    return p, optimizer, scaler


@pytest.mark.parametrize("slope", [float("inf"), float("nan")])
def test_a_scaler_skips_a_step_and_halves_its_scale(slope: float) -> None:
    p, _, scaler = spoilt(slope)
    assert p.item() == 1 and scaler.get_scale() == 8


def test_a_scaler_doubles_its_scale_after_enough_good_steps() -> None:
    assert [spoilt(*[1.0] * good)[2].get_scale() for good in (1, 2, 3, 4)] == [16, 32, 32, 64]


def test_scaler_step_does_not_say_whether_it_skipped() -> None:
    p = nn.Parameter(torch.ones(1))
    optimizer, scaler = torch.optim.SGD([p], lr=0.5), torch.amp.GradScaler("cpu")
    said = []
    for slope in (1.0, float("inf")):
        optimizer.zero_grad()
        scaler.scale((p * slope).sum()).backward()
        said.append(scaler.step(optimizer))
        scaler.update()
    assert said == [None, None]


def test_scaler_step_unscales_what_nobody_has() -> None:
    p = nn.Parameter(torch.ones(1))
    optimizer, scaler = torch.optim.SGD([p], lr=0.5), torch.amp.GradScaler("cpu")
    scaler.scale((p * 3).sum()).backward()
    scaler.step(optimizer)
    assert p.item() == 1 - 0.5 * 3


def test_a_disabled_scaler_changes_nothing() -> None:
    scaler = torch.amp.GradScaler("cpu", enabled=False)
    loss = torch.tensor(3.0)
    assert scaler.scale(loss) is loss and scaler.get_scale() == 1


# --- checkpoints


def a_training() -> tuple[Any, Any]:
    model = nn.Linear(1, 1, bias=False)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.5)
    take_a_step(model, optimizer)
    return model, optimizer


def take_a_step(model: Any, optimizer: Any) -> None:
    model.weight.grad = torch.ones(1, 1)
    optimizer.step()


def test_tensors_in_state_dicts_change_with_the_next_step() -> None:
    model, optimizer = a_training()
    states = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
    before = copy.deepcopy(states)
    take_a_step(model, optimizer)
    assert states["model"]["weight"] != before["model"]["weight"]
    for moment in ("exp_avg", "exp_avg_sq"):
        assert states["optimizer"]["state"][0][moment] != before["optimizer"]["state"][0][moment]


def test_a_model_copies_what_it_loads_and_an_optimizer_takes_it_over() -> None:
    model, optimizer = a_training()
    states = copy.deepcopy({"model": model.state_dict(), "optimizer": optimizer.state_dict()})
    before = copy.deepcopy(states)
    model.load_state_dict(states["model"])
    optimizer.load_state_dict(states["optimizer"])
    take_a_step(model, optimizer)
    assert states["model"]["weight"] == before["model"]["weight"]
    for moment in ("exp_avg", "exp_avg_sq"):
        assert states["optimizer"]["state"][0][moment] != before["optimizer"]["state"][0][moment]


# --- the driver


def loaded(file: Path) -> Any:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16])
@pytest.mark.parametrize(
    "name", ["half_steps", "brain_steps", "clipped_half_steps", "skipped_steps", "growing_steps"]
)
def test_no_sum_in_half_precision_depends_on_its_order(name: str, kind: Any) -> None:
    """On the way there all partial sums fit into float32; on the way back two numbers are added."""
    cases = getattr(loaded(TOPICS["modern_training"].reference / "rubric.py"), name)
    for seed in range(5):
        chance = np.random.default_rng(seed)
        for one in cases(chance):
            given = one.arguments
            for net, x, targets in zip(
                given["weights"], given["images"], given["targets"], strict=True
            ):
                first, second = (
                    torch.tensor(net[f"{layer}.weight"]).to(kind).double().numpy()
                    for layer in ("hidden", "output")
                )
                products = torch.tensor(x).to(kind).double().numpy()[:, None] * first
                sums = torch.tensor(products.sum(axis=2)).clamp(min=0).to(kind).double().numpy()
                assert fits(products, chance) and fits(sums[:, None] * second, chance)
                assert targets.shape == (2, 2)


def fits(products: Any, chance: Any) -> bool:
    """Whether float32 adds up the products along the last axis as float64 does, in any order."""
    for _ in range(5):
        terms = chance.permuted(products, axis=-1)
        single = np.cumsum(terms.astype(np.float32), axis=-1, dtype=np.float32)
        if not np.array_equal(single, np.cumsum(terms, axis=-1)):
            return False
    return True


# --- measured: three layers, 1,200 samples of a made-up problem


class Problem:
    """Ten classes of three clouds each, in 64 dimensions."""

    def __init__(self) -> None:
        chance = torch.Generator().manual_seed(0)
        centres = torch.randn(10, 3, 64, generator=chance)

        def draw(count: int) -> tuple[Any, Any]:
            labels = torch.randint(10, (count,), generator=chance)
            clouds = torch.randint(3, (count,), generator=chance)
            noise = torch.randn(count, 64, generator=chance)
            return centres[labels, clouds] + 1.6 * noise, labels

        self.taught, self.new = draw(1200), draw(2000)

    def batches(self, chance: Any) -> list[Any]:
        x, labels = self.taught
        return [
            (x[some], labels[some]) for some in torch.randperm(1200, generator=chance).split(40)
        ]

    def accuracy(self, model: Any) -> float:
        x, labels = self.new
        with torch.no_grad():
            return float((model(x).argmax(dim=1) == labels).float().mean())


def net(seed: int) -> Any:
    torch.manual_seed(seed)
    layers = [nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)]
    return nn.Sequential(*layers)


@pytest.fixture(scope="module")
def problem() -> Problem:
    return Problem()


@pytest.mark.parametrize(
    ("warmup", "floor", "row", "column", "within"),
    [
        # At so high a rate, rounding alone moves a net's accuracy by some percent.
        (0, 1.0, "no warm-up", 0, 0.1),
        (30, 1.0, "30 steps of warm-up", 0, 0.1),
        (0, 0.02, "no warm-up", 1, 0.1),
        (30, 0.02, "30 steps of warm-up", 1, 0.03),
    ],
)
def test_the_table_of_schedules(
    reference: Any,
    problem: Problem,
    handout: str,
    warmup: int,
    floor: float,
    row: str,
    column: int,
    within: float,
) -> None:
    found = trained(reference, problem, peak=0.1, warmup=warmup, floor=floor)
    assert found == pytest.approx(told(handout, row)[column], abs=within)


def test_a_cosine_does_the_same_job_as_the_average(reference: Any, problem: Problem) -> None:
    assert trained(reference, problem, peak=0.03, warmup=0, floor=0.02) == pytest.approx(
        0.9, abs=0.02
    )


def trained(reference: Any, problem: Problem, **plan: float) -> float:
    """The mean accuracy of three nets."""
    found = []
    for seed in range(3):
        model, batches = net(seed), problem.batches(torch.Generator().manual_seed(seed))
        reference.train(
            model,
            batches,
            epochs=10,
            weight_decay=0.1,
            accumulate=1,
            max_norm=1e9,
            device=CPU,
            **plan,
        )
        found.append(problem.accuracy(model))
    return sum(found) / 3


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_table_of_averages(reference: Any, problem: Problem, handout: str, seed: int) -> None:
    model, chance = net(seed), torch.Generator().manual_seed(seed)
    average = copy.deepcopy(model)
    groups = reference.parameter_groups(model, 0.1)
    optimizer = torch.optim.AdamW(groups, lr=0.03, betas=(0.9, 0.95), eps=1e-3)
    for _ in range(10):
        for batch in problem.batches(chance):
            reference.accumulated_step(model, nn.CrossEntropyLoss(), optimizer, [batch], 1.0)
            reference.ema_update(average, model, 0.95)
    before, after = problem.accuracy(model), problem.accuracy(average)
    assert before == pytest.approx(told(handout, "the model")[seed], abs=0.03)
    assert after == pytest.approx(told(handout, "its average")[seed], abs=0.02)
    assert after > before + 0.015


def told(handout: str, row: str) -> list[float]:
    [line] = [line for line in handout.splitlines() if line.startswith(f"| {row} |")]
    return [float(one) for one in line.split("|")[2:-1]]
