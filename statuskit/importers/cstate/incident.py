"""One issue of cState → one document of ours, and what it could not say."""

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from statuskit.importers import Document, Unreadable
from statuskit.importers.bodies import is_html, one_line
from statuskit.importers.cstate.hugo import as_flag, as_text
from statuskit.importers.cstate.words import Issue, Word, other_shortcodes, words
from statuskit.importers.document import in_order, short, title
from statuskit.importers.times import written
from statuskit.model import ENDED, ComponentState, Impact, Kind, Status

_SEVERITIES = ("down", "disrupted", "notice")
_STATES = {"down": ComponentState.MAJOR_OUTAGE, "disrupted": ComponentState.PARTIAL_OUTAGE}
_IMPACTS = {"down": Impact.CRITICAL, "disrupted": Impact.MAJOR}
_SAME = {"announcement": "notice"}
_PLANNED = re.compile(
    r"\b(?:maintenance|scheduled|planned|upgrades?|migration|wartung|mantenimiento|manutenzione|manutenção|onderhoud)\b",
    re.IGNORECASE,
)
_KNOWN = frozenset({
    "title", "date", "resolved", "resolvedwhen", "severity", "affected", "section", "informational", "pin", "draft",
    "slug", "url", "aliases", "lastmod", "layout", "type", "published", "automated",
})  # fmt: skip
_RELATIVE_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\((?!https?:)([^)\s]{1,300})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """An issue as a document; `names` are the components that it names, `ends` when it was over."""

    document: Document
    begins: datetime
    ends: datetime | None
    names: tuple[str, ...]


def convert(issue: Issue, component: Callable[[str], str]) -> Converted:
    """Make a document of an issue, which takes the notes on it. `component` gives our id of a name.

    Raises `Unreadable` where it has no title, no time and no words; `UsageError` where a zone is needed.
    """
    name = title(issue, issue.page.text("title"), called="title", place=issue.at("title"))
    names = tuple(component(name) for name in _names(issue))
    severity = _severity(issue)
    _front_times(issue)
    issue.kind = _kind(issue, name, severity)
    said = words(issue, _body(issue)) or _without_words(issue, name)
    begins = issue.begins or said[0].at
    said, resolved = _closed(issue, said, begins)
    document: Document = {"title": name}
    if issue.kind is not Kind.INCIDENT:
        document["kind"] = issue.kind.value
    document |= _hurt(issue, severity, names)
    if issue.kind is Kind.MAINTENANCE and issue.ends:
        document |= {"scheduled_for": written(begins), "scheduled_until": written(issue.ends)}
    else:
        document |= _span(issue, begins, said, resolved)
    document["updates"] = [_update(word) for word in said]
    if as_flag(issue.page.values.get("pin")):
        document["pinned"] = True
    _tell_the_rest(issue)
    ends = max([said[-1].at, *([issue.ends] if issue.ends else [])]) if issue.is_over else None
    return Converted(
        document=in_order(document),
        begins=min(begins, said[0].at),
        ends=ends,
        names=names,
    )


def _names(issue: Issue) -> list[str]:
    value = issue.page.values.get("affected")
    listed = value if isinstance(value, list) else [value]
    names = [one_line(as_text(item)) for item in listed]
    if isinstance(value, dict) or any(not isinstance(item, str) for item in listed if item is not None):
        issue.note("affected: holds more than names; the rest was left out", issue.at("affected"))
    return list(dict.fromkeys(name for name in names if name))


def _severity(issue: Issue) -> str:
    wrote = issue.page.text("severity")
    value = _SAME.get(wrote.lower(), wrote.lower())
    if value in {"", *_SEVERITIES}:
        return value
    near = difflib.get_close_matches(value, _SEVERITIES, n=1, cutoff=0.75)
    place = issue.at("severity")
    if near:
        issue.note(f"severity {short(wrote)!r} is none of cState's; taken for {near[0]!r}", place)
        return near[0]
    issue.note(f"severity {short(wrote)!r} is none of cState's; left out", place)
    return ""


