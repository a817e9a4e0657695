"""`statuskit import`: what it writes, what it says, and what it leaves alone."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from statuskit import load, settings
from statuskit.cli import main

if TYPE_CHECKING:
    from tests.conftest import WriteSite

ONE = {
    "id": "1whd66ydswnx",
    "name": "Cards fail",
    "status": "resolved",
    "impact": "minor",
    "incident_updates": [
        {
            "display_at": "2022-03-01T11:00:00Z",
            "status": "resolved",
            "body": "Over.",
            "affected_components": [{"code": "c", "name": "Card payments", "new_status": "operational"}],
        }
    ],
}


def run(*arguments: str) -> tuple[int, str, str]:
    """Run `import statuspage`; return exit status, standard output and standard error."""
    done = CliRunner().invoke(main, ["import", "statuspage", *arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def site(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a small site with a source beside it, and stand in its folder."""
    root = write_site()
    (root / "source.json").write_text(json.dumps([ONE]), encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def every_file(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file below a folder."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_are_written_and_the_components_printed(site: Path) -> None:
    """One line of counts, and a snippet of the components that the settings lack."""
    status, out, err = run("source.json")
    assert (status, err) == (0, "")
    assert out == (
        "1 incident in source.json: 1 written to incidents, 0 unchanged, 0 left as they are, 0 left out.\n"
        "The settings lack these components. Put them into mkdocs.yml, or import with --add-components:\n"
        "\n"
        "  - statuskit:\n"
        "      components:\n"
        "        - id: card-payments\n"
        "          name: Card payments\n"
    )
    assert (
        (site / "incidents/2022/1whd66ydswnx.yml")
        .read_text(encoding="utf-8")
        .startswith("title: Cards fail\n")
    )


def test_with_its_components_the_history_loads(site: Path) -> None:
    """With --add-components the settings know every component, and a second run changes nothing."""
    before = (site / "mkdocs.yml").read_text(encoding="utf-8")
    status, out, _ = run("source.json", "--add-components")
    assert status == 0
    assert out.endswith("1 component was added to mkdocs.yml.\n")
    after = (site / "mkdocs.yml").read_text(encoding="utf-8")
    assert after == before + "        - id: card-payments\n          name: Card payments\n"
    read = settings.read(site / "mkdocs.yml")
    loaded = load.load(site, read.settings, datetime(2026, 11, 21, tzinfo=UTC))
    assert read.problems == ()
    assert loaded.problems == ()
    assert [incident.id for incident in loaded.catalog.incidents] == [
        "1whd66ydswnx",
        "2026-11-20-card-payments",
    ]
    files = every_file(site)
    assert run("source.json", "--add-components")[1] == (
        "1 incident in source.json: 0 written to incidents, 1 unchanged, 0 left as they are, 0 left out.\n"
    )
    assert every_file(site) == files


def test_a_dry_run_writes_nothing(site: Path) -> None:
    """It says what would be written, and where."""
    files = every_file(site)
    status, out, _ = run("source.json", "--dry-run", "--add-components")
    assert status == 0
    assert "1 to write to incidents" in out
    assert f"  {Path('incidents/2022/1whd66ydswnx.yml')}: new\n" in out
    assert "1 component would be added to mkdocs.yml.\n" in out
    assert every_file(site) == files


def test_an_edited_file_is_named_and_kept(site: Path) -> None:
    """A file that was changed by hand stays as it is."""
    run("source.json")
    path = site / "incidents/2022/1whd66ydswnx.yml"
    path.write_text("title: mine\n", encoding="utf-8")
    status, out, _ = run("source.json")
    assert status == 0
    assert "1 left as they are" in out
    assert f"  {Path('incidents/2022/1whd66ydswnx.yml')}: differs from the source; not overwritten\n" in out
    assert path.read_text(encoding="utf-8") == "title: mine\n"


def test_what_is_left_out_is_named_and_counts_as_a_problem(site: Path) -> None:
    """The rest comes in; the exit status tells that something did not."""
    (site / "source.json").write_text(
        json.dumps([ONE, {"id": "x", "incident_updates": []}]), encoding="utf-8"
    )
    status, out, _ = run("source.json")
    assert status == 1
    assert "2 incidents in source.json: 1 written to incidents" in out
    assert "  source.json incidents[1] x: has no name; left out\n" in out
    assert (site / "incidents/2022/1whd66ydswnx.yml").is_file()


def test_a_refused_edit_leaves_everything_as_it_was(site: Path) -> None:
    """Where mkdocs.yml cannot be added to, nothing is written, and the lines to paste are shown."""
    config = site / "mkdocs.yml"
    config.write_text("site_name: X\nplugins: [search, statuskit]\n", encoding="utf-8")
    files = every_file(site)
    status, out, err = run("source.json", "--add-components")
    assert (status, out) == (2, "")
    assert "its `plugins` stand in brackets" in err
    assert "        - id: card-payments\n" in err
    assert every_file(site) == files


def test_a_folder_without_a_site_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --to no mkdocs.yml is needed; without it, or to add components, one is."""
    (tmp_path / "source.json").write_text(json.dumps(ONE), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("source.json")[0] == 2
    assert run("source.json", "--to", "out", "--add-components")[0] == 2
    assert not (tmp_path / "out").exists()
    assert run("source.json", "--to", "out")[0] == 0
    assert (tmp_path / "out/2022/1whd66ydswnx.yml").is_file()


def test_the_zone_is_checked(site: Path) -> None:
    """An unknown zone is wrong usage; a known one is used for times without an offset."""
    naive = ONE | {
        "incident_updates": [{"display_at": "2022-03-01 11:00", "status": "resolved", "body": "x"}]
    }
    (site / "source.json").write_text(json.dumps(naive), encoding="utf-8")
    for wrong in ("Mars/Base", "../etc/passwd", ""):
        status, _, err = run("source.json", "--timezone", wrong)
        assert status == 2
        assert "is no time zone" in err
    assert run("source.json", "--timezone", "Europe/Berlin")[0] == 0
    text = (site / "incidents/2022/1whd66ydswnx.yml").read_text(encoding="utf-8")
    assert "at: 2022-03-01T10:00:00Z" in text


def test_a_wrong_source_is_told_plainly(site: Path) -> None:
    """A file that is no such JSON gives one line and exit 1."""
    (site / "source.json").write_text("<html>", encoding="utf-8")
    status, out, err = run("source.json")
    assert (status, out) == (1, "")
    assert err.startswith("Error: Nothing came in.\n  source.json: is no JSON")


def test_settings_that_changed_meanwhile_are_not_overwritten(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and writing somebody may save mkdocs.yml: theirs stays."""
    from statuskit.importers import folder  # noqa: PLC0415  -- patched where the command looks it up

    monkeypatch.setattr(
        folder, "write", lambda _planned: (site / "mkdocs.yml").write_text("theirs", encoding="utf-8")
    )
    status, _, err = run("source.json", "--add-components")
    assert status == 2
    assert "changed meanwhile" in err
    assert (site / "mkdocs.yml").read_text(encoding="utf-8") == "theirs"


def test_redirects_are_written(site: Path) -> None:
    """Old addresses lead to ours, below the path of the site, and a second run adds nothing."""
    (site / "source.json").write_text(json.dumps([ONE, ONE | {"id": "Old_1"}]), encoding="utf-8")
    assert "3 rules would be added" in run("source.json", "--redirects", "rules", "--dry-run")[1]
    assert not (site / "rules").exists()
    out = run("source.json", "--redirects", "rules")[1]
    assert f"3 rules were added to {Path('rules/_redirects')}.\n" in out
    assert f"3 rules were added to {Path('rules/redirects.conf')}.\n" in out
    files = every_file(site)
    rule = "/uptime/c /sub/components/card-payments/ 301\n"
    rule += "/incidents/1whd66ydswnx /sub/incidents/1whd66ydswnx/ 301\n"
    rule += "/incidents/Old_1 /sub/incidents/2022-03-01-cards-fail/ 301\n"
    assert files[str(site / "rules/_redirects")] == rule.encode()
    assert "0 rules were added" in run("source.json", "--redirects", "rules")[1]
    assert every_file(site) == files


def test_many_sources_are_one_history(site: Path) -> None:
    """Files and folders are read together; one that cannot be read is named, and the rest comes in."""
    (site / "more").mkdir()
    (site / "more/a.json").write_text(json.dumps([ONE | {"id": "a"}]), encoding="utf-8")
    (site / "more/b.json").write_text("<html>", encoding="utf-8")
    status, out, _ = run("source.json", "more")
    assert status == 1
    assert out.startswith("2 incidents in source.json, more: 2 written to incidents")
    assert "  b.json: is no JSON that can be read" in out


def test_what_house_rules_find_is_counted(site: Path) -> None:
    """One line says how much `check` has to tell, once the settings know all components; nothing stops."""
    said = ONE["incident_updates"][0] | {"body": "We apologise for any inconvenience caused by the caches."}  # type: ignore[operator]
    (site / "source.json").write_text(json.dumps(ONE | {"incident_updates": [said]}), encoding="utf-8")
    assert "`statuskit check`" not in run("source.json")[1]
    (site / "incidents/2022/1whd66ydswnx.yml").unlink()
    status, out, _ = run("source.json", "--add-components")
    assert status == 0
    assert re.search(
        r"\n`statuskit check` tells of what came in: (\d+ errors?, )?\d+ warnings?(, \d+ hints?)?\.\n$", out
    )
    assert "`statuskit check`" not in run("source.json", "--add-components")[1]
