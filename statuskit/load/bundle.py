"""The files that belong to one incident: which it names, whether they may be published, what its texts say."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from statuskit.load.findings import Finding
from statuskit.load.svg import why_not
from statuskit.model import PostmortemState
from statuskit.problems import KeyPath
from statuskit.schema import FILE_NAME, FileDocument, IncidentDocument, PostmortemDocument, nearest, quoted

PUBLISHED_KINDS: Final = (
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "txt", "csv", "json", "log", "webm", "mp4",
)  # fmt: skip
SITE_NAMES: Final = frozenset(
    {"index.html", "index.md", "index.json", "updates.atom", "updates.rss", "updates.json"}
)
"""Names that the site itself writes, or may come to write, in an incident's folder."""
LARGEST_FILE: Final = 10 * 1024 * 1024
LARGEST_TEXT: Final = 1024 * 1024

_NAME = re.compile(FILE_NAME.pattern)
_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\(\s{0,9}<?([^()\s<>]{1,300})")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,500}\]:[ \t]*<?([^\s<>]{1,300})", re.MULTILINE)
_CODE = re.compile(r"`[^`\n]*`")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What an incident's folder gives: long texts by name, and the names of what is published beside the page."""

    texts: Mapping[str, str]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A file that an incident names, and where. `public` tells whether what names it is."""

    name: str
    path: KeyPath
    public: bool


def read_bundle(folder: Path | None, document: IncidentDocument) -> tuple[Bundle, list[Finding]]:
    """Read the long texts of a bundle and check every file that the incident names.

    `folder` is None where the incident has no folder of its own: then it may name none. What only a
    draft or a withdrawn incident names is checked, but not published.
    """
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    for name, path in _text_files(document):
        text = _read_text(folder, name, path)
        if isinstance(text, Finding):
            findings.append(text)
        else:
            texts[name] = text
    public: set[str] = set()
    checked: dict[str, Finding | None] = {}
    for named in _named(document, texts):
        if named.name not in checked:
            checked[named.name] = check_file(folder, named.name, named.path)
            findings.extend(finding for finding in [checked[named.name]] if finding)
        if named.public and checked[named.name] is None:
            public.add(named.name)
    return Bundle(texts=texts, files=tuple(sorted(public))), findings


def _text_files(document: IncidentDocument) -> Iterator[tuple[str, KeyPath]]:
    for key in ("plain", "technical"):
        value = getattr(document.postmortem, key, None)
        if isinstance(value, FileDocument):
            yield value.file, ("postmortem", key, "file")


def _named(document: IncidentDocument, texts: Mapping[str, str]) -> Iterator[_Named]:
    """Yield every file that evidence or an image names."""
    stands = document.withdrawn is None
    for number, update in enumerate(document.updates):
        for name in images(update.message):
            yield _Named(name=name, path=("updates", number, "message"), public=stands)
    story = document.postmortem
    if story is None:
        return
    public = stands and story.state is not PostmortemState.DRAFT
    for number, evidence in enumerate(story.evidence):
        if evidence.file:
            yield _Named(name=evidence.file, path=("postmortem", "evidence", number, "file"), public=public)
    for path, text in story_texts(story, texts):
        for name in images(text):
            yield _Named(name=name, path=("postmortem", *path), public=public)


def story_texts(story: PostmortemDocument, texts: Mapping[str, str]) -> Iterator[tuple[KeyPath, str]]:
    """Yield the Markdown texts of a postmortem, with their paths in it; `texts` are those of the bundle."""
    for key in ("plain", "technical"):
        value = getattr(story, key)
        yield (key,), texts.get(value.file, "") if isinstance(value, FileDocument) else value or ""
    if story.apology:
        yield ("apology", "text"), story.apology.text
    for number, question in enumerate(story.questions):
        yield ("questions", number, "answer"), question.answer
    for number, correction in enumerate(story.corrections):
        yield ("corrections", number, "what"), correction.what


def images(markdown: str) -> Iterator[str]:
    """Yield the files that images of a Markdown text name, outside code; addresses elsewhere are left out."""
    if "![" not in markdown:
        return
    prose = _CODE.sub("", "\n".join(_unfenced(markdown)))
    for name in [*_IMAGE.findall(prose), *_referenced(prose)]:
        if ":" not in name and not name.startswith(("/", "#", "{")):
            yield name


def _referenced(prose: str) -> Iterator[str]:
    """Yield what link references name that images use, judged by their kind: `![graph][1]` and `[1]: graph.png`."""
    if re.search(r"!\[[^\]]{0,500}\](?!\()", prose):
        yield from (name for name in _REFERENCE.findall(prose) if _kind(name) in PUBLISHED_KINDS)


def _unfenced(markdown: str) -> Iterator[str]:
    fence = ""
    for line in markdown.splitlines():
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            fence = found[1]
        else:
            yield line


def _kind(name: str) -> str:
    return name.rpartition(".")[2].lower()


def check_file(folder: Path | None, name: str, path: KeyPath) -> Finding | None:
    """Say why a file cannot be published beside the page; None if it can."""
    target = _inside(folder, name, path)
    if isinstance(target, Finding):
        return target
    if name.lower() in SITE_NAMES:
        return _refuse(
            path, "site-name", f"The site writes a file {quoted(name)} here itself.", "Rename the file."
        )
    if not {_kind(name), _kind(target.name)} <= {*PUBLISHED_KINDS}:
        return _refuse(
            path,
            "unpublished-kind",
            f"{quoted(name)} is of a kind that is not published.",
            f"Published are {', '.join(PUBLISHED_KINDS)}.",
        )
    size = target.stat().st_size
    if size > LARGEST_FILE:
        return _refuse(
            path,
            "large-file",
            f"{quoted(name)} has {size / 1024 / 1024:.1f} MiB; {LARGEST_FILE // 1024 // 1024} are the most.",
            "Make it smaller: readers are on phones.",
        )
    reason = why_not(target.read_bytes()) if _kind(name) == "svg" else None
    if reason:
        return _refuse(
            path,
            "unsafe-drawing",
            f"{quoted(name)} {reason}, so it is not published.",
            "Save it as plain SVG, or as PNG.",
        )
    return None


def _inside(folder: Path | None, name: str, path: KeyPath) -> Path | Finding:
    """Give the file itself, links resolved, if it lies in the bundle and can be read."""
    if not _NAME.fullmatch(name):
        return _refuse(path, FILE_NAME.rule, f"{quoted(name)} is not {FILE_NAME.noun}.", FILE_NAME.hint)
    if folder is None:
        return _refuse(
            path,
            "no-bundle",
            f"It names the file {quoted(name)}, but has no folder of its own.",
            "Make a folder with the incident's id as its name, move this file there as incident.yml, and the other beside it.",
        )
    target = folder / name
    try:
        real = target.resolve()
    except (OSError, RuntimeError):
        real = Path("/")
    if not real.is_relative_to(folder.resolve()):
        return _refuse(
            path,
            "outside-folder",
            f"{quoted(name)} leads out of the incident's folder.",
            "Put the file itself there in place of the link.",
        )
    if not _is_readable(target):
        near = nearest(name, sorted(each.name for each in folder.iterdir()))
        return _refuse(
            path,
            "missing-file",
            f"There is no file {quoted(name)} that can be read beside incident.yml.",
            f'Did you mean "{near}"?' if near else "Put it there, or mend its name.",
        )
    return real


def _is_readable(path: Path) -> bool:
    try:
        return path.is_file() and os.access(path, os.R_OK)
    except OSError:
        return False


def _read_text(folder: Path | None, name: str, path: KeyPath) -> str | Finding:
    """Read a Markdown file of the bundle."""
    target = _inside(folder, name, path)
    if isinstance(target, Finding):
        return target
    if {_kind(name), _kind(target.name)} != {"md"}:
        return _refuse(
            path, "not-markdown", f"{quoted(name)} is no Markdown file.", "Name it with .md at its end."
        )
    with target.open("rb") as stream:
        data = stream.read(LARGEST_TEXT + 1)
    if len(data) > LARGEST_TEXT:
        return _refuse(path, "large-file", f"{quoted(name)} has more than 1 MiB.", "Shorten it.")
    return _decode(data, name, path)


def _decode(data: bytes, name: str, path: KeyPath) -> str | Finding:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        message = f"{quoted(name)} is not UTF-8 from byte {error.start} on."
        return _refuse(path, "not-utf8", message, "Save it as UTF-8.")
    control = _CONTROL.search(text)
    if control is None:
        return text
    line = text.count("\n", 0, control.start()) + 1
    message = f"{quoted(name)} holds a control character (U+{ord(control[0]):04X}) on line {line}."
    return _refuse(path, "control-character", message, "Take it out.")


def _refuse(path: KeyPath, rule: str, message: str, hint: str) -> Finding:
    return Finding(rule=rule, message=message, hint=hint, path=path)
