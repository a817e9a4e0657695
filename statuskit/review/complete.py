"""What a public story must have, and what is still missing, with a snippet to paste."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from statuskit.model import ActionState, Impact, Kind, Postmortem, PostmortemState
from statuskit.problems import KeyPath, Severity
from statuskit.review.rule import Finding, Part, Record, Rule

_STORY: KeyPath = ("postmortem",)
_FORTNIGHT = timedelta(days=14)
_GRAVE = frozenset({Impact.MAJOR, Impact.CRITICAL})
_FACTS = frozenset({"MH2", "MH3", "MH4", "MH5"})
"""The rules that hold as errors for every final story, however small the matter."""

_OURS = re.compile(
    r"(?<!not )(?<!n't )\b(?:our|my)\s+(?:own\s+)?(?:fault|mistakes?|errors?|failure|failing|responsibility|doing|choice|oversight|change|bug)\b"
    r"|\b(?:fault|mistake|error|failure|responsibility)\s+(?:is|was)\s+(?:all\s+|entirely\s+)?(?:ours|mine)\b"
    r"|\b(?:we|I)\s+(?:\w+ly\s+)?(?:broke|caused|missed|failed|let\s+you|made\s+(?:a|an|the|this|that|two|three|several)\s"
    r"|deleted|lost|overlooked|ignored|forgot|misjudged|misread|got\s+(?:it|this|that)\s+wrong|were\s+(?:wrong|late|slow|too)"
    r"|should(?:n't|\s+not)?\s+have|own|are\s+responsible|am\s+responsible|take\s+(?:full\s+|the\s+)?(?:responsibility|blame))\b",
    re.IGNORECASE,
)
_COULD_NOT = re.compile(
    r"\byou(?:r\s+\w+)?\s+(?:\w+\s+)?(?:could(?:n['’]t|\s+not|\s+only)|can(?:not|['’]t)|were(?:n['’]t|\s+not|\s+unable|\s+(?:locked|shut|signed))"
    r"|lost|had\s+no|got\s+no|waited|had\s+to\s+wait)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"\b(?:because|caus(?:e|es|ed|ing)|due\s+to|reasons?|led\s+to|so\s+that|which\s+meant|meant\s+that|went\s+wrong|as\s+a\s+result"
    r"|broke|brought|failed|filled|ran\s+out|set\s+off|started\s+when|turned\s+out|wrong|mistake|fault|bug"
    r"|we\s+(?:\w+ly\s+)?(?:changed|deployed|released|removed|deleted|switched|moved|replaced|turned|forgot))\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"(?:\d{1,2}:\d\d|\{started\}|\d{1,2}(?:\s?[ap]\.?m\b)).*?(?:\d{1,2}:\d\d|\{resolved\}|\d{1,2}(?:\s?[ap]\.?m\b)|\{duration\}|\{downtime\})",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(
    r"mailto:|https?://|[\w.+-]@[\w-]+\.\w|\b(?:write|reply|talk|call)\s+(?:to\s+)?us\b", re.IGNORECASE
)

Missing = Callable[[Record, Postmortem], str]
"""Say what is missing, and what to paste; "" where nothing is."""


def _needs(rule: str, missing: Missing) -> Callable[[Record], Iterator[Finding]]:
    """Make a check of a story that weighs a lack as the story's state, kind and impact do."""

    def check(record: Record) -> Iterator[Finding]:
        story = record.incident.postmortem
        if story is None or record.incident.withdrawn:
            return
        if message := missing(record, story):
            final = story.state is PostmortemState.FINAL
            yield Finding(
                path=_STORY,
                message=message if final else f"Before it can be final: {message[0].lower()}{message[1:]}",
                level=_level(rule, record) if final else Severity.WARNING,
            )

    return check


def _level(rule: str, record: Record) -> Severity:
    """Weigh a lack in a final story: all of it where it hurt much, else what happened and to whom."""
    incident = record.incident
    if rule in _FACTS:
        return Severity.ERROR
    grave = incident.kind is Kind.INCIDENT and record.case.impact in _GRAVE
    return Severity.ERROR if grave else Severity.WARNING


def _says(record: Record, pattern: re.Pattern[str], *parts: Part) -> bool:
    return any(passage.part in parts and pattern.search(passage.text) for passage in record.passages)


def _in_impact(story: Postmortem) -> str:
    """Write the key above a snippet, or where the snippet goes if the story has that key."""
    return "  # in impact:\n" if story.impact else "  impact:\n"


