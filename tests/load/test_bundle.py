"""The files of a bundle: which are published, which are refused, and what stays at home."""

from collections.abc import Callable
from pathlib import Path

import pytest

from statuskit.load import Loaded
from statuskit.load.bundle import LARGEST_FILE, LARGEST_TEXT, images
from statuskit.problems import Problem

Load = Callable[..., Loaded]
Rules = Callable[..., list[str]]
Problems = Callable[..., list[Problem]]

FILE = """\
title: x
updates:
  - at: 2026-11-20T14:02:00Z
    message: "{message}"
postmortem:
  state: {state}
  published: 2026-11-20T15:00:00Z
  plain: {plain}
  evidence: [{evidence}]
"""
EVIDENCE = "{{title: x, alt: y, file: {name}}}"


def incident(
    message: str = "x", state: str = "preliminary", plain: str = "x", evidence: str = "", rest: str = ""
) -> str:
    """Write the incident file of a bundle."""
    return FILE.format(message=message, state=state, plain=plain, evidence=evidence) + rest


def bundle(text: str, **files: str | bytes) -> dict[str, str | bytes]:
    """Lay files out as a bundle `b`; in names, `__` stands for a dot."""
    return {"b/incident.yml": text} | {f"b/{name.replace('__', '.')}": data for name, data in files.items()}


def told(loaded: Loaded) -> list[str]:
    """Give rule and path of each problem."""
    return [f"{problem.rule} {'.'.join(map(str, problem.path))}" for problem in loaded.problems]


def test_only_what_is_named_is_published(load_files: Load) -> None:
    """Evidence and images are published, sorted and once; what nothing names stays at home."""
    text = incident(
        message="![a](b.png) and ![a](b.png)",
        evidence=EVIDENCE.format(name="a.csv"),
        plain="{file: plain.md}",
    )
    loaded = load_files(
        bundle(
            text, a__csv="1", b__png=b"x", c__jpg=b"x", unnamed__txt="x", plain__md="![c][1]\n\n[1]: c.jpg\n"
        )
    )

    assert loaded.problems == ()
    assert loaded.catalog.incidents[0].files == ("a.csv", "b.png", "c.jpg")


def test_long_texts_are_read(load_files: Load) -> None:
    """A text in a file is read whole, without mark and carriage returns, and keeps the file's name."""
    loaded = load_files(bundle(incident(plain="{file: plain.md}"), plain__md=b"\xef\xbb\xbfOne\r\n\r\ntwo\n"))

    story = loaded.catalog.incidents[0].postmortem
    assert story
    assert story.plain
    assert (story.plain.markdown, story.plain.file) == ("One\n\ntwo", "plain.md")


@pytest.mark.parametrize(
    ("state", "rest"), [("draft", ""), ("preliminary", "withdrawn: {at: 2026-11-20T15:00:00Z, because: x}\n")]
)
def test_what_is_not_public_publishes_no_file(state: str, rest: str, load_files: Load) -> None:
    """Files that only a draft or a withdrawn incident names are checked, but not published."""
    text = incident(state=state, evidence=EVIDENCE.format(name="a.csv"), rest=rest)

    assert load_files(bundle(text, a__csv="1")).catalog.incidents[0].files == ()
    assert told(load_files(bundle(text.replace("a.csv", "gone.csv")))) == [
        "missing-file postmortem.evidence.0.file"
    ]


def test_images_in_every_text_that_may_hold_one(load_files: Load) -> None:
    """An image in the apology, in an answer or in a correction is published too."""
    rest = """\
  apology: {text: "![a](a.png)", by: x}
  questions: [{asked: x, answer: "![b](b.png)"}]
  corrections: [{at: 2026-11-20T15:00:00Z, what: "![c](c.png)"}]
"""
    loaded = load_files(bundle(incident(rest=rest), a__png=b"x", b__png=b"x", c__png=b"x"))

    assert loaded.catalog.incidents[0].files == ("a.png", "b.png", "c.png")
    assert told(load_files(bundle(incident(rest=rest.replace("b.png", "gone.png"))))) == [
        "missing-file postmortem.questions.0.answer"
    ]


def test_images_of_updates_are_public_beside_a_draft(load_files: Load) -> None:
    """An image of an update is published though the postmortem is a draft."""
    loaded = load_files(bundle(incident(message="![a](a.png)", state="draft"), a__png=b"x"))

    assert loaded.catalog.incidents[0].files == ("a.png",)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("../../etc/passwd", "bad-file-name"),
        ("/etc/passwd", "bad-file-name"),
        (".hidden.png", "bad-file-name"),
        ("a/../b.png", "bad-file-name"),
        ("a b.png", "bad-file-name"),
        ("a%2e.png", "bad-file-name"),
        ("gone.png", "missing-file"),
        ("folder.png", "missing-file"),
        ("x" * 300 + ".png", "missing-file"),
        ("page.html", "unpublished-kind"),
        ("code.js", "unpublished-kind"),
        ("incident.yml", "unpublished-kind"),
        ("noending", "unpublished-kind"),
        ("index.html", "site-name"),
        ("Index.md", "site-name"),
        ("updates.atom", "site-name"),
        ("bad.svg", "unsafe-drawing"),
        ("linked.png", "outside-folder"),
        ("round.png", "outside-folder"),
        ("huge.pdf", "large-file"),
    ],
)
def test_files_that_are_refused(name: str, rule: str, load_files: Load, tmp_path: Path) -> None:
    """Evidence that leads out, is missing, is of a wrong kind, unsafe or huge is refused with a remedy."""
    contents = {
        "page.html": "x", "code.js": "x", "noending": "x", "index.html": "x", "Index.md": "x", "updates.atom": "x",
        "bad.svg": "<svg onload='x()' xmlns='http://www.w3.org/2000/svg'/>", "folder.png/a.png": "x",
    }  # fmt: skip
    load_files({f"b/{each}": text for each, text in contents.items()})
    folder = tmp_path / "incidents" / "b"
    (folder / "linked.png").symlink_to("/etc/passwd")
    (folder / "round.png").symlink_to("round.png")
    with (folder / "huge.pdf").open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)

    loaded = load_files(bundle(incident(evidence=EVIDENCE.format(name=f'"{name}"'))))

    assert told(loaded) == [f"{rule} postmortem.evidence.0.file"]
    assert loaded.problems[0].hint
    assert loaded.catalog.incidents == ()


