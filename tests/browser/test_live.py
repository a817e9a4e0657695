"""A page that stays open: the clock goes on, the site changes, the server fails and comes back."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import LiveHost, Read, Reader

pytestmark = pytest.mark.browser

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
SUMMARY = "api/v2/summary.json"
ROOMS = "incidents/rooms/"

OPEN = """
title: Rooms do not open
components: {rooms: partial_outage}
started: 2026-11-20T13:50:00Z
updates:
  - {at: 2026-11-20T14:00:00Z, message: We are looking., next_update: 30m}
"""
RESOLVED = OPEN + "  - {at: 2026-11-20T14:20:00Z, status: resolved, message: Rooms open again.}\n"
MAINTENANCE = """
title: New cables
kind: maintenance
components: {search: under_maintenance}
scheduled_for: 2026-11-20T15:00:00Z
scheduled_until: 2026-11-20T16:00:00Z
updates:
  - {at: 2026-11-18T09:00:00Z, message: We change cables.}
"""
STORY = (
    RESOLVED
    + """
postmortem:
  state: final
  published: 2026-11-20T14:30:00Z
  summary: For {duration} you could not open a room.
  technical: A cable broke.
  actions: [{what: A second cable, due: 2026-11-20}]
"""
)
LONG_AGO = "".join(
    f"  - {{at: 2026-11-20T13:{minute:02}:00Z, message: Word {minute}.}}\n" for minute in range(10, 50)
)


def state(reader: "Reader") -> str:
    """Read the state line."""
    return reader.page.locator(".state:visible .h1, .state:visible h1").inner_text()


def test_a_promise_that_passes_is_owned_up_to(host: "LiveHost", read: "Read") -> None:
    """No rebuild is needed to say that a word is late, and by whose clock; a minute's grace is given."""
    host.publish({"rooms": OPEN})
    reader = read()
    promise = reader.page.locator(".promise:visible")
    expect(promise).to_have_text("Next update by 14:30 UTC.")
    reader.wait(minutes=20)
    expect(promise).to_have_text("Next update by 14:30 UTC.")
    reader.wait(minutes=11)
    expect(promise).to_have_text("Promised by 14:30 UTC. It is 14:41: we are late.")


def test_an_open_page_speaks_the_language_of_its_site(host: "LiveHost", read: "Read") -> None:
    """What the clock and the summary bring is said in it: the state, ages, broken promises, and how it stands."""
    host.publish({"rooms": OPEN}, language="de")
    reader = read(ROOMS)
    page = reader.page
    expect(page.locator("#state")).to_have_text("Kleinerer Ausfall")
    expect(page.locator("[data-age]")).to_have_text("bisher 20 Minuten")
    expect(page.locator("#checked")).to_contain_text("Letzte Meldung: 14:00. Geprüft: 14:10.")
    reader.wait(minutes=31)
    late = "Zugesagt bis 14:30 UTC. Jetzt ist es 14:41: Wir sind zu spät."
    expect(page.locator(".promise:visible")).to_have_text(late)
    host.publish({"rooms": RESOLVED}, now=NOW + timedelta(minutes=31), language="de")
    reader.wait(minutes=1)
    expect(page.locator("#told")).to_have_text("Diese Seite hat sich geändert.")
    expect(page.locator("#state")).to_have_text("Alle Systeme betriebsbereit")


def test_sentences_of_japanese_need_no_space_between_them(host: "LiveHost", read: "Read") -> None:
    """Their full stop has room of its own."""
    host.publish({"rooms": OPEN}, language="ja")
    line = read(ROOMS).page.locator("#checked")
    expect(line).to_have_text("最後のお知らせ：14:00。確認：14:10。")


def test_an_age_goes_on(host: "LiveHost", read: "Read") -> None:
    """An open incident tells how long it has lasted, to the minute."""
    host.publish({"rooms": OPEN})
    reader = read(ROOMS)
    age = reader.page.locator("[data-age]")
    expect(age).to_have_text("for 20 minutes")
    reader.wait(minutes=1)
    expect(age).to_have_text("for 21 minutes")
    reader.sleep(timedelta(hours=26))
    expect(age).to_have_text("for 1 day 2 hours")


