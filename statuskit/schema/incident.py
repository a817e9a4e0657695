"""The shape of an incident file, version 1; the postmortem's part stands in `postmortem`."""

from typing import ClassVar

from pydantic import Field

from statuskit.model import Audience, ComponentState, Impact, Kind, Progress, Status
from statuskit.schema.document import Document
from statuskit.schema.forms import Flag, Id, Markdown, Promise, Text, Time, Title
from statuskit.schema.postmortem import PostmortemDocument

States = dict[str, ComponentState]
"""Component id → state."""


class UpdateDocument(Document):
    """One published word."""

    noun: ClassVar[str] = "an update"

    at: Time = Field(description="When it was said. Never before the update above it.")
    status: Status | None = Field(
        default=None,
        description=(
            "Where the work stands. An incident: investigating, identified, monitoring, resolved. "
            "A maintenance: scheduled, in_progress, verifying, completed, cancelled. "
            "A notice: identified, monitoring, resolved. Default: that of the update before."
        ),
    )
    message: Markdown = Field(description="What you tell customers, in Markdown.")
    next_update: Promise | None = Field(
        default=None,
        description="A promise of the next word: how long from `at` (30m, 2h, 1h30m) or a time.",
    )
    progress: Progress | None = Field(
        default=None,
        description="Whether there was any since the last word. Saying `none` is worth it.",
    )
    components: States = Field(
        default_factory=dict, description="Component id → state, from `at` on. Default: no change."
    )
    corrects: Time | None = Field(
        default=None,
        description="The `at` of an earlier update that this one corrects. A published word is never edited.",
    )


class WindowDocument(Document):
    """A time in which the fault was there."""

    noun: ClassVar[str] = "a window"

    from_: Time = Field(alias="from", description="When it began.")
    to: Time | None = Field(
        default=None, description="When it ended. Only the last window may lack it, while it lasts."
    )
    components: States = Field(
        default_factory=dict,
        description="Component id → state in this window. Default: the components of the file.",
    )


class WithdrawnDocument(Document):
    """Says that the incident was opened by mistake."""

    noun: ClassVar[str] = "`withdrawn`"

    at: Time = Field(description="When it was withdrawn.")
    because: Text = Field(description="Why, in words for customers.")


class WaiverDocument(Document):
    """A review rule that does not hold for this file, with the reason."""

    noun: ClassVar[str] = "a waiver"

    rule: Text = Field(description="The rule's name.")
    because: Text = Field(description="Why it does not hold here.")


class ReviewDocument(Document):
    """Waives review rules for this file."""

    noun: ClassVar[str] = "`review`"

    allow: list[WaiverDocument] = Field(
        default_factory=list, description="Rules that do not hold here, each with its reason."
    )


class IncidentDocument(Document):
    """One incident, one maintenance or one notice."""

    noun: ClassVar[str] = "an incident file"

    title: Title = Field(description="What is wrong, in the customer's words.")
    kind: Kind = Field(default=Kind.INCIDENT, description="What the file tells of.")
    components: States = Field(
        default_factory=dict,
        description="Component id → state, from `started` on. `operational` names a component without hurting it.",
    )
    impact: Impact | None = Field(
        default=None,
        description="How much it hurts. Default: from the worst state ever given to a component.",
    )
    updates: list[UpdateDocument] = Field(
        default_factory=list,
        description="The public word, oldest first. Required but for a maintenance.",
    )
    started: Time | None = Field(
        default=None,
        description="When it began, which may be before the first public word. Default: the first update.",
    )
    detected: Time | None = Field(default=None, description="When we noticed.")
    resolved: Time | None = Field(
        default=None,
        description="When it was over, at or before the update that says `resolved`. Default: that update.",
    )
    windows: list[WindowDocument] | None = Field(
        default=None,
        description="The whole record of a fault that comes and goes. `[]` says that nothing was ever down.",
    )
    scheduled_for: Time | None = Field(default=None, description="When a maintenance begins.")
    scheduled_until: Time | None = Field(default=None, description="When a maintenance ends.")
    workaround: list[Text] = Field(default_factory=list, description="What the reader can do now.")
    audience: Audience = Field(
        default=Audience.EVERYONE,
        description="With `developers`, the rules against jargon do not apply.",
    )
    pinned: Flag = Field(
        default=False, description="Keeps a notice right under the state line of the front page."
    )
    tags: list[Text] = Field(default_factory=list, description="Words to find it by.")
    related: list[Id] = Field(default_factory=list, description="Ids of other incidents that belong to it.")
    timezone: Text | None = Field(
        default=None,
        description="IANA name, as Europe/Berlin, of the zone in which this file's times without an offset are read.",
    )
    withdrawn: WithdrawnDocument | None = Field(
        default=None,
        description="Opened by mistake: the page then says just that, and it counts nowhere.",
    )
    postmortem: PostmortemDocument | None = Field(default=None, description="The whole story, afterwards.")
    review: ReviewDocument | None = Field(default=None, description="Waives review rules for this file.")
