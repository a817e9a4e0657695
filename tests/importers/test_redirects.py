"""Rules that lead from old addresses to ours."""

from pathlib import Path

import pytest

from statuskit.importers.redirects import pairs, plan, write


def rules(folder: Path, *addresses: tuple[str, str], base: str = "/") -> tuple[str, str]:
    """Write the rules; return the text of both files."""
    found, notes = pairs(addresses, base)
    assert notes == []
    write(plan(found, folder))
    return tuple((folder / name).read_text(encoding="utf-8") for name in ("_redirects", "redirects.conf"))  # type: ignore[return-value]


def test_each_old_path_has_a_rule_in_both_files(tmp_path: Path) -> None:
    """Old and new path stand in the form of each host; letters beyond ASCII are encoded where it wants them so."""
    assert rules(tmp_path, ("/issues/störung/", "/incidents/a/"), ("/feed.rss", "/history.rss")) == (
        "/issues/st%C3%B6rung/ /incidents/a/ 301\n/feed.rss /history.rss 301\n",
        """\
location = "/issues/störung/" { return 301 /incidents/a/; }
location = "/feed.rss" { return 301 /history.rss; }
""",
    )


def test_the_new_path_stands_below_the_site(tmp_path: Path) -> None:
    """Where the site is published below a path, rules lead there."""
    text = rules(tmp_path, ("/incidents/a", "/incidents/a/"), base="/status/")[0]
    assert text == "/incidents/a /status/incidents/a/ 301\n"


@pytest.mark.parametrize("old", ["/incidents/a", "/incidents/a/"])
def test_no_rule_leads_in_a_circle(old: str) -> None:
    """Paths that are one but for the slash need no rule: on some hosts it would lead to itself."""
    assert pairs([(old, "/incidents/a/")]) == ({}, [])


@pytest.mark.parametrize(
    "old",
    [
        "", "/", "a", "//evil.example/a", "/a/*", "/:a", "/a b", "/a\nb", "/a\n/b https://evil.example 200", "/a?b=c",
        "/a#b", '/a" { } location "/', "/a;b", "/$host", "/a/../b", "/./a", "/a%2f..%2fb", "/a%0ab", "/a\\b", "/{a}",
        "https://evil.example/a", "/a%00",
    ],
)  # fmt: skip
def test_hostile_paths_get_no_rule(old: str) -> None:
    """What a host could read as a pattern, a query, another line or another host is left out, and told."""
    found, notes = pairs([(old, "/incidents/x/")])
    assert found == {}
    assert len(notes) == 1
    assert "\n" not in notes[0].place


def test_rules_that_are_there_stay(tmp_path: Path) -> None:
    """A second run changes nothing; own rules stay, and a path that has one gets no other."""
    (tmp_path / "_redirects").write_text("/a  /mine 302\n/* /x 404", encoding="utf-8")
    (tmp_path / "redirects.conf").write_text('    location = "/a" { return 404; }\n', encoding="utf-8")
    first = rules(tmp_path, ("/a", "/incidents/a1/"), ("/b", "/incidents/b1/"))
    assert first == (
        "/a  /mine 302\n/* /x 404\n/b /incidents/b1/ 301\n",
        '    location = "/a" { return 404; }\nlocation = "/b" { return 301 /incidents/b1/; }\n',
    )
    assert rules(tmp_path, ("/a", "/incidents/a1/"), ("/b", "/incidents/b1/")) == first
    assert [file.added for file in plan({"/b": "/x", "/c": "/x"}, tmp_path)] == [1, 1]