def test_a_window_begins_and_ends_by_the_readers_clock(host: "LiveHost", read: "Read") -> None:
    """Mark, text, state line, components, lists, title and icon turn, and turn back."""
    host.publish({"cables": MAINTENANCE})
    reader = read()
    page = reader.page
    component = page.locator(".part", has_text="Search").locator(".tag:visible")
    today = page.locator(".days > li:visible").first
    assert state(reader) == "All Systems Operational"
    expect(component).to_have_text("Operational")
    expect(today).to_contain_text(use_inner_text=True, expected="Nothing to report.")
    icon = page.evaluate("document.querySelector('link[rel=icon]')?.href")

    reader.sleep(timedelta(minutes=51))
    expect(page.locator(".state:visible")).to_have_class("state under-maintenance")
    assert state(reader) == "Service Under Maintenance"
    expect(page).to_have_title("Service Under Maintenance · Acme Status")
    expect(component).to_have_text("Under maintenance")
    expect(page.get_by_role("heading", name="Maintenance under way")).to_be_visible()
    expect(page.get_by_role("heading", name="Planned")).to_be_hidden()
    expect(page.locator("article:visible .meta .tag:visible")).to_have_text("In progress")
    expect(page.locator(".part", has_text="Search").locator(".bars i").last).to_have_class(
        "under-maintenance"
    )
    expect(today).to_contain_text("New cables", use_inner_text=True)
    expect(today).not_to_contain_text(use_inner_text=True, expected="Nothing to report.")
    expect(page.locator("#told")).to_have_text("Service Under Maintenance")

    reader.sleep(timedelta(hours=1))
    assert state(reader) == "All Systems Operational"
    expect(component).to_have_text("Operational")
    expect(page.get_by_role("heading", name="Maintenance under way")).to_be_hidden()
    expect(page.locator("article:visible")).to_have_count(0)
    expect(today).to_contain_text("Completed", use_inner_text=True)
    assert page.evaluate("document.querySelector('link[rel=icon]')?.href") == icon


def test_the_page_of_maintenance_follows_the_clock(host: "LiveHost", read: "Read") -> None:
    """What was ahead is under way, then past; its own page says the same."""
    host.publish({"cables": MAINTENANCE})
    own = read("incidents/cables/")
    listed = read("maintenance/")
    expect(own.page.locator(".meta .tag:visible")).to_have_text("Scheduled")
    expect(own.page.locator("#state")).to_have_text("All Systems Operational")
    for minutes, mark, heading in ((51, "In progress", "Under way"), (60, "Completed", "Past")):
        own.sleep(timedelta(minutes=minutes))
        listed.page.clock.fast_forward(minutes * 60_000)
        expect(own.page.locator(".meta .tag:visible")).to_have_text(mark)
        expect(own.page.locator("#state")).to_be_hidden()
        section = listed.page.locator("section:visible", has=listed.page.get_by_role("heading", name=heading))
        expect(section.locator("article:visible .tag:visible")).to_have_text(mark)
        expect(listed.page.locator("article:visible")).to_have_count(1)


def test_an_action_falls_due_while_the_page_is_open(host: "LiveHost", read: "Read") -> None:
    """The day named passes at its end, and the action is late from then on, in words and colour."""
    host.publish({"rooms": STORY}, now=NOW + timedelta(hours=1))
    host.now = NOW + timedelta(hours=1)
    reader = read(ROOMS, clock=host.now)
    standing = reader.page.locator(".standing:visible")
    expect(standing).to_have_text("planned, due by 20 November 2026")
    reader.sleep(timedelta(hours=9))
    expect(standing).to_have_text("late: due by 20 November 2026")
    expect(standing).to_have_class("standing partial-outage")


def test_bars_and_days_begin_a_new_day_with_utc(host: "LiveHost", read: "Read") -> None:
    """At midnight UTC the bars move on by one and an open fault goes on; the list of days has a new one."""
    host.publish({"rooms": OPEN})
    reader = read()
    bars = reader.page.locator(".part", has_text="Rooms").locator(".bars i")
    labels = reader.page.locator(".days > li:visible .date")
    assert labels.all_inner_texts()[:2] == ["Today", "Thu 19 Nov"]
    expect(bars).to_have_count(90)
    reader.sleep(timedelta(days=2))
    assert labels.all_inner_texts()[:4] == ["Today", "Sat 21 Nov", "Fri 20 Nov", "Thu 19 Nov"]
    expect(labels).to_have_count(7)
    expect(bars).to_have_count(90)
    shapes = bars.evaluate_all("bars => bars.slice(-4).map(bar => bar.className)")
    assert shapes == ["", "partial-outage", "partial-outage", "partial-outage"]
    bars.last.hover()
    expect(reader.page.locator(".tip")).to_have_text("Sun 22 Nov: Partial outage.")
    clear = reader.page.locator(".part", has_text="Search").locator(".bars i")
    assert set(clear.evaluate_all("bars => bars.map(bar => bar.className)")) == {""}


