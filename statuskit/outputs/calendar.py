"""`/maintenance.ics` and a calendar for each maintenance (RFC 5545, with names and hints of RFC 7986).

A site without an address has none (`feeds.left_out`).
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from icalendar import Calendar, Event

from statuskit.facts.course import heard
from statuskit.model import Incident, Kind, Status
from statuskit.outputs import OutputFile
from statuskit.outputs.feeds import left_out
from statuskit.outputs.feeds.feed import host
from statuskit.outputs.fit import fit, one_line
from statuskit.prose.plain import to_plain
from statuskit.views.brand import Brand
from statuskit.views.context import Context, calendar_url, incident_url
from statuskit.views.updates import update_label

ASK_AGAIN = timedelta(hours=1)
"""How long a calendar may wait before it asks again."""


def build(ctx: Context, brand: Brand) -> Iterator[OutputFile]:
    """Make the calendar of the site.

    A maintenance stays in it for as long as it has a feed of its own, so that its cancellation reaches those who
    subscribed.
    """
    if left_out(brand, ctx.catalog.settings.feeds):
        return
    name = ctx.labelled(brand.name, ctx.words.gettext("Maintenance"))
    current = (
        ctx.incidents[each.id]
        for each in ctx.cases.values()
        if each.kind is Kind.MAINTENANCE and each.has_own_feed
    )
    yield OutputFile("maintenance.ics", _calendar(name, (_event(ctx, brand, each) for each in current)))


def own(ctx: Context, brand: Brand, incident: Incident) -> Iterator[OutputFile]:
    """Make an incident's own calendar, which a maintenance has."""
    if incident.kind is Kind.MAINTENANCE and not left_out(brand, ctx.catalog.settings.feeds):
        name = ctx.labelled(brand.name, incident.title)
        yield OutputFile(calendar_url(incident.id), _calendar(name, [_event(ctx, brand, incident)]))


def _calendar(name: str, events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//statuskit//maintenance//EN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", one_line(name))
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("refresh-interval", ASK_AGAIN, {"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(event)
    text: bytes = calendar.to_ical()
    return text


def _event(ctx: Context, brand: Brand, incident: Incident) -> Event:
    """Make the event of a maintenance: its window as now planned, and its newest word.

    `SEQUENCE` counts the words, so that a calendar takes each as a change; a withdrawal is one more.
    """
    words = heard(incident, ctx.now)
    at = ctx.cases[incident.id]
    off = incident.withdrawn is not None or at.status is Status.CANCELLED
    title = one_line(incident.title)
    event = Event()
    event.add("uid", f"{incident.id}@{host(brand, ctx.catalog.settings.feeds)}")
    event.add("summary", ctx.labelled(ctx.words.term(Status.CANCELLED), title) if off else title)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("dtstart", incident.scheduled_for)
    event.add("dtend", incident.scheduled_until)
    event.add("dtstamp", at.last_word)
    event.add("last-modified", at.last_word)
    event.add("sequence", len(words) + (incident.withdrawn is not None))
    event.add("url", brand.url + incident_url(incident.id))
    event.add("description", _description(ctx, incident))
    # Our work takes none of the reader's time.
    event.add("transp", "TRANSPARENT")
    return event


def _description(ctx: Context, incident: Incident) -> str:
    """Tell the newest word, else that nothing was said yet."""
    if incident.withdrawn:
        return fit(incident.withdrawn.because)
    words = heard(incident, ctx.now)
    if not words:
        return ctx.words.gettext("Scheduled maintenance.")
    newest, before = words[-1], words[-2] if len(words) > 1 else None
    label = update_label(ctx, incident, newest, before)
    said = to_plain(ctx.prose.block(newest.message))
    return fit(f"{label}, {ctx.words.moment(newest.at)}\n{said}")
