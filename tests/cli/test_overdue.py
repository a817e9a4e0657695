"""`statuskit overdue`: what has passed, in the forms that people and programs read."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from statuskit.cli import main

if TYPE_CHECKING:
    from tests.conftest import WriteSite

IN_TIME, LATE = ("--now", "2026-11-20T14:32:59Z"), ("--now", "2026-11-20T14:50:00Z")


def run(*arguments: str) -> tuple[int, str, str]:
    """Run the command; return exit status, standard output and standard error."""
    done = CliRunner().invoke(main, ["overdue", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_a_promise_that_has_passed(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """A late promise is told with its place, how late it is and what answers it, and the exit code is 1."""
    monkeypatch.chdir(write_site())
    monkeypatch.setenv("NO_COLOR", "1")
    status, out, err = run(*LATE)
    assert (status, err) == (1, "")
    assert out == (
        'incidents/2026-11-20-card-payments.yml:7:18 error late-update  "Card payments are failing" promised '
        "an update by 2026-11-20 14:32 UTC; that was 18 minutes ago. "
        'Answer it: statuskit update 2026-11-20-card-payments -m "…" --next 30m\n'
        "  7 |     next_update: 30m\n"
        "    |                  ^^^\n"
        "\n"
        "1 promise is overdue.\n"
    )


def test_nothing_is_late(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """Until its minute is over a promise is not late: nothing is printed, and the exit code is 0."""
    monkeypatch.chdir(write_site())
    assert run(*IN_TIME) == (0, "", "")


def test_the_moment_can_be_set_from_outside(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """`SOURCE_DATE_EPOCH` is the moment where `--now` is not given."""
    monkeypatch.chdir(write_site())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 11, 20, 14, 50, tzinfo=UTC).timestamp())))
    assert run()[0] == 1


def test_one_sort_alone(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """With `--only` other promises do not count."""
    monkeypatch.chdir(write_site())
    assert run("--only", "updates", *LATE)[0] == 1
    assert run("--only", "actions", *LATE) == (0, "", "")
    assert run("--only", "postmortems", *LATE) == (0, "", "")


def test_programs_read_it_too(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON, SARIF and the annotations of GitHub hold the same, also where nothing is late."""
    monkeypatch.chdir(write_site())
    [[alert]] = json.loads(run("--format", "json", *LATE)[1]).values()
    assert (alert["Check"], alert["Line"]) == ("statuskit.late-update", 7)
    assert run("--format", "github", *LATE)[1].startswith(
        "::error file=incidents/2026-11-20-card-payments.yml,line=7,"
    )
    status, out, _ = run("--format", "sarif", *IN_TIME)
    assert (status, json.loads(out)["runs"][0]["results"]) == (0, [])
    assert run("--format", "github", *IN_TIME) == (0, "", "")


def test_wrong_files_are_no_answer(write_site: "WriteSite", monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read may hide a promise, so nothing is called well."""
    monkeypatch.chdir(write_site({"incidents/bad.yml": "title: [\n"}))
    status, out, err = run(*IN_TIME)
    assert (status, out) == (1, "")
    assert "statuskit check" in err
