"""Components and their groups, as objects of the API."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from statuskit.facts.timeline import StateSpan
from statuskit.facts.uptime import Fault
from statuskit.model import Component, ComponentState
from statuskit.outputs.api.frame import EPOCH, Frame, Record

_FINE = ComponentState.OPERATIONAL


class Components:
    """All components of the site: what is `known` of each, and those not retired as they are `now`, by id."""

    def __init__(self, frame: Frame) -> None:
        ctx = frame.ctx
        self._frame = frame
        self._order = {
            component.id: number for number, component in enumerate(ctx.catalog.settings.components)
        }
        history = (incident.updates[0].at for incident in ctx.catalog.incidents if incident.updates)
        first_word = min(history, default=EPOCH)
        self._created = {
            component.id: component.since.start if component.since else first_word
            for component in ctx.catalog.settings.components
        }
        self._changed = {
            component: max(
                created := self._created[component], _last_change(ctx.faults[component], state) or created
            )
            for component, state in ctx.states.items()
        }
        self._positions = _positions(frame)
        self.known = {component.id: self._record(component) for component in ctx.catalog.settings.components}
        self.now: Mapping[str, Record] = {
            component: self._in_state(component, state, self._changed[component])
            for component, state in ctx.states.items()
        }

    @property
    def updated(self) -> datetime:
        """When the state of any component last changed; one that is yet to come did not."""
        now = self._frame.ctx.now
        return max((changed for changed in self._changed.values() if changed <= now), default=EPOCH)

    def listing(self) -> list[Record]:
        """List the components of no group, then each group before its components."""
        ctx = self._frame.ctx
        current = [component for component in ctx.catalog.settings.components if component.id in self.now]
        listed = [self.now[component.id] for component in current if component.group is None]
        for group in ctx.catalog.settings.groups:
            children = [component.id for component in current if component.group == group.id]
            if children:
                listed.append(self._group(group.id, group.name, children))
                listed += (self.now[child] for child in children)
        return listed

    def named_now(self, components: Iterable[str]) -> list[Record]:
        """Give those of the named components that are not retired, as they are now."""
        return [self.now[component] for component in self._in_order(components) if component in self.now]

    def named_by(
        self, states: Mapping[str, ComponentState], spans: Mapping[str, tuple[StateSpan, ...]]
    ) -> list[Record]:
        """Give the components that one incident names, as that incident alone puts them."""
        return [
            self._in_state(
                component,
                states[component],
                max([self._created[component], *(span.end or span.start for span in spans[component][-1:])]),
            )
            for component in self._in_order(states)
        ]

    def full_name(self, component_id: str) -> str:
        """Name a component with its group before it, as updates do."""
        component = self._frame.ctx.components[component_id]
        for group in self._frame.ctx.catalog.settings.groups:
            if group.id == component.group:
                return f"{group.name} - {component.name}"
        return component.name

    def _in_order(self, components: Iterable[str]) -> list[str]:
        return sorted(components, key=self._order.__getitem__)

    def _in_state(self, component: str, state: ComponentState, changed: datetime) -> Record:
        return self.known[component] | {"status": state.value, "updated_at": self._frame.time(changed)}

    def _record(self, component: Component) -> Record:
        created = self._frame.time(self._created[component.id])
        since = component.since
        return {
            "id": component.id,
            "name": component.name,
            "status": _FINE.value,
            "created_at": created,
            "updated_at": created,
            "position": self._positions[component.id],
            "description": component.description or None,
            "showcase": component.uptime,
            "start_date": (since.day or since.start.date()).isoformat() if since else None,
            "group_id": _group_id(component.group) if component.group else None,
            "page_id": self._frame.page_id,
            "group": False,
            "only_show_if_degraded": False,
        }

    def _group(self, group_id: str, name: str, children: list[str]) -> Record:
        states = self._frame.ctx.states
        worst = max((states[child] for child in children), key=lambda state: state.rank)
        return {
            "id": _group_id(group_id),
            "name": name,
            "status": worst.value,
            "created_at": self._frame.time(min(self._created[child] for child in children)),
            "updated_at": self._frame.time(max(self._changed[child] for child in children)),
            "position": self._positions[_group_id(group_id)],
            "description": None,
            "showcase": False,
            "start_date": None,
            "group_id": None,
            "page_id": self._frame.page_id,
            "group": True,
            "only_show_if_degraded": False,
            "components": children,
        }


def _group_id(group: str) -> str:
    """Give a group an id that no component can have: the list holds both."""
    return f"group:{group}"


def _positions(frame: Frame) -> dict[str, int]:
    """Count from 1 at the top, and in each group anew.

    Retired components keep their place, so that the others' do not change when one retires.
    """
    settings = frame.ctx.catalog.settings
    top = [component.id for component in settings.components if component.group is None]
    top += [_group_id(group.id) for group in settings.groups]
    positions = {name: number for number, name in enumerate(top, start=1)}
    for group in settings.groups:
        inside = (component.id for component in settings.components if component.group == group.id)
        positions |= {name: number for number, name in enumerate(inside, start=1)}
    return positions


def _last_change(faults: Iterable[Fault], state: ComponentState) -> datetime | None:
    """Find when a component came into the state that it is in now; None if it never was in another.

    `faults` are its own, up to now; at each moment the worst of them counts.
    """
    known = tuple(faults)
    edges = {fault.start for fault in known} | {fault.end for fault in known if not fault.lasts}
    for edge in sorted(edges, reverse=True):
        before = (fault.state for fault in known if fault.start < edge and (fault.lasts or edge <= fault.end))
        if max(before, key=lambda each: each.rank, default=_FINE) is not state:
            return edge
    return None
