"""A small site in each language: its words, plurals and times, and nothing left in English."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest

from statuskit.model import Component, Settings
from statuskit.words import Words
from tests.site.conftest import BRAND
from tests.test_catalogues import forms, messages, words

if TYPE_CHECKING:
    from tests.site.conftest import MakeSite

LANGUAGES = ("de", "fr", "es", "ja")
SETTINGS = Settings(
    timezone="UTC", components=(Component(id="rooms", name="Ⓡ"), Component(id="search", name="Ⓢ"))
)
OPEN = """
title: Ⓣ
components: {rooms: partial_outage}
updates:
  - {at: 2026-11-20T14:02:00Z, status: investigating, message: Ⓜ, next_update: 2h}
"""
OVER = """
title: Ⓣ
components: {search: major_outage}
started: 2026-11-18T09:00:00Z
updates:
  - {at: 2026-11-18T09:03:00Z, status: investigating, message: Ⓜ, next_update: 10m}
  - {at: 2026-11-18T12:00:00Z, status: resolved, message: Ⓜ}
postmortem:
  state: final
  published: 2026-11-19T09:00:00Z
  summary: Ⓜ
  apology: {text: Ⓜ, by: Ⓟ}
  impact: {who: Ⓦ, count: {value: 1200, of: Ⓒ, basis: estimate}, data: {lost: none, exposed: unknown}}
  make_right: {offer: Ⓞ, to: Ⓦ, how: ask}
  plain: Ⓜ
  actions: [{what: Ⓐ, state: done, done_on: 2026-11-19}, {what: Ⓐ, state: planned, due: 2026-12-01}]
