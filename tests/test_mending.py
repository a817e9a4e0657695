"""Mending: one meaning only, proven by reading the result, and not a byte besides."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from statuskit.mending import mended
from statuskit.schema import IncidentDocument, check, near_misses
from statuskit.source import Source, read

GOOD = [
    path.read_bytes().decode()
    for path in sorted((Path(__file__).parent / "files" / "good").rglob("*.yml"))
    if path.name != "notes.yml"
]
LETTERS = "abcdefghijklmnopqrstuvwxyz_"


def slips(word: str) -> Iterator[str]:
    """Yield every slip of one letter: left out, doubled, changed, or swapped with the next."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + ("q" if word[at] != "q" else "z") + word[at + 1 :]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def words(source: Source) -> Iterator[tuple[int, int]]:
    """Yield the place of each key, and of each value that a list of words allows."""
    for path, mark in source.marks.items():
        if "private" in path or "glossary" in path:
            continue
        if mark.key:
            yield mark.key
        if path[-1:] and path[-1] in {"status", "kind", "state", "impact", "event", "how", "basis"}:
            yield mark.start, mark.end


def problems(data: bytes) -> int:
    """Count what is wrong with the keys and words of a file."""
    source = read(data, "a.yml")
    return len(source.problems) + len(check(IncidentDocument, source.value)[1])


@given(data=st.data(), text=st.sampled_from(GOOD), crlf=st.booleans(), bom=st.booleans())
def test_a_slip_becomes_the_right_word_or_stays(
    data: st.DataObject,
    text: str,
    crlf: bool,  # noqa: FBT001 - drawn by Hypothesis
    bom: bool,  # noqa: FBT001 - drawn by Hypothesis
) -> None:
    """A misspelt key or word is put right to the byte where it can mean one thing, else left as it is."""
    text = text.replace("\n", "\r\n") if crlf else text
    start, end = data.draw(st.sampled_from([*words(read(text.encode(), "a.yml"))]))
    wrong = data.draw(st.sampled_from([*slips(text[start:end])]))
    assume(wrong and wrong != text[start:end])
    mark = b"\xef\xbb\xbf" if bom else b""
    good, broken = mark + text.encode(), mark + f"{text[:start]}{wrong}{text[end:]}".encode()

    after, mends = mended(broken, "a.yml")

    assert after in {good, broken}
    assert len(mends) == (after == good)
    assert mended(after, "a.yml") == (after, ())


SCRAPS = (
    ": ",
    " #5",
    " # x",
    "{",
    "}",
    "\t",
    "'",
    '"',
    "\n",
    "- ",
    "*a",
    "&a ",
    "!x ",
    "|\n",
    "\r\n",
    "?",
    "@",
    "%",
    "ta: ",
    "status",
)


@given(
    text=st.sampled_from(GOOD),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4), st.sampled_from(["", *SCRAPS])), max_size=6),
    tail=st.binary(max_size=4),
)
def test_whatever_a_file_holds(text: str, cuts: list[tuple[float, int, str]], tail: bytes) -> None:
    """No file is too broken to be looked at; mending twice is mending once, and makes nothing worse."""
    for share, length, scrap in cuts:
        at = int(share * len(text))
        text = text[:at] + scrap + text[at + length :]
    data = text.encode() + tail
    after, mends = mended(data, "a.yml")
    assert (after == data) is (not mends)
    assert mended(after, "a.yml") == (after, ())
    assert len(read(after, "a.yml").problems) <= len(read(data, "a.yml").problems)


@pytest.mark.parametrize(
    "data",
    [
        b"# @",
        b"title: x\nworkaround: [Use: this # 5: x, a: b # 5]\n- @",
        b"title: x\ntitle: Pump #5\n",
        b"tags: [{a b: Pump #5 is}]\n? @\n",
    ],
)
def test_faults_upon_faults(data: bytes) -> None:
    """Where reading on left nothing at a place, nothing is mended there."""
    assert mended(mended(data, "a.yml")[0], "a.yml")[1] == ()


@pytest.mark.parametrize("text", GOOD)
def test_good_files_stay(text: str) -> None:
    """A file with nothing wrong keeps every byte."""
    assert mended(text.encode(), "a.yml") == (text.encode(), ())


START = "title: Payments fail\nupdates:\n  - at: 2026-11-20T14:02:00Z\n    message: They fail.\n"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("    statsu: identified\n", "    status: identified\n"),
        ("    status: Identified\n", "    status: identified\n"),
        ('    "status": "identifed" # why\n', '    "status": "identified" # why\n'),
        ("    'nextUpdate': 30m\n", "    'next_update': 30m\n"),
        ("    next-update: 30m\n", "    next_update: 30m\n"),
        ("    components: {a: Partial Outage, b: operatoinal}\n", "    components: {a: partial_outage, b: operational}\n"),
        ("  - message: Foo: bar\n    ta: 2026-11-20T15:02:00Z\n", '  - message: "Foo: bar"\n    at: 2026-11-20T15:02:00Z\n'),
        ("tilte: x\nknid: notice\n", "tilte: x\nkind: notice\n"),
        ("postmortem: {acitons: [{what: a, stat: doen}]}\n", "postmortem: {actions: [{what: a, state: done}]}\n"),
    ],
)  # fmt: skip
def test_words_with_one_meaning(wrong: str, right: str) -> None:
    """Case, separators and slips are put right; quotes, comments and order stay; a key that is there is not made twice."""
    after, _ = mended((START + wrong).encode(), "a.yml")
    assert after.decode() == START + right


