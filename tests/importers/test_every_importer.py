"""What each importer has to keep, tried on its example: `examples/<provider>/` holds a small invented history.

An example has a letter beyond ASCII, and everything in it comes in. A provider in the table of
`statuskit.cli.import_` is held to all this by being there.
"""

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from statuskit import load, settings
from statuskit.cli import main
from statuskit.cli.import_ import PROVIDERS, Provider
from statuskit.problems import Severity
from statuskit.source import read
from statuskit.source.yaml_text import plain, to_yaml
from tests.importers.memory import MOST_KILOBYTES, measure

EXAMPLES = Path(__file__).parent / "examples"
CONFIG = "site_name: Lantern\nplugins:\n  - statuskit:\n      timezone: UTC\n"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
FINE, PROBLEMS, USAGE = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site with a copy of an example beside it."""

    provider: str
    root: Path

    @property
    def source(self) -> Path:
        """The copy, which a test may damage."""
        return self.root / "source"

    def run(self, *options: str) -> tuple[int, str]:
        """Import the copy; return the exit status and all that was said."""
        config = str(self.root / "mkdocs.yml")
        arguments = ["import", self.provider, "-f", config, str(self.source), "--add-components", *options]
        done = CliRunner().invoke(main, arguments, env={"SOURCE_DATE_EPOCH": f"{NOW.timestamp():.0f}"})
        return done.exit_code, done.output

    def written(self) -> dict[str, bytes]:
        """Return the settings and every incident file."""
        files = [self.root / "mkdocs.yml", *sorted(self.root.glob("incidents/**/*.yml"))]
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}

    def documents(self) -> dict[str, Any]:
        """Return what each incident file says, but for the place where it was found."""
        found = {}
        for name, data in self.written().items():
            found[name] = plain(read(data, name).value)
            if name != "mkdocs.yml":
                found[name]["private"]["imported"].pop("place", None)
        return found

    def errors(self) -> list[str]:
        """Return what `check` calls an error of shape or order."""
        site = settings.read(self.root / "mkdocs.yml")
        found = [*site.problems, *load.load(self.root, site.settings, NOW).problems]
        return [f"{each.file}: {each.message}" for each in found if each.severity is Severity.ERROR]


@pytest.fixture(params=[provider.name for provider in PROVIDERS])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """Give an empty site and the example of each provider in turn."""
    shutil.copytree(EXAMPLES / request.param, tmp_path / "source")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return Site(provider=request.param, root=tmp_path)


def test_the_table_is_in_order() -> None:
    """Whoever reads the list of commands finds a provider by its name."""
    names = [provider.name for provider in PROVIDERS]
    assert names == sorted(names)


def test_an_example_comes_in_whole(site: Site) -> None:
    """Nothing is left out, and what was written has no error of shape or order."""
    status, said = site.run()
    assert (status, site.errors()) == (FINE, []), said
    assert ", 0 left out." in said
    assert len(site.written()) > 1


def test_every_file_says_where_it_is_from(site: Site) -> None:
    """Provider, place, and the foreign id where there is one, stand under `private`; an id that fits is the file's."""
    site.run()
    for name, data in site.written().items():
        if name == "mkdocs.yml":
            continue
        origin = plain(read(data, name).value)["private"]["imported"]
        assert origin["from"] == site.provider
        assert origin["place"]
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", origin.get("id", "")):
            assert Path(name).stem == origin["id"]


def test_a_second_run_changes_nothing(site: Site) -> None:
    """The same source again writes not a byte, though the site knows the components by now."""
    site.run("--redirects", str(site.root / "rules"))
    written = site.written()
    status, said = site.run("--redirects", str(site.root / "rules"))
    assert status == FINE
    assert ": 0 written to " in said
    assert " 0 left as they are" in said
    assert site.written() == written


def test_a_dry_run_writes_nothing(site: Site) -> None:
    """It names what would be written."""
    before = sorted(site.root.rglob("*"))
    status, said = site.run("--dry-run", "--redirects", str(site.root / "rules"))
    assert status == FINE
    assert ".yml: new\n" in said
    assert sorted(site.root.rglob("*")) == before
    assert (site.root / "mkdocs.yml").read_text(encoding="utf-8") == CONFIG


