"""Make assignments/text_classification/data.npz from the library of the Python that runs this.

For practice: what is graded is drawn by `make_data.py` in that folder.

Run once (`python reference/text_classification/make_snippets.py`, Python 3.11.7) and shipped: every
version of Python has another library, and students, instructors and CI must have the same texts.

A snippet is WIDTH characters in a row, of prose (docstrings) or of code (sources without docstrings
and comments). Runs of white space become one space, so that indentation gives nothing away. Beside
each stands the number of its file: texts for training and for testing must come of other files.
"""

import ast
import re
import sysconfig
from pathlib import Path

import numpy as np

WIDTH = 40
# Of one file and kind; so that no single file sets the tone.
MOST = 6
FILES = 200
FIRST, LAST = 32, 126  # printable ASCII
PROSE, CODE = 0, 1
# Tests, tools and generated tables: neither prose nor code of the usual kind.
SKIPPED = re.compile(r"test|idlelib|lib2to3|encodings|pydoc_data|site-packages|turtledemo|_msi")


def main():
    library = Path(sysconfig.get_paths()["stdlib"])
    rng = np.random.default_rng(11)
    texts, labels, files = [], [], []
    seen = set()
    paths = sorted(library.rglob("*.py"), key=lambda path: path.relative_to(library).as_posix())
    number = 0
    for path in (paths[place] for place in rng.permutation(len(paths))):
        if SKIPPED.search(path.relative_to(library).as_posix()) or number == FILES:
            continue
        kinds = prose_and_code(path.read_text(encoding="utf-8"))
        snippets = [[one for one in cut(text, rng) if one not in seen] for text in kinds]
        count = min(MOST, *map(len, snippets))
        if count < 3:
            continue
        for label, some in enumerate(snippets):
            texts += some[:count]
            labels += [label] * count
            files += [number] * count
            seen.update(some[:count])
        number += 1
    codes = np.array([[ord(one) - FIRST for one in text] for text in texts], dtype=np.uint8)
    where = Path(__file__).resolve().parents[2] / "assignments" / "text_classification" / "data.npz"
    np.savez_compressed(
        where,
        texts=codes,
        labels=np.array(labels, dtype=np.uint8),
        files=np.array(files, dtype=np.uint8),
    )
    print(f"{len(texts)} snippets of {number} files, {where.stat().st_size} bytes")


def prose_and_code(source):
    """All docstrings of a module as one text, and everything else without comments."""
    tree = ast.parse(source)
    prose = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            continue
        if ast.get_docstring(node) is not None:
            prose.append(ast.get_docstring(node))
            node.body = node.body[1:] or [ast.Pass()]
    lines = [line for text in prose for line in text.splitlines() if not is_example(line)]
    return "\n".join(lines), ast.unparse(tree)


def is_example(line):
    return line.strip().startswith((">>>", "...")) or line.startswith("    ")


def cut(text, rng):
    """Snippets of a text, in random order, that have printable characters only."""
    text = re.sub(r"\s+", " ", text)
    found = [text[at : at + WIDTH] for at in range(0, len(text) - WIDTH + 1, WIDTH)]
    found = [one for one in found if all(FIRST <= ord(sign) <= LAST for sign in one)]
    return [found[place] for place in rng.permutation(len(found))]


if __name__ == "__main__":
    main()