@pytest.mark.parametrize(
    "line",
    [
        "status: done\n",
        "    status: complete\n",
        "    components: {chekout: partial_outage}\n",
        "    statsu: identified\n    sttaus: identified\n",
        "private: {statsu: x, titel: y}\n",
        "postmortem: {glossary: {titel: x}}\n",
        "postmortem: {lessons: {baldy: [x], bady: [y]}}\n",
        "tags: [*statsu]\n",
        "titles: x\n",
        "notes: x\n",
    ],
)
def test_what_has_no_one_meaning_stays(line: str) -> None:
    """Nothing is guessed: no word far from any, none between two, no id of a component, nothing private."""
    text = (START + line).encode()
    assert mended(text, "a.yml") == (text, ())


def test_a_status_is_one_of_the_kind_s() -> None:
    """A slip in a status is put right among the words of that kind alone."""
    text = START + "    status: shceduled\n"
    assert mended(text.encode(), "a.yml")[0] == text.encode()
    maintenance = f"kind: maintenance\n{text}"
    assert b"status: scheduled" in mended(maintenance.encode(), "a.yml")[0]


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("title: Foo: bar", 'title: "Foo: bar"'),
        ("title:   Foo: bar: baz  ", 'title:   "Foo: bar: baz"  '),
        ('title: He said "no": why', "title: 'He said \"no\": why'"),
        ("title: It's \\o/: why", "title: 'It''s \\o/: why'"),
        ("title: Pump #5 is back", 'title: "Pump #5 is back"'),
        ("title: Pump: #5 is back", 'title: "Pump: #5 is back"'),
        ("title: @all of it", 'title: "@all of it"'),
        ("title: `x` fails", 'title: "`x` fails"'),
        ("title: x\nworkaround:\n  - Use this: the phone", 'title: x\nworkaround:\n  - "Use this: the phone"'),
        ("title: x\npostmortem: {trigger: Pump #5}", 'title: x\npostmortem: {trigger: "Pump #5"}'),
        ("title: x\npostmortem: {trigger: a b: c, summary: y}", 'title: x\npostmortem: {trigger: "a b: c", summary: y}'),
    ],
)  # fmt: skip
def test_missing_quotes(written: str, quoted: str) -> None:
    """A text that needs quotes gets them, and the file then means just that text."""
    after, mends = mended(f"# c\n{written}\n".encode(), "a.yml")
    assert after.decode() == f"# c\n{quoted}\n"
    assert len(mends) == 1


@pytest.mark.parametrize(
    "written",
    [
        "title: Pump fails # ask Ada",
        "title: Pump #5 fails # ask Ada",
        "title: Foo: bar # ask Ada",
        "title: Pump fails #ask-ada",
        "title: Foo: bar\n  status: identified",
        "title: {what: Pump #5 # ask Ada}",
        "title: 'Foo': bar",
        "title: Foo:bar\nmessage:x",
        "title: [",
        "- a: b: c",
        "title: x\ntitle: y",
        "title: *all",
        "",
    ],
)
def test_what_may_be_a_comment_or_a_key_stays(written: str) -> None:
    """A remark is never made public, and what can be read in two ways is left to a person."""
    text = f"{written}\n".encode()
    assert mended(text, "a.yml") == (text, ())


@given(
    text=st.lists(
        st.sampled_from(["a", "B", "9", " ", ": ", " #1", '"', "'", "\\", "é", "😀", ",", "{"])
    ).map("".join),
    flow=st.booleans(),
)
def test_the_text_in_quotes_is_the_text_that_stood_there(text: str, flow: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever a text holds: put in quotes it means the characters that stood on its line, or it stays."""
    text = " ".join(text.split())
    # In braces a comma is no part of a text.
    assume(text and not (flow and set(text) & set(",{")))
    before, behind = ("postmortem: {trigger: ", "}\n") if flow else ("title: ", "\n")
    data = f"{before}{text}{behind}".encode()
    after, mends = mended(data, "a.yml")
    if not mends:
        assert after == data
        return
    written = after.decode().removeprefix(before).removesuffix(behind)
    value = read(after, "a.yml").value
    assert isinstance(value, dict)
    read_as = value["postmortem"]["trigger"] if flow else value["title"]  # type: ignore[call-overload,index]
    assert read_as == text
    assert written in {f'"{text}"', "'" + text.replace("'", "''") + "'"}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("status", ["status"]),
        ("Status", ["status"]),
        ("staus", ["status"]),
        ("ta", ["at"]),
        ("t", []),
        ("ad", []),
        ("nxt_updat", ["next_update"]),
        ("nx_updat", []),
        ("", []),
    ],
)
def test_near_misses(word: str, meant: list[str]) -> None:
    """One slip in a short word, two in a long one; two letters only where they changed places."""
    assert near_misses(word, ["at", "status", "message", "next_update"]) == meant
