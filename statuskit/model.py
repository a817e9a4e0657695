"""The records that everything else works on, and the vocabularies they use.

Records are frozen; every moment is an aware `datetime` in UTC. The meaning of each key is that of the
incident format, version 1. Nothing here is derived: what follows from a record stands in `facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum


class ComponentState(StrEnum):
    """What a customer finds when using a component, from well to worst but for maintenance."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"

    @property
    def rank(self) -> int:
        """0 for operational, higher for worse; maintenance hides nothing, so it is the weakest."""
        return _RANKS[self]


_RANKS = {state: rank for rank, state in enumerate(ComponentState)}


class Kind(StrEnum):
    """What a file tells of."""

    INCIDENT = "incident"
    MAINTENANCE = "maintenance"
    NOTICE = "notice"


class Impact(StrEnum):
    """How much an incident hurts."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Status(StrEnum):
    """What an update says of the work; `STATUSES` tells which kind uses which."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


STATUSES: Mapping[Kind, tuple[Status, ...]] = {
    Kind.INCIDENT: (Status.INVESTIGATING, Status.IDENTIFIED, Status.MONITORING, Status.RESOLVED),
    Kind.MAINTENANCE: (
        Status.SCHEDULED,
        Status.IN_PROGRESS,
        Status.VERIFYING,
        Status.COMPLETED,
        Status.CANCELLED,
    ),
    Kind.NOTICE: (Status.IDENTIFIED, Status.MONITORING, Status.RESOLVED),
}
"""The statuses of each kind; the first is that of a first update which says none."""

ENDED = frozenset({Status.RESOLVED, Status.COMPLETED, Status.CANCELLED})
"""The statuses after which nothing is open."""


class Audience(StrEnum):
    EVERYONE = "everyone"
    DEVELOPERS = "developers"


class Progress(StrEnum):
    """Whether there was any since the last word; saying "none" is half of honesty."""

    NONE = "none"
    SOME = "some"


class PostmortemState(StrEnum):
    DRAFT = "draft"
    PRELIMINARY = "preliminary"
    FINAL = "final"


class Basis(StrEnum):
    """Where a number comes from."""

    MEASURED = "measured"
    ESTIMATE = "estimate"
    UNKNOWN = "unknown"


class ClaimBy(StrEnum):
    """How a customer gets what makes it right."""

    AUTOMATIC = "automatic"
    CHOOSE = "choose"
    ASK = "ask"


class FactorKind(StrEnum):
    SOFTWARE = "software"
    HARDWARE = "hardware"
    PROCESS = "process"
    CAPACITY = "capacity"
    CHANGE = "change"
    SUPPLIER = "supplier"
    SECURITY = "security"
    UNKNOWN = "unknown"


class DetectedBy(StrEnum):
    ALERT = "alert"
    STAFF = "staff"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"


class TimelineEvent(StrEnum):
    CHANGE = "change"
    START = "start"
    DETECT = "detect"
    DECLARE = "declare"
    ATTEMPT = "attempt"
    MITIGATE = "mitigate"
    RESOLVE = "resolve"
    LEARN = "learn"


class ActionKind(StrEnum):
    PREVENT = "prevent"
    DETECT = "detect"
    MITIGATE = "mitigate"
    PROCESS = "process"