def _no_owner(record: Record, story: Postmortem) -> str:
    if _says(record, _OURS, Part.APOLOGY, Part.SUMMARY, Part.PLAIN):
        return ""
    if story.apology:
        return (
            "Nobody says that it was our doing. Add a sentence in the first person to the apology:\n"
            "  We broke sign-in, and that is our fault."
        )
    return (
        "Nobody says that it was our doing. Say it in the first person:\n"
        "  apology: {text: 'We are sorry. We broke sign-in, and that is our fault.', by: The head of engineering}"
    )


def _no_loss(record: Record, story: Postmortem) -> str:
    if (story.impact and story.impact.could_not) or _says(record, _COULD_NOT, Part.SUMMARY):
        return ""
    return (
        "It does not say what customers could not do. Name it, in their words:\n"
        f"{_in_impact(story)}    could_not: [open a room, post a message]"
    )


def _no_times(record: Record, _: Postmortem) -> str:
    incident = record.incident
    known = incident.started or incident.windows is not None or incident.kind is Kind.MAINTENANCE
    if known or _says(record, _FROM_TO, Part.SUMMARY):
        return ""
    first = incident.updates[0].at if incident.updates else record.now
    return (
        "It does not say from when to when. The first word is not when it began; write that at the top of the file:\n"
        f"  started: {first:%Y-%m-%dT%H:%M}Z  # the first word; it began at or before that"
    )


def _no_data(_: Record, story: Postmortem) -> str:
    if story.impact and story.impact.data:
        return ""
    return (
        "It does not say whether data was lost or seen by others. Say it either way; `unknown` is an answer:\n"
        f"{_in_impact(story)}    data: {{lost: none, exposed: unknown}}"
    )


def _no_cause(record: Record, story: Postmortem) -> str:
    if story.plain is None or not story.plain.markdown.strip():
        return (
            "It does not say in plain words what happened and why:\n"
            "  plain: We changed a setting, and because nothing checked it, every sign-in failed."
        )
    if _says(record, _CAUSE, Part.PLAIN):
        return ""
    return (
        "`plain` says what happened, but not why. Add a sentence with `because`; "
        "`We do not know the cause yet.` is one too."
    )


def _no_action(record: Record, story: Postmortem) -> str:
    kept = [action for action in story.actions if action.state is not ActionState.DROPPED]
    if any(action.state is ActionState.DONE for action in kept) or (
        kept and all(action.due for action in kept)
    ):
        return ""
    if kept:
        return (
            "No action is done, and not each has a date. Give each a `due`, or say what is done already:\n"
            f"  - {{what: Test each setting before it is live, kind: prevent, due: {record.now + _FORTNIGHT:%Y-%m-%d}}}"
        )
    return (
        "It does not say what we change. Name one thing that is done, or some with dates:\n"
        "  actions:\n    - {what: Test each setting before it is live, kind: prevent, state: done, "
        f"done_on: {record.now:%Y-%m-%d}}}"
    )


def _no_repair(_: Record, story: Postmortem) -> str:
    if story.make_right:
        return ""
    return (
        "It does not say what we give back, if only that it is nothing:\n"
        "  make_right: {offer: One free month, to: every paying customer, how: automatic}\n"
        "or\n"
        "  make_right: {none: true, because: Nobody lost more than a minute.}"
    )


def _no_signature(_: Record, story: Postmortem) -> str:
    if story.apology and story.apology.by.strip():
        return ""
    return (
        "Nobody signs. Somebody says sorry, with a name or a role:\n"
        "  apology: {text: We are sorry that you could not sign in. That is our fault., by: The head of engineering}"
    )


def _no_answer(record: Record, story: Postmortem) -> str:
    reachable = (
        record.settings.contact
        or (story.answers and story.answers.channels)
        or (story.make_right and any(option.claim for option in story.make_right.options))
        or _says(record, _ADDRESS, Part.APOLOGY, Part.MAKE_RIGHT, Part.PLAIN, Part.QUESTIONS, Part.ANSWERS)
    )
    if reachable:
        return ""
    return (
        "It does not say where customers can answer. In the site's settings:\n"
        "  contact: mailto:help@example.com\n"
        "or in the story:\n"
        "  answers: {asked: unknown, answered: unknown, channels: [email]}"
    )


_GOOD = """\
title: You could not sign in
impact: critical
started: 2026-11-20T13:45:00Z
updates:
  - at: 2026-11-20T14:02:00Z
    message: You cannot sign in. We do not know why yet.
    next_update: 30m
  - at: 2026-11-20T14:30:00Z
    status: resolved
    message: You can sign in again since 14:25 UTC.
postmortem:
  state: final
  published: 2026-11-20T15:30:00Z
  summary: From 13:45 to 14:25 UTC you could not sign in.
  apology:
    text: We are sorry. We broke sign-in, and that is our fault.
    by: The head of engineering
  impact:
    could_not: [sign in]
    data: {lost: none, exposed: none}
  plain: We changed a setting, and because nothing checked it, every sign-in failed.
  make_right: {offer: One free day, to: every customer, how: automatic}
  actions:
    - {what: Test each setting before it is live, kind: prevent, state: done, done_on: 2026-11-20}
  answers: {asked: 12, answered: all, channels: [email]}
"""


