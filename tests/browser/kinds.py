"""Every kind of page, by its address on the demo, and the texts that are hardest on a page."""

from pathlib import Path

OURS = {
    "front": "",
    "open incident": "incidents/2026-11-20-card-payments/",
    "whole story": "incidents/hearth-2010/",
    "bundle": "incidents/2026-03-17-messages-late/",
    "notice": "incidents/2026-11-17-phone-alerts/",
    "planned maintenance": "incidents/2026-11-24-new-cables-frankfurt/",
    "withdrawn": "incidents/2026-08-27-false-alarm/",
    "history": "history/",
    "month": "history/2026/10/",
    "year": "history/2026/",
    "maintenance": "maintenance/",
    "component": "components/rooms/",
    "retired component": "components/chat/",
    "uptime": "uptime/",
    "promises": "promises/",
    "promises of a year": "promises/2026/",
    "follow": "subscribe/",
}
HAND_WRITTEN = {"about": "about/", "manual": "manual/incident-file/"}
EVERY = {**OURS, **HAND_WRITTEN}

LONG = "x" * 150
UNBROKEN = f"""\
title: {LONG}
components: {{checkout: major_outage}}
workaround: [{LONG}, "`{LONG}`"]
updates:
  - at: 2026-11-20T14:02:00Z
    message: |
      {LONG} and https://acme.example/{LONG}

          {LONG}

      | {LONG} | two | three |
      |---|---|---|
      | {LONG} | `{LONG}` | {LONG} |
  - at: 2026-11-20T14:05:00Z
    status: resolved
    message: "{LONG}"
postmortem:
  state: final
  published: 2026-11-20T14:06:00Z
  summary: "{LONG}"
  apology: {{text: "{LONG}", by: "{LONG}"}}
  impact:
    who: "{LONG}"
    count: {{value: "{LONG}", of: "{LONG}", basis: measured}}
    could_not: ["{LONG}"]
    figures: [{{label: "{LONG}", value: "{LONG}"}}]
    data: {{lost: "{LONG}", exposed: none}}
  make_right:
    offer: "{LONG}"
    how: choose
    options: [{{if: "{LONG}", get: "{LONG}", claim: "https://acme.example/{LONG}"}}]
  plain: "{LONG}"
  technical: "# {LONG}"
  factors: [{{what: "{LONG}", kind: change}}]
  timeline: [{{at: 2026-11-20T14:03:00Z, event: attempt, what: "{LONG}", worked: false}}]
  actions: [{{what: "{LONG}", state: done, done_on: 2026-11-20, proof: "https://acme.example/{LONG}"}}]
  questions: [{{asked: "{LONG}", answer: "{LONG}"}}]
  lessons: {{well: ["{LONG}"]}}
  unknowns: ["{LONG}"]
  corrections: [{{at: 2026-11-20T14:07:00Z, what: "{LONG}"}}]
  glossary: {{"{LONG}": "{LONG}"}}
  evidence: [{{title: "{LONG}", alt: "{LONG}", url: "https://acme.example/{LONG}"}}]
"""
"""A word without a break, as it may come from a log, in every text of an incident."""

_SETTINGS = """\
site_name: Acme Status
site_url: https://status.acme.example/sub/
docs_dir: site_src
theme: {{name: material, language: {language}}}
plugins:
  - search
  - statuskit:
      timezone: UTC
      components: [{components}]
"""
_CHECKOUT = f"{{id: checkout, name: {LONG}}}"
_PART = "{id: checkout, name: Checkout}"
_INCIDENT = """\
title: Card payments are failing
components: {checkout: partial_outage}
workaround: [Pay by bank transfer.]
updates:
  - at: 2026-11-20T14:02:00Z
    message: About 1 in 5 card payments is declined.
    next_update: 30m
  - at: 2026-11-20T14:20:00Z
    message: It is the bank.
"""


def _site(language: str = "en", components: str = _PART, incident: str = _INCIDENT) -> dict[str, str]:
    files = {
        "mkdocs.yml": _SETTINGS.format(language=language, components=components),
        "site_src/about.md": "# About\n\nWho we are.\n",
    }
    return files | ({"incidents/card-payments.yml": incident} if incident else {"incidents/.keep": ""})


THEME = Path(__file__).parent / "theme"
ODD = {
    "nothing": _site(components="", incident=""),
    "no incident": _site(incident=""),
    "unbroken": _site(components=_CHECKOUT, incident=UNBROKEN),
    "right to left": _site(language="ar"),
    **{language: _site(language=language) for language in ("de", "fr", "es", "ja", "pt-BR")},
    "all of the theme": {
        path.relative_to(THEME).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(THEME.rglob("*.*"))
    },
}
"""Sites that are hard on pages, each as its files."""


def put(files: dict[str, str], folder: Path) -> None:
    """Write the files of a site into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
