"""How the worked numbers of a handout are read. What is refused: `test_authoring.py`."""

from __future__ import annotations

from pathlib import Path

from autograder.course.worked_numbers import Example, WorkedNumbers

HANDOUT = """# Parts

```python
>>> x = np.array([1.0,
...               2.0])
>>> half(x)
array([0.5, 1. ])
>>> third(x)
array([0.333,
       0.667])
```

```python
code = "without a prompt"
```

<!-- tasks: half, third -->

## More

```
>>> sixth(x[0])
0.167

```

<!-- tasks: sixth -->
"""


def test_each_example_has_its_line_its_text_and_the_tasks_placed_next() -> None:
    read = WorkedNumbers.read(HANDOUT, Path("README.md"))
    first, last = ("half", "third"), ("sixth",)
    assert read.errors == ()
    assert read.examples == (
        Example(4, "x = np.array([1.0,\n              2.0])\n", "", first),
        Example(6, "half(x)\n", "array([0.5, 1. ])\n", first),
        Example(8, "third(x)\n", "array([0.333,\n       0.667])\n", first),
        Example(22, "sixth(x[0])\n", "0.167\n", last),
    )


def test_what_shows_nothing_is_no_worked_number() -> None:
    read = WorkedNumbers.read(HANDOUT, Path("README.md"))
    assert [read.of_task(name) for name in ("half", "third", "sixth", "other")] == [
        *([1, 2], [1, 2]),
        *([3], []),
    ]


def test_a_handout_may_have_none() -> None:
    assert WorkedNumbers.read("", Path("README.md")) == WorkedNumbers((), ())