def test_link_inside_the_bundle(load_files: Load, tmp_path: Path) -> None:
    """A link to a file of the same folder may be published."""
    load_files(bundle(incident(), a__png=b"x"))
    (tmp_path / "incidents" / "b" / "b.png").symlink_to("a.png")

    assert told(load_files(bundle(incident(evidence=EVIDENCE.format(name="b.png"))))) == []


def test_link_to_the_incident_file_itself(load_files: Load, tmp_path: Path) -> None:
    """No link by another name publishes the incident file, which may hold what is private."""
    load_files(bundle(incident()))
    for name in ("a.txt", "plain.md"):
        (tmp_path / "incidents" / "b" / name).symlink_to("incident.yml")

    text = incident(evidence=EVIDENCE.format(name="a.txt"), plain="{file: plain.md}")

    assert sorted(told(load_files(bundle(text)))) == [
        "not-markdown postmortem.plain.file",
        "unpublished-kind postmortem.evidence.0.file",
    ]


def test_missing_file_with_a_near_name(load_files: Load) -> None:
    """A misspelt name is answered with the nearest that is there."""
    [problem] = load_files(
        bundle(incident(evidence=EVIDENCE.format(name="grph.png")), graph__png=b"x")
    ).problems

    assert problem.hint == 'Did you mean "graph.png"?'


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("plain.txt", b"x", "not-markdown"),
        ("incident.yml", None, "not-markdown"),
        ("plain.md", b"\xff", "not-utf8"),
        ("plain.md", b"one\ntwo \x1b[31m", "control-character"),
        ("plain.md", b"x" * (LARGEST_TEXT + 1), "large-file"),
        ("gone.md", None, "missing-file"),
    ],
)
def test_long_texts_that_are_refused(name: str, data: bytes | None, rule: str, load_files: Load) -> None:
    """A long text that is no Markdown, no UTF-8, too long, missing or holds control characters is refused."""
    files = bundle(incident(plain=f"{{file: {name}}}"))

    loaded = load_files(files | ({f"b/{name}": data} if data else {}))

    assert told(loaded) == [f"{rule} postmortem.plain.file"]
    if rule == "control-character":
        assert "U+001B) on line 2" in loaded.problems[0].message


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (incident(message="![a](a.png)"), "updates.0.message"),
        (incident(plain="{file: plain.md}"), "postmortem.plain.file"),
        (incident(evidence=EVIDENCE.format(name="a.png")), "postmortem.evidence.0.file"),
    ],
)
def test_files_need_a_bundle(text: str, path: str, rules: Rules) -> None:
    """An incident without a folder of its own names no file, and is told how to get one."""
    assert rules(text) == [f"no-bundle {path}"]


def test_image_in_a_message_that_leads_out(load_files: Load) -> None:
    """An image's path is held to the same rules as evidence."""
    loaded = load_files(bundle(incident(message="![a](../other/a.png)")))

    assert told(loaded) == ["bad-file-name updates.0.message"]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("no image", []),
        ("![a](a.png)", ["a.png"]),
        ('![a]( <a.png> "A title")', ["a.png"]),
        ("![](a.png)![](b/c.png)", ["a.png", "b/c.png"]),
        ("![two\nlines](a.png)", ["a.png"]),
        ("![a][ref]\n\n[ref]: a.png\n", ["a.png"]),
        ("![ref]\n\n[ref]: a.png\n[other]: page.html\n", ["a.png"]),
        ("[a link](a.png) and ![a](b.png)\n\n[ref]: c.png\n", ["b.png"]),
        ("`![a](a.png)`", []),
        ("```\n![a](a.png)\n```\n![b](b.png)", ["b.png"]),
        ("~~~~ text\n![a](a.png)\n~~~\n![b](b.png)\n~~~~\n![c](c.png)", ["c.png"]),
        ("![a](https://acme.example/a.png)", []),
        ("![a](//acme.example/a.png) ![b](/a.png) ![c](data:x) ![d](#d) ![e]({duration})", []),
    ],
)
def test_images(markdown: str, expected: list[str]) -> None:
    """Images outside code name files; addresses elsewhere do not."""
    assert list(images(markdown)) == expected


@pytest.mark.parametrize(
    "text",
    ["![" * 200_000, "![a](" * 100_000, "![a]" * 100_000, "[a]: " * 100_000 + "![", "`" * 500_000 + "!["],
)
def test_hostile_markdown_is_read_in_time(text: str) -> None:
    """Half a megabyte of brackets is looked through at once."""
    assert set(images(text)) <= {"![a]"}
