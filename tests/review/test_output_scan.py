"""The last look at output files; and that nothing private of an incident file reaches one."""

import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from statuskit import site
from statuskit.facts.moments import settle
from statuskit.load import load
from statuskit.model import Component, Settings
from statuskit.outputs.hosting import Beside
from statuskit.outputs.templates import Templates
from statuskit.prose import Prose
from statuskit.review.output_scan import Leak, scan
from statuskit.schema import IncidentDocument
from statuskit.schema.postmortem import PostmortemDocument
from statuskit.views.brand import Brand

NOW = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)
SETTINGS = Settings(timezone="UTC", components=(Component(id="rooms", name="Rooms"),))
CANARY = "canary"
TOKEN = "ghp_" + "a1" * 18
STORY: dict[str, Any] = {
    "state": "final",
    "due": "2026-11-25",
    "published": "2026-11-20T15:30:00Z",
    "summary": "You could not post.",
    "apology": {"text": "We are sorry.", "by": "The owner"},
    "impact": {
        "who": "Everyone",
        "count": {"value": 12, "of": "rooms", "basis": "measured"},
        "could_not": ["post"],
        "still_worked": ["read"],
        "figures": [{"label": "Rooms", "value": 12}],
        "data": {"lost": "none", "exposed": "none"},
    },
    "make_right": {
        "offer": "A month",
        "to": "you",
        "how": "choose",
        "options": [{"if": "it hurt", "get": "a month", "claim": "mailto:help@example.com"}],
        "until": "2026-12-31",
        "because": "We broke it.",
    },
    "plain": {"file": "plain.md"},
    "technical": {"file": "technical.md"},
    "factors": [{"what": "A change", "kind": "change"}],
    "trigger": "A change",
    "resolution": "Undone",
    "detection": {"how": "alert", "note": "At once"},
    "timeline": [{"at": "2026-11-20T14:00:00Z", "event": "attempt", "what": "Restart", "worked": False}],
    "actions": [
        {
            "what": "Test it",
            "kind": "prevent",
            "state": "planned",
            "due": "2026-12-01",
            "proof": "none",
            "because": "so",
        }
    ],
    "questions": [{"asked": "Why?", "answer": "So."}],
    "answers": {"asked": 3, "answered": "all", "channels": ["email"], "note": "All"},
    "lessons": {"well": ["a"], "badly": ["b"], "lucky": ["c"]},
    "unknowns": ["Much"],
    "corrections": [{"at": "2026-11-20T15:35:00Z", "what": "A number"}],
    "glossary": {"room": "a place"},
    "evidence": [{"title": "A graph", "file": "graph.csv", "alt": "Up"}],
}
INCIDENT: dict[str, Any] = {
    "title": "You could not post",
    "kind": "incident",
    "components": {"rooms": "partial_outage"},
    "impact": "major",
    "updates": [
        {
            "at": "2026-11-20T14:02:00Z",
            "status": "investigating",
            "message": "You cannot post.",
            "next_update": "30m",
            "progress": "none",
            "components": {"rooms": "major_outage"},
        },
        {
            "at": "2026-11-20T14:30:00Z",
            "status": "resolved",
            "message": "You can post.",
            "corrects": "2026-11-20T14:02:00Z",
        },
    ],
    "started": "2026-11-20T13:50:00Z",
    "detected": "2026-11-20T13:55:00Z",
    "resolved": "2026-11-20T14:25:00Z",
    "windows": [
        {
            "from": "2026-11-20T13:50:00Z",
            "to": "2026-11-20T14:25:00Z",
            "components": {"rooms": "partial_outage"},
        }
    ],
    "workaround": ["Wait"],
    "audience": "everyone",
    "pinned": False,
    "tags": ["posting"],
    "related": ["withdrawn"],
    "timezone": "UTC",
    "postmortem": STORY,
    "review": {"allow": [{"rule": "EU06", "because": "A test"}]},
}
WITHDRAWN = {
    "title": "Not so",
    "updates": [{"at": "2026-11-20T14:02:00Z", "message": "It is down."}],
    "withdrawn": {"at": "2026-11-20T14:20:00Z", "because": "It was not."},
}
MAINTENANCE = {
    "title": "New disks",
    "kind": "maintenance",
    "components": {"rooms": "under_maintenance"},
    "scheduled_for": "2026-11-21T02:00:00Z",
    "scheduled_until": "2026-11-21T03:00:00Z",
    "postmortem": {"make_right": {"none": True, "because": "Nothing stopped."}},
}
OPEN_MAPS = {"components", "glossary"}
"""Maps whose keys are names: in `components`, `private` would be one; a glossary may hold it."""


