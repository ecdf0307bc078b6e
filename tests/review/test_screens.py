"""The screens: what they show, what their forms decide, and that no name is in any byte."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import event, update
from starlette.testclient import TestClient

from autograder.gradebook import decisions
from autograder.gradebook.book import Book
from autograder.gradebook.decisions import Wish
from autograder.gradebook.mark import Kind
from autograder.gradebook.schema import person
from tests.review.classroom import (
    ADA,
    CURIE,
    EMMY,
    HOSTILE,
    MAX,
    NAMES,
    SUBMITTED,
    TOPIC,
    add,
    final,
    happened,
    how_many,
    mark_of,
    staff,
)
from tests.review.conftest import HERE, Reviewer

LINK = re.compile(r'href="(/[^"#]*|\?[^"#]*)"')


def pages(reviewer: Reviewer) -> dict[str, str]:
    """Every page that links lead to, from the start."""
    found: dict[str, str] = {}
    wanted = ["/"]
    while wanted:
        path = wanted.pop()
        if path in found or path.startswith("/static"):
            continue
        found[path] = reviewer.open(path)
        for link in map(unescape, LINK.findall(found[path])):
            wanted.append(path.partition("?")[0] + link if link.startswith("?") else link)
    assert len(found) > 10
    return found


def test_while_names_are_hidden_no_name_is_in_any_byte(reviewer: Reviewer) -> None:
    for path, page in pages(reviewer).items():
        text = path + unescape(page)
        assert not [name for name in NAMES if name.casefold() in text.casefold()], path


def test_a_name_that_python_has_is_hidden_in_what_was_written_about_code(
    reviewer: Reviewer, book: Book
) -> None:
    page = reviewer.open(f"/mark/{mark_of(book, ADA)}")
    assert "np.max(x)" in page and "with [name]." in page


def test_showing_names_is_an_event_and_can_be_undone(reviewer: Reviewer, book: Book) -> None:
    path = f"/topic/{TOPIC}"
    reviewer.open(path)
    assert reviewer.send("/names", show="1") == path
    assert "Lovelace" in reviewer.page and "Curie" in reviewer.page
    assert [one.kind for one in happened(book)].count("names shown") == 1
    reviewer.send("/names", show="0")
    assert "Lovelace" not in reviewer.page


def test_back_leads_to_no_other_host(reviewer: Reviewer) -> None:
    reviewer.open("/")
    fields = reviewer.form("/names")
    for place in ("//evil.example/", "https://evil.example", "/\\evil.example"):
        assert reviewer.send_again("/names", fields | {"back": place}) == "/"


def test_the_start_says_what_wants_a_person(reviewer: Reviewer) -> None:
    assert "two tasks</a>: 1 ungraded." in reviewer.open("/")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {ADA, MAX, EMMY, CURIE, HOSTILE}),
        ("state=ungraded", {EMMY}),
        ("state=not_submitted", {CURIE}),
        ("look=1", {EMMY}),
        ("task=loss&outcome=passed", {MAX}),
        ("finding=linear", {ADA, MAX, HOSTILE}),
        ("section=Z", set()),
        ("state=nonsense&sort=nonsense&page=99", {ADA, MAX, EMMY, CURIE, HOSTILE}),
    ],
)
def test_a_list_has_what_its_address_asks_for(
    reviewer: Reviewer, book: Book, query: str, names: set[str]
) -> None:
    page = reviewer.open(f"/topic/{TOPIC}?{query}")
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert set(map(int, re.findall(r'href="/mark/(\d+)', table))) == {
        mark_of(book, name) for name in names
    }


def test_code_stands_beside_what_is_said_of_its_lines(reviewer: Reviewer, book: Book) -> None:
    page = reviewer.open(f"/mark/{mark_of(book, ADA)}")
    row = page.partition('id="L11"')[2].partition("</tr>")[0]
    assert "raised ZeroDivisionError" in row and "return 1 / 0" in row
    row = page.partition('id="L5"')[2].partition("</tr>")[0]
    assert "It is linear." in row


def test_an_attempt_is_compared_with_the_one_before(reviewer: Reviewer, book: Book) -> None:
    page = reviewer.open(f"/mark/{mark_of(book, ADA)}")
    assert page.count('class="removed"') == 1
    first = reviewer.open(f"/mark/{mark_of(book, ADA)}?attempt=1")
    assert 'class="removed"' not in first and "Another attempt counts" in first


def test_points_are_decided_and_the_next_is_opened(reviewer: Reviewer, book: Book) -> None:
    number = mark_of(book, ADA)
    with book.writing() as connection:  # pseudonyms are drawn: she is to be the first of the list
        first = update(person).where(person.c.name == ADA).values(pseudonym="a-first")
        connection.execute(first)
    page = reviewer.open(f"/mark/{number}")
    following = re.search(r'href="/mark/(\d+)"[^>]*data-key="next"', page)
    place = reviewer.send(
        f"/mark/{number}", **{"points-loss": "2,5", "because": "nearly right", "then": "next"}
    )
    assert following is not None and place.startswith(f"/mark/{following[1]}?said=")
    assert "loss 2.5" in reviewer.page
    assert final(book, ADA) == 250
    assert "“nearly right”" in reviewer.open(f"/mark/{number}")


def test_an_emptied_field_takes_the_points_back(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    reviewer.send(path, **{"points-loss": "2", "because": "read it"})
    reviewer.send(path, **{"points-loss": ""})
    assert final(book, ADA) == 0


def test_a_button_pressed_twice_is_one_decision(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    fields = reviewer.form(path) | {"points-loss": "2", "adjust": "1", "because": "read it"}
    first = reviewer.send_again(path, fields)
    assert reviewer.send_again(path, fields) == first
    assert final(book, ADA) == 300
    assert [one.kind for one in happened(book)].count("adjust") == 1


def test_a_kept_page_that_was_changed_is_no_second_press(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    fields = reviewer.form(path) | {"because": "read it"}
    reviewer.send_again(path, fields | {"points-loss": "2"})
    assert reviewer.send_again(path, fields | {"points-loss": "1"}).startswith(f"{path}/conflict")


def test_nothing_to_save_is_no_event(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    before = how_many(book)
    reviewer.open(path)
    reviewer.send(path, **{"points-loss": "", "points-forward": " "})
    assert "Nothing was changed." in reviewer.page
    assert how_many(book) == before


@pytest.mark.parametrize("typed", ["much", "-1", "3.01", "1e1", "nan", "1.234", "٣"])
def test_what_cannot_be_meant_saves_nothing_and_stays_in_the_form(
    reviewer: Reviewer, book: Book, typed: str
) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    before = how_many(book)
    reviewer.open(path)
    reviewer.send(path, **{"points-loss": typed, "points-forward": "1", "because": "x & <y>"})
    assert "Nothing was saved" in reviewer.page
    assert f'value="{typed}"' in reviewer.page and 'value="x &amp; &lt;y&gt;"' in reviewer.page
    assert how_many(book) == before and final(book, ADA) == 0


def other_decides(book: Book, name: str, points: int) -> None:
    cy = staff(book, "cy")
    with book.writing() as connection:
        wish = Wish(mark_of(book, name), Kind.TASK, "loss", points)
        decisions.decide(connection, wish, cy, "as in the lecture")


def test_who_is_second_loses_no_word(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    other_decides(book, ADA, 100)
    place = reviewer.send(path, **{"points-loss": "2", "comment": "Ada, look at line 11"})
    assert place == f"{path}/conflict" and final(book, ADA) == 100
    page = reviewer.open(path)  # also after a reload
    row = page.partition("points for loss")[2].partition("</tr>")[0]
    assert "<td>1</td><td>2</td>" in row
    assert "as in the lecture" in page
    reviewer.send(f"{path}/conflict", choice="mine")
    assert final(book, ADA) == 200
    assert "look at line 11" in reviewer.page


def test_what_is_in_force_can_be_kept(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    other_decides(book, ADA, 100)
    reviewer.send(path, **{"points-loss": "2"})
    reviewer.send(f"{path}/conflict", choice="theirs")
    assert final(book, ADA) == 100
    assert 'value="1"' in reviewer.page.partition('name="points-loss"')[2][:40]


def test_one_can_go_on_editing_after_a_conflict(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    other_decides(book, ADA, 100)
    reviewer.send(path, **{"points-loss": "2", "because": "why not"})
    assert reviewer.send(f"{path}/conflict", choice="edit").startswith(f"{path}?said=")
    assert 'value="2"' in reviewer.page.partition('name="points-loss"')[2][:40]
    assert final(book, ADA) == 100
    reviewer.send(path, **{"points-loss": "2", "because": "why not"})
    assert final(book, ADA) == 200


def test_a_new_attempt_meanwhile_is_a_conflict(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    with book.writing() as connection:
        add(connection, ADA, "x = 1\n", SUBMITTED.replace(day=20), right=("forward",))
    assert reviewer.send(path, **{"points-loss": "2"}) == f"{path}/conflict"


def test_a_decision_can_be_taken_back(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    reviewer.send(path, total="4.5", because="read it")
    assert final(book, ADA) == 450
    [decision] = re.findall(r'name="decision" value="(\d+)"', reviewer.page)
    reviewer.send(f"{path}/take-back", decision=decision)
    assert final(book, ADA) == 0


def test_a_comment_stands_at_its_line_and_can_be_taken_back(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    reviewer.send(path, **{"comment": "This divides by zero.", "comment-line": "11"})
    row = reviewer.page.partition('id="L11"')[2].partition("</tr>")[0]
    assert "This divides by zero." in row and "by bo" in row
    [comment] = re.findall(r'name="comment" value="(\d+)"', reviewer.page)
    reviewer.send(f"{path}/take-back", comment=comment)
    assert "divides by zero.</p>" not in reviewer.page.partition('id="L11"')[2]


def test_a_decision_needs_a_reason_and_a_comment_is_one(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    reviewer.send(path, **{"points-loss": "2"})
    assert "say why" in reviewer.page and final(book, ADA) == 0
    reviewer.send(path, **{"points-loss": "2", "comment": "The sign is a convention."})
    assert final(book, ADA) == 200 and "“The sign is a convention.”" in reviewer.page


def test_excusing_is_a_box(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, CURIE)}"
    reviewer.open(path)
    reviewer.send(path, excuse="1", because="ill")
    assert "Mark: excused" in reviewer.page
    reviewer.send(path)
    assert "Mark: not submitted" in reviewer.page


def test_another_attempt_can_be_chosen(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(f"{path}?attempt=1")
    reviewer.send(path, choose="1", because="read it")
    assert "Attempt 1 (counts)" in reviewer.page


def test_a_list_is_walked_as_it_was_opened(reviewer: Reviewer, book: Book) -> None:
    page = reviewer.open(f"/topic/{TOPIC}?state=graded")
    [first, *_] = re.findall(r'href="(/mark/\d+\?state=graded)"', page)
    assert "1 of 3" in reviewer.open(first)


def group_of(reviewer: Reviewer, task: str) -> str:
    """The address of the only group of a task."""
    [place] = re.findall(rf'href="(/group/{TOPIC}/{task}/\d+)"', reviewer.open(f"/groups/{TOPIC}"))
    reviewer.open(place)
    return str(place)


def ticked(reviewer: Reviewer) -> dict[str, str]:
    return dict(re.findall(r'name="(member-\d+)" value="(\d+)" checked', reviewer.page))


def test_the_same_is_said_once_of_all_who_are_wrong_alike(reviewer: Reviewer, book: Book) -> None:
    path = group_of(reviewer, "forward")
    assert set(ticked(reviewer)) == {f"member-{mark_of(book, n)}" for n in (ADA, MAX, HOSTILE)}
    place = reviewer.send(path, **ticked(reviewer), comment="Bend it.", points="1")
    assert place.startswith(group_of(reviewer, "loss"))  # the next group, not the next student
    assert [final(book, name) for name in (ADA, MAX, HOSTILE)] == [100, 400, 100]
    assert "Bend it." in reviewer.open(f"/mark/{mark_of(book, MAX)}")


def test_who_was_decided_singly_or_is_not_ticked_is_left_out(
    reviewer: Reviewer, book: Book
) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    reviewer.send(path, **{"points-forward": "2", "because": "read it"})
    group = group_of(reviewer, "forward")
    members = ticked(reviewer)
    del members[f"member-{mark_of(book, MAX)}"]
    reviewer.send(group, **members, points="1", because="alike")
    assert "1 points for 1. Not for 1: was decided singly." in reviewer.page
    assert [final(book, name) for name in (ADA, MAX, HOSTILE)] == [200, 300, 100]


def test_who_changed_since_the_group_was_shown_is_left_out(reviewer: Reviewer, book: Book) -> None:
    group = group_of(reviewer, "forward")
    members = ticked(reviewer)
    other_decides(book, ADA, 100)
    reviewer.send(group, **members, points="1", comment="Bend it.")
    assert "Not for 1: changed since the group was shown." in reviewer.page
    assert final(book, ADA) == 100
    assert "Bend it." not in reviewer.open(f"/mark/{mark_of(book, ADA)}")


def test_what_was_said_of_all_is_taken_back_as_one(reviewer: Reviewer, book: Book) -> None:
    group = group_of(reviewer, "forward")
    reviewer.send(group, **ticked(reviewer), comment="Bend it.", points="1")
    [batch] = re.findall(r'name="batch" value="(\d+)"', reviewer.page)
    reviewer.send(f"/groups/{TOPIC}/take-back", batch=batch)
    assert [final(book, name) for name in (ADA, MAX, HOSTILE)] == [0, 300, 0]
    assert "Bend it.</" not in reviewer.open(f"/mark/{mark_of(book, MAX)}")


def test_a_group_that_cannot_be_said_anything_of_keeps_the_comment(
    reviewer: Reviewer, book: Book
) -> None:
    group = group_of(reviewer, "forward")
    before = how_many(book)
    reviewer.send(group, **ticked(reviewer), comment="Bend it.", points="7")
    assert "Nothing was saved" in reviewer.page and "Bend it.</textarea>" in reviewer.page
    assert how_many(book) == before and final(book, ADA) == 0


def test_the_log_tells_what_was_done_under_pseudonyms(reviewer: Reviewer, book: Book) -> None:
    other_decides(book, ADA, 100)
    page = reviewer.open("/log?kind=task")
    assert "<td>cy</td><td>task</td>" in page and "Lovelace" not in page


def test_a_person_is_shown_with_the_name_only(reviewer: Reviewer, book: Book) -> None:
    reviewer.open("/")
    reviewer.send("/names", show="1")
    made = reviewer.open(f"/mark/{mark_of(book, ADA)}")
    [person] = re.findall(r'href="(/person/\d+)"', made)
    assert "two tasks" in reviewer.open(person)
    reviewer.send("/names", show="0")
    assert "two tasks" not in reviewer.open(person)


def test_what_is_being_typed_is_kept_but_not_after_it_was_saved(
    reviewer: Reviewer, book: Book
) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    fields = reviewer.form(path) | {"comment": "half a thou"}

    def keep() -> None:
        headers = {"origin": HERE}
        assert (
            reviewer.client.post(f"{path}/draft", data=fields, headers=headers).status_code == 204
        )

    keep()
    assert "half a thou</textarea>" in reviewer.open(path)
    reviewer.send_again(path, fields | {"comment": "A whole thought."})
    keep()  # from the page that was left
    assert "half a thou" not in reviewer.open(path)


def test_a_draft_is_not_kept_beside_another_mark(reviewer: Reviewer, book: Book) -> None:
    path = f"/mark/{mark_of(book, ADA)}"
    reviewer.open(path)
    fields = reviewer.form(path) | {"comment": "half a thou"}
    other_decides(book, ADA, 100)
    reviewer.client.post(f"{path}/draft", data=fields, headers={"origin": HERE})
    assert "half a thou" not in reviewer.open(path)


@pytest.mark.parametrize("path", ["/mark/999", "/topic/nothing", "/nowhere", "/mark/x"])
def test_what_is_not_there_is_said_without_a_name(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_no_page_asks_more_than_twelve_questions(reviewer: Reviewer, book: Book) -> None:
    asked: list[str] = []

    @event.listens_for(book.engine, "before_cursor_execute")
    def count(*given: object) -> None:
        if not str(given[2]).startswith(("BEGIN", "PRAGMA")):
            asked.append(str(given[2]))

    group = group_of(reviewer, "forward")
    reviewer.send("/names", show="1")
    person = re.findall(r'href="(/person/\d+)"', reviewer.open(f"/mark/{mark_of(book, ADA)}"))
    made = f"/mark/{mark_of(book, ADA)}"
    for path in ("/", f"/topic/{TOPIC}", made, f"/groups/{TOPIC}", group, "/log", *person):
        asked.clear()
        reviewer.open(path)
        few = len(asked)
        assert 0 < few <= 12, path
        with book.writing() as connection:
            for number in range(5):
                add(connection, f"Student {number} of {len(path)}", "x = 1", SUBMITTED)
        asked.clear()
        reviewer.open(path)
        assert len(asked) == few, path
