"""What is kept from one check to the next: it is told of in the same words as if it had been found anew."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from statuskit import load, settings
from statuskit.cache import FOLDER, Cache, Shelf
from statuskit.gate import Checked, check_site, checking
from statuskit.report import formats, render_text
from statuskit.review import BY_ID, RULES
from statuskit.review.rule import REACH

NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)
TOKEN = "ghp_" + "a1B2" * 9

STORIES = [text for rule in RULES if rule.files for text in (*rule.good, *rule.bad)]
SAID = """\
title: You cannot pay
{more}started: 2026-11-02T13:40:00Z
updates:
  - at: 2026-11-02T14:02:00Z
    message: {message}
  - at: 2026-11-02T15:02:00Z
    status: {status}
    message: You can pay again.
"""
MESSAGES = [
    "We apologise for any inconvenience.",
    f"The key was {TOKEN}.",
    f"Somebody wrote {TOKEN[:12]} on a wall.",
    "It was down for 3 hours (14:02 to 14:40 UTC), said Jo Smith at db-03.eu.corp.",
    "Write to help@example.net.",
]
MORE = [
    "",
    "related: [b]\n",
    "review: {allow: [{rule: AP01, because: It is an example.}, {rule: XX01, because: No reason.}]}\n",
    f"private: {{password: {TOKEN}}}\n",
    "components: {checkout: major_outage}\n",
    "impact: critical\n",
    "timezone: Europe/Berlin\n",
]
MAINTENANCE = """\
title: We move the database
kind: maintenance
scheduled_for: 2026-12-10T06:00:00Z
scheduled_until: 2026-12-10T08:00:00Z
postmortem: {state: draft, due: 2026-12-20}
"""
BUNDLE = """\
title: A picture did not load
updates:
  - at: 2026-10-02T14:02:00Z
    status: resolved
    message: A picture did not load. ![It](graph.png)
postmortem:
  state: preliminary
  published: 2026-10-03T14:02:00Z
  plain: {file: plain.md}
  actions: [{what: Look twice, kind: prevent, state: done, done_on: 2026-10-04}]
"""
TEXTS = st.one_of(
    st.sampled_from([*STORIES, MAINTENANCE, "title: [", "title: x\nwrong: y\n"]),
    st.builds(
        SAID.format,
        more=st.sampled_from(MORE),
        message=st.sampled_from(MESSAGES).map(json.dumps),
        status=st.sampled_from(["resolved", "resolved", "identified"]),
    ),
)
SETTINGS = st.builds(
    "site_name: Acme\nsite_url: https://a.example/\ntheme: {{name: material}}\n"
    "plugins:\n  - statuskit:\n      components: [{component}]\n      {more}\n".format,
    component=st.sampled_from(["{id: checkout, name: Checkout}", "{id: search, name: Search}"]),
    more=st.sampled_from(
        [
            "contact: mailto:help@example.net",
            "review: {off: [PL05]}",
            "review: {level: {AP01: hint}, allow: [any inconvenience]}",
            "review: {hosts: [eu.corp], names_file: names.txt}",
            "cadence: {critical: 30m}",
            "timezone: Asia/Tokyo",
            f"wrong: {TOKEN}",
        ]
    ),
)
FILES = {
    "incidents/a.yml": TEXTS,
    "incidents/b.yml": TEXTS,
    "incidents/2025/c.yml": TEXTS,
    "incidents/2025/b.yml": TEXTS,
    "incidents/d/incident.yml": st.sampled_from([BUNDLE, *STORIES]),
    "incidents/d/plain.md": st.sampled_from(MESSAGES),
    "incidents/d/graph.png": st.sampled_from(["", "x"]),
    "incidents/d/graph.pnk": st.just("x"),
    "mkdocs.yml": SETTINGS,
    "names.txt": st.sampled_from(["Jo Smith\n", "checkout\n"]),
}
MOMENTS = st.sampled_from([timedelta(0), timedelta(hours=8), timedelta(days=-1), timedelta(days=1)])
AGES = st.sampled_from([timedelta(days=days) for days in (0, 20, 30, 31, 60, 400, 4000)])


def said(checked: Checked) -> tuple[object, ...]:
    """Give all that a check tells, in the forms in which it is told."""
    problems = [*checked.settings, *(each.problem for each in checked.told)]
    return (
        render_text(problems, color=False),
        formats.render_json(problems),
        formats.render_sarif(problems, BY_ID),
        sorted((each.problem.file, each.problem.rule, each.stops) for each in checked.told),
        checked.waived,
        checked.files,
    )


def check(root: Path, now: datetime) -> Checked:
    """Check a site with what is kept of it, and again without; both tell the same."""
    site = settings.read(root / "mkdocs.yml")
    with Cache(root / FOLDER) as cache:
        warm = check_site(site, now, cache=cache)
    assert said(warm) == said(check_site(site, now))
    return warm


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str | None]:
    """Draw a file's name and its new text, or None where it goes."""
    name = draw(st.sampled_from([*FILES]))
    goes = name != "mkdocs.yml" and draw(st.integers(0, 4)) == 0
    return name, None if goes else draw(FILES[name])


