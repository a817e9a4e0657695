"""Edits of a file in place: every byte outside of the edit stays, and what is read afterwards is both."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from statuskit.importers import folder
from statuskit.importers.statuspage import Statuspage
from statuskit.source import read
from statuskit.source.edits import Append, CannotEditError, Edit, Extend, Put, edited
from statuskit.source.yaml_text import plain

REAL = Path(__file__).parents[1].parent / "shared/data/statuspage-github/incidents.json"
DEMO = sorted((Path(__file__).parents[1] / "incidents").rglob("*.yml"))

WORD = {
    "at": "2026-11-20T14:32:00Z",
    "status": "monitoring",
    "message": "Cards: *all* well.\n\n  # four\nEnd",
}
SHORT = {
    "at": "2026-11-20T14:32:00Z",
    "message": "You can pay again.",
    "components": {"checkout": "operational"},
}
STORY = "postmortem:\n  # For readers.\n  state: draft\n  plain: |\n    Two\n\n    lines.\n"

TEXTS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Cn"),
        exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff",
        include_characters="\n\t",
    ),
    max_size=80,
)


def meaning(data: bytes) -> Any:  # noqa: ANN401 - a value of YAML
    """Read a file that has to be without faults."""
    source = read(data, "file.yml")
    assert source.problems == (), data
    return plain(source.value)


def is_insertion(before: bytes, after: bytes) -> bool:
    """Tell whether `after` is `before` with one piece put in."""
    start = 0
    while start < len(before) and before[start] == after[start]:
        start += 1
    rest = len(before) - start
    return len(after) > len(before) and (not rest or after[-rest:] == before[-rest:])


SCALARS = [
    "plain words",
    "'a: quoted # one'",
    '"double \\" with \\n"',
    "|\n{i}literal: text\n\n{i}  # further in",
    "|-\n{i}strip",
    "|+\n{i}keep\n\n",
    ">\n{i}folded\n{i}text\n\n{i}again",
    ">+\n{i}folded\n\n",
    "plain over\n{i}two lines",
    '"double over\n{i}two lines"',
    "|2-\n{i}  set in",
]
COMMENTS = ["", "", "", "# a comment", "\n", "\n# after a blank line\n", "    # far in", "      # further in"]


@st.composite
def block_items(draw: st.DrawFn) -> str:
    """Write the updates of a file as a block list, in any style."""
    dash = " " * draw(st.sampled_from([0, 2, 4]))
    gap = draw(st.sampled_from([2, 2, 3, 4]))
    inner = dash + " " * gap
    between = draw(st.sampled_from(["", "", "\n", f"{inner}# between\n", f"\n{dash}# above\n"]))
    alone = draw(st.booleans())
    items = []
    for number in range(draw(st.integers(1, 3))):
        message = draw(st.sampled_from(SCALARS)).replace("{i}", inner + "  ")
        at = f"at: 2026-11-20T14:0{number}:00Z{draw(st.sampled_from(['', '  # when']))}"
        states = f"{inner}components:\n{inner}  checkout: operational\n"
        more = draw(st.sampled_from(["", "", f"{inner}next_update: 30m\n", f"{inner}progress:\n", states]))
        first = f"{dash}-\n{inner}" if alone and gap == 2 else f"{dash}-{' ' * (gap - 1)}"
        parts = [f"{at}\n", f"message: {message}\n"]
        if draw(st.booleans()):
            parts.reverse()
        items.append(f"{first}{parts[0]}{inner}{parts[1]}{more}")
    head = draw(st.sampled_from(["updates:\n", "updates: # all of them\n", "'updates':\n\n"]))
    return head + between.join(items)


@st.composite
def flow_items(draw: st.DrawFn) -> str:
    """Write the updates of a file in brackets."""
    item = "{at: 2026-11-20T14:00:00Z, message: 'One, two'}"
    other = '{"at": "2026-11-20T14:01:00Z", "message": "x # y"}'
    listed = draw(st.sampled_from(["", item, f"{item}, {other}", f"{item},", f"{item}, {other} ,"]))
    lines = draw(st.sampled_from([f"[{listed}]", f"[ {listed} ]", f"\n  [\n    {listed} # c, d\n  ]"]))
    return f"updates: {lines}\n"


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Write a whole file, in any style."""
    updates = draw(st.one_of(block_items(), block_items(), block_items(), flow_items(), st.just("")))
    comment = draw(st.sampled_from(COMMENTS))
    comment = f"{comment}\n" if comment and not comment.endswith("\n") else comment
    after = draw(st.sampled_from(["", "", "workaround:\n- wait\n", "tags: [a, b]\n", "private: {x: 1}\n"]))
    text = f"title: Cards fail\n{draw(st.sampled_from(['', '# on top', '']))}\nscheduled_for: '2026-11-20T14:00:00Z'\n"
    text += f"{updates}{comment}{after}{draw(st.sampled_from(['', '# the end', '# vim: ts=2']))}"
    if draw(st.booleans()):
        text = f"---\n{text}"
    if draw(st.integers(0, 4)) == 0:
        text = f"{text.rstrip()}\n...\n# beyond\n"
    text = draw(st.sampled_from([text, text + "\n", text.rstrip(), text + "\n\n"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
    return draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"])) + text.encode()


EDITS = st.sampled_from(
    [
        Append(path=("updates",), value=WORD),
        Append(path=("updates",), value=SHORT),
        Put(path=("scheduled_until",), value="2026-11-20T15:00:00Z"),
        Extend(text=STORY),
    ]
)


def both(before: bytes, edit: Edit) -> Any:  # noqa: ANN401 - a value of YAML
    """Give what must be read after the edit; a last line that was cut counts as ended."""
    value = meaning(before if before.endswith(b"\n") else before + b"\n")
    if isinstance(edit, Extend):
        return value | meaning(edit.text.encode())
    if isinstance(edit, Append):
        return value | {"updates": [*(value.get("updates") or []), edit.value]}
    return value | {str(edit.path[0]): edit.value}


@given(files(), EDITS)
def test_an_edit_is_all_that_changes(before: bytes, edit: Edit) -> None:
    """Of files in any style all bytes stay in their order, and what is read is what was there and the edit."""
    if read(before, "file.yml").problems:
        return
    after = edited(before, [edit])
    assert is_insertion(before, after)
    assert meaning(after) == both(before, edit)
    assert (b"\r\n" in after) == (b"\r\n" in before)
    if b"\r\n" in before:
        assert b"\n" not in after.replace(b"\r\n", b"")


@given(files(), TEXTS, TEXTS)
@example(b"updates:\n- a: 1\n", "  leading", "\ttab\n \n")
@example(b"updates: [{a: 1}]\n", "a: b # c", "{x}, [y]\n\n\n")
@example(b"updates:\n- a: 1\n              # far in\n", "One\ntwo", "x")
def test_every_text_survives(before: bytes, first: str, second: str) -> None:
    """Whatever is said is read back as it was said, wherever it is put."""
    if read(before, "file.yml").problems:
        return
    edits = [Append(path=("updates",), value={"message": text}) for text in (first, second)]
    after = edited(before, edits)
    assert [update["message"] for update in meaning(after)["updates"][-2:]] == [first, second]


@given(files(), st.sampled_from(["2026-11-21T06:00:00Z", "2026-11-21 06:00+01:00"]))
def test_a_value_is_replaced_alone(before: bytes, value: str) -> None:
    """Only the value itself changes, not its line or what stands behind it."""
    if read(before, "file.yml").problems:
        return
    after = edited(before, [Put(path=("scheduled_for",), value=value)])
    assert meaning(after) == meaning(before) | {"scheduled_for": value}
    head, tail = before.split(b"'2026-11-20T14:00:00Z'")
    assert after.startswith(head)
    assert after.endswith(tail)


def real_files() -> Iterator[bytes]:
    """Give the demo's files, and those of a real history where it stands beside the project."""
    yield from (path.read_bytes() for path in DEMO)
    if REAL.is_file():
        history = Statuspage().read([REAL], known=(), zone=None)
        yield from (planned.data for planned in folder.plan(history.incidents, Path("nowhere"), "statuspage"))


def test_real_files_keep_every_byte() -> None:
    """Each file of the demo and of a real history takes each edit, and keeps all that it says."""
    for data in real_files():
        for edit in (Append(path=("updates",), value=WORD), Put(path=("timezone",), value="UTC")):
            after = edited(data, [edit])
            assert is_insertion(data, after) or isinstance(edit, Put)
            before, now = meaning(data), meaning(after)
            assert {key for key in now if now.get(key) != before.get(key)} == {str(edit.path[0])}
            if isinstance(edit, Append):
                assert now["updates"] == [*before.get("updates", []), WORD]


def test_the_style_of_the_file_goes_on() -> None:
    """Indentation, blank lines between items, and comments that belong to the last one."""
    before = "updates:\n  -   at: 1\n      message: x\n\n  -   at: 2\n      message: y\n      # Ann asked\n# end\ntags: [a]\n"
    after = edited(before.encode(), [Append(path=("updates",), value=SHORT)]).decode()
    assert after == before.replace(
        "# end",
        "\n  -   at: 2026-11-20T14:32:00Z\n"
        "      message: You can pay again.\n"
        "      components: {checkout: operational}\n# end",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("p: {due: 1}\nz: 1\n", "p:\n  due: 1\n  # c\n  a: 2\nz: 1\n"),
        ("p: {due: 1} # x\r\nz: 1", "p: # x\r\n  due: 1\r\n  # c\r\n  a: 2\r\nz: 1"),
        ("z: 1\np: {due: 1}", "z: 1\np:\n  due: 1\n  # c\n  a: 2\n"),
        ("p: {}\n", "p:\n  # c\n  a: 2\n"),
        ("p:\n    due: 1 # x\n# y\nz: 1\n", "p:\n    due: 1 # x\n    # c\n    a: 2\n# y\nz: 1\n"),
        ("p:\n  t: |\n    x\n\nz: 1\n", "p:\n  t: |\n    x\n  # c\n  a: 2\n\nz: 1\n"),
        ("z: {p: {due: 1}}\n", None),
        ("p: &a {due: 1}\nz: *a\n", None),
    ],
)
def test_a_map_inside_is_extended(before: str, after: str | None) -> None:
    """In its own indentation; one in braces is opened up, where nothing else hangs on it."""
    edit = Extend(text="# c\na: 2\n", path=("p",) if before[0] == "p" or "\np" in before else ("z", "p"))
    if after is None:
        with pytest.raises(CannotEditError):
            edited(before.encode(), [edit])
    else:
        assert edited(before.encode(), [edit]) == after.encode()


@pytest.mark.parametrize(
    "text",
    [
        "updates: &a [{m: 1}]\ntags: *a\n",
        "updates: &a\n  - m: 1\nrelated: *a\n",
        "other: &a [1]\nupdates: *a\n",
        "title: [\n",
        "title: x\nprivate: ",
    ],
)
def test_what_cannot_be_added_to_is_refused_with_the_lines(text: str) -> None:
    """Where an edit would change something else, or the file has faults, the lines to paste are given."""
    with pytest.raises(CannotEditError) as refused:
        edited(text.encode(), [Append(path=("updates",), value=WORD), Put(path=("private", "x"), value="1")])
    assert json.dumps(WORD["at"]).strip('"') in refused.value.snippet or "x: '1'" in refused.value.snippet