def test_an_incident_is_posted_and_resolved(host: "LiveHost", read: "Read") -> None:
    """Within a minute the open page shows it, title and icon follow, and a screen reader is told once."""
    host.publish({})
    reader = read()
    page = reader.page
    page.evaluate("""() => {
        window.told = [];
        const line = document.getElementById("told");
        new MutationObserver(() => told.push(line.textContent)).observe(line, { childList: true });
    }""")
    host.publish({"rooms": OPEN})
    reader.wait(minutes=1)
    expect(page.get_by_role("heading", name="Rooms do not open")).to_be_visible()
    assert state(reader) == "Minor Service Outage"
    expect(page).to_have_title("Minor Service Outage · Acme Status")
    host.publish({"rooms": RESOLVED}, now=NOW + timedelta(minutes=10))
    reader.wait(minutes=3)
    assert state(reader) == "All Systems Operational"
    expect(page).to_have_title("All Systems Operational · Acme Status")
    assert page.evaluate("told") == [
        "This page has changed. Minor Service Outage",
        "This page has changed. All Systems Operational",
    ]


def test_a_change_keeps_the_day_that_was_chosen(host: "LiveHost", read: "Read") -> None:
    """Who has come to a day by the arrow keys stays there when the page is taken anew."""
    host.publish({"rooms": OPEN})
    reader = read()
    slider = reader.page.get_by_role("slider").first
    slider.focus()
    reader.page.keyboard.press("Home")
    host.publish({})
    reader.wait(minutes=1)
    assert state(reader) == "All Systems Operational"
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuenow", "1")
    reader.page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuenow", "2")
    expect(reader.page.locator(".tip")).to_be_visible()


def test_an_icon_shows_the_state(host: "LiveHost", read: "Read") -> None:
    """A mark in the colour of the state stands in the tab while something is wrong."""
    host.publish({"rooms": OPEN})
    host.files["index.html"] = host.files["index.html"].replace(
        b"</title>", b'</title><link rel="icon" href="own.svg">'
    )
    page = read().page
    address = page.locator("link[rel=icon]").get_attribute("href") or ""
    assert address.startswith("data:image/svg+xml,")
    assert "e07a2f" in address


def test_a_change_keeps_focus_scroll_and_what_was_open(host: "LiveHost", read: "Read") -> None:
    """Who reads in the middle stays there: the same line at the same height, the same link, the same section."""
    host.publish(
        {"rooms": STORY.replace("updates:\n", "updates:\n" + LONG_AGO)}, now=NOW + timedelta(hours=1)
    )
    reader = read(ROOMS, viewport={"width": 1000, "height": 500})
    page = reader.page
    page.locator("#technical summary").click()
    line = page.get_by_text("Word 30.", exact=True)
    line.evaluate(
        "it => scrollTo({ top: it.getBoundingClientRect().top + scrollY - 100, behavior: 'instant' })"
    )
    page.locator(".top nav a").first.evaluate(
        "() => document.querySelector('.back a').focus({ preventScroll: true })"
    )
    before = line.evaluate("it => it.getBoundingClientRect().top")
    host.files[SUMMARY] += b" "
    host.files[ROOMS + "index.html"] = host.files[ROOMS + "index.html"].replace(
        b'<p class="lead">', b"<p>A new paragraph.</p><p>And one more.</p><p class=lead>"
    )
    reader.wait(minutes=1)
    expect(page.get_by_text("A new paragraph.")).to_have_count(1)
    assert abs(line.evaluate("it => it.getBoundingClientRect().top") - before) < 2
    assert page.evaluate("document.activeElement.closest('.back') !== null")
    assert not page.locator("#technical details").evaluate("it => it.open")


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"oops"),
        (200, b"<!doctype html><title>Sign in to the airport</title>"),
        (200, b'{"page": {"updated_at": "2026-'),
        (200, b"[]"),
        (200, b"{}"),
        (404, b""),
    ],
    ids=["500", "html", "half", "list", "empty", "404"],
)
def test_an_unsound_answer_changes_nothing_but_is_told(
    host: "LiveHost", read: "Read", answer: tuple[int, bytes]
) -> None:
    """The page stays as it was, says since when it could not be refreshed, and mends by itself."""
    host.publish({"rooms": OPEN})
    reader = read()
    checked = reader.page.locator("#checked")
    expect(checked).to_have_text("Checked: 14:10.")
    host.broken[SUMMARY] = answer
    reader.wait(minutes=6)
    expect(checked).to_contain_text("This page could not be refreshed since 14:1")
    assert state(reader) == "Minor Service Outage"
    host.broken.clear()
    host.publish({"rooms": RESOLVED}, now=NOW + timedelta(minutes=10))
    reader.wait(minutes=16)
    assert state(reader) == "All Systems Operational"
    expect(checked).to_contain_text("Checked: 14:")
    expect(checked).not_to_contain_text("could not be refreshed")


