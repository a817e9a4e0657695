"""The site's settings: found, read without MkDocs, checked with places, turned into records."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from statuskit import settings
from statuskit.errors import UsageError
from statuskit.model import ComponentState, Impact, Settings, When
from statuskit.problems import Problem

HEAD = "site_name: Acme\nsite_url: https://status.acme.example/\nplugins:\n  - search\n  - statuskit:\n"


def write(folder: Path, options: str, *, head: str = HEAD) -> Path:
    """Write settings with these options of the plugin."""
    file = folder / "mkdocs.yml"
    lines = "".join(f"      {line}\n" for line in options.splitlines())
    file.write_text(head + lines, encoding="utf-8")
    return file


def only(file: Path) -> Problem:
    """Read settings that have one problem."""
    (problem,) = settings.read(file, {}).problems
    return problem


@pytest.mark.parametrize(
    ("theme", "language"),
    [
        ("theme: material", "en"),
        ("theme: {name: material, language: de-CH}", "de-CH"),
        ("theme: {name: mkdocs, locale: fr}", "fr"),
        ("theme: {name: material, language: }", "en"),
    ],
)
def test_the_language_is_the_themes(tmp_path: Path, theme: str, language: str) -> None:
    """Where the theme says nothing of it, the site is in English."""
    assert settings.read(write(tmp_path, "", head=f"{theme}\n{HEAD}"), {}).language == language


def test_find_config_looks_upwards(tmp_path: Path) -> None:
    """The settings are those of the nearest folder above."""
    deep = tmp_path / "site_src/deep"
    deep.mkdir(parents=True)
    file = write(tmp_path, "timezone: UTC")
    assert settings.find_config(deep) == file


def test_find_config_says_what_to_do(tmp_path: Path) -> None:
    """Where there are none, the error names the folder and the option."""
    with pytest.raises(UsageError, match="-f"):
        settings.find_config(tmp_path)


def test_unreadable_file_is_wrong_usage(tmp_path: Path) -> None:
    """A file that is not there is an error of the command, not a problem of a file."""
    with pytest.raises(UsageError, match="cannot be read"):
        settings.read(tmp_path / "mkdocs.yml")


def test_all_keys(tmp_path: Path) -> None:
    """Every key lands in its record; days are those of the site's zone."""
    options = """\
incidents_dir: history
timezone: Europe/Berlin
contact: help@acme.example
groups:
  - {id: pay, name: Payments}
components:
  - {id: checkout, name: Checkout, group: pay, description: Buy, url: https://acme.example, since: 2026-07-01}
  - {id: old, name: Old, until: 2026-01-01, uptime: false}
uptime: {days: 30, weights: {partial_outage: 0.5}}
cadence: {minor: 1d, major: 1h30m, critical: 30m}
feeds: {host: acme.example, history: 5, updates: 6}
review: {off: [a], level: {b: hint}, allow: [c], hosts: [acme.example], names_file: ../names}
"""
    site = settings.read(write(tmp_path, options), {})
    assert site.problems == ()
    found = site.settings
    assert (found.incidents_dir, found.timezone, found.contact) == (
        "history",
        "Europe/Berlin",
        "help@acme.example",
    )
    assert [group.name for group in found.groups] == ["Payments"]
    checkout, old = found.components
    assert (checkout.group, checkout.description, checkout.url) == ("pay", "Buy", "https://acme.example")
    assert checkout.since == When(
        start=datetime(2026, 6, 30, 22, tzinfo=UTC),
        end=datetime(2026, 7, 1, 22, tzinfo=UTC),
        day=date(2026, 7, 1),
    )
    assert (old.until is not None, old.uptime, checkout.uptime) == (True, False, True)
    assert (found.uptime.days, found.uptime.weights[ComponentState.PARTIAL_OUTAGE]) == (30, 0.5)
    assert found.uptime.weights[ComponentState.MAJOR_OUTAGE] == 1
    assert found.cadence == {
        Impact.MINOR: timedelta(days=1),
        Impact.MAJOR: timedelta(minutes=90),
        Impact.CRITICAL: timedelta(minutes=30),
    }
    assert (found.feeds.host, found.feeds.history, found.feeds.updates) == ("acme.example", 5, 6)
    assert (found.review.off, found.review.levels, found.review.names_file) == (
        ("a",),
        {"b": "hint"},
        "../names",
    )


