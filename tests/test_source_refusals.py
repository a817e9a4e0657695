"""Every refusal of "How YAML is read": where it points, what it says, and that it hides nothing else."""

import pytest

from statuskit.problems import Problem
from statuskit.source import MAX_BYTES, read

BELL = "\x07"


def only(text: str | bytes) -> Problem:
    """Read a text that has one problem."""
    data = text.encode() if isinstance(text, str) else text
    (problem,) = read(data, "incidents/x.yml").problems
    return problem


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "excerpt", "word"),
    [
        (
            "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n",
            "unresolved-merge",
            2,
            1,
            "<<<<<<< HEAD",
            "both",
        ),
        (
            "a: 1\r\n<<<<<<<\r\nb: 2\r\n=======\r\nb\r\n",
            "unresolved-merge",
            2,
            1,
            "<<<<<<<",
            "order of their",
        ),
        (
            'a: "\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n"\n',
            "unresolved-merge",
            2,
            1,
            None,
            "updates of both",
        ),
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, "a: 3", "first on line 1"),
        ("x:\n  - a: 1\n    a: 2\n", "duplicate-key", 3, 5, "    a: 2", "first on line 2"),
        ("a:\n\tb: 1\n", "tab-indentation", 2, 1, "\tb: 1", "spaces"),
        ("a: b\n\tc\nd: e\n", "tab-indentation", 2, 1, "\tc", "spaces"),
        ("a: {b: 1,\n\tc: 2}\n", "tab-indentation", 2, 1, "\tc: 2}", "spaces"),
        ("a: |\n\tb\n", "tab-indentation", 2, 1, "\tb", "spaces"),
        ("a: |\n  b\n\t\n  c\n", "tab-indentation", 3, 1, None, "spaces"),
        ("a: b\n\t# c\n", "tab-indentation", 2, 1, None, "spaces"),
        ("a: [b,\n \t c]\n", "tab-indentation", 2, 2, " \t c]", "spaces"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "merge-key", 3, 3, "  <<: *x", "Write the keys out"),
        ("a: !cut away\n", "custom-tag", 1, 4, "a: !cut away", "!cut"),
        ("a: !\n", "custom-tag", 1, 4, "a: !", "quotes"),
        ("a: !!python/object:os.system {}\n", "custom-tag", 1, 4, None, "tag"),
        ("a: !!int 5\n", "custom-tag", 1, 4, None, "tag"),
        ("!x y: z\n", "custom-tag", 1, 1, None, "tag"),
        ("a: &Co is down\n", "unused-anchor", 1, 4, None, "`&Co`"),
        ("a: *gone\n", "unknown-alias", 1, 4, None, "`&gone`"),
        ("a: &x [*x]\n", "unknown-alias", 1, 8, None, "part of"),
        (f"a: x{BELL}y\n", "control-character", 1, 5, "a: x\ufffdy", "U+0007"),
        ('b: c\na: "x\\x07y"\n', "control-character", 2, 4, 'a: "x\\x07y"', "U+0007"),
        ('a: "x\\ry"\n', "control-character", 1, 4, None, "U+000D"),
        ('"\\e": y\n', "control-character", 1, 1, None, "U+001B"),
        ('a: "x\\Ny"\n', "control-character", 1, 4, None, "NEL"),
        ("a: x\x85y\n", "control-character", 1, 5, None, "NEL"),
        ("a: x\u2028y\n", "control-character", 1, 5, None, "line separator"),
        ("a: x\u202ey\n", "control-character", 1, 5, None, "U+202E"),
        ("a: b\n# \x00\n", "control-character", 2, 3, "# \ufffd", "U+0000"),
        ("a: Note: b\n", "colon-in-text", 1, 8, "a: Note: b", "quotes"),
        ("a: b: c: d\n", "colon-in-text", 1, 5, None, "quotes"),
        ("a: b:\n", "colon-in-text", 1, 5, None, "quotes"),
        ("a: {b: c: d}\n", "colon-in-text", 1, 9, None, "quotes"),
        ("a:\n  - Use the app: it works\n", "colon-in-text", 2, 16, None, "list item"),
        ("a: [Use the app: it works, b]\n", "colon-in-text", 1, 16, None, "list item"),
        ("a: {b: One, two and three, c: d}\n", "comma-in-text", 1, 13, None, "comma"),
        ("a: {b:c, d: e}\n", "comma-in-text", 1, 5, None, "space after the colon"),
        ("a: {b: ?, c: d}\n", "needs-quotes", 1, 8, None, "?"),
        ("a: {b: ? c, d: e}\n", "needs-quotes", 1, 8, None, "?"),
        ("a: [? b c]\n", "comma-in-text", 1, 7, None, "no value"),
        ("a: {? b}\n", "comma-in-text", 1, 7, None, "no value"),
        ("a: Pump #5 is back\nb: c\n", "comment-in-text", 1, 9, "a: Pump #5 is back", "quotes"),
        ("title: outage #5\n", "comment-in-text", 1, 15, None, "quotes"),
        ("title: outage # 5\n", "comment-in-text", 1, 15, None, "quotes"),
        ("a: Pump #5 is\n  back\nb: c\n", "comment-in-text", 1, 9, "a: Pump #5 is", "quotes"),
        ("a: [b, #5 is back]\nc: d\n", "comment-in-text", 1, 8, None, "quotes"),
        ("a:\r\n  - b c #5\r\n", "comment-in-text", 2, 9, "  - b c #5", "quotes"),
        ("a: b\n---\nc: d\n", "several-documents", 2, 1, "---", "file of its own"),
        ("? [a]\n: b\n", "key-not-text", 1, 5, None, "Keys are text"),
        ("{a: b}: c\n", "key-not-text", 1, 6, None, "Keys are text"),
        ("a: &x b\n*x : c\n", "key-not-text", 2, 1, None, "Keys are text"),
        ("a: {: b}\n", "key-not-text", 1, 5, None, "key is missing"),
        ("? \n: b\n", "key-not-text", 1, 2, None, "key is missing"),
        ("", "empty-file", 1, 1, "", "title"),
        ("# nothing\n", "empty-file", 1, 1, "# nothing", "title"),
        ("--- ~\n", "empty-file", 1, 1, None, "title"),
        ("- a\n", "not-a-map", 1, 1, "- a", "a list"),
        ("Payments fail\n", "not-a-map", 1, 1, "Payments fail", "a text"),
        ("a: 'b\nc: d\n", "unclosed", 1, 4, None, "apostrophe"),
        ('a: "b\nc: d\n', "unclosed", 1, 4, None, "never closed"),
        ("a: [b, c\nd: e\n", "unclosed", 1, 4, None, "`]`"),
        ("a: {b: c,\n", "unclosed", 1, 4, None, "`}`"),
        ("a: {b: [1, 2}\n", "unclosed", 1, 13, None, "`]` first"),
        ("a: b}\nc: {d: e}}\n", "syntax", 2, 10, None, "closes nothing"),
        ("a: 'It's down'\n", "needs-quotes", 1, 7, None, "twice"),
        ('a: "Foo" is down\n', "needs-quotes", 1, 8, None, "closing quote"),
        ('a: {b: "no" he said, c: d}\n', "needs-quotes", 1, 11, None, "closing quote"),
        ("a: {downtime} in all\n", "needs-quotes", 1, 4, None, "a map"),
        ("a: [our page](https://x.example) is down\n", "needs-quotes", 1, 4, None, "a list"),
        ("a: @all is down\n", "needs-quotes", 1, 4, None, "reserved"),
        ("a: `x` is down\n", "needs-quotes", 1, 4, None, "reserved"),
        ("a: %5 down\n", "needs-quotes", 1, 4, None, "directive"),
        ("a: **Bold** text\n", "needs-quotes", 1, 4, None, "alias"),
        ("a: > Folded\n", "needs-quotes", 1, 4, None, "folded"),
        ("a: - b\n", "needs-quotes", 1, 4, None, "list item"),
        ("a: , b\n", "needs-quotes", 1, 4, None, "list item"),
        ('a: "\\q"\n', "bad-escape", 1, 5, None, "backslash twice"),
        ('a: "\\ud800"\n', "bad-escape", 1, 5, None, "backslash twice"),
        ("a: b\njust text\nc: d\n", "syntax", 2, 1, "just text", "neither a key"),
        ("a:b\nc: d\n", "syntax", 1, 2, None, "space after the colon"),
        ("a: b\nc:d\ne: f\n", "syntax", 2, 2, None, "space after the colon"),
        ("%FOO\na: b\n", "syntax", 1, 1, "%FOO", "directive"),
        ("a: 1\n b: 2\n", "indentation", 2, 2, " b: 2", "reads as a key"),
        ("a:\n  - b: 1\n    c: 2\n   d: 3\n", "indentation", 4, 4, "   d: 3", "begins on line 2"),
        ("a:\n  - b: 1\n  c: 2\n", "indentation", 3, 3, None, "no part of it"),
        ("  a: b\nc: d\n", "indentation", 2, 1, None, "first column"),
        ("a: b\n...\nc: d\n", "indentation", 3, 1, None, "`...`"),
    ],
)
def test_refused(*, text: str, rule: str, line: int, column: int, excerpt: str | None, word: str) -> None:
    """One mistake gives one problem, at its place, with its line and a remedy."""
    problem = only(text)
    assert problem.span is not None
    assert (problem.rule, problem.span.line, problem.span.column) == (rule, line, column)
    assert word in f"{problem.message} {problem.hint}"
    assert problem.hint
    assert problem.file == "incidents/x.yml"
    if excerpt is not None:
        assert problem.excerpt == excerpt


