"""The same texts for other generators: one Markdown page an incident, and as little around it as each allows."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.bench.history import Drawn

_MKDOCS = """\
site_name: Acme Status
site_url: https://status.acme.example/
theme: {name: material, font: false}
plugins: []
nav: [index.md]
not_in_nav: /incidents/
"""
_HUGO = """\
baseURL = "https://status.acme.example/"
title = "Acme Status"
disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"]
"""
_TEMPLATE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
<style>
body { max-width: 46rem; margin: auto; padding: 1rem; font: 1rem/1.5 system-ui }
pre { overflow: auto; background: #eee; padding: .5rem }
</style>
</head>
<body>
<header>
<a href="/">{{ .Site.Title }}</a>
</header>
<main>
<article>
<h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}">{{ .Date.Format "2 January 2006" }}</time></p>
{{ .Content }}
</article>
</main>
<footer>
<p>{{ .Site.Title }}</p>
</footer>
</body>
</html>
"""


def write_mkdocs(history: Iterable[Drawn], folder: Path) -> None:
    """Write a project of MkDocs and Material without plugins, and with one page in its navigation."""
    pages = folder / "docs" / "incidents"
    pages.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    (folder / "docs/index.md").write_text(
        "# Acme Status\n\nWrite to us: help@acme.example\n", encoding="utf-8"
    )
    for drawn in history:
        title = drawn.document["title"]
        (pages / f"{drawn.id}.md").write_text(f"# {title}\n\n{markdown(drawn.document)}", encoding="utf-8")


def write_hugo(history: Iterable[Drawn], folder: Path) -> None:
    """Write a project of Hugo with one template of thirty lines."""
    pages = folder / "content" / "incidents"
    pages.mkdir(parents=True)
    (folder / "layouts").mkdir()
    (folder / "layouts" / "page.html").write_text(_TEMPLATE, encoding="utf-8")
    (folder / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    for drawn in history:
        head = f'+++\ntitle = "{drawn.document["title"]}"\ndate = {drawn.document["updates"][0]["at"]}\n+++\n'
        (pages / f"{drawn.id}.md").write_text(f"{head}\n{markdown(drawn.document)}", encoding="utf-8")


def markdown(document: Mapping[str, Any]) -> str:
    """Say all that an incident says to readers, as somebody would write it by hand."""
    return "\n\n".join(_parts(document)) + "\n"


def _parts(document: Mapping[str, Any]) -> Iterator[str]:
    yield ", ".join(f"**{part}**: {state}" for part, state in document["components"].items())
    for update in document["updates"]:
        yield f"## {update['at']} {update['status']}"
        yield update["message"]
        if "next_update" in update:
            yield f"*Next word in {update['next_update']}.*"
    if story := document.get("postmortem"):
        yield from _story(story)


def _story(story: Mapping[str, Any]) -> Iterator[str]:
    impact, offer, lessons = story["impact"], story["make_right"], story["lessons"]
    yield f"## What happened\n\n{story['summary']}"
    yield f"{story['apology']['text']}\n\n*{story['apology']['by']}*"
    yield f"{impact['who']}: {impact['count']['value']} {impact['count']['of']}, {impact['count']['basis']}."
    yield "You could not:\n\n" + _list(impact["could_not"])
    yield "What still worked:\n\n" + _list(impact["still_worked"])
    yield _list(f"{each['label']}: {each['value']}" for each in impact["figures"])
    yield f"Data lost: {impact['data']['lost']}. Data exposed: {impact['data']['exposed']}."
    yield f"{offer['offer']}, to {offer['to']}, {offer['how']}. {offer['because']}"
    yield story["plain"]
    yield "## What we change\n\n" + _list(
        f"{each['what']} ({each['kind']}, {each['state']}, due {each['due']})" for each in story["actions"]
    )
    for each in story["questions"]:
        yield f"**{each['asked']}** {each['answer']}"
    yield "## For engineers"
    yield story["technical"]
    yield _list(f"{each['what']} ({each['kind']})" for each in story["factors"])
    yield f"{story['trigger']}. {story['resolution']}. Noticed by: {story['detection']['how']}."
    yield _list(f"{each['at']} {each['event']}: {each['what']}" for each in story["timeline"])
    yield "Went well:\n\n" + _list(lessons["well"])
    yield "Went badly:\n\n" + _list(lessons["badly"])


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
