"""What of a Markdown text was said in one's own words: code, addresses and quotations are blanked out."""

import re
from collections.abc import Iterator

_Span = tuple[int, int]

_ANYTHING = re.compile(r"[`<>\"“„«{*_~]|\]\(|\]:|://|(?:^|\n)(?: {4}|\t)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_TICKS = re.compile(r"(?<!\\)`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_NOT_SAID = re.compile(
    r"<(?:https?:|mailto:)[^\s<>]*>|<[^\s<>@]+@[^\s<>@]+>"
    r"|</?[A-Za-z][^<>\n]{0,500}>"
    r"|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"[^\"\n]*\")?\)"
    r"|(?<=\]:)[ \t]*\S+"
    r"|\bhttps?://[^\s<>\"”)\]]*[^\s<>\"”)\].,;:!?]"
    r"|\{[a-z_]{1,40}\}"
    # Emphasis is cut off the words, so that a phrase is found across it.
    r"|(?<!\w)\*{1,3}(?=\w)|(?<=[\w.,:;!?)])\*{1,3}(?!\w)|(?<!\w)_{1,3}(?=\w)|(?<=[\w.!?])_{1,3}(?!\w)"
)
# A stop before the closing sign stays: it ends our own sentence too.
_QUOTATION = re.compile(
    r"(?<![\w\"])\"(?=\S)[^\"]{1,1000}?(?=[.!?]?\")(?P<stop>[.!?]?)\"(?!\w)"
    r"|“[^“”]{1,1000}?[.!?]?”|„[^„“”]{1,1000}?[“”]|«[^«»]{1,1000}»"
)
_NOT_NEWLINE = re.compile(r"[^\n]")


def prose(markdown: str) -> str:
    """Blank out what is not said in one's own words; the length and the line breaks stay.

    Blanked are code (fenced, indented, spans), quotations, addresses of links, HTML, comments,
    placeholders and the signs of emphasis; the words of links and headings are read.
    """
    if not _ANYTHING.search(markdown):
        return markdown
    text = _without(markdown, _blocks(markdown))
    if "`" in text:
        text = _without(text, _code_spans(text))
    if "<!--" in text:
        text = _without(text, _comments(text))
    text = _NOT_SAID.sub(_blank, text)
    return _QUOTATION.sub(_unquoted, text)


def _without(text: str, spans: Iterator[_Span]) -> str:
    parts: list[str] = []
    last = 0
    for start, end in spans:
        parts += (text[last:start], _NOT_NEWLINE.sub(" ", text[start:end]))
        last = end
    return "".join([*parts, text[last:]])


def _blank(match: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(" ", match[0])


def _unquoted(match: re.Match[str]) -> str:
    said = match[0]
    if _BLANK_LINE.search(said):
        return said
    inner = said[1:-1]
    stop = inner[-1] if inner and inner[-1] in ".!?\n" else " "
    return f" {_NOT_NEWLINE.sub(' ', inner[:-1])}{stop} "


def _blocks(text: str) -> Iterator[_Span]:
    """Yield the lines that are fenced or indented code, or quoted by `>`."""
    fence = ""
    in_list = was_code = False
    was_blank = True
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        found = _FENCE.match(line)
        is_blank = not line.strip()
        if fence:
            yield start, end
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
        elif found:
            fence = found[1]
            yield start, end
        elif line.lstrip(" ").startswith(">"):
            yield start, end
        else:
            indented = line.startswith(("    ", "\t"))
            if _ITEM.match(line):
                in_list = True
            elif not is_blank and not line[0].isspace():
                in_list = False
            was_code = indented and not in_list and (was_blank or was_code)
            if was_code and not is_blank:
                yield start, end
        was_blank = is_blank
        start = end


def _code_spans(text: str) -> Iterator[_Span]:
    """Yield the code spans: each ends at the next run of as many backticks in its paragraph."""
    runs = list(_runs(text))
    following: dict[tuple[int, int], int] = {}
    closers: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        start, end, paragraph = runs[number]
        key = (paragraph, end - start)
        if key in following:
            closers[number] = following[key]
        following[key] = number
    number = 0
    while number < len(runs):
        closer = closers.get(number)
        if closer is None:
            number += 1
            continue
        yield runs[number][0], runs[closer][1]
        number = closer + 1


def _runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each run of backticks: start, end, and the number of its paragraph."""
    breaks = [found.start() for found in _BLANK_LINE.finditer(text)]
    paragraph = 0
    for found in _TICKS.finditer(text):
        while paragraph < len(breaks) and breaks[paragraph] < found.start():
            paragraph += 1
        yield found.start(), found.end(), paragraph


def _comments(text: str) -> Iterator[_Span]:
    end = 0
    while (start := text.find("<!--", end)) >= 0:
        closed = text.find("-->", start + 4)
        if closed < 0:
            return
        end = closed + 3
        yield start, end
