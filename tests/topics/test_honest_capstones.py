"""Right networks and training loops in ways that the reference does not know keep every point.

Each of these lost points once, because a check of a habit took the way for the habit.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.grading.grade import grade
from autograder.keys import files as key_files
from autograder.model.submission import Submission
from autograder.sandbox import Sandbox
from autograder.sandbox.availability import unavailable
from autograder.sandbox.tiers import Tier
from tests.conftest import TOPICS

TOPIC = TOPICS["image_classification"]
# A loop with places for what is unusual: what is said before it, its batches, after each epoch.
LOOP = """
import copy
from torch.utils.data import DataLoader, TensorDataset

def fit(model, images, labels, *, device, seed):
    torch.manual_seed(seed)
    model.to(device)
    images, labels = images.to(device), labels.to(device)
    loss_fn = nn.CrossEntropyLoss()
    batches = DataLoader(TensorDataset(images, labels), 48, shuffle=True)
    {before}
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    curve = []
    for _ in range(16):
        model.train()
        total = count = 0
        for some, wanted in batches:
            loss = loss_fn(model(some), wanted)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(some)
            count += len(some)
        curve.append(total / count)
        {after}
    {at_last}
    return curve
"""


def loop(before: str = "", after: str = "", at_last: str = "") -> str:
    return LOOP.format(before=before, after=after, at_last=at_last)


VALIDATION = loop(
    before="best, aside = float('inf'), (images[:60], labels[:60])",
    after="""model.eval()
        seen = loss_fn(model(aside[0]), aside[1]).item()
        if seen < best:
            best, kept = seen, copy.deepcopy(model.state_dict())""",
    at_last="model.load_state_dict(kept)",
)
HONEST = {
    "validation that records gradients": VALIDATION,
    "weights for classes": loop(
        before="loss_fn = nn.CrossEntropyLoss(weight=len(labels) / labels.bincount().float())"
    ),
    "no smaller batch at the end": loop(
        before="batches = DataLoader(TensorDataset(images, labels), min(48, len(images)),"
        " shuffle=True, drop_last=True)"
    ),
    "layers that learn their size": """
def build_model(image_shape, classes):
    return nn.Sequential(
        Scaled(), nn.LazyConv2d(16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.LazyConv2d(32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.LazyLinear(classes),
    )
""",
    "double precision": """
class Double(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model.double()

    def forward(self, images):
        return self.model(images.double())

_single = build_model

def build_model(image_shape, classes):
    return Double(_single(image_shape, classes))
""",
    "each module's mode by itself": """
def predict(model, images, device):
    modes = [(one, one.training) for one in model.modules()]
    model.to(device).eval()
    with torch.inference_mode():
        classes = model(images.to(device)).argmax(dim=1).cpu()
    for one, mode in modes:
        one.training = mode
    return classes
""",
}


@pytest.fixture(scope="module")
def with_torch(tier: Tier) -> Iterator[Sandbox]:
    made = tier.sandbox(TOPIC.rubric.frameworks)
    yield made
    made.close()


@pytest.mark.skipif(unavailable(("torch",)) is not None, reason="torch is not installed")
@pytest.mark.parametrize("change", HONEST.values(), ids=HONEST)
def test_an_honest_way_keeps_every_point(change: str, with_torch: Sandbox) -> None:
    key = key_files.read(TOPIC.assignment / f"{TOPIC.name}.key")
    source = (TOPIC.solution + change).encode()
    report = grade(Submission("s", TOPIC.name, {f"{TOPIC.name}.py": source}), key, with_torch)
    assert report.score == report.max_score, [
        (check.name, check.message)
        for task in report.tasks
        for check in task.checks
        if check.points < check.max_points
    ]
