"""What a submission imports and does not find: told by name, in a student's check as in grading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.grading.grade import grade
from autograder.grading.missing_packages import MissingPackages, sentence
from autograder.keys import files as key_files
from autograder.model.observation import Raised, RaisedError, Value
from autograder.model.report import Report
from autograder.model.submission import Submission
from autograder.notebook import Feedback
from autograder.sandbox import FreshProcesses, Sandbox
from tests.conftest import TOPICS

ACTIVATIONS = TOPICS["activations"]
KEY = key_files.read(ACTIVATIONS.assignment / "activations.key")
SAYS = "grading has no {} here: numpy and the standard library are what this topic may use"
WITH_SCIPY = ACTIVATIONS.solution.replace(
    "import numpy as np\n", "import numpy as np\nfrom scipy.special import expit\n"
) + ("\n\ndef sigmoid(z):\n    return expit(z)\n")
WITH_FALLBACK = ACTIVATIONS.solution.replace(
    "import numpy as np\n",
    "import numpy as np\n"
    "try:\n    from scipy.special import expit\n"
    "except ImportError:\n    expit = lambda z: 1 / (1 + np.exp(-np.clip(z, -700, 700)))\n",
)


@pytest.fixture(autouse=True)
def installed_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """scipy and tqdm, which a student has and the topic does not name."""
    scipy = tmp_path / "installed" / "scipy"
    scipy.mkdir(parents=True)
    (scipy / "__init__.py").touch()
    (scipy / "special.py").write_text(
        "import numpy as np\n"
        "def expit(z):\n"
        "    small = np.exp(-np.abs(z))\n"
        "    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))\n"
    )
    (tmp_path / "installed" / "tqdm.py").write_text("tqdm = iter\n")
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))


def graded(source: str, sandbox: Sandbox) -> Report:
    return grade(Submission("s", "activations", {"activations.py": source.encode()}), KEY, sandbox)


def in_both(source: str, sandbox: Sandbox) -> Report:
    """The report of the sandbox, which a student's own machine gives as well."""
    report = graded(source, sandbox)
    own = graded(source, FreshProcesses(KEY.frameworks, KEY.packages))
    assert replace(own, sandbox_tier=report.sandbox_tier, duration_s=report.duration_s) == report
    return report


def checked(source: str, folder: Path) -> str:
    """What `autograder check` prints."""
    (folder / "activations.py").write_text(source)
    done = CliRunner().invoke(main, ["check", str(folder / "activations.py")])
    return done.output


def test_an_import_that_costs_a_task_is_told_there_and_once(sandbox: Sandbox) -> None:
    report = in_both(WITH_SCIPY, sandbox)
    [problem] = report.problems
    assert problem.kind == "missing_package" and SAYS.format("scipy") in problem.message
    sigmoid = report.tasks[0]
    assert sigmoid.score == 0 and not sigmoid.remarks
    assert all(SAYS.format("scipy") in check.message for check in sigmoid.checks)
    assert report.score == report.max_score - sigmoid.max_score


def test_what_follows_from_a_missing_import_is_not_told_again(sandbox: Sandbox) -> None:
    source = "import tqdm\ntqdm.tqdm([])\nfor _ in tqdm.tqdm([]): pass\n" + WITH_SCIPY
    scipy = source.splitlines().index("from scipy.special import expit") + 1
    told = [problem.message.partition(":")[0] for problem in in_both(source, sandbox).problems]
    assert told == ["line 1 of activations.py", f"line {scipy} of activations.py"]


def test_an_import_within_a_function_is_told_at_its_task(sandbox: Sandbox) -> None:
    source = ACTIVATIONS.solution + "\n\ndef tanh(z):\n    import tqdm\n    return np.tanh(z)\n"
    report = in_both(source, sandbox)
    [tanh] = [task for task in report.tasks if task.name == "tanh"]
    assert tanh.score == 0 and not report.problems
    assert all(SAYS.format("tqdm") in check.message for check in tanh.checks)


def test_an_import_with_a_fallback_is_no_problem(sandbox: Sandbox) -> None:
    report = in_both(WITH_FALLBACK, sandbox)
    assert report.score == report.max_score and not report.problems


def test_a_missing_name_of_python_or_numpy_is_another_matter(sandbox: Sandbox) -> None:
    report = graded("import numpy.nothing\n" + ACTIVATIONS.solution, sandbox)
    assert report.problems[0].kind == "import_error"


def test_check_does_not_ask_to_submit_what_grading_cannot_run(tmp_path: Path) -> None:
    said = checked(WITH_SCIPY, tmp_path)
    assert said.startswith("Next: write it without the package that grading does not have")
    assert SAYS.format("scipy") in " ".join(said.split())


def test_check_says_that_an_import_is_not_needed(tmp_path: Path) -> None:
    said = checked("import tqdm\n" + ACTIVATIONS.solution, tmp_path)
    assert "All tasks done" not in said and said.startswith("All tasks pass, but the file imports")
    assert checked(WITH_FALLBACK, tmp_path).startswith("All tasks done. Submit it.")


def test_a_notebook_says_the_same() -> None:
    report = graded("import tqdm\n" + ACTIVATIONS.solution, FreshProcesses())
    shown = repr(Feedback(report, None, {task.name for task in report.tasks}))
    assert SAYS.format("tqdm") in shown and "All tasks pass, but the file imports" in shown


def test_what_a_key_names_may_be_used(sandbox: Sandbox) -> None:
    """The same key, as a course makes it that allows both."""
    key = replace(KEY, packages=("scipy", "tqdm"))
    files = {"activations.py": WITH_SCIPY.encode()}
    own = FreshProcesses(key.frameworks, key.packages)
    report = grade(Submission("s", "activations", files), key, own)
    assert report.score == report.max_score and not report.problems


def raised(kind: str, message: str, *unbound: str) -> RaisedError:
    return RaisedError(kind, ("Exception",), message, 3, "f", unbound=unbound)


@pytest.mark.parametrize(
    "error, says",
    [
        (raised("ModuleNotFoundError", "No module named 'scipy.special'"), SAYS.format("scipy")),
        (raised("ModuleNotFoundError", "No module named 'numpy.nothing'"), None),
        (raised("ModuleNotFoundError", "No module named 'tkinter'"), None),
        (raised("ModuleNotFoundError", "something else"), None),
        (raised("ImportError", "No module named 'scipy'"), None),
    ],
)
def test_only_what_is_not_there_is_told(error: RaisedError, says: str | None) -> None:
    assert sentence(error, ("numpy",)) == says


def test_a_name_that_an_import_was_to_define_stands_for_it() -> None:
    failed = raised("ModuleNotFoundError", "No module named 'scipy'", "expit", "logit")
    missing = MissingPackages.of([failed], ("numpy",))
    value = Value(1.0)
    lost, other, kept = missing.told(
        (
            Raised(raised("NameError", "name 'logit' is not defined")),
            Raised(raised("NameError", "name 'sigmoid' is not defined")),
            value,
        )
    )
    assert isinstance(lost, Raised) and lost.error.message == SAYS.format("scipy")
    assert isinstance(other, Raised) and other.error.message == "name 'sigmoid' is not defined"
    assert kept is value