class ActionState(StrEnum):
    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A moment, or a whole day of some zone.

    For a moment `start` equals `end` and `day` is None; for a day they are its first moment and the
    first of the next day, so something due on a day has passed at `end`.
    """

    start: datetime
    end: datetime
    day: date | None = None


States = Mapping[str, ComponentState]
"""Component id → state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One published word.

    `id` is `<incident>-<at as 20261120T140200Z>`, with `-2`, `-3` … for equal times in file order.
    `status` is the one in force, `says_status` whether this update said it itself. `next_update` is
    the moment promised, as written (not yet rounded up to the minute).
    """

    id: str
    at: datetime
    status: Status
    says_status: bool
    message: str
    next_update: datetime | None = None
    progress: Progress | None = None
    components: States = field(default_factory=dict)
    corrects: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time in which the fault was there; `end` is None while it lasts. `components` has the file's filled in."""

    start: datetime
    end: datetime | None
    components: States


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    at: datetime
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A review rule that does not hold for this file, with the reason."""

    rule: str
    because: str


Amount = str | int | float
"""A number, or words in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many, of what (`of` is a noun), and how we know."""

    value: Amount
    of: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    label: str
    value: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class DataImpact:
    """What happened to customers' data: `none`, `unknown`, or text."""

    lost: str
    exposed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemImpact:
    who: str = ""
    count: Count | None = None
    could_not: tuple[str, ...] = ()
    still_worked: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    data: DataImpact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology:
    """`by` is the name or the role that signs."""

    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One row to choose from: who fits it (`condition`), what they get, and where to claim it (https or mailto)."""

    condition: str
    get: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeRight:
    """What we give back; `none` is the honest "nothing", which needs `because`."""

    none: bool = False
    offer: str = ""
    to: str = ""
    how: ClaimBy | None = None
    options: tuple[Choice, ...] = ()
    until: When | None = None
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    what: str
    kind: FactorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    how: DetectedBy
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """Something that happened behind the scenes. `worked` tells of an attempt whether it helped."""

    at: datetime
    event: TimelineEvent
    what: str
    worked: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A promise to change something; `proof` is text or an address, `because` why it was dropped."""

    what: str
    kind: ActionKind | None = None
    state: ActionState = ActionState.PLANNED
    due: When | None = None
    done_on: When | None = None
    proof: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    asked: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How many wrote (a number or `unknown`) and how many got an answer (a number, `all`, `unknown`)."""

    asked: int | str = "unknown"
    answered: int | str = "unknown"
    channels: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    well: tuple[str, ...] = ()
    badly: tuple[str, ...] = ()
    lucky: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """`file` is a path inside the bundle; exactly one of `file` and `url` is set."""

    title: str
    alt: str
    file: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A long Markdown text. `file` is the bundle file it came from, "" where it stands in the incident file."""

    markdown: str
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmortem:
    """The whole story, drafts included; `facts.public` leaves only `due` of a draft before anything is shown."""

    state: PostmortemState
    due: When | None = None
    published: datetime | None = None
    summary: str = ""
    apology: Apology | None = None
    impact: PostmortemImpact | None = None
    make_right: MakeRight | None = None
    plain: Text | None = None
    technical: Text | None = None
    factors: tuple[Factor, ...] = ()
    trigger: str = ""
    resolution: str = ""
    detection: Detection | None = None
    timeline: tuple[TimelineEntry, ...] = ()
    actions: tuple[Action, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: Answers | None = None
    lessons: Lessons = field(default_factory=Lessons)
    unknowns: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    glossary: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident, maintenance or notice, as its file tells it.

    `file` is its path relative to the project's folder; `files` are the names, relative to the bundle,
    of what is published beside the page (empty where the incident is no bundle). `impact`, `started`,
    `detected` and `resolved` are None where the file does not say them. `windows` is None where the key
    is missing, and empty for "nothing was ever down". Updates stand oldest first.
    """

    id: str
    file: str
    title: str
    kind: Kind = Kind.INCIDENT
    components: States = field(default_factory=dict)
    impact: Impact | None = None
    updates: tuple[Update, ...] = ()
    started: datetime | None = None
    detected: datetime | None = None
    resolved: datetime | None = None
    windows: tuple[Window, ...] | None = None
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    workaround: tuple[str, ...] = ()
    audience: Audience = Audience.EVERYONE
    pinned: bool = False
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    withdrawn: Withdrawn | None = None
    postmortem: Postmortem | None = None
    waivers: tuple[Waiver, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of the product that customers know by name.

    `since` and `until` are whole days: measured from the start of `since`, retired on `until`.
    `uptime` is False where no figure is to be shown.
    """

    id: str
    name: str
    group: str | None = None
    description: str = ""
    url: str = ""
    since: When | None = None
    until: When | None = None
    uptime: bool = True


DEFAULT_WEIGHTS: Mapping[ComponentState, float] = {
    ComponentState.MAJOR_OUTAGE: 1.0,
    ComponentState.PARTIAL_OUTAGE: 0.3,
    ComponentState.DEGRADED_PERFORMANCE: 0.0,
    ComponentState.UNDER_MAINTENANCE: 0.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeRule:
    """Over how many UTC days uptime is worked out, and what share of a second each state costs, in [0, 1]."""

    days: int = 90
    weights: Mapping[ComponentState, float] = field(default_factory=lambda: DEFAULT_WEIGHTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRule:
    """`host` is part of every feed id (None: that of the site's address); the rest are counts of items."""

    host: str | None = None
    history: int = 25
    updates: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRule:
    """The site's own say on the house rules. `levels` maps a rule to `error`, `warning` or `hint`."""

    off: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    allow: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    names_file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The site's own settings. Components and groups stand in their order on the page.

    `incidents_dir` is relative to the project's folder. `cadence` is the longest silence that we allow
    ourselves for each impact.
    """

    incidents_dir: str = "incidents"
    timezone: str | None = None
    contact: str = ""
    groups: tuple[Group, ...] = ()
    components: tuple[Component, ...] = ()
    uptime: UptimeRule = field(default_factory=UptimeRule)
    cadence: Mapping[Impact, timedelta] = field(default_factory=dict)
    feeds: FeedRule = field(default_factory=FeedRule)
    review: ReviewRule = field(default_factory=ReviewRule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All incidents that could be read, sorted by id, and the settings they were read under."""

    settings: Settings
    incidents: tuple[Incident, ...]
