"""What was public of an incident and is edited, removed or moved: one record and a later one, side by side."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from statuskit.facts.public import published_postmortem
from statuskit.load.order import utc
from statuskit.model import Action, Incident, Kind, PostmortemState, Update, When
from statuskit.problems import KeyPath, Severity
from statuskit.schema import quoted

_FROZEN = ("status", "message", "next_update", "progress", "components", "corrects")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Something public that is not what it was: where, in the later record, and what to say of it.

    `corrected` is the update that a correction would name, None where no single one was edited; `said` are
    the words that are lost of it.
    """

    rule: str
    path: KeyPath
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    corrected: Update | None = None
    said: str = ""


def edits(before: Incident, after: Incident) -> Iterator[Edit]:
    """Yield what is no longer as it was public in `before`: words, the window of a maintenance, promises.

    White space, and how a file writes a value, is no word. What was never public does not count: drafts but
    for their `due`. Titles, states and times of the fault are free: more is known later.
    """
    pairs, gone, new = _paired(before.updates, after.updates)
    for old, number in pairs:
        yield from _update(old, before, after, number)
    for old in gone:
        yield _removed(old)
    last = max((update.at for update in before.updates), default=None)
    for number in new:
        if last and after.updates[number].at < last:
            yield _backdated(after.updates[number], number, last)
    yield from _story(before, after)
    # What a new word tells of may move.
    if not new:
        yield from _window(before, after)
        yield from _dates(before, after)


def _paired(
    before: Sequence[Update], after: Sequence[Update]
) -> tuple[list[tuple[Update, int]], list[Update], list[int]]:
    """Pair updates of the same time, in their order; then those that say the same at another time."""
    by_time: dict[object, list[int]] = defaultdict(list)
    for number, update in enumerate(after):
        by_time[update.at].append(number)
    pairs: list[tuple[Update, int]] = []
    lost: list[Update] = []
    for old in before:
        if by_time[old.at]:
            pairs.append((old, by_time[old.at].pop(0)))
        else:
            lost.append(old)
    new = sorted(number for numbers in by_time.values() for number in numbers)
    gone: list[Update] = []
    for old in lost:
        moved = next((number for number in new if _words(after[number]) == _words(old)), None)
        if moved is None:
            gone.append(old)
        else:
            new.remove(moved)
            pairs.append((old, moved))
    return pairs, gone, new


def _words(update: Update) -> list[str]:
    return update.message.split()


def _update(old: Update, before: Incident, after: Incident, number: int) -> Iterator[Edit]:
    new = after.updates[number]
    keys = ["at"] if new.at != old.at else []
    keys += [key for key in _FROZEN if _said(old, key, before) != _said(new, key, after)]
    if keys:
        listed = " and ".join(f"`{key}`" for key in keys)
        verb = "is" if len(keys) == 1 else "are"
        yield Edit(
            rule="edited-word",
            path=("updates", number, keys[0]),
            message=f"The update of {utc(old.at)} was public, and its {listed} {verb} edited.",
            hint="Put it back as it was. A published word is corrected by a new update:",
            corrected=old,
            said=" ".join(_words(old)) if "message" in keys else "",
        )


def _said(update: Update, key: str, incident: Incident) -> object:
    if key == "message":
        return _words(update)
    if key == "status" and not update.says_status and update is not incident.updates[0]:
        return None
    return getattr(update, key)


def _removed(old: Update) -> Edit:
    return Edit(
        rule="removed-word",
        path=("updates",),
        message=f"The update of {utc(old.at)} was public, and is gone.",
        hint="Put it back. A published word is corrected by a new update:",
        corrected=old,
        said=" ".join(_words(old)),
    )


def _backdated(new: Update, number: int, last: datetime) -> Edit:
    return Edit(
        rule="backdated-word",
        path=("updates", number, "at"),
        message=f"This update is dated {utc(new.at)}, before the last one that was public ({last:%H:%M} UTC), "
        "and was not there then.",
        hint="If it was said elsewhere at that time, leave it; if not, give it the time at which it is said.",
        severity=Severity.WARNING,
    )


def _window(before: Incident, after: Incident) -> Iterator[Edit]:
    if before.kind is not Kind.MAINTENANCE:
        return
    for key in ("scheduled_for", "scheduled_until"):
        old, new = getattr(before, key), getattr(after, key)
        if old != new and old is not None:
            yield Edit(
                rule="moved-window",
                path=(key,),
                message=f"Customers were told {utc(old)}, and no update tells them that this has moved.",
                hint="Add an update that says so.",
            )
            return


def _dates(before: Incident, after: Incident) -> Iterator[Edit]:
    """Yield the days of a postmortem and its actions that moved into the future without a word."""
    old, new = before.postmortem, after.postmortem
    if old is None or (new is not None and len(new.corrections) > len(old.corrections)):
        return
    if old.state is not PostmortemState.FINAL and _is_later(old.due, new.due if new else None):
        yield _moved(("postmortem", "due"), old.due, "The postmortem")
    for action, number in _actions(before, after):
        found = new.actions[number] if new and number is not None else None
        if found and number is not None and _is_later(action.due, found.due):
            yield _moved(("postmortem", "actions", number, "due"), action.due, quoted(action.what))


def _is_later(old: When | None, new: When | None) -> bool:
    return old is not None and (new is None or new.end > old.end)


def _moved(path: KeyPath, due: When | None, what: str) -> Edit:
    day = "" if due is None else f"{due.day:%Y-%m-%d}" if due.day else utc(due.start)
    return Edit(
        rule="moved-promise",
        path=path,
        message=f"{what} was promised for {day}, and nothing tells of another day.",
        hint="Put the day back, or tell of the new one: in an update, or in the postmortem's `corrections`.",
    )


def _story(before: Incident, after: Incident) -> Iterator[Edit]:
    """Yield what was taken back of a published postmortem."""
    old = published_postmortem(before)
    if old is None:
        return
    if published_postmortem(after) is None and after.withdrawn is None:
        yield Edit(
            rule="removed-story",
            path=("postmortem", "state"),
            message="The postmortem was public, and is taken back.",
            hint="Let it stand, and say in its `corrections` what was wrong.",
        )
        return
    for action, number in _actions(before, after):
        if number is None:
            yield Edit(
                rule="removed-promise",
                path=("postmortem", "actions"),
                message=f"{quoted(action.what)} was promised in public, and is gone.",
                hint="Put it back. What will not be done is `state: dropped`, with `because`.",
            )


def _actions(before: Incident, after: Incident) -> Iterator[tuple[Action, int | None]]:
    """Yield each action that was public, and its number now; actions are known by their words."""
    old, new = published_postmortem(before), published_postmortem(after)
    numbers = {
        " ".join(action.what.split()): number for number, action in enumerate(new.actions if new else ())
    }
    for action in old.actions if old and new else ():
        yield action, numbers.get(" ".join(action.what.split()))
