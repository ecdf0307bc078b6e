"""The same checks in one warm process: import each submission here, run the checks, no isolation.

    python warm.py PASSES FOLDER…     each FOLDER holds a mlp.py

Prints a JSON list of [seconds, CPU seconds, number of checks passed], for every pass.
"""

import importlib.util
import json
import sys
import time
from pathlib import Path

import checks


def grade(path: Path) -> int:
    spec = importlib.util.spec_from_file_location("mlp", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    passed = 0
    for check in checks.ALL:
        try:
            check(module)
        except Exception:
            continue
        passed += 1
    return passed


def main() -> None:
    sys.dont_write_bytecode = True
    passes, folders = int(sys.argv[1]), sys.argv[2:]
    grade(Path(folders[0], "mlp.py"))  # what loads at first use is not a submission's
    results = []
    for _ in range(passes):
        for folder in folders:
            started, spent = time.perf_counter(), time.process_time()
            passed = grade(Path(folder, "mlp.py"))
            results.append((time.perf_counter() - started, time.process_time() - spent, passed))
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