def _front_times(issue: Issue) -> None:
    """Read when it began and ended, and whether it is over."""
    for key in ("date", "resolvedwhen"):
        wrote = issue.page.text(key)
        found = issue.reading.moment(wrote, issue.at(key), issue.notes) if wrote else None
        if wrote and found is None:
            issue.note(f"{_SHOWN[key]} {short(wrote)!r} is no time; left out", issue.at(key))
        if key == "date":
            issue.begins = found
        else:
            issue.ends = found
    if issue.begins and issue.ends and issue.ends < issue.begins:
        issue.note(
            f"resolvedWhen {written(issue.ends)} lies before date {written(issue.begins)}; left out",
            issue.at("resolvedwhen"),
        )
        issue.ends = None
    wrote = issue.page.text("resolved")
    over = as_flag(wrote)
    if wrote and over is None:
        issue.note(f"resolved {short(wrote)!r} is neither true nor false; left out", issue.at("resolved"))
    if over is None and issue.ends:
        issue.note("does not say whether it is resolved, and has a resolvedWhen; it came in as resolved")
        over = True
    if over and any(issue.reading.is_to_come(each) for each in (issue.begins, issue.ends) if each):
        issue.note(
            "is resolved, and only begins or ends in the future; it came in as open", issue.at("resolved")
        )
        over = False
    issue.is_over = bool(over)


_SHOWN = {"date": "date", "resolvedwhen": "resolvedWhen"}


def _kind(issue: Issue, name: str, severity: str) -> Kind:
    informational = as_flag(issue.page.values.get("informational"))
    if severity != "notice" and not informational:
        return Kind.INCIDENT
    if informational and severity in _STATES:
        issue.note(
            f"is informational: its severity {severity!r} hurts nothing; left out", issue.at("severity")
        )
    found = _PLANNED.search(name)
    if found and issue.begins and issue.ends and issue.begins < issue.ends:
        issue.note(
            f"is a notice; {found[0]!r} in its title tells that it is a maintenance, from date to resolvedWhen",
            issue.at("severity"),
        )
        return Kind.MAINTENANCE
    return Kind.NOTICE


def _body(issue: Issue) -> str:
    """Return the text as its readers saw it: without what stands in comments, line by line as in the file."""
    body = _without_comments(issue, issue.page.body)
    if is_html(body):
        issue.note("its HTML became Markdown")
    for name in other_shortcodes(body):
        issue.note(f"the shortcode {name!r} is shown as text")
    for line, shown in enumerate(body.split("\n"), 1):
        for picture in _RELATIVE_PICTURE.finditer(shown):
            issue.note(
                f"shows a picture of the old site, {picture[1][:80]!r}; it became a link: put the picture beside the "
                "incident, in a bundle",
                issue.in_body(line),
            )
    return body


def _without_comments(issue: Issue, body: str) -> str:
    parts = []
    end = line = ticks = fences = 0
    hidden: list[int] = []
    for comment in _COMMENT.finditer(body):
        before = body[end : comment.start()]
        line += before.count("\n")
        fences += before.count("```")
        ticks = before[before.rfind("\n") + 1 :].count("`") + (0 if "\n" in before else ticks)
        end = comment.end()
        parts.append(before)
        if fences % 2 or ticks % 2:
            parts.append(comment[0])
        else:
            hidden.append(line + 1)
            parts.append("\n" * comment[0].count("\n"))
        line += comment[0].count("\n")
    if hidden:
        many = f"{len(hidden)} comments were" if len(hidden) > 1 else "a comment was"
        issue.note(f"{many} never shown; left out", issue.in_body(hidden[0]))
    return "".join([*parts, body[end:]])


def _without_words(issue: Issue, name: str) -> list[Word]:
    if issue.begins is None:
        raise Unreadable("has no date that can be read; left out")
    issue.note("has no text; its title stands in its place")
    now = issue.reading.now
    return [Word(at=min(issue.begins, now) if now else issue.begins, message=name)]


def _closed(issue: Issue, said: list[Word], begins: datetime) -> tuple[list[Word], datetime | None]:
    """Return the updates with the end said, and the moment of the end where it is another than that of the words."""
    if issue.kind is Kind.MAINTENANCE:
        return _ended_once(issue, said), None
    last = next((word for word in reversed(said) if word.status), None)
    says_so = last is not None and last.status == Status.RESOLVED
    if not issue.is_over:
        return _left_open(issue, said, says_so=says_so), None
    ends = issue.ends
    if says_so and last:
        if ends and ends > last.at:
            issue.note(
                f"resolvedWhen {written(ends)} lies after the update that says so; left out",
                issue.at("resolvedwhen"),
            )
        return said, ends if ends and begins <= ends < last.at else None
    if ends is None:
        issue.note("is resolved, and nothing tells when; dated by its last update", issue.at("resolved"))
        ends = said[-1].at
    status_at = last.at if last else None
    if status_at and status_at > ends:
        issue.note(
            "goes on after resolvedWhen; its end is said behind its last update", issue.at("resolvedwhen")
        )
        return _with_end(said, status_at), ends if begins <= ends else None
    same = next(
        (word for word in reversed(said) if word.at == ends and word.is_dated and not word.status), None
    )
    if same:
        issue.note("its update at the moment of resolvedWhen was taken for its end", issue.at("resolvedwhen"))
        return [_with_status(word, Status.RESOLVED) if word is same else word for word in said], None
    return _with_end(said, ends), None