"""

FRONT = {
    "de": ["Teilausfall: Ⓡ.", "seit <time", "Nächste Meldung bis <time", "Alle Dienste", "vor 90 Tagen"],
    "fr": ["Panne partielle\xa0: Ⓡ.", "depuis le <time", "Prochaine mise à jour, au plus tard\xa0:", "il y a 90 jours"],
    "es": ["Interrupción parcial: Ⓡ.", "desde el <time", "Próxima actualización, a más tardar:", "hace 90 días"],
    "ja": ["一部障害：Ⓡ。", "</time>から", "次のお知らせ：", "90 日前"],
}  # fmt: skip
MOMENT = {
    "de": "20. Nov. 2026, 14:02 UTC",
    "fr": "20 nov. 2026, 14:02 UTC",
    "es": "20 nov 2026, 14:02 UTC",
    "ja": "2026年11月20日 14:02 UTC",
}
STORY = {
    "de": ["Dauer: 3\xa0Std.", "Ⓦ: 1.200 Ⓒ (unsere Schätzung)", "Nichts ging verloren.", "Für: Ⓦ.", "erledigt am"],
    "fr": ["durée\xa0: 3\xa0h", "Ⓦ\xa0: 1\u202f200 Ⓒ (notre estimation)", "Rien n’a été perdu.", "fait le"],
    "es": ["duró 3\xa0h", "Ⓦ: 1.200 Ⓒ (estimación nuestra)", "No se perdió nada.", "hecho el"],
    "ja": ["継続時間：3 時間", "Ⓦ：1,200 Ⓒ（当社の推定）", "失われたデータはありません。", "に完了"],
}  # fmt: skip
COUNTED = {
    "de": ["1 offene Störung", "2 offene Störungen", "5 offene Störungen"],
    "fr": ["1 incident ouvert", "2 incidents ouverts", "5 incidents ouverts"],
    "es": ["1 incidente abierto", "2 incidentes abiertos", "5 incidentes abiertos"],
    "ja": ["未解決の障害 1 件", "未解決の障害 2 件", "未解決の障害 5 件"],
}


def site(make_site: "MakeSite", language: str, files: dict[str, str] | None = None) -> dict[str, str]:
    """Build a small site in a language."""
    found = files or {"2026-11-20-open.yml": OPEN, "2026-11-18-over.yml": OVER}
    return make_site(found, settings=SETTINGS, brand=replace(BRAND, language=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_the_language_of_its_site(make_site: "MakeSite", language: str) -> None:
    """Its tag, its sentences, its times; `datetime` stays what machines read."""
    front = unescape(site(make_site, language)["index.html"])
    assert f'<html lang="{language}" dir="ltr">' in front
    assert [said for said in FRONT[language] if said not in front] == []
    assert f'<time datetime="2026-11-20T14:02:00Z">{MOMENT[language]}</time>' in front


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_story_speaks_the_language_of_its_site(make_site: "MakeSite", language: str) -> None:
    """Lengths, numbers, labels and sentences of a postmortem."""
    story = unescape(site(make_site, language)["incidents/2026-11-18-over/index.html"])
    assert [said for said in STORY[language] if said not in story] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_take_the_form_of_their_number(make_site: "MakeSite", language: str) -> None:
    """One, two and five are counted as the language counts."""
    spoken = Words(language)
    said = [spoken.count("{n} open incident", "{n} open incidents", count) for count in (1, 2, 5)]
    assert said == COUNTED[language]
    quiet = {f"2026-11-20-{name}.yml": OPEN.replace("partial_outage", "operational") for name in "ab"}
    assert f"<h1>{said[1]}</h1>" in site(make_site, language, quiet)["index.html"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left(make_site: "MakeSite", language: str) -> None:
    """No string of the catalogue stands on any page as the code has it, unless its translation is the same."""
    pages = [text for path, text in site(make_site, language).items() if path.endswith(".html")]
    assert len(pages) > 10
    said = "\n".join(
        re.sub(r"<(?:script|style|svg).*?</(?:script|style|svg)>", "", each, flags=re.DOTALL)
        for each in pages
    )
    texts = {unescape(text).strip() for text in re.findall(r">([^<>]+)<", said)}
    path = next(each for each in words.catalogues() if each.stem == language)
    english = {
        form
        for message in messages(path)
        for form in forms(message.id)
        if "{" not in form and form not in forms(message.string)
    }
    assert len(english) > 100
    assert english & texts - {form for message in messages(path) for form in forms(message.string)} == set()


def test_texts_without_spaces_are_cut_at_their_sentences(make_site: "MakeSite") -> None:
    """A list quotes as much of a Japanese text as of any; a timeline quotes its first sentence alone."""
    long = OPEN.replace("Ⓜ", "APIの ご利用に障害が発生しています。" + "調査中です。" * 60)
    story = OVER.replace(
        "status: investigating, message: Ⓜ",
        "status: investigating, message: 調査中です。続報をお待ちください。",
    )
    pages = site(make_site, "ja", {"2026-11-20-open.yml": long, "2026-11-18-over.yml": story})
    excerpt = re.search(r'<p class="soft">(APIの[^<]*) …</p>', pages["history/2026/11/index.html"])
    assert excerpt
    assert len(excerpt[1]) > 170
    assert re.search(r"<b>調査中</b> 調査中です。</td>", pages["incidents/2026-11-18-over/index.html"])


def test_programs_read_statuspages_words_in_every_language(make_site: "MakeSite") -> None:
    """What clients compare stays English; what the page's script shows is the site's."""
    status = json.loads(site(make_site, "de")["api/v2/summary.json"])["status"]
    assert status["description"] == "Minor Service Outage"
    assert status["localized_description"] == "Kleinerer Ausfall"


def test_feeds_and_calendars_speak_the_language_of_the_site(make_site: "MakeSite") -> None:
    """They are read by people."""
    files = site(make_site, "de")
    assert "&lt;strong&gt;Behoben&lt;/strong&gt;" in files["history.atom"]
    assert "Behoben: Ⓣ" in files["updates.atom"]
    assert 'xml:lang="de"' in files["history.atom"]
    assert "Wartung" in files["maintenance.ics"]


def test_a_region_keeps_its_tag_and_its_numbers(make_site: "MakeSite") -> None:
    """`de-CH` is served by `de`, and counts as the Swiss do."""
    story = site(make_site, "de-CH")["incidents/2026-11-18-over/index.html"]
    assert '<html lang="de-CH" dir="ltr">' in story
    assert "1’200 Ⓒ" in unescape(story)
