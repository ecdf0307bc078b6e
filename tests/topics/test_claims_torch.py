"""What handouts claim of PyTorch, of the capstones' data and of networks, in the pinned version."""

from __future__ import annotations

import copy
import importlib.util
import random
import types
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: pip install '.[torch]'")

from tests.conftest import TOPICS  # noqa: E402

torch.set_num_threads(1)  # as in a worker
CPU = torch.device("cpu")
functional = torch.nn.functional


def reference(name: str) -> Any:
    module = types.ModuleType(name)
    exec(compile(TOPICS[name].solution, name, "exec"), vars(module))
    return module


def make_data(name: str) -> Any:
    file = TOPICS[name].assignment / "make_data.py"
    spec = importlib.util.spec_from_file_location(f"data_of_{name}", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def share(model: Any, inputs: Any, labels: Any) -> float:
    with torch.no_grad():
        return float((model(inputs).argmax(dim=1) == labels).float().mean())


def taught(model: Any, inputs: Any, labels: Any, epochs: int, rate: float) -> Any:
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    for _ in range(epochs):
        for some in torch.randperm(len(inputs)).split(48):
            optimizer.zero_grad()
            functional.cross_entropy(model(inputs[some]), labels[some]).backward()
            optimizer.step()
    return model


# --- torch_training


def test_zero_grad_makes_gradients_none_and_backward_takes_none_for_zero() -> None:
    model: Any = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    model(torch.ones(1, 2)).sum().backward()
    optimizer.zero_grad()
    assert not torch.is_tensor(model.weight.grad)
    model(torch.ones(1, 2)).sum().backward()
    assert np.array_equal(model.weight.grad, [[1.0, 1.0]])
    model(torch.ones(1, 2)).sum().backward()
    assert np.array_equal(model.weight.grad, [[2.0, 2.0]])


def test_only_a_number_without_axes_meets_a_tensor_of_another_device() -> None:
    there = torch.ones(3, device="meta")
    assert (there + torch.tensor(1.0)).device.type == "meta"
    for here in (torch.ones(3), torch.ones(1)):
        with pytest.raises(RuntimeError, match="device"):
            there + here


def test_a_model_is_moved_itself_and_a_tensor_is_not() -> None:
    model, tensor = torch.nn.Linear(2, 1), torch.ones(2)
    assert model.to("meta") is model and model.weight.device.type == "meta"
    assert tensor.to("meta").device.type == "meta" and tensor.device == CPU
    with pytest.raises(TypeError):
        torch.ones(2, device="meta").numpy()


def test_a_softmax_before_the_loss_keeps_it_above_the_bound_that_is_given() -> None:
    sure = torch.full((1, 10), -1000.0)
    sure[0, 3] = 1000.0
    loss = functional.cross_entropy(sure.softmax(dim=1), torch.tensor([3]))
    assert loss.item() == pytest.approx(np.log(1 + 9 / np.e)) == pytest.approx(1.461, abs=5e-4)


def test_a_weight_is_outputs_by_inputs_and_a_list_hides_layers() -> None:
    assert torch.nn.Linear(784, 10).weight.shape == (10, 784)
    model: Any = torch.nn.Module()
    layer = torch.nn.Linear(2, 2)
    model.layers = [layer]
    assert list(model.parameters()) == []
    model.layers = torch.nn.ModuleList([layer])
    assert len(list(model.parameters())) == 2


def test_twenty_images_are_learnt_by_heart_within_some_hundred_epochs() -> None:
    torch.manual_seed(0)
    module = reference("torch_training")
    images, labels = torch.randn(20, 784), torch.randint(10, (20,))
    loader = list(zip(images.split(8), labels.split(8), strict=True))
    made = module.build_model()
    losses = module.train(made, loader, epochs=300, learning_rate=0.5, device=CPU)
    assert losses[-1] < 0.05


# --- understanding


def test_backward_adds_to_all_gradients_and_autograd_grad_to_none() -> None:
    model, x = torch.nn.Linear(2, 1), torch.ones(1, 2, requires_grad=True)
    [slope] = torch.autograd.grad(model(x).sum(), [x])
    assert slope is not None and x.grad is None and model.weight.grad is None
    model(x).sum().backward()
    assert x.grad is not None and model.weight.grad is not None


def test_slopes_of_a_sure_softmax_and_of_a_saturated_unit_are_nearly_zero() -> None:
    x = torch.tensor([30.0], requires_grad=True)
    logits = torch.stack([x, -x], dim=1)
    for flat in (logits.softmax(dim=1)[0, 0], torch.tanh(x)[0]):
        [slope] = torch.autograd.grad(flat, [x], retain_graph=True)
        assert abs(slope.item()) < 1e-6


def test_occlusion_of_a_linear_logit_is_the_slope_times_the_pixel() -> None:
    torch.manual_seed(0)
    model, image = (
        torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(12, 3)),
        torch.randn(1, 3, 4),
    )
    falls = reference("understanding").occlusion(model, image, 2, 1, 1, torch.zeros(1))
    torch.testing.assert_close(falls, (model[1].weight[2].view(3, 4) * image[0]).detach())


