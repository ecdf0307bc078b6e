"""Grading a topic again as a proposal: its results are in force once they are applied, all at once.

In between nothing of it is seen but its preview. Whoever applies it has seen what it does: where
anything that the preview follows from has changed since, it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from autograder.gradebook import marks, regrade_runs, results, texts
from autograder.gradebook.errors import BookError, Refused
from autograder.gradebook.events import Event, note
from autograder.gradebook.people import Person
from autograder.gradebook.preview import Preview, preview
from autograder.gradebook.regrade_runs import OfAttempt, Regrade
from autograder.gradebook.renaming import UNCHANGED, Renaming, record
from autograder.gradebook.results import RunState
from autograder.gradebook.schema import attempt, event, mark, person, result, run


def begin(connection: Connection, topic_id: int, by: Person, because: str, total: int) -> Regrade:
    """A new regrade of a topic; raises Refused where one is open, since both could not hold."""
    one = regrade_runs.open_of(connection, topic_id)
    if one is not None:
        state = {RunState.READY: "waits", RunState.CUT_SHORT: "was cut short"}
        said = f"regrade {one.id} of {one.topic}, by {one.by}, {state.get(one.state, 'is running')}"
        can = f"autograder regrade show {one.id}   apply {one.id}   discard {one.id}"
        if one.state is not RunState.READY:
            can = regrade_runs.how_to_go_on(one)
        raise Refused(f"{said}: only one at a time. {can}")
    reason = texts.keep(connection, because, None)
    made = results.begin(connection, total, by.id, "regrade", topic_id, reason)
    return regrade_runs.of(connection, made)


def resume(connection: Connection, topic_id: int) -> Regrade:
    """The regrade of a topic that was cut short, running again; raises BookError without one."""
    one = regrade_runs.open_of(connection, topic_id)
    if one is None or one.state is not RunState.CUT_SHORT:
        raise BookError("no regrade of this topic was cut short: autograder regrade list")
    results.resume(connection, one.id)
    return regrade_runs.of(connection, one.id)


@dataclass(frozen=True)
class Due:
    """What a regrade has to do: attempts by fingerprint.

    Of `graded` each fingerprint is graded once; `copied` have a result from before, by its id;
    of `same` the result in force is already the one of today's key. `unkept` are left out.
    """

    graded: dict[str, list[int]]
    copied: dict[int, tuple[str, int]]
    same: tuple[int, ...]
    unkept: tuple[OfAttempt, ...]

    @property
    def total(self) -> int:
        """How many results the run will have."""
        return sum(map(len, self.graded.values())) + len(self.copied)


def due(
    connection: Connection,
    wanted: Sequence[int],
    fingerprints: Mapping[int, str],
    *,
    again: bool = False,
) -> Due:
    """What to do of the attempts `wanted`, given the fingerprints that they have with today's key.

    Attempts without one are those of which a file is no longer kept. `again` grades also what has
    a result of the same fingerprint.
    """
    unkept = [one for one in wanted if one not in fingerprints]
    known = {} if again else results.by_fingerprint(connection, sorted(set(fingerprints.values())))
    in_force = results.fingerprints(connection, wanted)
    graded: dict[str, list[int]] = {}
    copied, same = {}, []
    for one in wanted:
        fingerprint = fingerprints.get(one)
        if fingerprint is None:
            continue
        if not again and in_force.get(one) == fingerprint:
            same.append(one)
        elif fingerprint in known:
            copied[one] = (fingerprint, known[fingerprint])
        else:
            graded.setdefault(fingerprint, []).append(one)
    return Due(graded, copied, tuple(same), regrade_runs.named(connection, unkept))


def left(
    connection: Connection, run_id: int, all_of_it: Due, fingerprints: Mapping[int, str]
) -> Due:
    """What of it a run that was cut short has not done yet.

    Raises BookError where the key or the kit is another since: half of each would be in force.
    """
    query = select(result.c.attempt_id, result.c.fingerprint).where(result.c.run_id == run_id)
    done = {number: fingerprint for number, fingerprint in connection.execute(query)}
    if any(fingerprints.get(one, by) != by for one, by in done.items()):
        raise BookError(
            f"the key or the kit changed since regrade {run_id} was cut short: "
            f"autograder regrade discard {run_id}, and begin anew"
        )
    graded = {
        fingerprint: rest
        for fingerprint, numbers in all_of_it.graded.items()
        if (rest := [one for one in numbers if one not in done])
    }
    copied = {one: found for one, found in all_of_it.copied.items() if one not in done}
    return Due(graded, copied, all_of_it.same, all_of_it.unkept)


def still_wanted(connection: Connection, run_id: int) -> None:
    """Raises BookError where somebody discarded the run while it is under way."""
    if regrade_runs.of(connection, run_id).state is not RunState.RUNNING:
        raise BookError(f"regrade {run_id} is no longer running")


def look(connection: Connection, run_id: int, renaming: Renaming = UNCHANGED) -> Preview:
    """The preview, and a note of what it was made from: applying compares with it."""
    found = preview(connection, run_id, renaming)
    connection.execute(update(run).where(run.c.id == run_id).values(seen=seen(connection, found)))
    return found


def seen(connection: Connection, found: Preview) -> str:
    """What a preview was made from: the last event and attempt that there were, and its digest."""
    last = connection.execute(select(func.max(event.c.id))).scalar() or 0
    newest = connection.execute(select(func.max(attempt.c.id))).scalar() or 0
    return f"{last}.{newest}.{found.digest[:24]}"


def apply(
    connection: Connection,
    run_id: int,
    by: Person,
    renaming: Renaming = UNCHANGED,
    looked_at: str | None = None,
) -> Preview:
    """Make the results of a run those in force, and say what changed.

    `looked_at` is the `seen` of the preview that was looked at, by default of the last one. Raises
    `Refused`, with what changed and by whom, where it no longer holds.
    """
    of = regrade_runs.ready(connection, run_id)
    basis = of.seen if looked_at is None else looked_at
    if not basis:
        raise Refused(f"nobody has looked at what it does: autograder regrade show {run_id}")
    found = preview(connection, run_id, renaming)
    if basis.rpartition(".")[2] != found.digest[:24]:
        raise Refused(_what_changed(connection, of, basis, renaming))
    if found.unsaid:
        raise Refused(_which_tasks(found))
    for one in found.changes:
        record(connection, one, by)
    results.end(connection, run_id, RunState.APPLIED)
    settled = marks.settle_marks(connection, mark.c.topic_id == of.topic_id)
    then = {one.mark_id: one.after for one in found.changes}
    if any(one.mark != then[one.of.mark_id] for one in settled):
        raise RuntimeError(f"applying regrade {run_id} gives other marks than its preview")
    note(
        connection,
        *(
            Event("regrade", by.id, one.of.mark_id, str(run_id), *one.in_figures)
            for one in settled
            if one.changed
        ),
    )
    return found


def discard(connection: Connection, run_id: int, by: Person) -> Regrade:
    """Drop a regrade that is not applied; nothing has changed by it."""
    one = regrade_runs.of(connection, run_id)
    if one.state is RunState.APPLIED:
        raise Refused(f"regrade {run_id} is applied; grade {one.topic} again to change its marks")
    results.end(connection, run_id, RunState.DISCARDED, by.id)
    return one


def _which_tasks(found: Preview) -> str:
    said = "; ".join(
        f"{one.task} is gone, and {len(one.students)} marks have points by a person there"
        for one in found.unsaid
    )
    new = ", ".join(found.new) or "none"
    return (
        f"{said}. Say what it is now (new tasks: {new}): --renamed {found.unsaid[0].task}=NEW, "
        f"or --dropped {found.unsaid[0].task}; first with autograder regrade show {found.run_id}"
    )


def _what_changed(connection: Connection, of: Regrade, basis: str, renaming: Renaming) -> str:
    """What happened since somebody looked, and who did it."""
    last, newest = (int(part) for part in basis.split(".")[:2])
    said = [
        *_by_people(connection, of.topic_id, last),
        *_submitted(connection, of.topic_id, newest),
    ]
    rules = select(event.c.id).where(event.c.id > last, event.c.kind == "policy")
    if connection.execute(rules).first() is not None:
        said.append("the course's rules changed")
    if not said:
        said = ["the preview is another" if not renaming.options else "you say other names"]
    words = f"{', '.join(said[:-1])} and {said[-1]}" if said[1:] else said[0]
    show = " ".join(f"autograder regrade show {of.id} {renaming.options}".split())
    return f"since you looked, {words}. Look again: {show}"


def _by_people(connection: Connection, topic_id: int, last: int) -> Iterable[str]:
    query = (
        select(event.c.by_id, event.c.mark_id)
        .join(mark, mark.c.id == event.c.mark_id)
        .where(event.c.id > last, mark.c.topic_id == topic_id)
        .distinct()
    )
    pairs = connection.execute(query).all()
    names = {row.id: row.name for row in connection.execute(select(person.c.id, person.c.name))}
    whose = select(mark.c.id, person.c.name).join(person, person.c.id == mark.c.person_id)
    students = {row.id: row.name for row in connection.execute(whose)}
    for by_id in sorted({by_id for by_id, _ in pairs}, key=lambda one: names.get(one, "")):
        changed = sorted(students[mark_id] for who, mark_id in pairs if who == by_id)
        who = names.get(by_id, "a run")
        shown = ", ".join([*changed[:3], "…"] if changed[3:] else changed)
        yield f"{who} changed {_counted(len(changed), 'mark')} ({shown})"


def _submitted(connection: Connection, topic_id: int, newest: int) -> Iterable[str]:
    query = select(func.count()).where(attempt.c.id > newest, attempt.c.topic_id == topic_id)
    number = connection.execute(query).scalar_one()
    if number:
        yield f"{_counted(number, 'submission')} came"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
