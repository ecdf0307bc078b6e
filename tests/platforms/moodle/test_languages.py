"""Moodle's worksheet in the language of whoever downloads it, and of assignments for groups."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.model.report import Report
from autograder.platforms.errors import PlatformError
from autograder.platforms.moodle import columns as moodle_columns
from autograder.platforms.moodle import worksheet as moodle
from autograder.reports import files
from tests.platforms.builders import report

# As downloaded, with the order of columns that Moodle gives them.
GERMAN = (
    'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,'
    '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)",'
    '"Feedback als Kommentar"\n'
    'Teilnehmer/in11,"Jörg Müller, geb. Groß",jm@x.de,-,"3,50","20,00",Ja,-,-,\n'
    'Teilnehmer/in12,"Anna Öz",ao@x.de,-,,"20,00",Nein,-,-,\n'
)
SHEETS = {
    "de": GERMAN,
    "fr": "Identifiant,Nom complet,Adresse de courriel,Statut,Note,Note maximale,"
    "La note peut être modifiée,Dernière modification (note),Feedback par commentaires\n"
    "Participant11,A,a@x,-,,20.00,Oui,-,\nParticipant12,B,b@x,-,,20.00,Non,-,\n",
    "es": '"Identificador","Nombre completo","Estado","Calificación","Calificación máxima",'
    '"La calificación puede ser cambiada","Última modificación (calificación)",'
    '"Comentarios de retroalimentación"\n'
    '"Participante 11","A","-","","20,00","Sí","-",""\n'
    '"Participante 12","B","-","","20,00","No","-",""\n',
    "pt_br": "Identificador;Nome completo;Número de identificação;Status;Nota;Nota máxima;"
    "Nota pode ser alterada;Última modificação (nota);Comentários de feedback\n"
    "Participante11;A;rp1;-;;20,00;Sim;-;\nParticipante12;B;rp2;-;;20,00;Não;-;\n",
    "en": "Identifier,Full name,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (grade),Feedback comments\n"
    "Participant11,A,-,,20.00,Yes,-,\nParticipant12,B,-,,20.00,No,-,\n",
}


def put(folder: Path, text: str) -> Path:
    path = folder / "Grades.csv"
    path.write_bytes(text.encode())
    return path


def downloaded(number: int, student: str = "somebody", score: float | None = 17.5) -> Report:
    return report(student, score, str(number), "moodle")


@pytest.mark.parametrize("language", SHEETS)
def test_a_worksheet_is_filled_in_any_known_language(tmp_path: Path, language: str) -> None:
    text = SHEETS[language]
    filled = moodle.worksheet([downloaded(11), downloaded(12)], put(tmp_path, text))
    separator = ";" if language == "pt_br" else ","
    before, after = (
        list(csv.reader(io.StringIO(one), delimiter=separator))
        for one in (text, filled.table.content.decode())
    )
    grade = before[0].index(
        dict(de="Bewertung", fr="Note", es="Calificación", pt_br="Nota", en="Grade")[language]
    )
    assert after[1].pop().startswith("Autograder: ") and before[1].pop() == ""
    assert after[1].pop(grade) == "17.5"
    before[1].pop(grade)
    assert after == before and filled.table.marks == 1
    assert filled.table.left == ("somebody: is locked, Moodle would skip the row",)


def test_feedback_files_keep_their_names_in_any_language(tmp_path: Path) -> None:
    """The importer looks for the number after the first underscore; no word of it is translated."""
    filled = moodle.worksheet([downloaded(11), downloaded(12)], put(tmp_path, GERMAN))
    assert zipfile.ZipFile(io.BytesIO(filled.feedback)).namelist() == [
        "Jörg Müller, geb. Groß_11_assignfeedback_file/report.html",
        "Anna Öz_12_assignfeedback_file/report.html",
    ]


def test_other_points_are_noticed_in_any_language(tmp_path: Path) -> None:
    for text in SHEETS.values():
        path = put(tmp_path, text.replace("20,00", "100,00").replace("20.00", "100.00"))
        with pytest.raises(PlatformError, match="worth 100 points there and 20 here"):
            moodle.worksheet([downloaded(11)], path)


@pytest.mark.parametrize("words", moodle_columns.LANGUAGES, ids=lambda one: one["Grade"][0])
def test_the_words_of_a_language_name_one_column_each(
    tmp_path: Path, words: moodle_columns.Words
) -> None:
    names = [name for name in moodle_columns.COLUMNS if words[name] and name != "Group"]
    header = [words[name][-1] for name in names]
    path = tmp_path / "Grades.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerow(header)
    _, columns = moodle_columns.read(path, {})
    assert columns.places == {name: place for place, name in enumerate(names)}
    assert set(words["No"]) <= columns.no


def test_an_unknown_language_is_refused_until_the_columns_are_said(tmp_path: Path) -> None:
    text = "Tunniste,Nimi,Arvosana,Paras arvosana,Muokattu,Palaute\nOsallistuja 11,Aino,,20.00,-,\n"
    path = put(tmp_path, text)
    with pytest.raises(
        PlatformError, match="lacks columns: “Identifier”.*it has: Tunniste.*--header"
    ):
        moodle.worksheet([downloaded(11)], path)
    files.write_report(downloaded(11), tmp_path / "graded")
    said = {
        "Identifier": "Tunniste",
        "grade": "Arvosana",
        "Last modified (grade)": "Muokattu",
        "Maximum grade": "Paras arvosana",
    }
    options = [word for name, text in said.items() for word in ("--header", f"{name}={text}")]
    command = ["export", "moodle", tmp_path / "graded", "--worksheet", path, "--topic"]
    words = [*map(str, command), "activations", *options]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    written = (tmp_path / "graded/moodle-activations.csv").read_text()
    assert written == text.replace("Aino,,", "Aino,17.5,")
    path.write_text(text.replace("Nimi", "Full name"))
    for wrong in ("Arvosana", "Mark=Arvosana", "Grade=", "Full name=Etunimi"):
        done = CliRunner().invoke(main, [*words, "--header", wrong])
        assert done.exit_code == 2 and done.output.count("\n") == 1, done.output


def test_what_could_be_either_of_two_columns_is_asked(tmp_path: Path) -> None:
    path = put(tmp_path, GERMAN.replace("Status", "Grade").replace("E-Mail-Adresse", "Identifier"))
    # “Last modified” is German alone.
    assert moodle.worksheet([downloaded(11)], path).table.marks == 1
    path = put(
        tmp_path,
        "ID,Identifier,Grade,Bewertung,Maximum grade,Last modified (grade),"
        "Zuletzt geändert (Bewertung)\nParticipant 11,Participant 12,,,20,-,-\n",
    )
    with pytest.raises(PlatformError, match="which column is “Identifier”, “ID” or “Identifier”"):
        moodle.worksheet([downloaded(11)], path)


def test_a_scale_of_words_takes_no_points(tmp_path: Path) -> None:
    path = put(tmp_path, GERMAN.replace("Bestwertung", "Skala"))
    with pytest.raises(PlatformError, match="graded in words"):
        moodle.worksheet([downloaded(11)], path)
    path = put(tmp_path, GERMAN.replace("Bestwertung", "Anderes"))
    with pytest.raises(PlatformError, match="no column “Maximum grade”.*--header"):
        moodle.worksheet([downloaded(11)], path)


GROUPS = (
    "Identifier,Full name,Status,Group,Grade,Maximum grade,Grade can be changed,"
    "Last modified (grade)\n"
    "Participant 5,Ada,-,Team A,,20,Yes,-\n"
    "Participant 6,Ben,-,Team A,,20,Yes,-\n"
    "Participant 7,Cem,-,Team B,,20,Yes,-\n"
    "Participant 8,Dan,-,,,20,Yes,-\n"
)


def marks(filled: moodle.FilledWorksheet) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(filled.table.content.decode())))
    return {row[1]: row[4] for row in rows[1:]}


def test_the_number_of_a_group_is_no_participant(tmp_path: Path) -> None:
    """Where groups hand in, Moodle's folders bear the group's number: here 7, as Cem's is."""
    reports = [downloaded(7, "Team A", 18.0), downloaded(5, "Team X (5)", 3.0)]
    filled = moodle.worksheet(reports, put(tmp_path, GROUPS))
    assert marks(filled) == {"Ada": "18", "Ben": "18", "Cem": "", "Dan": ""}
    assert filled.table.left == ("Team X: no row is theirs",)
    names = zipfile.ZipFile(io.BytesIO(filled.feedback)).namelist()
    assert [name.split("_")[1] for name in names] == ["5", "6"]


def test_in_a_group_a_participant_is_known_by_number_and_name(tmp_path: Path) -> None:
    reports = [downloaded(8, "Dan", 1.0), downloaded(6, "Team A", 2.0), report("Ada", 3.0)]
    filled = moodle.worksheet(reports, put(tmp_path, GROUPS))
    assert marks(filled) == {"Ada": "", "Ben": "2", "Cem": "", "Dan": "1"}
    assert filled.table.left == ("Ada and Team A: two reports for one row",)
