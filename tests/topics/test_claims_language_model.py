"""What the handout of `language_model` claims of PyTorch, and what it says was measured."""

from __future__ import annotations

import re
import sys
import types
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed: pip install '.[torch]'")

from tests.conftest import TOPICS  # noqa: E402

torch.set_num_threads(1)  # as in a worker
functional = torch.nn.functional
HANDOUT = TOPICS["language_model"].handout


def reference() -> Any:
    module = types.ModuleType("language_model")
    exec(compile(TOPICS["language_model"].solution, "language_model", "exec"), vars(module))
    return module


def row(start: str) -> list[float]:
    """The numbers of a table's row."""
    [line] = [one for one in HANDOUT.split("\n") if one.startswith(f"| {start} |")]
    return [float(number) for number in re.findall(r"[\d.]+", line.split("|", 2)[2])]


# --- PyTorch


def test_cross_entropy_wants_characters_on_axis_one_and_a_reshape_mixes_them_up() -> None:
    logits, targets = torch.randn(2, 3, 5), torch.tensor([[0, 4, 1], [3, 2, 2]])
    right = -logits.log_softmax(dim=2).gather(2, targets[..., None]).mean()
    assert torch.allclose(functional.cross_entropy(logits.transpose(1, 2), targets), right)
    assert not torch.allclose(functional.cross_entropy(logits.reshape(2, 5, 3), targets), right)


def test_cross_entropy_leaves_padding_out_and_makes_nan_of_padding_alone() -> None:
    logits, targets = torch.randn(3, 5), torch.tensor([1, 4, 4])
    left = functional.cross_entropy(logits, targets, ignore_index=4)
    assert torch.allclose(left, functional.cross_entropy(logits[:1], targets[:1]))
    assert functional.cross_entropy(logits, torch.full((3,), 4), ignore_index=4).isnan()


def test_a_state_with_its_graph_ends_the_next_backward_pass_and_detach_cuts_it_off() -> None:
    gru = torch.nn.GRU(2, 3)
    out, state = gru(torch.randn(4, 1, 2))
    out.sum().backward()
    cut = state.detach()
    assert torch.equal(cut, state) and not cut.requires_grad
    gru(torch.randn(4, 1, 2), cut)[0].sum().backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        gru(torch.randn(4, 1, 2), state)[0].sum().backward()


def test_a_gru_has_one_tensor_as_its_state_and_an_lstm_a_tuple_of_two() -> None:
    assert isinstance(torch.nn.GRU(2, 3)(torch.randn(4, 1, 2))[1], torch.Tensor)
    state = torch.nn.LSTM(2, 3)(torch.randn(4, 1, 2))[1]
    assert isinstance(state, tuple) and len(state) == 2


def test_clipping_takes_what_stands_in_grad_at_that_moment() -> None:
    p = torch.nn.Parameter(torch.tensor([3.0, 4.0]))
    assert torch.nn.utils.clip_grad_norm_([p], 1.0) == 0 and p.grad is None
    (p * p).sum().backward()
    assert torch.nn.utils.clip_grad_norm_([p], 1.0).item() == pytest.approx(10)
    assert p.grad is not None and np.allclose(p.grad, [0.6, 0.8])


def test_a_generator_has_a_state_of_its_own() -> None:
    def drawn(others: int) -> list[int]:
        generator = torch.Generator().manual_seed(3)
        found = []
        for _ in range(9):
            torch.rand(others)
            p = torch.full((50,), 0.02)
            found.append(int(torch.multinomial(p, 1, generator=generator)))
        return found

    assert drawn(0) == drawn(5)


def test_the_softmax_of_a_row_of_minus_infinity_is_nan() -> None:
    assert torch.full((3,), -torch.inf).softmax(dim=0).isnan().all()


def test_tril_lets_each_place_look_backwards_only() -> None:
    allowed = torch.ones(4, 4).tril().bool()
    assert all(allowed[i, j] == (j <= i) for i in range(4) for j in range(4))


def test_autograd_records_nothing_in_inference_mode() -> None:
    with torch.inference_mode():
        x = torch.ones(2).requires_grad_()
        with pytest.raises(RuntimeError, match="does not require grad"):
            (x * x).sum().backward()


# --- figures


def test_reading_all_again_for_each_of_a_thousand_characters_costs_500_times_as_much() -> None:
    assert round(sum(range(1, 1001)) / 1000) == 500


def test_a_sum_of_products_has_the_deviation_root_of_d() -> None:
    rng = np.random.default_rng(0)
    for width in (16, 100):
        scores = np.sum(rng.normal(size=(20_000, width)) * rng.normal(size=(20_000, width)), axis=1)
        assert np.std(scores) == pytest.approx(np.sqrt(width), rel=0.05)


def test_other_means_of_the_worked_numbers_are_what_the_handout_says() -> None:
    ln2 = np.log(2)
    assert "0.924" in HANDOUT and (5 / 3 + 1) / 2 * ln2 == pytest.approx(0.924, abs=5e-4)
    assert "0.693" in HANDOUT and 6 / 6 * ln2 == pytest.approx(0.693, abs=5e-4)
    assert "would be 5.5 by\ncharacters, and 9 by batches" in HANDOUT
    assert (3 * 2 + 16) / 4 == 5.5 and (2 + 16) / 2 == 9


