"""What the house rules found in one incident, as problems of its files."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from statuskit.gate.hiding import Hiding, key_end
from statuskit.problems import KeyPath, Problem, Span
from statuskit.review.judge import SECRET_RULES, Verdict
from statuskit.review.rule import Passage, Record
from statuskit.source import Source
from statuskit.source.lines import Lines

_LONGEST_QUOTE = 60


class Paper:
    """The files of one incident, opened because there is something to tell of them."""

    def __init__(self, source: Source, record: Record, hiding: Hiding) -> None:
        self._file = record.incident.file
        self._source = source
        self._hiding = hiding
        self._passages: Mapping[KeyPath, Passage] = {each.path: each for each in record.passages}

    def problems(self, verdicts: tuple[Verdict, ...]) -> Iterator[tuple[Verdict, Problem]]:
        """Yield each verdict as a problem; what touches a secret is told of as the secret only."""
        hidden: dict[KeyPath, list[tuple[int, int]]] = {}
        for verdict in verdicts:
            if verdict.rule.id in SECRET_RULES:
                hidden.setdefault(verdict.finding.path, []).append(self._hide(verdict))
        for verdict in verdicts:
            finding = verdict.finding
            touched = any(
                finding.start < end and start < finding.end for start, end in hidden.get(finding.path, ())
            )
            if not touched or verdict.rule.id in SECRET_RULES:
                yield verdict, self._problem(verdict)

    def _hide(self, verdict: Verdict) -> tuple[int, int]:
        """Hide a secret in its file, and tell from where to where it is one in its text."""
        finding = verdict.finding
        passage = self._passages.get(finding.path)
        if passage is None:
            return 0, 0
        start, end = finding.start, key_end(passage.text, finding.start, finding.end)
        name = self._name(finding.file)
        if finding.file:
            self._hiding.add(name, Lines(passage.text), start, end)
        elif place := self._source.inside(finding.path, passage.text, start, end):
            self._hiding.add(name, self._source.lines, *place)
        self._hiding.add_value(passage.text[finding.start : finding.end])
        return start, end

    def _name(self, file: str) -> str:
        return (PurePosixPath(self._file).parent / file).as_posix() if file else self._file

    def _problem(self, verdict: Verdict) -> Problem:
        finding = verdict.finding
        span, excerpt = self._place(verdict)
        message, hint = self._words(verdict)
        return Problem(
            rule=verdict.rule.id,
            severity=verdict.level,
            file=self._name(finding.file),
            message=message,
            hint=hint,
            path=finding.path,
            span=span,
            excerpt=excerpt,
        )

    def _place(self, verdict: Verdict) -> tuple[Span | None, str | None]:
        finding = verdict.finding
        passage = self._passages.get(finding.path)
        if finding.file:
            if passage is None or not finding.end:
                return None, None
            lines = Lines(passage.text)
            span = lines.span(finding.start, finding.end)
            return span, lines.excerpt(span.line)
        if passage is not None and finding.end:
            found = self._source.inside(finding.path, passage.text, finding.start, finding.end)
            if found:
                return self._source.at(*found)
        mark = self._source.mark(finding.path)
        return self._source.place(finding.path, key=mark is not None and mark.style in {"block", "flow"})

    def _words(self, verdict: Verdict) -> tuple[str, str]:
        """Say what and why, and what would be better; a message of several lines ends in what to paste."""
        rule = verdict.rule
        first, *snippet = (verdict.finding.message or self._found(verdict)).splitlines()
        if snippet:
            return first, "\n".join(["", *snippet, rule.why])
        return f"{first} {rule.why}", f"Better: {rule.better}"

    def _found(self, verdict: Verdict) -> str:
        finding, finds = verdict.finding, verdict.rule.finds.rstrip(".")
        passage = self._passages.get(finding.path)
        if passage is None or not finding.end or verdict.rule.id in SECRET_RULES:
            return f"{finds[:1].upper()}{finds[1:]}."
        quote = " ".join(passage.text[finding.start : finding.end].split())
        shown = quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1]}…"
        return f'"{shown}": {finds}.'
