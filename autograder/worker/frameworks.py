"""Frameworks beside numpy: what a warm process imports of them, and how each child is settled.

A process that will be forked may import, but never run an operation; settling is for the process
that runs the submission.
"""

from __future__ import annotations

import contextlib
import importlib
import random
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

# What numpy and Python load at first use: paid once by the fork server, not by each child.
NUMPY = (
    "numpy",
    "numpy.random",
    "numpy.linalg",
    "numpy.lib.recfunctions",
    "math",
    "itertools",
    "autograder.worker.drivers.derivatives",
)
# The same of a framework: the first optimiser loads torch's compiler, which takes seconds.
MODULES = {
    "torch": (
        "torch",
        "torch._dynamo",
        "torch.utils.data",
        "autograder.worker.drivers.torch",
        "autograder.worker.drivers.capstones",
    ),
    "tensorflow": ("tensorflow", "keras", "autograder.worker.drivers.tensorflow"),
}
# One thread, and no choice of algorithm by timing: the same numbers in every run.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "CUBLAS_WORKSPACE_CONFIG": ":4096:8",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # Kernels that do not depend on the processor's kind, and no settings of a home folder.
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "KERAS_BACKEND": "tensorflow",
}
SEED = 20
# Whether work that takes long may go to an accelerator.
_accelerator = {"allowed": True}


def allow_accelerator(allowed: bool) -> None:
    """Say whether drivers may use an accelerator; a worker's load request does."""
    _accelerator["allowed"] = allowed


def accelerator_allowed() -> bool:
    """Whether drivers may use an accelerator, where there is one."""
    return _accelerator["allowed"]


def warm(frameworks: list[str]) -> None:
    """Import numpy and the frameworks, with what they load lazily; no operation is run."""
    for name in (*NUMPY, *(module for one in frameworks for module in MODULES.get(one, (one,)))):
        importlib.import_module(name)
    torch = sys.modules.get("torch")
    if torch is not None:
        # Asked before Landlock hides /sys, without which the kernels are those of a processor
        # without vector instructions: slower, and rounding otherwise than where a key was made.
        torch.backends.cpu.get_cpu_capability()


def settle() -> None:
    """Seed every generator and ask for reproducible operations, of what has been imported.

    So a submission that draws without a seed is graded the same in every run.
    """
    random.seed(SEED)
    np.random.seed(SEED)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
        torch.manual_seed(SEED)
        # Operations that have no reproducible form warn; an error would punish for the machine.
        torch.use_deterministic_algorithms(True, warn_only=True)
        # Ten bits behind the point are hundreds of tolerances off; cuDNN takes them by default.
        torch.set_float32_matmul_precision("highest")
        torch.backends.cudnn.allow_tf32 = False
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None:
        _settle_tensorflow(tensorflow)


def _settle_tensorflow(tensorflow: Any) -> None:
    """What concerns threads and devices is for the first operation: later it stays as it is."""
    with contextlib.suppress(RuntimeError):
        tensorflow.config.threading.set_intra_op_parallelism_threads(1)
        tensorflow.config.threading.set_inter_op_parallelism_threads(1)
        # An accelerator rounds otherwise, and these nets are small.
        tensorflow.config.set_visible_devices([], "GPU")
    tensorflow.keras.utils.set_random_seed(SEED)
    tensorflow.config.experimental.enable_op_determinism()
    from autograder.worker import autograph  # which imports TensorFlow

    autograph.keep_in_memory()


@contextlib.contextmanager
def hidden_accelerator() -> Iterator[None]:
    """Within the context, programs that ask for an accelerator hear that there is none.

    So one that chooses its device by asking chooses the same, and is graded the same, everywhere.
    """
    torch = sys.modules.get("torch")
    asked = [torch.cuda, torch.xpu, torch.backends.mps, torch.accelerator] if torch else []
    answers = [one.is_available for one in asked]
    for one in asked:
        one.is_available = _never
    try:
        yield
    finally:
        for one, answer in zip(asked, answers, strict=True):
            one.is_available = answer


def _never() -> bool:
    return False


def has_accelerator() -> bool:
    """Whether an imported framework finds one here; such a process must not be forked any more."""
    torch = sys.modules.get("torch")
    return torch is not None and bool(torch.accelerator.is_available())