@pytest.mark.parametrize(
    "page", [b"<!doctype html><title>Sign in</title>", b"", None], ids=["html", "none", "cut"]
)
def test_a_page_that_is_none_of_ours_is_not_shown(host: "LiveHost", read: "Read", page: bytes | None) -> None:
    """Half a page, or a stranger's, never takes the place of a whole one; the next answer does."""
    host.publish({"rooms": OPEN})
    reader = read()
    host.publish({"rooms": RESOLVED}, now=NOW + timedelta(minutes=10))
    whole = host.files["index.html"]
    host.broken["index.html"] = (200, whole[: len(whole) // 2] if page is None else page)
    reader.wait(minutes=2)
    assert state(reader) == "Minor Service Outage"
    host.broken.clear()
    reader.wait(minutes=8)
    assert state(reader) == "All Systems Operational"


def test_an_hour_without_an_answer_is_said_and_asks_less(host: "LiveHost", read: "Read") -> None:
    """A server that is gone is asked ever more rarely, never more than every minute."""
    host.publish({"rooms": OPEN})
    reader = read()
    reader.page.context.set_offline(offline=True)
    tries: list[str] = []
    reader.page.on("requestfailed", lambda request: tries.append(request.url))
    reader.wait(minutes=60)
    expect(reader.page.locator("#checked")).to_contain_text("This page could not be refreshed since 14:10.")
    assert 4 <= len(tries) <= 8
    reader.page.context.set_offline(offline=False)
    expect(reader.page.locator("#checked")).to_contain_text("Checked: 15:10.")


def test_a_server_that_never_answers_is_given_up(host: "LiveHost", read: "Read") -> None:
    """A request that hangs is let go, and the page says so."""
    host.publish({"rooms": OPEN})
    reader = read()
    reader.page.route(f"**/{SUMMARY}", lambda _: None)
    for _ in range(8):
        reader.page.clock.run_for(60_000)
    expect(reader.page.locator("#checked")).to_contain_text("This page could not be refreshed since 14:10.")


@pytest.mark.parametrize("off", [timedelta(days=365), timedelta(days=-365), timedelta(minutes=10)], ids=str)
def test_a_wrong_clock_is_put_right_by_the_servers(host: "LiveHost", read: "Read", off: timedelta) -> None:
    """A year or ten minutes off: what the page says of time is the server's, and it says so."""
    host.publish({"rooms": OPEN})
    reader = read(clock=NOW + off)
    expect(reader.page.locator("#checked")).to_contain_text("The clock of your device is off by")
    expect(reader.page.locator(".promise:visible")).to_have_text("Next update by 14:30 UTC.")
    expect(reader.page.locator("[data-age]")).to_have_text("for 20 minutes")


def test_a_clock_that_is_nearly_right_is_believed(host: "LiveHost", read: "Read") -> None:
    """Four minutes are no reason to distrust a reader."""
    host.publish({"rooms": OPEN})
    reader = read(clock=NOW + timedelta(minutes=4))
    expect(reader.page.locator("#checked")).to_have_text("Checked: 14:14.")


def test_without_the_servers_time_the_page_says_that_it_cannot_know(host: "LiveHost", read: "Read") -> None:
    """It goes by the reader's clock then, and does not pretend to more."""
    host.publish({"rooms": OPEN})
    host.now = None
    reader = read(clock=NOW + timedelta(minutes=40))
    expect(reader.page.locator("#checked")).to_contain_text("cannot know whether that is right")
    expect(reader.page.locator(".promise:visible")).to_contain_text("It is 14:50: we are late.")


def test_a_page_from_a_cache_is_taken_anew_at_once(host: "LiveHost", read: "Read") -> None:
    """The first summary may be newer than the page that asks for it."""
    host.publish({})
    older = host.files["index.html"]
    host.publish({"rooms": OPEN})
    newer = host.files["index.html"]
    answers = iter([older])

    class Once(dict[str, bytes]):
        def get(self, name: str, default: bytes | None = None) -> bytes | None:  # type: ignore[override] # fewer forms
            return next(answers, newer) if name == "index.html" else super().get(name, default)

    host.files = Once(host.files)
    reader = read()
    expect(reader.page.get_by_role("heading", name="Rooms do not open")).to_be_visible()


def test_other_pages_learn_the_state_from_the_summary(host: "LiveHost", read: "Read") -> None:
    """The header of a page about something else shows the state of everything, once it is known."""
    host.publish({"rooms": OPEN})
    reader = read("history/")
    shown = reader.page.locator("#state")
    expect(shown).to_have_class("tag partial-outage")
    expect(shown).to_have_text("Minor Service Outage")
    expect(reader.page.locator("#checked")).to_have_text("Last word: 14:00. Checked: 14:10.")


def test_no_page_calls_all_well_while_an_incident_is_open(host: "LiveHost", read: "Read") -> None:
    """The summary does where no component is hurt, as Statuspage does; the header then says nothing."""
    host.publish({"rooms": OPEN.replace("partial_outage", "operational")})
    reader = read("history/")
    expect(reader.page.locator("#checked")).to_contain_text("Checked: 14:10.")
    expect(reader.page.locator("#state")).to_be_hidden()
    assert "All Systems Operational" not in reader.page.title()


def test_three_days_open_grow_neither_requests_nor_the_page(host: "LiveHost", read: "Read") -> None:
    """One request a minute at the most, and no more nodes on the page at the end than at the start."""
    host.publish({"rooms": OPEN})
    reader = read()
    reader.wait(minutes=2)
    nodes = reader.page.evaluate("document.querySelectorAll('*').length")
    host.asked.clear()
    reader.wait(minutes=30)
    for _ in range(72):
        reader.sleep(timedelta(hours=1))
    assert sum(host.asked.values()) <= 30 + 2 * 72
    assert set(host.asked) == {SUMMARY}
    assert abs(reader.page.evaluate("document.querySelectorAll('*').length") - nodes) <= 6


def test_a_page_that_nobody_looks_at_asks_less(host: "LiveHost", read: "Read") -> None:
    """Hidden, it asks every five minutes; looked at again, at once."""
    host.publish({"rooms": OPEN})
    reader = read()
    hide = """hidden => {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    reader.page.evaluate(hide, True)  # noqa: FBT003 - the script's own argument
    reader.wait(minutes=1)
    host.asked.clear()
    reader.wait(minutes=30)
    assert 5 <= host.asked[SUMMARY] <= 7
    reader.wait(minutes=2)
    host.asked.clear()
    reader.page.evaluate(hide, False)  # noqa: FBT003 - the script's own argument
    reader.settle()
    assert host.asked[SUMMARY] == 1


def test_a_frozen_site_keeps_its_moment_and_asks_nobody(host: "LiveHost", browser: "Browser") -> None:
    """The frozen moment is the reader's clock."""
    host.publish({"rooms": OPEN})
    page_bytes = host.files["index.html"]
    host.files["index.html"] = page_bytes.replace(
        b'data-root="./"', b'data-root="./" data-frozen="2026-11-20T14:41:00Z"'
    )
    context = browser.new_context(timezone_id="UTC")
    page = context.new_page()
    page.goto(host.root)
    expect(page.locator(".promise:visible")).to_have_text("Promised by 14:30 UTC. It is 14:41: we are late.")
    page.wait_for_load_state("networkidle")
    assert SUMMARY not in host.asked
    context.close()
