"""Check a postmortem against its incident: when it may be public, and what its parts need."""

import re
from collections.abc import Iterator
from datetime import datetime

from statuskit.load.findings import Finding
from statuskit.load.order import has_ended
from statuskit.load.times import Times
from statuskit.model import ActionState, PostmortemState
from statuskit.problems import KeyPath, Severity
from statuskit.schema import IncidentDocument, MakeRightDocument, PostmortemDocument

_SENTENCES = 2
_SENTENCE_END = re.compile(r"(?:(?<!\b\w)\.|[!?…])[\"'”’)\]*_]*\s+(?=[^\sa-z0-9])|[。！？](?=.)")
"""The end of a sentence with another one behind it; a single letter before the full stop is an abbreviation."""


def check_postmortem(document: IncidentDocument, times: Times, now: datetime) -> Iterator[Finding]:
    """Check that a public story is dated and, if final, of something that is over; and that its parts are whole."""
    story = document.postmortem
    if story is None:
        return
    if story.state is PostmortemState.FINAL and not has_ended(document, times, now):
        yield Finding(
            rule="not-ended",
            message=f"The postmortem is final, but the {document.kind} is not over.",
            hint="Say `state: preliminary` until it is, or add the update that ends it.",
            path=("postmortem", "state"),
        )
    if story.state is not PostmortemState.DRAFT and not story.published:
        yield Finding(
            rule="missing-key",
            message=f'A {story.state} postmortem needs "published".',
            hint=f"Add `published: {now:%Y-%m-%dT%H:%M:%SZ}`, or say `state: draft`.",
            path=("postmortem", "published"),
        )
    yield from _check_summary(story)
    yield from _check_make_right(story)
    yield from _check_actions(story)
    yield from _check_evidence(story)


def _check_summary(story: PostmortemDocument) -> Iterator[Finding]:
    sentences = 1 + len(_SENTENCE_END.findall(story.summary or ""))
    if sentences > _SENTENCES:
        yield Finding(
            rule="long-summary",
            message=f"The summary has {sentences} sentences; two are the most.",
            hint="Say from when to when, and what customers could not do. The rest belongs in `plain`.",
            path=("postmortem", "summary"),
            severity=Severity.WARNING,
        )


def _check_make_right(story: PostmortemDocument) -> Iterator[Finding]:
    make_right = story.make_right
    if isinstance(make_right, MakeRightDocument) and not make_right.offer and not make_right.options:
        yield Finding(
            rule="missing-key",
            message='"make_right" says neither what we give nor what can be chosen.',
            hint="Add `offer` or `options`; or say `none: true` and `because`, if we give nothing back.",
            path=("postmortem", "make_right"),
        )


def _check_actions(story: PostmortemDocument) -> Iterator[Finding]:
    for number, action in enumerate(story.actions):
        if action.state is ActionState.DROPPED and not action.because:
            yield Finding(
                rule="missing-key",
                message='An action that was dropped needs "because".',
                hint="Add `because:` and why we do not do what we promised.",
                path=("postmortem", "actions", number, "because"),
            )


def _check_evidence(story: PostmortemDocument) -> Iterator[Finding]:
    for number, evidence in enumerate(story.evidence):
        path: KeyPath = ("postmortem", "evidence", number)
        if bool(evidence.file) == bool(evidence.url):
            yield Finding(
                rule="file-or-url",
                message=f'A piece of evidence has either "file" or "url"; this one has {"both" if evidence.file else "neither"}.',
                hint="Name the file beside incident.yml, or give a web address.",
                path=path,
            )