def _rule(
    rule: str,
    missing: Missing,
    *cuts: tuple[str, str],
    finds: str,
    why: str,
    better: str,
    source: str,
    dated: bool = False,
) -> Rule:
    """Make a rule; `cuts` are pieces of the good example and what stands in their place in the bad one."""
    bad = _GOOD
    for old, new in cuts:
        bad = bad.replace(old, new)
    return Rule(
        id=rule,
        level=Severity.ERROR,
        finds=finds,
        why=why,
        better=better,
        source=source,
        good=(_GOOD,),
        bad=(bad,),
        check=_needs(rule, missing),
        files=True,
        dated=dated,
    )


_PARTS_OF_AN_APOLOGY = "Lewicki, Polin and Lount 2016: six parts of an apology, ranked by 755 people"
_STEPS = "Ingall and McCarthy, Sorry, Sorry, Sorry: the steps of an apology"
_JUSTICE = "del Río-Lanza et al. 2009; Smith, Bolton and Wagner 1999, on making up for a failure"
_PRACTICE = "public postmortems that readers praised, and what they have in common"

RULES = (
    _rule(
        "MH1",
        _no_owner,
        ("We broke sign-in, and that is our fault.", "Sign-in did not work."),
        finds="a story in which nobody takes responsibility",
        why="Of all parts of an apology, owning the fault counts most; without it the rest reads as regret.",
        better="We broke sign-in, and that is our fault.",
        source=_PARTS_OF_AN_APOLOGY,
    ),
    _rule(
        "MH2",
        _no_loss,
        ("    could_not: [sign in]\n", ""),
        ("UTC you could not sign in", "UTC our sign-in had an outage"),
        finds="a story that does not say what customers could not do",
        why="Whoever was hurt looks for their own loss first, and leaves when it is not there.",
        better="could_not: [sign in, reset a password]",
        source=_STEPS,
    ),
    _rule(
        "MH3",
        _no_times,
        ("started: 2026-11-20T13:45:00Z\n", ""),
        ("From 13:45 to 14:25 UTC you", "This afternoon you"),
        finds="a story that does not say from when to when",
        why="Customers compare these times with their own logs, and with what their own customers told them.",
        better="started: 2026-11-20T13:45:00Z",
        source=_PRACTICE,
    ),
    _rule(
        "MH4",
        _no_data,
        ("    data: {lost: none, exposed: none}\n", ""),
        finds="a story that says nothing of customers' data",
        why="Silence on data is read as bad news, so say it when there is none.",
        better="data: {lost: none, exposed: none}",
        source=_PRACTICE,
    ),
    _rule(
        "MH5",
        _no_cause,
        ("  plain: We changed a setting, and because nothing checked it, every sign-in failed.\n", ""),
        finds="a story that does not say in plain words why it happened",
        why="Without a cause nobody can judge whether it will happen again.",
        better="We changed a setting, and because nothing checked it, every sign-in failed.",
        source=_PARTS_OF_AN_APOLOGY,
    ),
    _rule(
        "MH6",
        _no_action,
        ("state: done, done_on: 2026-11-20", "state: planned"),
        finds="a story in which nothing is done yet and not each plan has a date",
        why="A plan without a date is a wish; one thing done says more than five planned.",
        better="{what: Test each setting before it is live, kind: prevent, state: done, done_on: 2026-11-20}",
        source=_PARTS_OF_AN_APOLOGY,
        dated=True,
    ),
    _rule(
        "MH7",
        _no_repair,
        ("  make_right: {offer: One free day, to: every customer, how: automatic}\n", ""),
        finds="a story that says nothing of what we give back",
        why="An offer to repair counts second of all parts of an apology; an honest no with its reason is one too.",
        better="make_right: {offer: One free day, to: every customer, how: automatic}",
        source=_JUSTICE,
    ),
    _rule(
        "MH8",
        _no_signature,
        (
            "  apology:\n    text: We are sorry. We broke sign-in, and that is our fault.\n    by: The head of engineering\n",
            "",
        ),
        finds="a story that nobody signs",
        why="An apology needs somebody who makes it.",
        better="by: The head of engineering",
        source=_STEPS,
    ),
    _rule(
        "MH9",
        _no_answer,
        ("  answers: {asked: 12, answered: all, channels: [email]}\n", ""),
        finds="a story that customers cannot answer",
        why="Being heard is part of being made whole; a page without an address is a closed door.",
        better="contact: mailto:help@example.com",
        source=_JUSTICE,
    ),
)
