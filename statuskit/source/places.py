"""Where an event of the parser begins and ends."""

from yaml import events as yaml_events


def start_of(event: yaml_events.Event) -> int:
    """Tell the offset of an event's first character."""
    return event.start_mark.index if event.start_mark is not None else 0


def end_of(event: yaml_events.Event) -> int:
    """Tell the offset behind an event's last character."""
    return event.end_mark.index if event.end_mark is not None else 0
