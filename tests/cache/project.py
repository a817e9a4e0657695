"""A small project as chance changes it: every kind of incident, every setting that a page can show."""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

Files = dict[str, bytes]
"""Path in the project → content."""

NOW = datetime(2026, 11, 20, 16, tzinfo=UTC)
COMPONENTS = ("checkout", "search", "rooms", "fax")
_STATES = ("degraded_performance", "partial_outage", "major_outage")
_SLOTS = tuple(f"2026-{number % 11 + 1:02}-{number + 3:02}-what-{number}" for number in range(14))
_BUNDLES = _SLOTS[:4]

_MESSAGES = (
    "You cannot pay by card.",
    "Search is *slow*, about 4 seconds [more](https://acme.example/more).",
    "| step | state |\n|---|---|\n| switch | under way |",
    "A note.[^1] HTML is text.\n\n[^1]: It stands below.",
    "!!! note\n    Some read this as a box.\n\n- [ ] and this as a task",
    "The HTML of `a <b>` ~~is~~ text <i>as it is</i>.\n\n*[HTML]: What pages are made of",
)
_TITLES = ("You cannot pay", "Search is slow", "Rooms <do> not & open", "It is all “down”")
_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 %d"><path d="M0 0h9"/></svg>'


def written(value: object) -> str:
    """Write a value as YAML in one line; times stand as they are, other texts in quotes."""
    match value:
        case datetime():
            return f"{value:%Y-%m-%dT%H:%M:%SZ}"
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case Mapping():
            return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(written, value)) + "]"
        case _:
            return str(value)


