"""What each member of the model's vocabularies is called on a page, in English."""

from statuskit.model import (
    ActionKind,
    ActionState,
    Basis,
    ClaimBy,
    ComponentState,
    DetectedBy,
    FactorKind,
    Impact,
    Kind,
    Status,
    TimelineEvent,
)

Term = (
    ActionKind
    | ActionState
    | Basis
    | ClaimBy
    | ComponentState
    | DetectedBy
    | FactorKind
    | Impact
    | Kind
    | Status
    | TimelineEvent
)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "extract, translate later"
    """Mark a string for extraction."""
    return text


ROLL_UPS = (
    N_("All Systems Operational"),
    N_("Service Under Maintenance"),
    N_("Partially Degraded Service"),
    N_("Degraded System Service"),
    N_("Minor Service Outage"),
    N_("Partial System Outage"),
    N_("Major System Outage"),
)
"""What Statuspage says of a site as a whole (`facts.status.roll_up`); a test holds that none is missing."""

_LABELS: tuple[tuple[Term, str], ...] = (
    (ComponentState.OPERATIONAL, N_("Operational")),
    (ComponentState.UNDER_MAINTENANCE, N_("Under maintenance")),
    (ComponentState.DEGRADED_PERFORMANCE, N_("Degraded performance")),
    (ComponentState.PARTIAL_OUTAGE, N_("Partial outage")),
    (ComponentState.MAJOR_OUTAGE, N_("Major outage")),
    (Status.INVESTIGATING, N_("Investigating")),
    (Status.IDENTIFIED, N_("Identified")),
    (Status.MONITORING, N_("Monitoring")),
    (Status.RESOLVED, N_("Resolved")),
    (Status.SCHEDULED, N_("Scheduled")),
    (Status.IN_PROGRESS, N_("In progress")),
    (Status.VERIFYING, N_("Verifying")),
    (Status.COMPLETED, N_("Completed")),
    (Status.CANCELLED, N_("Cancelled")),
    (Kind.INCIDENT, N_("Incident")),
    (Kind.MAINTENANCE, N_("Maintenance")),
    (Kind.NOTICE, N_("Notice")),
    (Impact.NONE, N_("No impact")),
    (Impact.MINOR, N_("Minor")),
    (Impact.MAJOR, N_("Major")),
    (Impact.CRITICAL, N_("Critical")),
    (Basis.MEASURED, N_("measured")),
    (Basis.ESTIMATE, N_("our estimate")),
    (Basis.UNKNOWN, N_("not known")),
    (ClaimBy.AUTOMATIC, N_("You need not do anything.")),
    (ClaimBy.CHOOSE, N_("You choose what fits how it was for you.")),
    (ClaimBy.ASK, N_("Ask us, and you have it.")),
    (FactorKind.SOFTWARE, N_("software")),
    (FactorKind.HARDWARE, N_("hardware")),
    (FactorKind.PROCESS, N_("how we work")),
    (FactorKind.CAPACITY, N_("capacity")),
    (FactorKind.CHANGE, N_("a change")),
    (FactorKind.SUPPLIER, N_("a supplier")),
    (FactorKind.SECURITY, N_("security")),
    (FactorKind.UNKNOWN, N_("not known")),
    (DetectedBy.ALERT, N_("Our own alert told us.")),
    (DetectedBy.STAFF, N_("One of us noticed.")),
    (DetectedBy.CUSTOMER, N_("A customer told us.")),
    (DetectedBy.UNKNOWN, N_("We do not know who noticed first.")),
    (TimelineEvent.CHANGE, N_("Change")),
    (TimelineEvent.START, N_("Start")),
    (TimelineEvent.DETECT, N_("Noticed")),
    (TimelineEvent.DECLARE, N_("Declared")),
    (TimelineEvent.ATTEMPT, N_("Attempt")),
    (TimelineEvent.MITIGATE, N_("Relief")),
    (TimelineEvent.RESOLVE, N_("Fixed")),
    (TimelineEvent.LEARN, N_("Learnt")),
    (ActionKind.PREVENT, N_("prevents it")),
    (ActionKind.DETECT, N_("noticed sooner")),
    (ActionKind.MITIGATE, N_("hurts less")),
    (ActionKind.PROCESS, N_("how we work")),
    (ActionState.PLANNED, N_("planned")),
    (ActionState.DOING, N_("being done")),
    (ActionState.DONE, N_("done")),
    (ActionState.DROPPED, N_("dropped")),
)


# Members of two string enums may be equal ("unknown"), so the type is part of the key.
_BY_MEMBER = {(type(term), term.value): text for term, text in _LABELS}


def label(term: Term) -> str:
    """Name a member of a vocabulary in English; a test holds that every member has a name."""
    return _BY_MEMBER[type(term), term.value]
