"""Which installed files belong to the packages that a topic may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.sandbox.packages import distribution_of, installed


def install(folder: Path, name: str, *files: str, needs: tuple[str, ...] = ()) -> None:
    """A distribution as pip leaves it behind."""
    info = f"{name.replace('-', '_')}-1.0.dist-info"
    listed = [*files, f"{info}/METADATA", f"{info}/RECORD"]
    for file in listed:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).touch()
    requires = "".join(f"Requires-Dist: {one}\n" for one in needs)
    (folder / info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n{requires}\n")
    (folder / info / "RECORD").write_text("".join(f"{file},,\n" for file in listed))


def found(folder: Path, *wanted: str) -> set[str]:
    """The paths of packages below the folder, without those of metadata."""
    paths = installed(wanted, (str(folder),)).paths
    relative = {Path(path).relative_to(folder).as_posix() for path in paths}
    return {path for path in relative if not path.endswith(".dist-info")}


def test_a_package_comes_with_its_libraries_and_nothing_else(tmp_path: Path) -> None:
    install(tmp_path, "fast", "fast/__init__.py", "fast/core.so", "fast.libs/lib.so", "../bin/fast")
    install(tmp_path, "other", "other/__init__.py")
    assert found(tmp_path, "fast") == {"fast", "fast.libs"}


def test_what_it_needs_comes_too_and_what_that_needs(tmp_path: Path) -> None:
    install(tmp_path, "top", "top/__init__.py", needs=("Mid-dle>=1", "not-here"))
    install(tmp_path, "mid.dle", "middle/__init__.py", needs=("low; python_version > '3'",))
    install(tmp_path, "low", "low.py", needs=("top",))
    seen = installed(("top",), (str(tmp_path),))
    assert set(seen.names) == {"top", "middle", "low"}
    assert set(seen.distributions) == {"top", "mid-dle", "low"}
    assert found(tmp_path, "top") == {"top", "middle", "low.py"}


def test_what_it_could_use_is_left_out(tmp_path: Path) -> None:
    needs = ("quick; extra == 'speed'", "old; python_version < '3'", "plain[speed]")
    install(tmp_path, "top", "top/__init__.py", needs=needs)
    install(tmp_path, "plain", "plain/__init__.py", needs=("quicker; extra == 'speed'",))
    for name in ("quick", "old", "quicker"):
        install(tmp_path, name, f"{name}/__init__.py")
    assert found(tmp_path, "top") == {"top", "plain", "quicker"}


def test_of_a_shared_folder_only_its_own_part_is_taken(tmp_path: Path) -> None:
    install(tmp_path, "one", "shared/one/__init__.py", "__pycache__/one.cpython-311.pyc", "one.py")
    install(tmp_path, "two", "shared/two/__init__.py", "__pycache__/two.cpython-311.pyc", "two.py")
    assert found(tmp_path, "one") == {"shared/one", "__pycache__/one.cpython-311.pyc", "one.py"}


def test_a_package_goes_by_the_name_that_python_imports(tmp_path: Path) -> None:
    install(tmp_path, "scikit-thing", "skthing/__init__.py")
    install(tmp_path, "skthing", "something_else/__init__.py")
    (tmp_path / "~kthing-1.0.dist-info").mkdir()  # as an interrupted installation leaves it
    assert found(tmp_path, "skthing") == {"skthing"}
    assert installed(("scikit_thing",), (str(tmp_path),)).missing == ("scikit_thing",)


def test_a_distribution_is_found_for_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "scikit-thing", "skthing/__init__.py")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert distribution_of("skthing") == "scikit-thing"
    assert distribution_of("nowhere") == "nowhere"


def test_an_extension_module_that_is_one_file_is_a_package(tmp_path: Path) -> None:
    install(tmp_path, "single", "single.cpython-311-x86_64-linux-gnu.so", "81d2__mypyc.so")
    assert set(installed(("single",), (str(tmp_path),)).names) == {"single", "81d2__mypyc"}


def test_an_editable_install_does_not_hold_the_package_but_tells_what_it_needs(
    tmp_path: Path,
) -> None:
    install(tmp_path, "mine", "_mine.pth", needs=("low",))
    install(tmp_path, "low", "low.py")
    seen = installed(("mine",), (str(tmp_path),))
    assert seen.missing == ("mine",) and set(seen.names) == {"mine", "low"}


def test_a_system_package_without_a_list_of_files_is_found(tmp_path: Path) -> None:
    (tmp_path / "debian").mkdir()
    info = tmp_path / "debian-1.0.egg-info"
    info.mkdir()
    (info / "PKG-INFO").write_text("Name: debian\nVersion: 1.0\n")
    (info / "top_level.txt").write_text("debian\n")
    assert str(tmp_path / "debian") in installed(("debian",), (str(tmp_path),)).paths


def test_files_that_were_removed_are_not_shown(tmp_path: Path) -> None:
    install(tmp_path, "one", "one.py", "__pycache__/one.cpython-311.pyc")
    (tmp_path / "__pycache__/one.cpython-311.pyc").unlink()
    assert found(tmp_path, "one") == {"one.py"}