class Project:
    """The files of a project, and the moment at which it is built, as `lot` changes them."""

    def __init__(self, lot: random.Random) -> None:
        self.lot, self.now, self.frozen = lot, NOW, False
        self.files: Files = {
            "site_src/index.md": b"Write to us: help@acme.example\n",
            "site_src/about.md": b"# About\n\nWho we are.\n",
            "site_src/logo.svg": _DRAWING % 9,
            "site_src/own.css": b"body { color: red }\n",
            "names.txt": b"Jo Smith\n",
        }
        self._told: dict[str, str] = {
            "name": "Acme",
            "colours": "primary: teal",
            "components": "4",
            "extensions": "tables, footnotes",
        }
        self._settings()
        for name in lot.sample(_SLOTS, 11):
            self._incident(name)

    def change(self) -> str:
        """Change something, and say what."""
        changes: tuple[tuple[int, Callable[[], None]], ...] = (
            (7, self._write_or_drop),
            (3, self._rename),
            (5, self._beside),
            (5, self._pages),
            (9, self._setting),
            (7, self._templates),
            (6, self._time),
            (1, self._break),
            (1, self._tell_a_secret),
        )
        (change,) = self.lot.choices([each for _, each in changes], [often for often, _ in changes])
        change()
        return change.__name__

    def state(self) -> tuple[Files, dict[str, str]]:
        """Give the files and settings as they are, to go back to."""
        return dict(self.files), dict(self._told)

    def go_back(self, state: tuple[Files, dict[str, str]]) -> None:
        """Take back what was changed since."""
        files, told = state
        self.files, self._told = dict(files), dict(told)

    @property
    def ids(self) -> list[str]:
        """Name the incidents that there are."""
        return [name for name in _SLOTS if self._file(name) in self.files]

    def _file(self, name: str) -> str:
        return f"incidents/{name}/incident.yml" if name in _BUNDLES else f"incidents/{name}.yml"

    def _write_or_drop(self) -> None:
        name = self.lot.choice(_SLOTS)
        named = any(name.encode() in data for path, data in self.files.items() if name not in path)
        if name in self.ids and len(self.ids) > 9 and self.lot.random() < (0.1 if named else 0.4):
            self._drop(name)
        else:
            self._incident(name)

    def _drop(self, name: str) -> None:
        for path in [path for path in self.files if f"/{name}" in path]:
            del self.files[path]

    def _rename(self) -> None:
        """Give the files of one incident to another, or let another folder hold it."""
        old, new = self.lot.sample(_SLOTS, 2)
        if old in self.ids and (old in _BUNDLES) == (new in _BUNDLES):
            self._drop(new)
            for path in [path for path in self.files if f"/{old}" in path]:
                self.files[path.replace(old, new)] = self.files.pop(path)

    def _incident(self, name: str) -> None:
        lot = self.lot
        self._drop(name)
        kind = lot.choice(("past", "past", "open", "maintenance", "notice", "withdrawn", "story", "story"))
        if name in _BUNDLES:
            kind = lot.choice(("story", "story", "past"))
        document = getattr(self, f"_{kind}")(name)
        if others := [each for each in self.ids if each != name]:
            document["related"] = lot.sample(others, min(len(others), lot.choice((0, 0, 1, 2))))
        document["tags"] = lot.sample(["storage", "payments"], lot.randint(0, 2))
        if lot.random() < 0.3:
            document["timezone"] = lot.choice(("Europe/Berlin", "Asia/Tokyo"))
        text = "".join(f"{key}: {written(value)}\n" for key, value in document.items())
        self.files[self._file(name)] = text.encode()
        if name in _BUNDLES:
            self._bundle(name)

    def _begun(self) -> datetime:
        return NOW - timedelta(
            days=self.lot.choice((1, 3, 20, 40, 89, 91, 300)), hours=self.lot.randint(0, 20)
        )

    def _hurt(self) -> dict[str, str]:
        lot = self.lot
        return {each: lot.choice(_STATES) for each in lot.sample(COMPONENTS, lot.randint(1, 2))}

    def _past(self, name: str) -> dict[str, object]:
        document, at = self._open(name), self._begun()
        document["updates"] = [
            {"at": at, "status": "investigating", "message": self._message(name), "next_update": "30m"},
            {"at": at + timedelta(minutes=self.lot.choice((20, 50))), "message": self._message(name)},
            {"at": at + timedelta(hours=2), "status": "resolved", "message": "It is over."},
        ]
        return document

    def _open(self, name: str) -> dict[str, object]:
        at = NOW - timedelta(hours=self.lot.choice((1, 5, 30)))
        said = {"at": at, "status": "investigating", "message": self._message(name)}
        if self.lot.random() < 0.7:
            said["next_update"] = self.lot.choice(("30m", "1h", "2h"))
        return {"title": self.lot.choice(_TITLES), "components": self._hurt(), "updates": [said]}

    def _maintenance(self, name: str) -> dict[str, object]:
        start = NOW + timedelta(days=self.lot.choice((-30, -2, 0, 1, 3, 10)), hours=self.lot.choice((-1, 1)))
        at = min(start, NOW) - timedelta(days=2)
        document: dict[str, object] = {
            "title": f"We move {name}",
            "kind": "maintenance",
            "components": dict.fromkeys(self._hurt(), "under_maintenance"),
            "scheduled_for": start,
            "scheduled_until": start + timedelta(hours=2),
        }
        said = [{"at": at, "message": self._message(name)}]
        if start < NOW and self.lot.random() < 0.6:
            said.append({"at": start + timedelta(minutes=30), "status": "completed", "message": "Done."})
        return document | ({"updates": said} if len(said) > 1 or self.lot.random() < 0.7 else {})

    def _notice(self, name: str) -> dict[str, object]:
        said = {"at": self._begun(), "message": self._message(name)}
        return {
            "title": self.lot.choice(_TITLES),
            "kind": "notice",
            "pinned": self.lot.random() < 0.5,
            "components": {self.lot.choice(COMPONENTS): "operational"},
            "workaround": ["Turn *it*."],
            "updates": [said],
        }

    def _withdrawn(self, name: str) -> dict[str, object]:
        document = self._past(name)
        at = NOW - timedelta(minutes=self.lot.choice((20, 50)))
        return document | {"withdrawn": {"at": at, "because": self.lot.choice(_TITLES)}}

    def _story(self, name: str) -> dict[str, object]:
        document, lot = self._past(name), self.lot
        published = NOW - timedelta(minutes=lot.choice((10, 500)))
        day = (NOW + timedelta(days=lot.choice((-3, 0, 5, 40)))).date()
        story: dict[str, object] = {
            "state": lot.choice(("draft", "preliminary", "final", "final")),
            "due": day,
            "published": published,
            "summary": "From {started} to {resolved} you could not pay.",
            "apology": {"text": "We are sorry.", "by": "Ada"},
            "plain": lot.choice(_MESSAGES),
            "actions": [
                {"what": "Look twice", "kind": "prevent", "state": "doing", "due": day},
                {"what": "Look once", "kind": "detect", "state": "done", "done_on": published.date()},
            ],
            "make_right": {"offer": "A month", "to": "all", "how": "ask", "until": day},
        }
        if name in _BUNDLES:
            story |= {"plain": {"file": "plain.md"}}
            story["evidence"] = [{"title": "It", "alt": "A line", "file": "graph.svg"}]
        return document | {"postmortem": story}

    def _message(self, name: str) -> str:
        picture = "\n\n![It](disk.png)" if name in _BUNDLES and self.lot.random() < 0.5 else ""
        return self.lot.choice(_MESSAGES) + picture

    def _bundle(self, name: str) -> None:
        self.files |= {
            f"incidents/{name}/plain.md": self.lot.choice(_MESSAGES).encode(),
            f"incidents/{name}/disk.png": b"\x89PNG" + self.lot.randbytes(3),
            f"incidents/{name}/graph.svg": _DRAWING % self.lot.randint(1, 9),
        }

    def _beside(self) -> None:
        """Change what lies in a bundle."""
        if held := [name for name in _BUNDLES if name in self.ids]:
            self._bundle(self.lot.choice(held))
            self.files[f"incidents/{self.lot.choice(held)}/more.txt"] = self.lot.randbytes(1).hex().encode()

    def _pages(self) -> None:
        lot, files = self.lot, self.files
        path, texts = lot.choice(
            (
                ("site_src/index.md", (b"Write to us.\n", b"# Hello\n\n<script>1</script>\n", b"Call us.\n")),
                ("site_src/about.md", (b"# About\n\nWho we are.\n", b"# Of us\n\nWe.\n", None)),
                ("site_src/more/terms.md", (b"# Terms\n\nOurs.\n", None)),
                ("site_src/own.css", (b"body { color: red }\n", b"a { color: blue }\n")),
                ("site_src/logo.svg", (_DRAWING % 9, _DRAWING % 5)),
                ("site_src/robots.txt", (b"User-agent: *\n", None)),
                (f"site_src/incidents/{_SLOTS[5]}/index.md", (b"# Mine\n", None, None)),
                (f"site_src/incidents/{_SLOTS[1]}/disk.png", (b"x", None, None)),
                ("names.txt", (b"Jo Smith\n", b"Ada\n")),
            )
        )
        text = lot.choice(texts)
        if text is None:
            files.pop(path, None)
        else:
            files[path] = text

    def _templates(self) -> None:
        """Bring, change or take away templates of the site's own."""
        path, texts = self.lot.choice(
            (
                ("foot", ("<i>1</i></footer>", "<i>{{ brand.pages | join }} {{ home }}</i></footer>")),
                ("foot", ("{% include 'own/words.html' ignore missing %}</footer>",)),
                ("top", ("<b>{{ 'a < b' }}{% include 'own/words.html' ignore missing %}</b>",)),
                ("scores", ("", "own scores")),
                (
                    "incident",
                    ("{% extends 'statuskit/base.html' %}{% block content %}{{ page }}{% endblock %}",),
                ),
            )
        )
        place = f"own/statuskit/{path}.html"
        if place in self.files and self.lot.random() < 0.6:
            del self.files[place]
        else:
            self.files[place] = self.lot.choice(texts).encode()
        if self.lot.random() < 0.5:
            self.files["own/own/words.html"] = self.lot.choice((b"one", b"two {{ brand.name }}"))
        if not any(path.startswith("own/statuskit") for path in self.files):
            self.files.pop("own/own/words.html", None)
        self._settings()

    def _setting(self) -> None:
        """Change one setting."""
        name, values = self.lot.choice(
            (
                ("name", ("Acme", "Acme & <Sons>")),
                ("url", ("https://a.example/", "https://a.example/sub/", "")),
                ("copyright", ("", "Ours", "<b>Ours</b> <script>2</script>")),
                ("language", ("en", "de", "ja", "nl")),
                ("colours", ("primary: teal", "primary: deep purple, accent: amber")),
                ("logo", ("", "logo.svg")),
                ("css", ("", "own.css")),
                (
                    "extensions",
                    ("tables, footnotes", "tables, admonition, abbr, pymdownx.tilde", "nl2br", "extra"),
                ),
                ("timezone", ("UTC", "Europe/Berlin", "America/New_York")),
                ("components", ("4", "renamed", "retired", "grouped", "added", "ordered", "fewer")),
                ("uptime", ("days: 90", "days: 30", "days: 7, weights: {degraded_performance: 0.5}")),
                ("feeds", ("updates: 100", "updates: 3, history: 2", "host: feeds.example")),
                (
                    "more",
                    (
                        "",
                        "contact: mailto:help@acme.example",
                        "cadence: {major: 1h}",
                        "review: {off: [SP01]}",
                        "review: {names_file: names.txt}",
                    ),
                ),
                ("nav", ("", "nav: [index.md]\n", "nav: [index.md, {Us: about.md}]\n")),
            )
        )
        self._told[name] = self.lot.choice(values)
        self._settings()

    def _settings(self) -> None:
        told = self._told
        more = {name: told.get(name, "") for name in ("url", "copyright", "nav", "css", "logo", "more")}
        own = any(path.startswith("own/") for path in self.files)
        lines = [
            f"site_name: {written(told['name'])}",
            "docs_dir: site_src",
            f"site_url: {more['url']}" if more["url"] else "",
            f"copyright: {written(more['copyright'])}" if more["copyright"] else "",
            more["nav"],
            f"extra_css: [{more['css']}]",
            "theme:",
            "  name: material",
            f"  language: {told.get('language', 'en')}",
            f"  palette: {{{told['colours']}}}",
            f"  logo: {more['logo']}" if more["logo"] else "",
            "  custom_dir: own" if own else "",
            f"markdown_extensions: [{told['extensions']}]",
            "plugins:",
            "  - statuskit:",
            f"      timezone: {told.get('timezone', 'UTC')}",
            f"      uptime: {{{told.get('uptime', 'days: 90')}}}",
            f"      feeds: {{{told.get('feeds', 'updates: 100')}}}",
            f"      {more['more']}" if more["more"] else "",
            "      groups: [{id: all, name: All}]" if told["components"] == "grouped" else "",
            "      components:",
            *(f"        - {line}" for line in _components(told["components"])),
        ]
        self.files["mkdocs.yml"] = "\n".join(filter(None, lines)).encode() + b"\n"

    def _time(self) -> None:
        """Let time pass, or go back."""
        lot = self.lot
        minutes = lot.choice((-90, 0, 1, 9, 31, 61, 150, 24 * 60, 36 * 60))
        self.now = NOW + timedelta(days=lot.choice((0, 0, 0, 1, 4, 12, 60, 90, 400)), minutes=minutes)
        self.frozen = lot.random() < 0.2

    def _tell_a_secret(self) -> None:
        """Write what may not be public into an incident that is there."""
        path = self._file(self.lot.choice(self.ids))
        self.files[path] = self.files[path].replace(b"You cannot", b"ghp_" + b"a1B2" * 9 + b" You cannot")

    def _break(self) -> None:
        """Write a file that nobody can read."""
        self.files[self._file(self.lot.choice(_SLOTS))] = self.lot.choice(
            (b"title: [\n", b"title: x\nwrong: y\n")
        )


def _components(how: str) -> list[str]:
    names = {each: each.capitalize() for each in COMPONENTS}
    more = dict.fromkeys(COMPONENTS, "")
    match how:
        case "renamed":
            names["checkout"] = "Till <1>"
        case "retired":
            more["fax"] = ", until: 2026-11-21"
        case "grouped":
            more["search"] = ", group: all, description: Find things"
        case "added":
            names["bills"], more["bills"] = "Bills", ", since: 2026-11-01"
        case "fewer":
            del names["fax"]
        case "ordered":
            names = dict(reversed(names.items()))
    return [f"{{id: {each}, name: {written(names[each])}{more.get(each, '')}}}" for each in names]
