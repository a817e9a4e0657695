"""The text of a cState issue → its pieces: what was said, under which word, and stamped with which time.

cState keeps all updates of an issue in one text. Its own examples begin each with a word in emphasis and stamp it
with a shortcode: `*Investigating* - We look into it. {{< track "2018-04-13 15:54:00" >}}`. People write the stamp
first or last, a label in bold, a date in place of the shortcode, the newest on top or at the bottom. Nothing is
dated here: a piece says what stood there.
"""

import re
from dataclasses import dataclass, field

STATUS_WORDS = frozenset({
    "investigating", "identified", "monitoring", "resolved", "update", "scheduled", "in progress", "verifying",
    "completed", "cancelled",
})  # fmt: skip
"""Labels that are no more than a status, in small letters; `update` is the one that changes none."""

STORY_WORDS = frozenset({"post-mortem", "postmortem", "post mortem", "summary", "rca", "root cause"})
"""Labels of a text that was written when all was over."""

_EMPHASIS = r"(?P<mark>\*{1,3}|_{1,3})(?P<strong>[^*_{\n]{1,60}?):?[ \t]{0,3}(?P=mark)"
_LABEL = re.compile(
    rf" {{0,3}}(?:[-*+][ \t]++)?{_EMPHASIS}[ \t]*+(?:[:.]|[-–—](?=\s|\Z)|)[ \t]*+(?P<rest>.*)"
)
_PLAIN_LABEL = re.compile(
    r" {0,3}(?P<strong>[A-Z][a-z]{1,20}(?: [a-z]{1,20})?)[ \t]{0,3}(?::|[-–—](?=\s))[ \t]++(?P<rest>.*)"
)
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]++(?P<strong>[^#\n]{1,60}?)[ \t]*+:?[ \t]*+#*+(?P<rest>)")
TRACK = re.compile(
    r"\{\{[<%][ \t]*+track[ \t]++(?:\"([^\"\n]{0,60})\"|`([^`\n]{0,60})`|'([^'\n]{0,60})'|([^\s\"`'>%]{1,60}))[ \t]*+/?[>%]\}\}"
)
_DRESSED = re.compile(rf"([*_]{{1,3}})({TRACK.pattern})\1")
_MOMENT = r"\d{4}-\d\d?-\d\d?[T ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:[ ]?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"
_SHELL_DATE = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d (?:UTC|GMT)"
_DATED = re.compile(
    rf" {{0,3}}(?:[-*+][ \t]++)?[`*_\[(]{{0,3}}(?P<stamp>{_MOMENT}|{_SHELL_DATE})[`*_\])]{{0,3}}[ \t]*+[:–—-][ \t]*+(?P<rest>.*)"
)
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*+\1){2,}+[ \t]*+")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_BULLET = re.compile(r" {0,3}[-*+][ \t]++(?=\S|\Z)")
_JOINT = re.compile(r"[ \t]*+(?::|--?|[–—])(?=[ \t])[ \t]*+")
_STORY = re.compile(rf"[#*_\s]*+(?:{'|'.join(sorted(STORY_WORDS))})\b", re.IGNORECASE)
_BREAK_ALONE = re.compile(r"[ \t]*+\\[ \t]*+")
"""A hard line break of Markdown with nothing else on its line."""


@dataclass(slots=True, kw_only=True)
class Piece:
    """A part of the text. `label`: the word it stood under; `stamp`: its time as written; both may be empty.

    `text`: without label and stamp; `whole`: with the label. `line`: where it begins, counted from 1. `apart`: a
    horizontal rule stands behind it. `is_item`: it was an item of a list. `is_lead_alone`: the label has its line to
    itself. `is_ended`: the stamp stood behind its words.
    """

    line: int
    label: str = ""
    stamp: str = ""
    lead: str = ""
    lines: list[str] = field(default_factory=list)
    apart: bool = False
    is_item: bool = False
    is_lead_alone: bool = False
    is_ended: bool = False
    has_words: bool = False

    @property
    def text(self) -> str:
        """What was said, without the label."""
        lines = [re.sub(r"^ {1,4}", "", line) for line in self.lines] if self.is_item else self.lines
        return "\n".join(lines).strip("\n").rstrip()

    @property
    def whole(self) -> str:
        """What was said, under its label as it was written."""
        gap = "\n\n" if self.is_lead_alone else ""
        return f"{self.lead}{gap}{self.text}".rstrip()

    def strip_bullet(self) -> None:
        """Take the bullet off a piece that is one item of a list."""
        bullets = [number for number, line in enumerate(self.lines) if _BULLET.match(line)]
        first = next((number for number, line in enumerate(self.lines) if line.strip()), None)
        if not self.label and first is not None and bullets == [first]:
            self.lines[first] = _BULLET.sub("", self.lines[first])
            self.is_item = True

    @property
    def is_story(self) -> bool:
        """Tell whether it says of itself that it was written when all was over."""
        return _STORY.match(self.whole) is not None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in it."""
        return not (self.label or self.stamp or self.has_words)


def pieces(body: str) -> list[Piece]:
    """Take a text apart, in the order of the file. One that has no stamp and no label is one piece."""
    return _Reader().read(body)


@dataclass(slots=True)
class _Reader:
    """Reads line by line. `loose`: paragraphs behind a stamped piece that may yet get a stamp of their own.

    `stamps_lead`: a stamp that has its line to itself belongs to what follows.
    """

    done: list[Piece] = field(default_factory=list)
    piece: Piece = field(default_factory=lambda: Piece(line=1))
    loose: Piece | None = None
    fence: str = ""
    blank: bool = True
    stamps_lead: bool = False
    last: tuple[int, int] = (0, 0)

    def read(self, body: str) -> list[Piece]:
        lines = ["" if _BREAK_ALONE.fullmatch(line) else line for line in body.split("\n")]
        # Who stamps at the end ends with a stamp.
        self.stamps_lead = not TRACK.search(next((line for line in reversed(lines) if line.strip()), ""))
        for number, line in enumerate(lines, 1):
            self._line(number, line)
        self._finish()
        return self.done

    def _line(self, number: int, line: str) -> None:
        fence = _FENCE.match(line)
        if self.fence or fence:
            if fence and not self.fence:
                self.fence = fence["fence"]
            elif fence and fence["fence"].startswith(self.fence) and not line[fence.end() :].strip():
                self.fence = ""
            self._words(number, line)
        elif self.blank and _RULE.fullmatch(line):
            self._finish(apart=True)
            self.piece = Piece(line=number + 1)
        elif label := _label(line):
            self._finish()
            self.piece = Piece(
                line=number,
                label=label["strong"].strip().rstrip(":"),
                lead=line[: label.start("rest")],
                is_lead_alone=not label["rest"].strip(),
            )
            self._stamped(number, label["rest"])
        elif dated := _DATED.fullmatch(line):
            self._finish()
            is_item = line.lstrip()[:2] in {"- ", "* ", "+ "}
            self.piece = Piece(line=number, stamp=dated["stamp"], is_item=is_item)
            self._words(number, dated["rest"])
        else:
            self._stamped(number, line)
        self.blank = not line.strip()

    def _stamped(self, number: int, line: str) -> None:
        """Take in a line in which stamps may stand."""
        line = _DRESSED.sub(r"\2", line)
        end = 0
        for track in TRACK.finditer(line):
            before = line[end : track.start()]
            end = track.end()
            stamp = next(filter(None, track.groups()), "").strip()
            begins = not _BULLET.sub("", before).strip()
            if not begins:
                self._words(number, before, is_part=True)
            if _BREAK_ALONE.fullmatch(line[end:]):
                end = len(line)
            if stamp:
                self._stamp(number, stamp, begins=begins, more=bool(line[end:].strip()))
            if begins and (joint := _JOINT.match(line, end)):
                end = joint.end()
        self._words(number, line[end:], is_part=end > 0)

    def _stamp(self, number: int, stamp: str, *, begins: bool, more: bool) -> None:
        """Give a stamp to the piece that it belongs to; `begins`: its line begins with it, `more`: words follow."""
        target = self.loose or self.piece
        if target.lines:
            target.lines[-1] = target.lines[-1].rstrip()
        bare = not target.stamp and (target.label or target.has_words)
        if bare and (target.label or not (begins and (more or self.stamps_lead))):
            target.stamp = stamp
            target.is_ended = target.has_words and not more
            target.strip_bullet()
            if self.loose:
                self._finish_piece()
                self.piece, self.loose = self.loose, None
        elif begins or target.is_empty:
            self._finish()
            self.piece = Piece(line=number, stamp=stamp)
        else:
            self._words(number, stamp, is_part=True)

    def _words(self, number: int, line: str, *, is_part: bool = False) -> None:
        """Take in words; behind a stamped piece, a new paragraph is held loose."""
        if is_part and not line.strip():
            return
        apart = self.piece.has_words and (self.blank or self.piece.is_ended)
        if self.loose is None and self.piece.stamp and apart and line.strip():
            self.loose = Piece(line=number)
        target = self.loose or self.piece
        target.has_words = target.has_words or bool(line.strip())
        lines = target.lines
        here = (id(lines), number)
        if lines and self.last == here:
            lines[-1] += line
        else:
            lines.append(line.lstrip() if is_part and not _BULLET.match(line) else line)
        self.last = here

    def _finish(self, *, apart: bool = False) -> None:
        """Close the open piece; what is loose behind it belongs to it."""
        if self.loose:
            self.piece.lines += self.loose.lines
            self.piece.has_words = True
            self.loose = None
        self.piece.apart = apart
        self._finish_piece()

    def _finish_piece(self) -> None:
        if not self.piece.is_empty:
            self.done.append(self.piece)


def _label(line: str) -> re.Match[str] | None:
    """Return the label that a line begins with: a word of status, or any emphasis where the line has a stamp."""
    found = _HEADING.fullmatch(line) or _LABEL.fullmatch(line) or _PLAIN_LABEL.fullmatch(line)
    if not found:
        return None
    word = found["strong"].strip().rstrip(":").lower()
    known = word in STATUS_WORDS or word in STORY_WORDS
    loosely = word.split(maxsplit=1)[:1] == ["resolved"] or word.split(maxsplit=1)[:1] == ["update"]
    if known or (found.re is _LABEL and (loosely or TRACK.search(line))):
        return found
    return None