def with_canaries(value: object, key: str = "") -> object:
    """Put something private into every map in which the format allows it."""
    if isinstance(value, list):
        return [with_canaries(each) for each in value]
    if not isinstance(value, dict):
        return value
    filled = {name: with_canaries(each, name) for name, each in value.items()}
    if key not in OPEN_MAPS:
        filled["private"] = {"note": f"{CANARY} {key}", "list": [CANARY, {CANARY: CANARY}]}
    return filled


def build(folder: Path, files: dict[str, dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """Build a site and give its files: address and bytes."""
    bundle = folder / "incidents" / "all"
    bundle.mkdir(parents=True)
    for name in ("plain.md", "technical.md", "graph.csv"):
        (bundle / name).write_text("Because of a change, all of it broke.\n", encoding="utf-8")
    for name, data in files.items():
        path = folder / "incidents" / name
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    loaded = load(folder, SETTINGS, NOW)
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    assert len(loaded.catalog.incidents) == len(files)
    brand = Brand(
        name="Acme",
        url="https://status.acme.example/",
        favicon="favicon.svg",
        nav=(("About", "about/"),),
        pages=("about/",),
    )
    for file in site.build(
        loaded.catalog,
        brand,
        settled=settle(loaded.catalog, NOW),
        frozen=None,
        prose=Prose(),
        beside=Beside(root=folder),
        theme=Templates(),
    ):
        yield file.path, file.read()


def test_nothing_private_reaches_an_output_file(tmp_path: Path) -> None:
    """A canary under `private` in every map of every kind of file stands in no file of the site, nor in a name."""
    files = {"all/incident.yml": INCIDENT, "withdrawn.yml": WITHDRAWN, "ahead.yml": MAINTENANCE}
    filled = {name: with_canaries(data) for name, data in files.items()}
    assert str(filled).count(CANARY) > 100
    made = dict(build(tmp_path, filled))  # type: ignore[arg-type]  # maps stay maps
    assert any("all" in path for path in made)
    for path, content in made.items():
        assert CANARY not in path
        assert CANARY.encode() not in content
        assert list(scan(path, content, names=(CANARY,))) == []


def test_a_draft_reaches_no_output_file(tmp_path: Path) -> None:
    """Of a draft only its due day is shown."""
    story = {**STORY, "state": "draft", "summary": CANARY, "trigger": CANARY, "unknowns": [CANARY]}
    story["apology"] = {"text": CANARY, "by": CANARY}
    data = {**INCIDENT, "postmortem": story, "related": []}
    for path, content in build(tmp_path, {"all/incident.yml": data}):
        assert CANARY.encode() not in content, path


def test_the_canaries_stand_under_every_key() -> None:
    """The files above use every key of the format, so that no map of it is left out."""
    keys = {*INCIDENT, *WITHDRAWN, *MAINTENANCE}
    for document, used in ((IncidentDocument, keys), (PostmortemDocument, set(STORY))):
        names = {field.alias or name for name, field in document.model_fields.items()}
        assert names - {"private"} == used


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (f"a,b\n{TOKEN},1\n", "SP01"),
        (f'<code><span class="k">{TOKEN[:8]}</span><span>{TOKEN[8:]}</span></code>', "SP01"),
        ("<p>&#x31;0.20.0.14</p>", "SP02"),
        ('{"host": "db-1.acme.internal"}', "SP04"),
        ("<p>Ask Jo\nSmith.</p>", "SP07"),
    ],
)
def test_text_files_are_read(*, text: str, rule: str) -> None:
    """A leak in a text file is found, also where markup or entities cut it into pieces; a secret is not repeated."""
    found = list(scan("a.html", text.encode(), names=("jo smith",)))
    assert {leak.rule for leak in found} == {rule}
    assert all(leak.is_secret is (rule == "SP01") for leak in found)
    assert TOKEN not in str(found)


def test_a_line_of_a_text_file_is_named() -> None:
    """A leak in a text file has the number of its line."""
    (leak,) = scan("log.txt", b"one\ntwo\nfrom 10.20.0.14\n")
    assert leak == Leak(path="log.txt", line=3, rule="SP02", what="a private network address")


