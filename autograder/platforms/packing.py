"""What an instructor uploads: autograder zips for Gradescope, question folders for PrairieLearn.

Neither holds the reference or the seed. A built key is data, all that a judge needs.
"""

from __future__ import annotations

import html
import json
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import deadlines
from autograder.course.errors import CourseError
from autograder.course.topic import Topic
from autograder.keys import build as key_building
from autograder.keys import files as key_files
from autograder.platforms.gradescope.results import Visibility
from autograder.platforms.hosted import FILE, Settings
from autograder.release.hand_out import NOTEBOOK, SCRIPT, hand_out
from autograder.release.plain import extras
from autograder.sandbox.availability import unavailable

SETUP = """\
#!/usr/bin/env bash
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3 python3-venv bubblewrap libseccomp2
if ! python3 -I -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Python 3.11 or newer is needed: choose the base image Ubuntu 24.04" >&2
  exit 1
fi
python3 -I -m venv "$root/env"
cd "$root/source"
"$root/env/bin/python" -I -m pip install -q -r requirements.txt
chmod -R go-rwx "$root/source"
"""
RUN = """\
#!/usr/bin/env bash
# A result without a score first: whatever ends this run early leaves no zero.
root="${AUTOGRADER_ROOT:-/autograder}"
results="$root/results/results.json"
mkdir -p "$root/results"
cat > "$results.part" <<'END'
EARLY
END
mv "$results.part" "$results"
cd /
# Before the platform's ten minutes are over, which would lose every result.
exec timeout --kill-after=10 "${AUTOGRADER_SECONDS:-540}" \\
  "$root/env/bin/python" -P -I -m autograder.platforms.gradescope.run "$root"
"""
EARLY = {
    "output": "Not graded yet. If this stays, the grader was stopped before it was done, which is "
    "not a zero: submit again, and tell your instructor if it happens twice.",
    "extra_data": {"status": "ungraded"},
}
DOCKERFILE = """\
FROM python:3.12-slim
RUN apt-get update -qq \\
 && apt-get install -y -qq --no-install-recommends bubblewrap libseccomp2 \\
 && rm -rf /var/lib/apt/lists/*
COPY . /image
RUN python -I -m venv /kit && cd /image && /kit/bin/python -I -m pip install -q -r requirements.txt
RUN echo '#!/bin/sh' > /kit/grade \\
 && echo 'exec /kit/bin/python -P -I -m autograder.platforms.prairielearn.run' >> /kit/grade \\
 && chmod 755 /kit/grade
ENTRYPOINT ["/kit/grade"]
"""
# The question names it, too: PrairieLearn required that until the end of 2024. One path is a form
# that every version takes.
ENTRYPOINT = "/kit/grade"
QUESTION = """\
<pl-question-panel>
  <p>Read the handout, fill in the stub, and hand it in.</p>
  <ul>
    FILES
  </ul>
</pl-question-panel>
<pl-file-upload file-names="TOPIC.py"></pl-file-upload>
<pl-submission-panel>
  <pl-external-grader-results></pl-external-grader-results>
  <pl-file-preview></pl-file-preview>
</pl-submission-panel>
"""
SECONDS = 300
EXECUTABLE, PLAIN = 0o755, 0o644


@dataclass(frozen=True)
class Pack:
    """What is packed: some of a course's topics, with keys from `seed`.

    `known` names all topics of the course, `kit` is a requirement for pip or a wheel's path.
    """

    topics: Sequence[Topic]
    course: Path
    known: Sequence[str]
    seed: str
    kit: str


def gradescope(pack: Pack, visibility: Visibility, folder: Path) -> None:
    """Write `<topic>-gradescope.zip` for each topic."""
    for topic in pack.topics:
        settings = Settings(topic=topic.name, topics=tuple(pack.known), visibility=visibility)
        early = json.dumps(EARLY)
        files = {
            "setup.sh": (SETUP.encode(), EXECUTABLE),
            "run_autograder": (RUN.replace("EARLY", early).encode(), EXECUTABLE),
        }
        packed = {**_packed(topic, pack, settings, folder), **_kit(pack)}
        files.update({name: (content, PLAIN) for name, content in packed.items()})
        with zipfile.ZipFile(folder / f"{topic.name}-gradescope.zip", "w") as archive:
            for name, (content, mode) in files.items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.external_attr = (0o100000 | mode) << 16
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def prairielearn(pack: Pack, image: str, folder: Path) -> None:
    """Write a question's folder for each topic, and `image/` from which its image is built."""
    for topic in pack.topics:
        question = folder / topic.name
        hand_out(topic.assignment, question / "clientFilesQuestion", [SCRIPT, NOTEBOOK])
        settings = Settings(topic=topic.name, topics=tuple(pack.known))
        _write(question / "tests", _packed(topic, pack, settings, folder))
        names = sorted(path.name for path in (question / "clientFilesQuestion").iterdir())
        shown = "\n    ".join(
            f'<li><pl-file-download file-name="{html.escape(name)}"></pl-file-download></li>'
            for name in names
        )
        page = QUESTION.replace("FILES", shown).replace("TOPIC", topic.name)
        info = json.dumps(_info(topic, image), indent=2) + "\n"
        _write(question, {"question.html": page.encode(), "info.json": info.encode()})
    _write(folder / "image", {"Dockerfile": DOCKERFILE.encode(), **_kit(pack)})


def _info(topic: Topic, image: str) -> dict[str, object]:
    return {
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{image}/{topic.name}")),
        "title": topic.handout.partition("\n")[0].removeprefix("# ") or topic.name,
        "topic": topic.name,
        "tags": ["autograder"],
        "type": "v3",
        "singleVariant": True,
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": image,
            "entrypoint": ENTRYPOINT,
            "timeout": SECONDS,
            "enableNetworking": False,
        },
    }


def _packed(topic: Topic, pack: Pack, settings: Settings, folder: Path) -> dict[str, bytes]:
    """The key, the settings and the rules for lateness."""
    lacking = unavailable(topic.rubric.frameworks)
    if lacking is not None:
        raise CourseError(f"{topic.name}: its key cannot be built: {lacking.message}")
    path = folder / f"{topic.name}.key"
    key_files.save(key_building.build(topic, pack.seed), path)
    files = {path.name: path.read_bytes(), FILE: settings.model_dump_json().encode() + b"\n"}
    path.unlink()
    rules = pack.course / deadlines.FILE
    if rules.exists():
        files[rules.name] = rules.read_bytes()
    return files


def _kit(pack: Pack) -> dict[str, bytes]:
    """requirements.txt, and the wheel that it names where the kit is one."""
    wheel = Path(pack.kit)
    if wheel.suffix != ".whl":
        return {"requirements.txt": f"{pack.kit}\n".encode()}
    try:
        content = wheel.read_bytes()
    except OSError as error:
        raise CourseError(f"{wheel} cannot be read: {error.strerror}") from None
    return {
        "requirements.txt": f"./{wheel.name}{extras(pack.topics)}\n".encode(),
        wheel.name: content,
    }


def _write(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