@pytest.mark.parametrize("temperature", [0, 0.5, 1, 2, np.inf])
def test_the_table_of_temperatures_is_what_the_function_gives(temperature: float) -> None:
    columns = list(zip(row("p₁"), row("p₂"), row("p₃"), strict=True))
    shown = dict(zip([0, 0.5, 1, 2, np.inf], columns, strict=True))[temperature]
    logits = torch.tensor([2.0, 1.0, 0.0], dtype=torch.float64) * np.log(2)
    found = reference().temperature_probabilities(logits, temperature)
    assert found.tolist() == pytest.approx(shown, abs=5e-4)


@pytest.mark.slow
def test_a_text_of_one_word_is_learnt_to_a_perplexity_of_one() -> None:
    module = reference()
    torch.manual_seed(0)
    model = writer(4, 16)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(30):
        state = None
        for inputs, targets in module.teacher_forcing(torch.arange(200) % 4, 2, 10):
            loss, state = module.train_step(model, optimizer, inputs, targets, state, 1.0)
    assert module.perplexity([loss], [20]) < 1.05


@pytest.mark.slow
@pytest.mark.parametrize("letters", [4, 8, 12])
@pytest.mark.parametrize("looks", [False, True])
def test_the_share_of_strings_that_are_turned_around_is_measured_again(
    letters: int, looks: bool
) -> None:
    """Trainings on other processors end elsewhere: by so much the shares may differ."""
    module = with_the_program()
    encoder, decoder = module.learn_to_reverse(letters, looks)
    shares = [whole(module, encoder, decoder, more) for more in (letters, letters + 1)]
    place = [4, 8, 12].index(letters)
    shown = row("with attention" if looks else "by the state alone")[place] / 100
    assert shares[0] == pytest.approx(shown, abs=0.1)
    if letters == 4:
        assert "turns\naround 3 % by the state alone and none with attention" in HANDOUT
        assert shares[1] == pytest.approx(0.0 if looks else 0.03, abs=0.03)


@pytest.mark.slow
def test_ten_times_as_many_steps_turn_many_more_strings_around_by_the_state_alone() -> None:
    assert "ten times as many steps bring the 2 % to 64 %" in HANDOUT
    assert row("by the state alone")[2] == 2
    module = with_the_program()
    encoder, decoder = module.learn_to_reverse(12, False, 5000)
    assert whole(module, encoder, decoder, 12) == pytest.approx(0.64, abs=0.2)


def with_the_program() -> Any:
    """The reference with the program of the handout behind it."""
    module = reference()
    module.nn, module.take_step = torch.nn, take_step
    [program] = [
        block
        for block in re.findall(r"```python\n(.*?)```", HANDOUT, re.DOTALL)
        if not block.startswith(">>>")
    ]
    exec(program, vars(module))
    torch.manual_seed(0)
    return module


def take_step(optimizer: Any, loss: Any, parameters: Any) -> None:
    """What the program leaves to its readers."""
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()


def whole(module: Any, encoder: Any, decoder: Any, length: int) -> float:
    sources, wanted = module.strings(1000, length)
    found = module.translate(
        encoder, decoder, sources, module.START, module.END, module.PADDING, length + 1
    )
    return float((found == wanted).all(dim=1).float().mean())


@pytest.mark.slow
@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="another text in another Python")
def test_the_perplexities_of_the_documentation_are_measured_again() -> None:
    from pydoc_data.topics import topics

    module = reference()
    text = "\n".join(topics[name] for name in sorted(topics))[:72_000]
    characters = sorted(set(text))
    assert f"There are {len(characters)} characters" in HANDOUT
    ids = torch.tensor([characters.index(one) for one in text])
    taught, held_out = ids[:60_000], ids[60_000:]
    counts = torch.bincount(taught, minlength=len(characters)) + 1.0
    alone = (counts / counts.sum()).log()[held_out].mean().neg().exp()
    assert f"the perplexity is {alone:.1f}." in HANDOUT

    torch.manual_seed(0)
    model = writer(len(characters), 96)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    for time in range(1, 5):
        state = None
        for inputs, targets in module.teacher_forcing(taught, 30, 25):
            _, state = module.train_step(model, optimizer, inputs, targets, state, 1.0)
        if time in (1, 4):
            shown = row({1: "after 1 time through the text", 4: "after 4 times"}[time])
            found = [of_text(module, model, held_out, *how) for how in KEPT]
            assert found == pytest.approx(shown, rel=0.05)


# How long a batch is, and whether the state goes on from batch to batch.
KEPT = [(25, True), (25, False), (5, False)]


def of_text(module: Any, model: Any, ids: Any, length: int, kept: bool) -> float:
    """The perplexity of a text that is read in one row."""
    losses, counts, state = [], [], None
    with torch.no_grad():
        for inputs, targets in module.teacher_forcing(ids, 1, length):
            logits, state = model(inputs, state if kept else None)
            losses.append(module.sequence_loss(logits, targets, -1).item())
            counts.append(targets.numel())
    return float(module.perplexity(losses, counts))


def writer(characters: int, width: int) -> Any:
    """A language model with a GRU."""

    class Writer(torch.nn.Module):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__()
            self.embedding = torch.nn.Embedding(characters, width)
            self.gru = torch.nn.GRU(width, width, batch_first=True)
            self.output = torch.nn.Linear(width, characters)

        def forward(self, ids: Any, state: Any = None) -> Any:
            states, state = self.gru(self.embedding(ids), state)
            return self.output(states), state

    return Writer()