def test_occlusion_calls_two_spots_unimportant_of_which_either_is_enough() -> None:
    largest = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.AdaptiveMaxPool1d(1))
    image = torch.tensor([[[1.0, 0.0, 1.0]]])
    falls = reference("understanding").occlusion(largest, image, 0, 1, 1, torch.zeros(1))
    assert not falls.any()
    everything = reference("understanding").occlusion(largest, image, 0, 3, 3, torch.zeros(1))
    assert everything.item() == 1


def test_a_map_of_noise_passes_the_randomisation_check() -> None:
    torch.manual_seed(0)
    model, image = (
        torch.nn.Sequential(torch.nn.Linear(400, 3), torch.nn.Linear(3, 2)),
        torch.randn(400),
    )
    noise = np.random.default_rng(1)
    found = reference("understanding").randomisation_check(
        model, image, 1, np.random.default_rng(0), lambda *_: torch.tensor(noise.normal(size=400))
    )
    assert np.abs(found).max() < 0.2


def test_a_state_dict_holds_the_tensors_of_the_model() -> None:
    model = torch.nn.Linear(2, 1)
    state = model.state_dict()
    torch.nn.init.constant_(model.weight, 7)
    assert state["weight"].tolist() == [[7, 7]]


def moved(optimizer: Callable[..., Any], penalty: float, **settings: float) -> Any:
    """A weight after three steps on the loss (w - 1)², or with a penalty in it."""
    w = torch.nn.Parameter(torch.tensor([3.0, -0.5], dtype=torch.float64))
    stepping = optimizer([w], lr=0.1, **settings)
    for _ in range(3):
        stepping.zero_grad()
        (((w - 1) ** 2).sum() + penalty * (w**2).sum()).backward()
        stepping.step()
    return w.detach()


def test_the_penalty_is_weight_decay_for_plain_sgd_and_not_for_adam() -> None:
    w = torch.tensor([3.0, -0.5], dtype=torch.float64)
    for _ in range(3):
        w = (1 - 2 * 0.1 * 0.25) * w - 0.1 * 2 * (w - 1)
    torch.testing.assert_close(moved(torch.optim.SGD, 0.25), w)
    # `weight_decay` of torch is the λ of λ/2 · w².
    torch.testing.assert_close(
        moved(torch.optim.Adam, 0.25), moved(torch.optim.Adam, 0, weight_decay=0.5)
    )
    decoupled = moved(torch.optim.AdamW, 0, weight_decay=0.5)
    assert (moved(torch.optim.Adam, 0.25) - decoupled).abs().min() > 1e-3


def test_batch_normalisation_takes_away_the_size_of_the_weights_before_it() -> None:
    torch.manual_seed(0)
    linear, x = torch.nn.Linear(3, 4, bias=False), torch.randn(50, 3)
    normed = torch.nn.BatchNorm1d(4, eps=1e-12)
    before = normed(linear(x))
    linear.weight.data *= 100
    torch.testing.assert_close(normed(linear(x)), before, rtol=1e-4, atol=1e-5)


# --- the capstones


def test_manual_seed_settles_what_torch_draws_and_nothing_else() -> None:
    def drawn() -> tuple[list[float], float, float]:
        torch.manual_seed(3)
        return torch.rand(2).tolist(), random.random(), np.random.random()

    first, second = drawn(), drawn()
    assert first[0] == second[0]
    assert first[1] != second[1] and first[2] != second[2]


def test_a_gru_of_torch_is_what_the_four_lines_say() -> None:
    torch.manual_seed(0)
    gru = torch.nn.GRU(16, 32)
    assert sum(p.numel() for p in gru.parameters()) == 4800
    x, h = torch.randn(16), torch.randn(32)
    # torch keeps the reset gate first, then the update gate, then the candidate.
    Wr, Wz, Wh = gru.weight_ih_l0.chunk(3)
    Ur, Uz, Uh = gru.weight_hh_l0.chunk(3)
    br, bz, bh = gru.bias_ih_l0.chunk(3)
    cr, cz, ch = gru.bias_hh_l0.chunk(3)
    z = torch.sigmoid(Wz @ x + Uz @ h + bz + cz)
    r = torch.sigmoid(Wr @ x + Ur @ h + br + cr)
    candidate = torch.tanh(Wh @ x + bh + r * (Uh @ h + ch))
    _, state = gru(x[None, None], h[None, None])
    torch.testing.assert_close(state[0, 0], (1 - z) * candidate + z * h)