def test_hosts_of_the_settings_are_looked_for() -> None:
    """The site's own inner domain counts as one."""
    assert list(scan("a.txt", b"See ci.acme-rooms.net.")) == []
    assert [leak.rule for leak in scan("a.txt", b"See ci.acme-rooms.net.", hosts=("acme-rooms.net",))] == [
        "SP04"
    ]


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Make the outline of a PNG file."""
    blocks = [
        struct.pack(">I", len(data)) + kind + data + b"crc!" for kind, data in (*chunks, (b"IEND", b""))
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(blocks)


def gps() -> bytes:
    """Make an Exif block that only says where."""
    return b"II*\0" + struct.pack("<IHHHII", 8, 1, 0x8825, 4, 1, 26) + b"\0" * 8


NOTE = b"Author\0" + TOKEN.encode()
IMAGES = {
    "png text": png((b"tEXt", NOTE)),
    "png packed text": png((b"zTXt", b"Author\0\0" + zlib.compress(TOKEN.encode()))),
    "png unicode text": png((b"iTXt", b"Author\0\1\0en\0Author\0" + zlib.compress(TOKEN.encode()))),
    "png plain unicode text": png((b"iTXt", b"Author\0\0\0en\0Author\0" + TOKEN.encode())),
    "png exif": png((b"eXIf", b"MM\0*" + TOKEN.encode())),
    "jpeg exif": b"\xff\xd8\xff\xe1" + struct.pack(">H", len(NOTE) + 8) + b"Exif\0\0" + NOTE + b"\xff\xda",
    "jpeg wide": b"\xff\xd8\xff\xe1" + struct.pack(">H", len(TOKEN) * 2 + 2) + TOKEN.encode("utf-16-le") + b"\xff\xda",
    "jpeg comment": b"\xff\xd8\xff\xfe" + struct.pack(">H", len(NOTE) + 2) + NOTE + b"\xff\xda",
    "webp xmp": b"RIFF\0\0\0\0WEBPXMP " + struct.pack("<I", len(NOTE)) + NOTE,
    "gif comment": b"GIF89a" + b"\0" * 4 + b"\x80\0\0" + b"\0" * 6 + b"\x2c" + b"\0" * 8 + b"\0\2\1\0\0"
    + b"\x21\xfe" + bytes([len(TOKEN)]) + TOKEN.encode() + b"\0;",
    "pdf stream": b"%PDF-1.7\n\0stream\r\n" + zlib.compress(TOKEN.encode()) + b"\nendstream",
    "other": b"\0\1\2" + TOKEN.encode(),
    "utf-16": b"\xff\xfe" + TOKEN.encode("utf-16-le"),
}  # fmt: skip


@pytest.mark.parametrize("name", IMAGES)
def test_unseen_texts_are_read(name: str) -> None:
    """What a program wrote into a file is found, whatever its form, packed or in wide characters."""
    found = list(scan(name, IMAGES[name]))
    assert [leak.rule for leak in found] == ["SP01"]
    assert TOKEN not in str(found)


@pytest.mark.parametrize("name", IMAGES)
def test_damaged_files_are_read_as_far_as_they_go(name: str) -> None:
    """A file that breaks off anywhere is no error."""
    whole = IMAGES[name]
    for length in range(len(whole)):
        list(scan(name, whole[:length]))


def test_the_place_of_a_photograph_is_told() -> None:
    """An image that says where on earth it was taken is told; one with other metadata is not."""
    jpeg = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(gps()) + 8) + b"Exif\0\0" + gps() + b"\xff\xda"
    for image in (png((b"eXIf", gps())), jpeg):
        assert [leak.what for leak in scan("a.png", image)] == ["the place where a photograph was taken"]
    assert list(scan("a.png", png((b"eXIf", gps().replace(b"\x25\x88", b"\x0f\x01"))))) == []


def test_pixels_are_not_read() -> None:
    """What only looks like a text among the pixels is none."""
    assert list(scan("a.png", png((b"IDAT", TOKEN.encode())))) == []


def test_a_packed_text_does_not_swell() -> None:
    """A text that unpacks to twenty megabytes is read to its first one."""
    bomb = png((b"zTXt", b"a\0\0" + zlib.compress(b"x " * 10_000_000, 1)))
    assert list(scan("a.png", bomb)) == []