def test_what_commands_need_without_mkdocs(tmp_path: Path) -> None:
    """Name, address and folders of the site are known without importing MkDocs."""
    head = "docs_dir: site_src\nsite_dir: ../out\n" + HEAD
    site = settings.read(write(tmp_path, "timezone: UTC", head=head), {})
    assert (site.site_name, site.site_url, site.root) == ("Acme", "https://status.acme.example/", tmp_path)
    assert (site.docs_dir, site.site_dir) == (tmp_path / "site_src", tmp_path / "../out")


@pytest.mark.parametrize(
    "plugins",
    [
        "plugins: [search, statuskit]",
        "plugins:\n  - statuskit",
        "plugins:\n  - statuskit:",
        "plugins:\n  statuskit: {}",
        "plugins:\n  search: {}\n  statuskit:\n    enabled: true",
    ],
)
def test_forms_of_the_plugin_list(tmp_path: Path, plugins: str) -> None:
    """Every form that MkDocs takes is understood, with nothing set the defaults hold."""
    site = settings.read(write(tmp_path, "", head=f"site_name: Acme\n{plugins}\n"), {})
    assert site.problems == ()
    assert site.settings == Settings()


@pytest.mark.parametrize("plugins", ["", "plugins: [search]\n", "plugins:\n  search: {}\n", "plugins: 5\n"])
def test_missing_plugin(tmp_path: Path, plugins: str) -> None:
    """Where the plugin is not listed, the remedy is a snippet to paste."""
    problem = only(write(tmp_path, "", head=f"site_name: Acme\n{plugins}"))
    assert problem.rule == "no-plugin"
    assert "- statuskit:" in problem.hint


@pytest.mark.parametrize(
    ("options", "rule", "line", "column", "word"),
    [
        ("timzone: UTC", "unknown-key", 6, 7, 'Did you mean "timezone"?'),
        ("components:\n  - {id: a, nmae: b}", "unknown-key", 7, 19, 'Did you mean "name"?'),
        ("timezone: Europe/Berln", "unknown-zone", 6, 17, 'Did you mean "Europe/Berlin"?'),
        ("timezone: ../../etc/passwd", "unknown-zone", 6, 17, "IANA"),
        ("components:\n  - {id: a, name: b}\n  - {id: a, name: c}", "duplicate-id", 8, 16, "number 1"),
        ("groups:\n  - {id: a, name: b}\n  - {id: a, name: c}", "duplicate-id", 8, 16, "number 1"),
        ("components: [{id: a, name: b, group: c}]", "unknown-group", 6, 44, "no groups yet"),
        (
            "groups: [{id: pay, name: b}]\ncomponents: [{id: a, name: b, group: pya}]",
            "unknown-group",
            7,
            44,
            'Did you mean "pay"?',
        ),
        (
            "groups: [{id: pay, name: b}]\ncomponents: [{id: a, name: b, group: x}]",
            "unknown-group",
            7,
            44,
            "are pay",
        ),
        ('components: [{id: a, name: "b\\x07"}]', "control-character", 6, 34, "U+0007"),
        ("components: [{id: Web Site, name: b}]", "bad-id", 6, 25, "small letters"),
        ("components: [{id: a, name: b, since: 2026-02-30}]", "bad-time", 6, 44, "no such day"),
        (
            "components: [{id: a, name: b, since: 2026-02-01, since: 2026-02-01}]",
            "duplicate-key",
            6,
            56,
            "twice",
        ),
    ],
)
def test_problems_point_into_the_file(  # noqa: PLR0917 - the columns of the table
    tmp_path: Path, options: str, rule: str, line: int, column: int, word: str
) -> None:
    """What is wrong is told with its place in `mkdocs.yml` and a remedy."""
    problem = only(write(tmp_path, options))
    assert problem.span is not None
    assert (problem.file, problem.rule) == ("mkdocs.yml", rule)
    assert (problem.span.line, problem.span.column) == (line, column)
    assert word in f"{problem.message} {problem.hint}"