def _with_end(said: Sequence[Word], at: datetime) -> list[Word]:
    """Put the word of the end, which cState says by a flag alone, behind all that was said by then."""
    before = [word for word in said if word.at <= at]
    return [*before, _resolution(at), *said[len(before) :]]


def _left_open(issue: Issue, said: list[Word], *, says_so: bool) -> list[Word]:
    informational = as_flag(issue.page.values.get("informational"))
    if not issue.page.text("resolved") and informational:
        issue.note("is informational: cState never shows it as open; it came in as over")
        issue.is_over = True
        return said if says_so else [*said[:-1], _with_status(said[-1], Status.RESOLVED)]
    if says_so:
        issue.note(
            "is not resolved, says its front matter, and its last update says it is; the update was taken"
        )
    elif issue.ends:
        issue.note(
            f"has a resolvedWhen, {written(issue.ends)}, and is not resolved; it came in as open",
            issue.at("resolvedwhen"),
        )
    elif not issue.page.text("resolved"):
        issue.note("does not say whether it is resolved; it came in as open")
    return said


def _ended_once(issue: Issue, said: list[Word]) -> list[Word]:
    """Return a maintenance's updates: what has ended stays ended."""
    result: list[Word] = []
    over = False
    for word in said:
        if over and word.status:
            issue.note(f"says {word.label!r} after its end; left out as a status")
            result.append(_with_status(word, ""))
        else:
            result.append(word)
        over = over or word.status in ENDED
    return result


def _resolution(at: datetime) -> Word:
    return Word(at=at, message="Resolved.", status=Status.RESOLVED.value)


def _with_status(word: Word, status: str) -> Word:
    return Word(
        at=word.at, message=word.message, status=str(status), label=word.label, is_dated=word.is_dated
    )


def _hurt(issue: Issue, severity: str, names: Sequence[str]) -> Document:
    """Return the components with their states, and the impact where no component carries it."""
    if issue.kind is Kind.MAINTENANCE:
        state = ComponentState.UNDER_MAINTENANCE
    else:
        state = _STATES.get(severity, ComponentState.OPERATIONAL)
        if issue.kind is Kind.NOTICE:
            state = ComponentState.OPERATIONAL
        elif not severity:
            issue.note("has no severity that is known; its components came in as operational")
    found: Document = {}
    if issue.kind is Kind.INCIDENT and severity and not names:
        found["impact"] = _IMPACTS[severity].value
        issue.note(f"names no component; its severity {severity!r} came in as impact", issue.at("severity"))
    elif issue.kind is Kind.INCIDENT and severity == "disrupted":
        issue.note(
            "severity 'disrupted' may mean slow, or partly down; it came in as partial_outage",
            issue.at("severity"),
        )
    if names:
        found["components"] = dict.fromkeys(names, state.value)
    return found


def _span(issue: Issue, begins: datetime, said: Sequence[Word], resolved: datetime | None) -> Document:
    found: Document = {}
    if begins < said[0].at:
        found["started"] = written(begins)
    elif begins > said[0].at and issue.reading.is_to_come(begins):
        issue.note(f"date {written(begins)} is to come, and no maintenance; left out", issue.at("date"))
    elif begins > said[0].at:
        issue.note(f"date {written(begins)} lies after the first update; left out", issue.at("date"))
    if resolved:
        found["resolved"] = written(resolved)
    return found


def _update(word: Word) -> Document:
    update: Document = {"at": written(word.at)}
    if word.status:
        update["status"] = word.status
    return update | {"message": f"{word.message}\n"}


def _tell_the_rest(issue: Issue) -> None:
    values = issue.page.values
    section = issue.page.text("section")
    if section != "issue":
        issue.note(
            f"its section is {section or 'not given'!r}, not 'issue': cState lists it nowhere; it came in"
        )
    unknown = sorted(key for key, value in values.items() if key not in _KNOWN and _holds_something(value))
    if unknown:
        issue.note(
            f"{_listed(unknown)} has no place in an incident file; left out"
            if len(unknown) == 1
            else f"{_listed(unknown)} have no place in an incident file; left out"
        )


def _holds_something(value: object) -> bool:
    return bool(as_text(value)) if isinstance(value, str) else bool(value)


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(key[:40] for key in keys)
