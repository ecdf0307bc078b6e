"""Attacks through a framework: run where it is installed, in a fork server that has it."""

from __future__ import annotations

from dataclasses import replace

from tests.hostile.programs import PASSED, PLAIN, Verdict, attempt, body

TORCH = "import torch\n"

PROGRAMS = [
    replace(program, needs="torch")
    for program in (
        body(
            "a tensor in place of an array",
            "return torch.tensor(2 * x)",
            Verdict(says="expected a numpy array"),
            TORCH,
        ),
        body(
            "a tensor that is nowhere",
            "return torch.empty(len(x), device='meta')",
            Verdict(says="expected a numpy array"),
            TORCH,
        ),
        body(
            "a tensor of a petabyte that is nowhere",
            "return torch.empty(1 << 47, device='meta').numpy()",
            Verdict(says="raised"),
            TORCH,
        ),
        body(
            "a tensor of 100 GB",
            "return torch.ones(100 << 27).numpy()",
            Verdict(says="raised RuntimeError"),
            TORCH,
        ),
        body(
            "a patched detach",
            """
            torch.Tensor.detach = torch.Tensor.numpy = torch.Tensor.cpu = lambda self: os._exit(0)
            return torch.tensor(2 * x)
            """,
            Verdict(says="expected a numpy array"),
            TORCH,
        ),
        body(
            "a gradient for ever",
            """
            class Loop(torch.autograd.Function):
                @staticmethod
                def forward(ctx, a):
                    return a.clone()
                @staticmethod
                def backward(ctx, g):
                    while True:
                        pass
            a = torch.tensor(x, requires_grad=True)
            Loop.apply(a).sum().backward()
            """,
            Verdict(says="took longer than"),
            TORCH,
        ),
        body(
            "a loader with workers",
            """
            loader = torch.utils.data.DataLoader(torch.tensor(x), num_workers=2)
            return torch.cat(list(loader)).numpy() * 2
            """,
            Verdict(says="raised|took longer"),
            TORCH,
        ),
        body(
            "as many threads as it likes",
            """
            try:
                torch.set_num_threads(512)
                torch.ones(1 << 20).sum()
            except RuntimeError:
                pass
            return 2 * x
            """,
            Verdict((PASSED, "failed"), says="^$|ended its process|took longer"),
            TORCH,
        ),
        attempt(
            "shares a tensor",
            "return torch.ones(3).share_memory_().is_shared()",
            TORCH,
        ),
        attempt(
            "a pickle that runs a program",
            """
            import io
            class Evil:
                def __reduce__(self):
                    return os.system, ("id > /tmp/$token",)
            torch.save(Evil(), held := io.BytesIO())
            held.seek(0)
            return torch.load(held, weights_only=False) == 0
            """,
            TORCH,
        ),
        attempt(
            "compiles a program",
            """
            from torch.utils import cpp_extension
            return cpp_extension.load_inline("hostile", "int one() { return 1; }", functions="one")
            """,
            TORCH,
        ),
        attempt("downloads a model", "return torch.hub.load('pytorch/vision', 'resnet18')", TORCH),
        body(
            "honest: trains a network",
            """
            model = torch.nn.Sequential(torch.nn.Linear(len(x), 8), torch.nn.ReLU(),
                                        torch.nn.Linear(8, 1))
            optimiser = torch.optim.Adam(model.parameters())
            data = torch.utils.data.TensorDataset(torch.tensor(x[None], dtype=torch.float32))
            for [batch] in torch.utils.data.DataLoader(data, shuffle=True):
                optimiser.zero_grad()
                torch.nn.functional.mse_loss(model(batch), torch.ones(1, 1)).backward()
                optimiser.step()
            return (2 * torch.from_numpy(x.copy())).numpy()
            """,
            Verdict(PASSED),
            TORCH,
        ),
        body(
            "saves where it may",
            "torch.save(torch.ones(3), 'model.pt'); return 2 * x",
            Verdict(PASSED),
            TORCH,
            elsewhere={PLAIN: Verdict(says="raised")},
        ),
    )
]