@pytest.mark.parametrize(
    "text",
    [
        "at: 2026-11-20T14:02:00Z # said",
        "at: 2026-11-20 9:02 # even a wrong one",
        "status: resolved # at last",
        "components:\n  checkout: partial_outage # all cards",
        "related: [a-b, c-d] # both",
        "next_update: 30m # promised",
        "timezone: Europe/Berlin # ours",
        "days: 90 # a number",
        "pinned: true # a bool",
        "title: # empty",
        "title: 'Pump #5' # quoted",
        "message: > # folded\n  a #5 b",
        "message: |\n  begin\n  \ttab in a text\n\n  end",
        "a: {b: 'x, y', c: , d: \"e: f\"}",
        "a: x#5",
        "private:\n  - Use the app: it works",
        "glossary: {write-ahead log: x}",
        "a: are they safe?",
        "a: {b: are they safe?, c: d}",
        "404: a number is a fine key",
        "a: x\U0001f468\u200d\U0001f469\u200f",
        "--- # header\na: b\n...",
    ],
)
def test_not_refused(text: str) -> None:
    """What looks like a mistake but loses nothing is let through."""
    assert read(text.encode(), "x.yml").problems == ()


def test_all_mistakes_of_a_file_are_told() -> None:
    """A mistake that stops the parser hides neither those before nor those behind it."""
    text = f"a: `x`\nb: @y\nb: 1\nc: Foo: bar\nd: Pump #5\ne: 'It's'\nf: x{BELL}\ng: [\n"
    rules = [
        (problem.rule, problem.span.line) for problem in read(text.encode(), "x").problems if problem.span
    ]
    assert rules == [
        ("needs-quotes", 1),
        ("needs-quotes", 2),
        ("duplicate-key", 3),
        ("colon-in-text", 4),
        ("comment-in-text", 5),
        ("needs-quotes", 6),
        ("control-character", 7),
        ("unclosed", 8),
    ]