# Without shrinking, which would take minutes.
@tries(max_examples=30, deadline=None, phases=(Phase.generate,))
@given(data=st.data())
def test_nothing_stale_is_told(data: st.DataObject) -> None:
    """Whatever changes between two checks, files, settings, names or the time, the second tells what is."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        now = NOW
        for name, texts in FILES.items():
            write(root / name, data.draw(texts))
        for _ in range(6):
            check(root, now)
            for name, text in data.draw(st.lists(changes(), max_size=2)):
                write(root / name, text)
            now = NOW + data.draw(AGES) + data.draw(MOMENTS)


def write(path: Path, text: str | None) -> None:
    """Write a file, or take it away."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("text", [*STORIES, MAINTENANCE], ids=range(len(STORIES) + 1))
def test_time_alone_changes_nothing_of_what_rests(text: str, tmp_path: Path) -> None:
    """What is kept of a file holds for ever, however late it is asked for."""
    write(tmp_path / "mkdocs.yml", "plugins: [statuskit: {cadence: {critical: 30m}}]\n")
    write(tmp_path / "incidents/a.yml", text)
    for age in (REACH, REACH + timedelta(days=25), timedelta(days=70), timedelta(days=3000)):
        check(tmp_path, NOW + age)
        check(tmp_path, NOW + age - timedelta(minutes=1))


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list of files that are read for their meaning, as it grows."""
    names: list[str] = []
    read: Callable[..., object] = load.read_file

    def noting(found: object, *rest: object) -> object:
        names.append(found.file)  # type: ignore[attr-defined]  # a found file
        return read(found, *rest)

    monkeypatch.setattr(checking, "read_file", noting)
    return names


OVER = SAID.format(more="", message="We apologise for any inconvenience.", status="resolved")


def test_what_rests_is_not_worked_out_again(tmp_path: Path, worked_out: list[str]) -> None:
    """Of files that are over for long only the changed one is worked out, and the settings change all."""
    later = NOW + timedelta(days=30)
    write(tmp_path / "mkdocs.yml", "plugins: [statuskit: {}]\n")
    for name in "abc":
        write(tmp_path / f"incidents/{name}.yml", OVER)
    site = settings.read(tmp_path / "mkdocs.yml")

    def checked() -> set[str]:
        worked_out.clear()
        with Cache(tmp_path / FOLDER) as cache:
            check_site(site, later, cache=cache)
        return set(worked_out)

    every = {f"incidents/{name}.yml" for name in "abc"}
    assert checked() == every
    assert checked() == set()
    write(tmp_path / "incidents/b.yml", OVER.replace("pay", "sign in"))
    assert checked() == {"incidents/b.yml"}
    write(tmp_path / "mkdocs.yml", "plugins: [statuskit: {timezone: Asia/Tokyo}]\n")
    site = settings.read(tmp_path / "mkdocs.yml")
    assert checked() == every


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (f"private: {{password: {TOKEN}}}\n", "We apologise for any inconvenience."),
        ("", f"We apologise for any inconvenience: {TOKEN}."),
        ("related: [x]\n", "Unfortunately you cannot pay."),
    ],
)
def test_secrets_and_errors_are_never_kept(
    more: str, message: str, tmp_path: Path, worked_out: list[str]
) -> None:
    """A file with a secret is always read anew, and no part of the secret is in what is kept; nor is an error."""
    text = SAID.format(more=more, message=json.dumps(message), status="resolved")
    write(tmp_path / "mkdocs.yml", "plugins: [statuskit: {}]\n")
    write(tmp_path / "incidents/a.yml", text)
    for _ in range(2):
        worked_out.clear()
        with Cache(tmp_path / FOLDER) as cache:
            check_site(settings.read(tmp_path / "mkdocs.yml"), NOW + timedelta(days=90), cache=cache)
        assert worked_out == ["incidents/a.yml"]
    for file in (tmp_path / FOLDER).iterdir():
        assert TOKEN[4:12].encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("file", "text", "rule"),
    [
        ("names.txt", "You\n", "SP07"),
        ("incidents/b.yml", None, "unknown-incident"),
        ("incidents/d/plain.md", "We apologise for any inconvenience.", "AP01"),
        ("incidents/d/graph.png", None, "missing-file"),
        ("mkdocs.yml", "plugins: [statuskit: {review: {level: {AP01: hint}}}]\n", "AP01"),
    ],
)
def test_what_a_file_leans_on_changes_what_is_told(
    file: str, text: str | None, rule: str, tmp_path: Path
) -> None:
    """Where the names, another incident, a bundle's file or the settings change, so does what is told."""
    write(tmp_path / "mkdocs.yml", "plugins: [statuskit: {review: {names_file: names.txt}}]\n")
    write(tmp_path / "names.txt", "Nobody\n")
    write(tmp_path / "incidents/a.yml", OVER.replace("started:", "related: [b]\nstarted:"))
    write(tmp_path / "incidents/b.yml", OVER)
    write(tmp_path / "incidents/d/incident.yml", BUNDLE)
    write(tmp_path / "incidents/d/plain.md", "A picture was gone, because a disk was full.")
    write(tmp_path / "incidents/d/graph.png", "x")
    later = NOW + timedelta(days=90)
    before = said(check(tmp_path, later))
    write(tmp_path / file, text)
    after = check(tmp_path, later)
    assert said(after) != before
    told = {each.problem.rule for each in after.told} | {each.rule for each in after.settings}
    assert rule in told