def test_a_recurrent_layer_reads_along_the_first_axis_unless_told_otherwise() -> None:
    texts = torch.randn(5, 7, 16)
    for batch_first, mixed in ((False, True), (True, False)):
        torch.manual_seed(0)
        gru = torch.nn.GRU(16, 32, batch_first=batch_first)
        alone = gru(texts[4:])[0]
        assert torch.allclose(gru(texts)[0][4:], alone, atol=1e-6) is not mixed


def test_parameters_of_a_convolution_and_of_a_full_layer() -> None:
    for layer, count in ((torch.nn.Conv2d(1, 16, 3), 160), (torch.nn.Linear(64, 1024), 66_560)):
        assert sum(p.numel() for p in layer.parameters()) == count


def test_half_of_the_images_are_negatives_and_a_linear_model_knows_a_quarter() -> None:
    found = []
    for seed in (1, 2, 3):
        torch.manual_seed(seed)
        images, labels = scripts(seed)
        linear = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(64, 10))
        taught(linear, images[:800] / 8 - 1, labels[:800], epochs=30, rate=3e-3)
        found.append(share(linear, images[800:] / 8 - 1, labels[800:]))
        assert (images.mean(dim=(1, 2, 3)) > 8).float().mean() == pytest.approx(0.5, abs=0.05)
    assert np.mean(found) == pytest.approx(0.28, abs=0.04)


def scripts(seed: int) -> tuple[Any, Any]:
    images, labels = make_data("image_classification").images_and_labels(seed=seed, count=2800)
    return torch.from_numpy(images), torch.from_numpy(labels)


@pytest.mark.parametrize(("epochs", "right", "room"), [(1, 1 / 3, 0.1), (2, 2 / 3, 0.1)])
def test_after_one_pass_the_reference_knows_a_third_and_after_two_two_thirds(
    epochs: int, right: float, room: float
) -> None:
    module = reference("image_classification")
    module.EPOCHS = epochs
    found = []
    for seed in range(1, 7):
        torch.manual_seed(seed)
        images, labels = scripts(seed)
        model = module.build_model((1, 8, 8), 10)
        module.fit(model, images[:800], labels[:800], device=CPU, seed=seed)
        found.append(share(model.eval(), images[800:], labels[800:]))
    assert np.mean(found) == pytest.approx(right, abs=room)


@pytest.mark.parametrize(
    ("p", "bound", "divergence"), [(0.945, 0.916, 0.00702), (0.95, 0.922, 0.0071)]
)
def test_the_bounds_of_the_capstones(p: float, bound: float, divergence: float) -> None:
    def kl(q: float) -> float:
        return float(q * np.log(q / p) + (1 - q) * np.log((1 - q) / (1 - p)))

    assert kl(bound) == pytest.approx(divergence, rel=2e-3)
    assert 2000 * kl(bound) > np.log(1e6) > 2000 * kl(bound + 0.001)


def test_counting_tells_prose_from_code_and_pairs_of_neighbours_do_better() -> None:
    data = np.load(TOPICS["text_classification"].assignment / "data.npz")
    texts, labels, files = data["texts"].astype(int), data["labels"], data["files"]
    counts = np.zeros((len(texts), 95))
    pairs = np.zeros((len(texts), 95 * 95))
    for place, text in enumerate(texts):
        np.add.at(counts[place], text, 1)
        np.add.at(pairs[place], 95 * text[:-1] + text[1:], 1)
    chosen = np.random.default_rng(0).permutation(np.unique(files))
    known = np.isin(files, chosen[: len(chosen) * 3 // 4])
    for features, right in ((counts, 0.89), (pairs, 0.94)):
        x, y = torch.from_numpy(features).float(), torch.from_numpy(labels.astype(np.int64))
        torch.manual_seed(0)
        model = torch.nn.Linear(x.shape[1], 2)
        taught(model, x[known], y[known], epochs=20, rate=1e-2)
        assert share(model, x[~known], y[~known]) == pytest.approx(right, abs=0.03)


def test_dropout_and_batch_statistics_make_a_guess_depend_on_chance_and_company() -> None:
    torch.manual_seed(0)
    images = torch.randn(8, 4)
    norm, dropout = torch.nn.BatchNorm1d(4), torch.nn.Dropout(0.5)
    assert not torch.allclose(copy.deepcopy(norm)(images)[:2], copy.deepcopy(norm)(images[:2]))
    assert not torch.equal(dropout(images), dropout(images))
    norm.eval(), dropout.eval()
    assert torch.equal(norm(images)[:2], norm(images[:2]))
    assert torch.equal(dropout(images), images)