def test_mended_values_are_as_meant() -> None:
    """Behind a mistake that can be mended, the values are those that were meant, so that checks go on."""
    source = read(b"a: Note: b\nc: {d: One: two}\ne: {downtime} in all\nf:\n  - Use the app: it works\n", "x")
    assert len(source.problems) == 4
    assert source.value == {
        "a": "Note: b",
        "c": {"d": "One: two"},
        "e": "{downtime} in all",
        "f": ["Use the app: it works"],
    }
    assert source.place(("f", 0))[0].line == 5


def test_messages_show_the_file_s_own_words() -> None:
    """What stands in for a mended character is never shown to a person."""
    source = read(b"a: Note: b\nb:\n  - Note: c d: e\ndo not: x\nwhat: ever: y #5\n", "x")
    for problem in source.problems:
        assert not any(0xE000 <= ord(character) < 0xF900 for character in problem.message + problem.hint)


def test_not_utf8() -> None:
    """Bytes of another encoding are refused where they stand."""
    problem = only(b"title: Zahlung\nmessage: gest\xf6rt\n")
    assert problem.span is not None
    assert (problem.rule, problem.span.line, problem.span.column) == ("not-utf-8", 2, 14)
    assert problem.excerpt == "message: gest\N{REPLACEMENT CHARACTER}rt"
    assert only("a: b".encode("utf-16")).rule == "not-utf-8"


