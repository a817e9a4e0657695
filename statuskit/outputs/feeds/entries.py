"""Items in words: what each was when it was said, which no later word changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup, escape

from statuskit.facts.promises import full_minute
from statuskit.model import Incident, Kind, Postmortem, Status, Update
from statuskit.outputs.feeds.feed import Entry, for_readers, tag
from statuskit.outputs.feeds.said import Event, Said
from statuskit.outputs.fit import one_line
from statuskit.prose import Figures
from statuskit.prose.plain import to_plain
from statuskit.views.context import Context, incident_url
from statuskit.views.telling import as_text, figures
from statuskit.views.updates import update_label
from statuskit.words.labels import N_

_LABELS = {
    Event.PRELIMINARY: N_("Preliminary postmortem"),
    Event.FINAL: N_("Postmortem"),
    Event.CORRECTION: N_("Correction"),
    Event.WITHDRAWN: N_("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts items into words. `url` is the site's address, `host` stands in the ids.

    What was told once is kept: an item stands in the feeds of the site, of components and of its incident.
    """

    ctx: Context
    url: str
    host: str
    _bodies: dict[tuple[str, str], str] = field(default_factory=dict)

    def item(self, incident: Incident, it: Said) -> Entry:
        """Tell one item of an incident by itself."""
        name = f"/{it.name}" if it.event is Event.UPDATE else f"#{it.name}"
        return Entry(
            id=tag(self.host, f"Incident/{incident.id}{name}"),
            url=f"{self._page(incident)}#{it.name}",
            title=one_line(self.ctx.labelled(self._label(incident, it), incident.title)),
            at=it.at,
            html="\n".join([self._body(incident, it), *self._promise(it)]),
        )

    def whole(self, incident: Incident, items: Sequence[Said]) -> Entry:
        """Tell an incident with all its items, of which there is one at least; newest first, as Statuspage does."""
        told = [self._paragraph(incident, it) for it in reversed(items)]
        return Entry(
            id=tag(self.host, f"Incident/{incident.id}"),
            url=self._page(incident),
            title=one_line(incident.title),
            at=items[-1].at,
            html="\n".join([*self._ahead(incident), *told]),
            until=incident.scheduled_until if incident.kind is Kind.MAINTENANCE else None,
        )

    def _page(self, incident: Incident) -> str:
        return self.url + incident_url(incident.id)

    def _label(self, incident: Incident, it: Said) -> str:
        words = self.ctx.words
        if it.update:
            return update_label(self.ctx, incident, it.update, it.before)
        if it.event is Event.BEGINS:
            return words.term(Status.IN_PROGRESS)
        if it.event is Event.ENDS:
            return words.term(Status.COMPLETED)
        return words.gettext(_LABELS[it.event])

    def _ahead(self, incident: Incident) -> list[str]:
        """Say of a maintenance that has not begun when it will."""
        start, until = incident.scheduled_for, incident.scheduled_until
        if start is None or until is None or not self.ctx.cases[incident.id].is_ahead:
            return []
        period = to_plain(self.ctx.period(start, until))
        text = self.ctx.say("THIS IS A SCHEDULED EVENT {period}", period=period)
        return [f"<p><strong>{text}</strong></p>"]

    def _paragraph(self, incident: Incident, it: Said) -> str:
        """Tell an item as one of many, its time and label in front of its first words."""
        body = self._body(incident, it)
        label = escape(self._label(incident, it))
        front = f"<p><small>{escape(self.ctx.words.moment(it.at))}</small><br><strong>{label}</strong> - "
        return front + (body.removeprefix("<p>") if body.startswith("<p>") else f"</p>\n{body}")

    def _body(self, incident: Incident, it: Said) -> str:
        key = (incident.id, it.name)
        if key not in self._bodies:
            page = self._page(incident)
            self._bodies[key] = for_readers("\n".join(self._parts(incident, it)), page)
        return self._bodies[key]

    def _parts(self, incident: Incident, it: Said) -> list[str]:
        """Tell an item's text as HTML blocks; addresses may still be relative to the incident's page."""
        ctx = self.ctx
        postmortem = incident.postmortem
        if it.update:
            return [self._block(incident, it.update.message), *self._corrected(incident, it.update)]
        if it.event is Event.BEGINS:
            return [_said(ctx.say("The time set for this maintenance has begun."))]
        if it.event is Event.ENDS:
            return [_said(ctx.say("The time set for this maintenance is over."))]
        if it.event is Event.WITHDRAWN and incident.withdrawn:
            text = N_("We opened this by mistake and withdrew it on {time}: {because}")
            time = ctx.words.moment(it.at)
            return [_said(ctx.say(text, time=time, because=incident.withdrawn.because))]
        filled = self._figures(incident, it.at)
        if it.correction:
            return [self._block(incident, it.correction.what, filled)]
        return self._story(incident, postmortem, filled) if postmortem else []

    def _story(self, incident: Incident, postmortem: Postmortem, filled: Figures) -> list[str]:
        """Tell the plain part of a postmortem, else its summary, and where the rest is."""
        text = postmortem.plain.markdown if postmortem.plain else postmortem.summary
        link = Markup('<a href="{}">{}</a>').format(
            self._page(incident), self.ctx.words.gettext("Read the whole account")
        )
        return [self._block(incident, text, filled, footnotes=True), _said(link)]

    def _block(
        self, incident: Incident, text: str, filled: Figures | None = None, *, footnotes: bool = False
    ) -> str:
        files = {name: self._page(incident) + name for name in incident.files}
        return str(self.ctx.prose.block(text, figures=filled, files=files, footnotes=footnotes))

    def _corrected(self, incident: Incident, update: Update) -> list[str]:
        """Tell what an update corrects, if anything."""
        target = next((each for each in incident.updates if each.at == update.corrects), None)
        if target is None:
            return []
        said = self.ctx.say(
            "This corrects {link}what we said at {time}{end}.",
            link=Markup('<a href="#{}">').format(target.id),
            time=self.ctx.words.moment(target.at),
            end=Markup("</a>"),
        )
        return [_said(said)]

    def _promise(self, it: Said) -> list[str]:
        """Tell what an update promised, if anything; among later words it would only be in the way."""
        if it.update is None or it.update.next_update is None:
            return []
        time = self.ctx.words.moment(full_minute(it.update.next_update))
        return [_said(self.ctx.say("Next update by {time}.", time=time))]

    def _figures(self, incident: Incident, at: datetime) -> Figures:
        """Tell the placeholders as they stood at a moment."""
        return as_text(figures(self.ctx.at(at, incident), incident))


def _said(text: Markup) -> str:
    return f"<p>{text}</p>"