@pytest.mark.parametrize("weight", ["-0.1", "1.1", "x"])
def test_weights_lie_between_0_and_1(tmp_path: Path, weight: str) -> None:
    """A second cannot cost more than itself, nor less than nothing."""
    problem = only(write(tmp_path, f"uptime: {{weights: {{major_outage: {weight}}}}}"))
    assert problem.path[-1] == "major_outage"


def test_sound_keys_hold_beside_wrong_ones(tmp_path: Path) -> None:
    """One wrong key does not take the others away, so that files are checked against what is right."""
    site = settings.read(write(tmp_path, "timezone: UTC\ncontakt: x\ncomponents: [{id: a, name: b}]"), {})
    assert [problem.rule for problem in site.problems] == ["unknown-key"]
    assert (site.settings.timezone, len(site.settings.components)) == ("UTC", 1)


def test_options_of_the_wrong_kind(tmp_path: Path) -> None:
    """Options that are no map are refused, and the defaults hold."""
    site = settings.read(write(tmp_path, "", head="plugins:\n  - statuskit: [a]\n"), {})
    assert len(site.problems) == 1
    assert site.settings == Settings()


def test_tags_of_others_are_tolerated(tmp_path: Path) -> None:
    """Tags, anchors and merge keys that MkDocs sites use are no problem of ours."""
    head = (
        "x: &x {a: 1}\ny: {<<: *x}\nmarkdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\nextra: !relative $docs_dir\n"
        + HEAD
    )
    assert settings.read(write(tmp_path, "timezone: UTC", head=head), {}).problems == ()


@pytest.mark.parametrize(
    ("written", "environ", "address"),
    [
        ("!ENV URL", {"URL": "https://a.example/"}, "https://a.example/"),
        ("!ENV URL", {}, ""),
        ("!ENV [URL, OTHER, 'https://b.example/']", {"OTHER": "https://c.example/"}, "https://c.example/"),
        ("!ENV [URL, 'https://b.example/']", {}, "https://b.example/"),
        ("!ENV []", {}, ""),
        ("!ENV [[a], b]", {}, "b"),
    ],
)
def test_environment(tmp_path: Path, written: str, environ: dict[str, str], address: str) -> None:
    """`!ENV` is looked up as MkDocs does, with the last of a list as the default."""
    head = f"site_url: {written}\nplugins:\n  - statuskit:\n"
    site = settings.read(write(tmp_path, "timezone: UTC", head=head), environ)
    assert (site.site_url, site.problems) == (address, ())


def test_inherit(tmp_path: Path) -> None:
    """Maps merge with those of the parent, and a problem points into the file that holds it."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "base.yml").write_text(
        "site_name: Base\ndocs_dir: pages\nplugins:\n  statuskit:\n    timezone: UTC\n    contakt: x\n",
        encoding="utf-8",
    )
    head = "INHERIT: ../base.yml\nsite_name: Acme\nplugins:\n  statuskit:\n"
    site = settings.read(write(tmp_path / "deep", "incidents_dir: here", head=head), {})
    assert (site.site_name, site.docs_dir.name, site.settings.timezone) == ("Acme", "pages", "UTC")
    assert site.settings.incidents_dir == "here"
    (problem,) = site.problems
    assert problem.span is not None
    assert (problem.file, problem.span.line) == ("../base.yml", 6)


@pytest.mark.parametrize("parent", ["gone.yml", "mkdocs.yml"])
def test_inherit_that_leads_nowhere(tmp_path: Path, parent: str) -> None:
    """A parent that is missing, or the file itself, is a problem and no endless loop."""
    head = f"INHERIT: {parent}\n{HEAD}"
    problem = only(write(tmp_path, "timezone: UTC", head=head))
    assert problem.rule == "bad-inherit"
    assert problem.hint


def test_broken_yaml(tmp_path: Path) -> None:
    """A file that is no YAML is told as such, and nothing is said of a plugin that may well be there."""
    problem = only(write(tmp_path, "", head="site_name: [\n"))
    assert problem.rule == "unclosed"


def test_settings_that_are_no_map(tmp_path: Path) -> None:
    """An empty file is told as such."""
    assert only(write(tmp_path, "", head="")).rule == "empty-file"