NO_SHEETS = [
    '{"since": "2026-11-02T15:02:00", "related": [], "sheet": {}}',
    '{"since": 1793631720, "related": [], "sheet": {}}',
    '{"since": "2026-11-02T15:02:00Z", "related": [1], "sheet": {}}',
    '{"since": "2026-11-02T15:02:00Z", "related": [], "sheet": {"told": 1}}',
    '{"since": "2026-11-02T15:02:00Z", "related": [], "sheet": {"shape": [{"rule": 1, "severity": "hint", "file": "", "message": ""}]}}',
]
"""A sheet but for one thing each: a moment without a zone, and values of other types."""


@pytest.mark.parametrize("stuff", [b"", b"[]", b"{}", b"\xff", *map(str.encode, NO_SHEETS)])
def test_what_is_no_sheet_is_not_taken_for_one(
    stuff: bytes, tmp_path: Path, worked_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands in the cache in place of what was kept, the file is read anew."""
    write(tmp_path / "mkdocs.yml", "plugins: [statuskit: {}]\n")
    write(tmp_path / "incidents/a.yml", OVER)
    check(tmp_path, NOW + timedelta(days=90))
    worked_out.clear()
    monkeypatch.setattr(Shelf, "get", lambda _, keys: dict.fromkeys(keys, stuff))
    check(tmp_path, NOW + timedelta(days=90))
    assert worked_out == ["incidents/a.yml"] * 2


def test_a_bundle_with_a_link_is_always_read(tmp_path: Path, worked_out: list[str]) -> None:
    """What lies behind a link may change unseen, so nothing is kept of its bundle."""
    write(tmp_path / "mkdocs.yml", "plugins: [statuskit: {}]\n")
    write(tmp_path / "incidents/d/incident.yml", BUNDLE)
    write(tmp_path / "incidents/d/plain.md", "A picture was gone.")
    write(tmp_path / "incidents/d/graph.png", "x")
    for links, expected in ((False, 1), (True, 3)):
        if links:
            (tmp_path / "incidents/d/other.md").symlink_to("plain.md")
        for _ in range(2):
            with Cache(tmp_path / FOLDER) as cache:
                check_site(settings.read(tmp_path / "mkdocs.yml"), NOW + timedelta(days=90), cache=cache)
        assert len(worked_out) == expected
