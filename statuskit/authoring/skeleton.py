"""The postmortem's skeleton: what the files know is filled in, all else is a comment that says what belongs there.

Nothing in it can be published by mistake: what a person has to say is no value until they say it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from statuskit.authoring.given import stamp
from statuskit.facts.cases import case
from statuskit.facts.course import began, course
from statuskit.facts.promises import broken
from statuskit.model import Incident, PostmortemState
from statuskit.source.yaml_text import flow
from statuskit.words import Words

DUE = timedelta(days=5)
"""By when a full account is promised, unless the file says otherwise."""

_PARTS = """\
# FOR CUSTOMERS, in their words. {duration}, {downtime}, {started}, {resolved}, {updates} and
# {longest_silence} are filled in by the site, so no number is typed twice.

# From when to when, and what customers could not do. At most two sentences.
# summary: From {started} to {resolved} you could not ...

# Somebody says sorry and signs, with a name or a role. Own the fault; explain below, not here.
# apology:
#   text: We are sorry. We ...
#   by: The head of engineering

# Whom it hit, what they could not do, and whether data was lost or seen by others (none, unknown, or words).
# impact:
#   who: Everyone who ...
#   count: {value: 1200, of: customers, basis: measured}  # or estimate, or unknown
#   could_not: [pay by card]
#   still_worked: [pay by invoice]
#   data: {lost: none, exposed: none}

# What we give back, or `{none: true, because: ...}`.
# make_right: {offer: One free day, to: every customer, how: automatic}  # or choose, or ask

# What happened and why, for everyone: no names of programs, no names of people.
# plain: |
#   ...

# FOR ENGINEERS. What happened, why it was possible, and why it was not noticed sooner.
# technical: |
#   ...
# factors:
#   - {what: ..., kind: change}  # software hardware process capacity supplier security unknown
# trigger: ...
# resolution: ...
# detection: {how: alert}  # or staff, customer, unknown

# What we change: each with a day, one of them done already if it can be.
# actions:
#   - {what: ..., kind: prevent, state: planned, due: DAY}  # or detect, mitigate, process

# What customers asked, and what we still do not know.
# questions:
#   - {asked: ..., answer: ...}
# lessons: {well: [...], badly: [...], lucky: [...]}
# unknowns: [...]
"""


def skeleton(incident: Incident, now: datetime) -> str:
    """Give the lines that belong below `postmortem:`, for the keys that the incident's file does not have yet."""
    story = incident.postmortem
    lines = [
        "# Of a draft only `due` is public. When all is said: state: final, and published: with the time."
    ]
    if story is None:
        lines.append(f"state: {PostmortemState.DRAFT}")
    if story is None or story.due is None:
        lines.append(f"due: {_due(incident, now)}  # the day that customers are promised")
    lines += ["", *(f"# {line}" for line in _figures(incident, now)), ""]
    lines += _PARTS.replace("DAY", _due(incident, now)).splitlines()
    if story is None or not story.timeline:
        lines += ["", "# What happened behind the scenes; the site puts the updates between these by itself."]
        lines += ["# Events: change start detect declare attempt mitigate resolve learn.", "timeline:"]
        lines += [f"  - {entry}" for entry in _timeline(incident, now)]
    return "\n".join(lines) + "\n"


def block(incident: Incident, now: datetime) -> str:
    """Give the whole block, with its key, for a file that has none."""
    lines = (f"  {line}" if line else "" for line in skeleton(incident, now).splitlines())
    return "\n".join(("postmortem:", *lines)) + "\n"


def _due(incident: Incident, now: datetime) -> str:
    return f"{(course(incident, now).ended or now) + DUE:%Y-%m-%d}"


def _figures(incident: Incident, now: datetime) -> Iterator[str]:
    """Say in figures how it went, as the site works them out."""
    words = Words("en")
    did = case(incident, now)
    end = f"to {did.ended:%Y-%m-%d %H:%M} UTC" if did.ended else "and is not over"
    yield f"It went from {did.began:%Y-%m-%d %H:%M} UTC {end}: {words.duration(did.duration)}."
    if did.downtime:
        yield f"Something was down or slow for {words.duration(did.downtime)} of that."
    if did.first_word is not None:
        yield f"The first word came after {words.duration(did.first_word)}."
    if did.longest_silence is not None:
        yield f"The longest silence was {words.duration(did.longest_silence)}."
    if total := did.kept + len(broken(did.unkept)):
        yield f"{did.kept} of {total} promised updates came on time."


def _timeline(incident: Incident, now: datetime) -> Iterator[str]:
    """Give what the file knows of what happened, apart from what was said."""
    known = [(began(incident), "start", "It began.")]
    if incident.detected:
        known.append((incident.detected, "detect", "We noticed."))
    if ended := course(incident, now).ended:
        known.append((ended, "resolve", "It was over."))
    for at, event, what in sorted(known, key=lambda each: each[0]):
        yield flow({"at": stamp(at), "event": event}).rstrip("}") + f", what: {what}" + "}"
