"""The shape of the site's own settings, which stand in `mkdocs.yml` under `plugins: - statuskit:`."""

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from statuskit.schema.document import Document
from statuskit.schema.forms import Contact, Duration, Flag, Host, Id, Number, Text, Url, When, Whole

Share = Number
"""What share of a second counts as down, in [0, 1]."""


def _not_private(value: str) -> str:
    if value == "private":
        raise PydanticCustomError("private_id", "never public")
    return value


ComponentId = Annotated[Id, AfterValidator(_not_private)]
"""Any id but `private`: in an incident file that key and all below it is dropped."""


class GroupDocument(Document):
    """A heading under which components stand."""

    noun: ClassVar[str] = "a group"

    id: Id = Field(description="Short name that components use in `group`.")
    name: Text = Field(description="The heading that customers read.")


class ComponentDocument(Document):
    """A part of the product that customers know by name."""

    noun: ClassVar[str] = "a component"

    id: ComponentId = Field(description="Short name that incident files use; part of the page's address.")
    name: Text = Field(description="The name that customers read.")
    group: Id | None = Field(default=None, description="Id of the group that it stands under.")
    description: Text | None = Field(default=None, description="One line on what it does for the customer.")
    url: Url | None = Field(default=None, description="Where the component itself is found.")
    since: When | None = Field(default=None, description="Measured from this day on.")
    until: When | None = Field(
        default=None,
        description="Retired on this day: history keeps it, the front page and the API do not.",
    )
    uptime: Flag = Field(default=True, description="`false` shows no uptime figure.")


class WeightsDocument(Document):
    """What share of a second each state costs, from 0 to 1."""

    noun: ClassVar[str] = "the weights"

    major_outage: Share = Field(default=1, ge=0, le=1, description="Share of a second of a major outage.")
    partial_outage: Share = Field(
        default=0.3, ge=0, le=1, description="Share of a second of a partial outage."
    )
    degraded_performance: Share = Field(default=0, ge=0, le=1, description="Share of a second of slowness.")
    under_maintenance: Share = Field(default=0, ge=0, le=1, description="Share of a second of maintenance.")


class UptimeDocument(Document):
    """How uptime is worked out."""

    noun: ClassVar[str] = "`uptime`"

    days: Whole = Field(default=90, ge=1, le=3660, description="Over how many UTC days, today included.")
    weights: WeightsDocument = Field(
        default_factory=WeightsDocument,
        description="What share of a second each state costs; printed on the page.",
    )


class CadenceDocument(Document):
    """The longest silence that we allow ourselves while an incident of each impact is open."""

    noun: ClassVar[str] = "`cadence`"

    minor: Duration | None = Field(default=None, description="Longest silence in a minor incident, as 4h.")
    major: Duration | None = Field(default=None, description="Longest silence in a major incident, as 1h.")
    critical: Duration | None = Field(
        default=None, description="Longest silence in a critical incident, as 30m."
    )


class FeedsDocument(Document):
    """What feeds hold."""

    noun: ClassVar[str] = "`feeds`"

    host: Host | None = Field(
        default=None,
        description="Part of every feed id, so that a move announces nothing again. Default: that of `site_url`.",
    )
    history: Whole = Field(default=25, ge=1, le=1000, description="Incidents in a history feed.")
    updates: Whole = Field(default=50, ge=1, le=1000, description="Updates in an update feed.")


class ReviewSettingsDocument(Document):
    """The site's own say on the house rules."""

    noun: ClassVar[str] = "`review`"

    off: list[Text] = Field(default_factory=list, description="Rules that do not hold on this site.")
    level: dict[str, Literal["error", "warning", "hint"]] = Field(
        default_factory=dict,
        description="Rule → how much it weighs on this site.",
    )
    allow: list[Text] = Field(
        default_factory=list, description="Words and phrases that no rule complains of."
    )
    hosts: list[Host] = Field(default_factory=list, description="Hosts of ours that may be named in public.")
    names_file: Text | None = Field(
        default=None,
        description="A file, kept outside the repository, of names that must never be public.",
    )


class SiteDocument(Document):
    """The settings of a status site."""

    noun: ClassVar[str] = "the statuskit settings"

    incidents_dir: Text = Field(default="incidents", description="Folder of the incident files.")
    timezone: Text | None = Field(
        default=None,
        description="IANA name, as Europe/Berlin, of the zone in which times without an offset are read.",
    )
    contact: Contact | None = Field(
        default=None, description="Where customers reach you: a web or mail address."
    )
    groups: list[GroupDocument] = Field(
        default_factory=list, description="Headings for components, in their order."
    )
    components: list[ComponentDocument] = Field(
        default_factory=list,
        description="The parts of the product that customers know, in their order.",
    )
    uptime: UptimeDocument = Field(
        default_factory=UptimeDocument,
        description="Over how many days uptime is worked out, and what each state costs.",
    )
    cadence: CadenceDocument = Field(
        default_factory=CadenceDocument,
        description="The longest silence that we allow ourselves, by impact.",
    )
    feeds: FeedsDocument = Field(
        default_factory=FeedsDocument,
        description="How many items feeds hold, and whose name is in their ids.",
    )
    review: ReviewSettingsDocument = Field(
        default_factory=ReviewSettingsDocument,
        description="Which house rules hold on this site, and how much they weigh.",
    )
