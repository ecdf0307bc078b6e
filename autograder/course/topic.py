"""One topic of a course: its files, and the texts made from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.course.errors import BrokenCourse
from autograder.course.misconceptions import Catalogue
from autograder.course.notebook_form import notebook
from autograder.course.rubric_file import load_rubric
from autograder.course.settings import FILE, Settings, read_settings
from autograder.course.sources import Piece, Program, read_text
from autograder.course.stub import Solution
from autograder.course.transplants import Transplants
from autograder.course.worked_numbers import WorkedNumbers
from autograder.figures.picture import FILE as PICTURE
from autograder.figures.picture import Picture
from autograder.model.report import RepairUse
from autograder.rubric import Misconception, Rubric
from autograder.rubric.misconceptions import Transplant


@dataclass(frozen=True)
class Topic:
    """The files of one topic. Every property may raise BrokenCourse.

    `reference` is the folder of what stays with the instructor, `assignment` of what students get.
    """

    name: str
    reference: Path
    assignment: Path

    @property
    def solution_file(self) -> Path:
        """Where the reference is."""
        return self.reference / "solution.py"

    @property
    def rubric_file(self) -> Path:
        """Where the rubric is declared."""
        return self.reference / "rubric.py"

    @property
    def misconceptions_file(self) -> Path:
        """Where misconceptions are declared, if there are any."""
        return self.reference / "misconceptions.py"

    @property
    def driver_file(self) -> Path:
        """Where the public driver is, if there is one."""
        return self.assignment / "driver.py"

    @property
    def handout_file(self) -> Path:
        """Where the handout is."""
        return self.assignment / "README.md"

    @cached_property
    def parsed_solution(self) -> Solution:
        """The reference with its regions."""
        return Solution.read(self.solution_file)

    @property
    def solution(self) -> str:
        """Text of the reference, markers included."""
        return self.parsed_solution.text

    @cached_property
    def driver(self) -> str:
        """Text of the public driver; empty where plain calls suffice."""
        return read_text(self.driver_file) if self.driver_file.exists() else ""

    @cached_property
    def rubric(self) -> Rubric:
        """The declared rubric."""
        return load_rubric(self.rubric_file, self.name, self.check_kind_files, self.assignment)

    @cached_property
    def packages(self) -> tuple[str, ...]:
        """What submissions may import beside numpy and frameworks: by the rubric and the course."""
        return tuple(dict.fromkeys((*self.rubric.packages, *self.packages_of_course)))

    @property
    def installed(self) -> tuple[str, ...]:
        """What has to be installed beside numpy where submissions are graded."""
        return (*self.rubric.frameworks, *self.packages)

    @cached_property
    def packages_of_course(self) -> tuple[str, ...]:
        """What `course.toml` adds for this topic."""
        return self._settings.packages_of(self.name)

    @property
    def repair(self) -> RepairUse:
        """Who learns of the nearest repair."""
        return self._settings.repair

    @property
    def show_expected(self) -> bool:
        """Whether students see what a small case should give."""
        return self._settings.show_expected

    @cached_property
    def _settings(self) -> Settings:
        topics = [file.parent.name for file in self.reference.parent.glob("*/rubric.py")]
        return read_settings(self._course / FILE, topics)

    @property
    def _course(self) -> Path:
        return self.reference.parent.parent

    @cached_property
    def check_kinds(self) -> dict[str, str]:
        """The texts of the course's own kinds of check, by file name."""
        return {file.name: read_text(file) for file in self.check_kind_files}

    @property
    def check_kind_files(self) -> list[Path]:
        """Where the course's own kinds of check are, if it has any."""
        return sorted((self._course / "checks").glob("*.py"))

    @cached_property
    def catalogue(self) -> Catalogue:
        """The misconceptions as they stand in their file, with what cannot be read of them."""
        return Catalogue.read(self.misconceptions_file)

    @cached_property
    def misconceptions(self) -> list[Misconception]:
        """Known wrong implementations, in order of declaration (simplest first)."""
        if self.catalogue.errors:
            raise BrokenCourse(self.catalogue.errors)
        return list(self.catalogue.misconceptions)

    @property
    def transplants_file(self) -> Path:
        """Where ideas of misconceptions are written into variants, if any are."""
        return self.reference / "transplants.py"

    @cached_property
    def transplants(self) -> Transplants:
        """The ideas of misconceptions written into variants, with what cannot be read of them."""
        return Transplants.read(self.transplants_file)

    @cached_property
    def variants(self) -> dict[str, str]:
        """Correct but different submissions, by name."""
        return {file.stem: read_text(file) for file in self.variant_files}

    @property
    def variant_programs(self) -> list[Program]:
        """The variants with the files that their lines come from."""
        return [Program((Piece(file, read_text(file)),)) for file in self.variant_files]

    @property
    def variant_files(self) -> list[Path]:
        """Where the variants are."""
        return sorted(self.reference.glob("variants/*.py"))

    @property
    def shortcuts(self) -> dict[str, Program]:
        """What does without the work, or without what the topic teaches, by name.

        Each is put behind the reference, and behind what students may draw data with, if there is
        that: it may use both, and take over from the reference.
        """
        files = [self.solution_file]
        if self.generator_file.exists():
            files.append(self.generator_file)
        before = tuple(Piece(file, read_text(file)) for file in files)
        return {
            file.stem: Program((*before, Piece(file, read_text(file))))
            for file in sorted(self.reference.glob("shortcuts/*.py"))
        }

    @property
    def generator_file(self) -> Path:
        """What students may draw data with, as the rubric does, if there is anything to draw."""
        return self.assignment / "make_data.py"

    @property
    def data_file(self) -> Path:
        """What students train on, if that is a file."""
        return self.assignment / "data.npz"

    @property
    def stub(self) -> str:
        """What students start from."""
        return self.parsed_solution.stub

    @cached_property
    def handout(self) -> str:
        """What students read; empty where there is none yet."""
        return read_text(self.handout_file) if self.handout_file.exists() else ""

    @cached_property
    def worked_numbers(self) -> WorkedNumbers:
        """The examples in the handout, with what cannot be read of them."""
        return WorkedNumbers.read(self.handout, self.handout_file)

    @property
    def figure_file(self) -> Path:
        """Where the topic's figure is declared, if it has one."""
        return self.reference / "figure.py"

    @property
    def picture_file(self) -> Path:
        """Where students get the figure that is drawn of it."""
        return self.assignment / PICTURE

    @property
    def picture(self) -> Picture | None:
        """The figure as it was drawn last; None where there is none."""
        if not self.figure_file.exists() or not self.picture_file.exists():
            return None
        return Picture(read_text(self.picture_file))

    @property
    def notebook(self) -> str:
        """The stub, the handout and its picture as a notebook to work in."""
        return self.notebook_with(self.picture)

    def notebook_with(self, picture: Picture | None) -> str:
        """The notebook as it is with this picture."""
        tasks = [task.name for task in self.rubric.tasks]
        return notebook(self.name, tasks, self.stub, self.handout, picture)

    def program(self, *wrong: Misconception) -> Program:
        """The solution with one misconception in it, several in different tasks, or none.

        It knows the file and line that each of its lines comes from. Raises BrokenCourse.
        """
        return self.catalogue.program(Piece(self.solution_file, self.solution), wrong)

    def transplanted(self, *some: Transplant) -> Program:
        """A variant with the ideas of some misconceptions in it. Raises BrokenCourse."""
        file = self.reference / "variants" / f"{some[0].variant}.py"
        return self.transplants.program(some, Piece(file, read_text(file)))

    def wrong(self, *misconceptions: Misconception) -> str:
        """A complete submission with this misconception in it, or with several."""
        return self.program(*misconceptions).text