def test_too_large() -> None:
    """A file over 1 MiB is not even looked at; one of just that size is."""
    problem = only(b"x" * (MAX_BYTES + 1))
    assert (problem.rule, problem.span) == ("too-large", None)
    head = b"title: x\nmessage: "
    assert read(head + b"x" * (MAX_BYTES - len(head)), "x").problems == ()


def test_depth() -> None:
    """Lists and maps may be nested 32 deep, the document included, and no deeper."""
    assert read(b"a: " + b"[" * 31 + b"]" * 31, "x").problems == ()
    assert only(b"a: " + b"[" * 32 + b"]" * 32).rule == "too-deep"
    stacked = "a: &a [[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]\n" + "b: [[[[[[[[[[[[[[[*a]]]]]]]]]]]]]]]\n"
    assert read(stacked.encode(), "x").problems == ()
    assert only(stacked.replace("*a", "[*a]")).rule == "too-deep"


def test_billion_laughs() -> None:
    """Aliases count with all that they stand for, so a bomb is refused at once."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    ]
    problem = only("\n".join(lines))
    assert problem.rule == "too-many-values"
    assert problem.span is not None


def test_values_are_counted() -> None:
    """10,000 values are the most: a map, a key, a list and its items count one each."""
    assert read(b"a:\n" + b"- x\n" * 9_997, "x").problems == ()
    assert only(b"a:\n" + b"- x\n" * 9_998).rule == "too-many-values"


@pytest.mark.parametrize(
    "data",
    [
        b"a: " + b"[" * 50_000,
        b"[" * 1_000_000,
        b"a: " + b"{" * 500_000,
        b"{a: " * 250_000,
        b"- " * 500_000,
        b"? " * 500_000,
        b"a: b\n" * 9_000,
        b"".join(b"k%d: a b #5\n" % number for number in range(4_000)),
        b"".join(b"k%d: a: b\n" % number for number in range(4_000)),
        b"".join(b"k%d: {\n\ta: b}\n" % number for number in range(3_000)),
        b"a: {" + b"x," * 500_000 + b"}",
        b"a: " + b"x: " * 340_000,
        b"a: " + b"\x07" * 100_000,
        b"a: |\n " + b" #" * 500_000,
        b"a: " + b'"' * 1_000_000,
        b'a: "' + b"\\x07" * 200_000 + b'"',
        b"a:" + b" " * 1_000_000 + b"#",
        b"\x00" * 1_000_000,
        b"\t" * 1_000_000,
        b"a: b\n" + b"\t\n" * 500_000,
        b"a: " + b"!" * 1_000_000,
        b"a: |\n" + b" \n" * 500_000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_hostile_files_end_soon(data: bytes) -> None:
    """No file under the limit of size crashes the reader or keeps it busy: the whole table takes seconds."""
    source = read(data, "x")
    for problem in source.problems[:100]:
        assert problem.excerpt is None or len(problem.excerpt) <= 1_000
