"""When a file of the API changes, and when it must not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuskit.facts.cases import cases
from statuskit.facts.moments import next_change, settle
from statuskit.facts.public import public
from statuskit.model import Catalog, Component, ComponentState, Incident, Settings, Status, Update
from statuskit.outputs import badges, llms, metrics
from statuskit.outputs.api import Api
from statuskit.outputs.markdown import incident_markdown
from statuskit.prose import Prose
from statuskit.views.brand import Brand
from statuskit.views.context import Context, context
from statuskit.views.incident import head, incident_page
from statuskit.words import Words

from .drawn import at, catalogs
from .samples import URL
from .shape import ANSWERS, IncidentAnswer

MOMENTS = st.integers(min_value=0, max_value=6000).map(at)

Files = dict[str, bytes]
Build = Callable[[Catalog, datetime], Files]


def _next_change(catalog: Catalog, now: datetime) -> datetime | None:
    return next_change(catalog.settings, cases(catalog.incidents, now).values(), now)


@pytest.fixture(scope="module")
def build(prose: Prose) -> Build:
    """Build the API at just this moment, not at the one before it that `settle` gives."""

    def made(catalog: Catalog, now: datetime) -> Files:
        ctx = context(public(catalog), now, Words("en"), prose)
        files = {}
        for file in Api(ctx, Brand(name="Acme", url=URL)).files():
            assert isinstance(file.content, bytes)
            files[file.path.removeprefix("api/v2/").removesuffix(".json")] = file.content
        return files

    return made


@given(catalogs(), MOMENTS)
def test_the_api_is_a_step_function_of_time(build: Build, catalog: Catalog, now: datetime) -> None:
    """Every moment gives the bytes of the last one at which a fact changed, up to the next such moment."""
    files = build(catalog, now)
    assert build(catalog, settle(catalog, now).now) == files
    if (following := _next_change(catalog, now)) is not None:
        assert build(catalog, max(now, following - timedelta(microseconds=1))) == files


@given(catalogs(), MOMENTS)
def test_what_stands_beside_it_is_one_too(prose: Prose, catalog: Catalog, now: datetime) -> None:
    """Badges, figures and what is written for language models change at no other moment either."""

    def made(moment: datetime) -> Files:
        ctx = context(public(catalog), moment, Words("en"), prose)
        brand = Brand(name="Acme")
        written = (*badges.build(ctx, brand), *metrics.build(ctx), *llms.build(ctx, brand))
        return {file.path: file.content for file in written if isinstance(file.content, bytes)}

    files = made(now)
    assert made(settle(catalog, now).now) == files
    following = _next_change(catalog, now)
    assert following is None or made(max(now, following - timedelta(microseconds=1))) == files


@given(catalogs(ageless=False), MOMENTS)
def test_the_file_of_an_incident_depends_on_nothing_else(
    build: Build, catalog: Catalog, now: datetime
) -> None:
    """Whatever else is in the history, the file of an incident is the same, but for one thing.

    A component without a first day is as old as the history; so here every one has a first day.
    """
    whole = build(catalog, now)
    for each in catalog.incidents:
        alone = build(replace(catalog, incidents=(each,)), now)
        assert whole[f"incidents/{each.id}"] == alone[f"incidents/{each.id}"]


def copies(ctx: Context) -> dict[str, str]:
    """Write each incident as Markdown."""
    return {
        each.id: incident_markdown(ctx, incident_page(ctx, each, head(ctx, each)))
        for each in ctx.catalog.incidents
    }


@given(catalogs(), MOMENTS)
def test_the_copy_of_an_incident_depends_on_nothing_else(
    prose: Prose, catalog: Catalog, now: datetime
) -> None:
    """Whatever else is in the history, an incident's Markdown is the same."""
    shown = public(catalog)
    whole = copies(context(shown, now, Words("en"), prose))
    for each in shown.incidents:
        alone = copies(context(replace(shown, incidents=(each,)), now, Words("en"), prose))
        assert alone[each.id] == whole[each.id]


@given(catalogs(), MOMENTS)
def test_whatever_happened_has_the_shape(build: Build, catalog: Catalog, now: datetime) -> None:
    """No history makes an answer that a client could not read."""
    for path, content in build(catalog, now).items():
        ANSWERS.get(path, IncidentAnswer).model_validate_json(content)


def broken(name: str, minute: float, started: float | None = None) -> Incident:
    """Make an incident with one word, that may have begun before it."""
    update = Update(
        id=f"{name}-1",
        at=at(minute),
        status=Status.RESOLVED,
        says_status=True,
        message="It broke, and is whole again.",
    )
    return Incident(
        id=name,
        file=f"incidents/{name}.yml",
        title="It broke",
        components={"api": ComponentState.MAJOR_OUTAGE},
        updates=(update,),
        started=None if started is None else at(started),
    )


def test_a_new_incident_changes_no_old_file(build: Build) -> None:
    """It changes the lists, and nothing of what happened before, even where it says that it began then."""
    settings = Settings(components=(Component(id="api", name="API"),))
    old, new = broken("old", 0, started=-10), broken("new", 20, started=-5)
    before = build(Catalog(settings=settings, incidents=(old,)), at(30))
    after = build(Catalog(settings=settings, incidents=(new, old)), at(30))
    assert after["incidents/old"] == before["incidents/old"]
    assert after["summary"] != before["summary"]
    assert after.keys() - before.keys() == {"incidents/new"}