def test_what_was_edited_by_hand_stays(site: Site) -> None:
    """Each file that differs from the source is named, under whatever name it has now, and not touched."""
    site.run()
    for path in (site.root / "incidents").rglob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8") + "# Mine.\n", encoding="utf-8")
        path.rename(path.with_stem(f"{path.stem}-renamed"))
    written = site.written()
    status, said = site.run()
    assert status == FINE
    assert site.written() == written
    assert said.count("differs from the source; not overwritten") == len(written) - 1


SAME: dict[str, Callable[[str], bytes]] = {
    "a mark before UTF-8": lambda text: text.encode("utf-8-sig"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "Windows": lambda text: text.encode("cp1252", errors="replace"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("kind", SAME)
def test_the_encoding_of_a_source_changes_nothing(site: Site, kind: str) -> None:
    """Other encodings and line ends give the same files."""
    site.run()
    expected = site.documents()
    shutil.rmtree(site.root / "incidents")
    (site.root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    is_plain = True
    for path in site.source.rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        is_plain = is_plain and text.isascii()
        path.write_bytes(SAME[kind](text))
    assert not is_plain
    status, said = site.run()
    assert status == FINE, said
    assert site.documents() == expected
    assert ("is not UTF-8" in said) == (kind == "Windows")


_DATE = re.compile(r"\d{4}-\d\d-\d\d(?=[T \"']|$)", re.MULTILINE)
_HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)> {{< x >}} [a](javascript:alert(1)) \\"'
DAMAGE: dict[str, Callable[[str], bytes]] = {
    "empty": lambda _text: b"",
    "a picture": lambda _text: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    "a page of HTML": lambda _text: b"<!DOCTYPE html><html><body>404</body></html>",
    "another JSON": lambda _text: b'[1, null, "x", {"id": 7}, []]',
    "an impossible date": lambda text: _DATE.sub("2017-02-30", text).encode(),
    "one impossible date": lambda text: _DATE.sub("2017-02-30", text, count=1).encode(),
    "one early date": lambda text: _DATE.sub("1999-01-01", text, count=1).encode(),
    "one late date": lambda text: _DATE.sub("2199-01-01", text, count=1).encode(),
    "dates of one day": lambda text: _DATE.sub("2022-03-01", text).encode(),
    "lines upside down": lambda text: "\n".join(reversed(text.splitlines())).encode(),
    "every second line": lambda text: "\n".join(text.splitlines()[::2]).encode(),
    "every line twice": lambda text: "\n".join(line for line in text.splitlines() for _ in "ab").encode(),
    "hostile words": lambda text: re.sub(r"\b(the|a|is|up)\b", lambda _: _HOSTILE, text).encode(),
    "bytes of no encoding": lambda text: text.replace("e", "\udcff").encode(errors="surrogateescape"),
    "zero bytes": lambda text: text.replace(" ", "\x00", 3).encode(),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_no_damage_stops_an_import(site: Site, kind: str) -> None:
    """With one file damaged, or all, the import ends with files without an error of shape or order, and a report."""
    paths = sorted(path for path in site.source.rglob("*.*") if path.is_file())
    whole = [path.read_bytes() for path in paths]
    for damaged in (*([path] for path in paths), paths):
        for path, data in zip(paths, whole, strict=True):
            path.write_bytes(DAMAGE[kind](data.decode()) if path in damaged else data)
        shutil.rmtree(site.root / "incidents", ignore_errors=True)
        (site.root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        status, said = site.run()
        assert status in {FINE, PROBLEMS}, said
        assert status == FINE or said.count("\n  ") > 0, said
        assert site.errors() == []


def test_wherever_a_file_breaks_off_the_rest_comes_in(site: Site) -> None:
    """A file cut short costs what is behind the cut alone; no other file loses an incident by it."""
    site.run()
    whole = len(site.written())
    for path in sorted(each for each in site.source.rglob("*.*") if each.is_file()):
        data = path.read_bytes()
        counts = []
        for end in sorted({len(data) * part // 12 for part in range(13)}):
            path.write_bytes(data[:end])
            shutil.rmtree(site.root / "incidents", ignore_errors=True)
            (site.root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
            status, said = site.run()
            assert status in {FINE, PROBLEMS}, said
            assert site.errors() == []
            counts.append(len(site.written()))
        assert counts[-1] == whole
        assert counts == sorted(counts)


def test_the_report_is_text_that_no_terminal_obeys(site: Site) -> None:
    """Names in the source cannot colour the terminal, move its cursor or break a line of the report."""
    for path in site.source.rglob("*.json"):
        value = json.dumps(json.loads(path.read_bytes()))
        path.write_text(value.replace("2024", "\\u001b[31m2024\\n\\u202e"), encoding="utf-8")
    for path in (each for each in site.source.rglob("*.*") if each.suffix in {".md", ".yml", ".tsv"}):
        path.write_text(path.read_text(encoding="utf-8").replace(" ", " \x1b[31m\u202e"), encoding="utf-8")
    _, said = site.run()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.just("2024-05-02T09:05:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
OF_JSON = [provider for provider in PROVIDERS if any((EXAMPLES / provider.name).glob("*.json"))]


@pytest.mark.parametrize("provider", OF_JSON, ids=lambda provider: provider.name)
@given(data=st.data())
def test_no_value_stops_an_import(
    tmp_path_factory: pytest.TempPathFactory, provider: Provider, data: st.DataObject
) -> None:
    """Whatever JSON stands in place of a value, all that comes in can be written, in the order of its times."""
    folder = tmp_path_factory.getbasetemp() / provider.name
    folder.mkdir(exist_ok=True)
    files = {path.name: json.loads(path.read_bytes()) for path in (EXAMPLES / provider.name).glob("*.json")}
    part: Any = files
    while isinstance(part, dict | list) and part:
        key = data.draw(st.sampled_from(list(part) if isinstance(part, dict) else list(range(len(part)))))
        if not isinstance(part[key], dict | list) or data.draw(st.integers(0, 4)) == 0:
            part[key] = data.draw(JSON)
            break
        part = part[key]
    for name, value in files.items():
        (folder / name).write_text(json.dumps(value), encoding="utf-8")
    for found in provider.reader().read([folder], known=(), zone=ZoneInfo("UTC")).incidents:
        if found.document is not None:
            to_yaml(found.document)
            times = [word["at"] for word in found.document.get("updates", [])]
            assert times == sorted(times)
            assert found.begins is not None


LARGE = 50_000_000


def longer(text: str, suffix: str) -> str:
    """Return a source with one text of 50 MB in it: that of its longest value, or of its last line, over and over."""
    words = "A text <b>that</b> goes on and on, "
    if suffix in {".json", ".jsonl"}:
        value = json.loads(text)
        strings = sorted(set(re.findall(r'"((?:[^"\\]|\\.)*)"', text)), key=len)
        return json.dumps(value).replace(
            json.dumps(json.loads(f'"{strings[-1]}"')), json.dumps(words * (LARGE // len(words))), 1
        )
    last = text.rstrip("\n")
    return f"{last} {words * (LARGE // len(words))}\n"


def more(text: str, suffix: str) -> str:
    """Return a source with as many incidents as 50 MB hold: its lists, or its lines, over and over."""
    if suffix != ".json":
        return text * (LARGE // len(text))
    value = json.loads(text)
    lists = value.values() if isinstance(value, dict) else [value]
    items = max((each for each in lists if isinstance(each, list)), key=len, default=[])
    if items:
        start = list(items)
        for number in range(LARGE // len(text)):
            items += [
                each | {"id": f"{each.get('id')}{number}"} if isinstance(each, dict) else each
                for each in start
            ]
    return json.dumps(value)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kilobytes are those of Linux")
@pytest.mark.parametrize("grown", [longer, more], ids=["one long text", "many incidents"])
def test_a_large_source_fits_into_memory(site: Site, grown: Callable[[str, str], str]) -> None:
    """With the largest file of the example grown to 50 MB, an import takes less than 500 MB and reports."""
    path = max(
        (each for each in site.source.rglob("*.*") if each.is_file()), key=lambda each: each.stat().st_size
    )
    path.write_text(grown(path.read_text(encoding="utf-8"), path.suffix), encoding="utf-8")
    config = str(site.root / "mkdocs.yml")
    _, peak = measure(site.provider, "-f", config, str(site.source), "--dry-run")
    assert peak < MOST_KILOBYTES, path.name
