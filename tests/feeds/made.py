"""All feeds and calendars of a site, as a build has them."""

from statuskit.outputs import OutputFile, calendar
from statuskit.outputs.feeds import Feeds
from statuskit.views.brand import Brand
from statuskit.views.context import Context


def all_feeds(ctx: Context, brand: Brand) -> list[OutputFile]:
    """Make every feed."""
    feeds = Feeds(ctx, brand)
    return [*feeds.gathering(), *(file for part in feeds.parts() for file in part.make())]


def all_calendars(ctx: Context, brand: Brand) -> list[OutputFile]:
    """Make every calendar."""
    own = (file for each in ctx.catalog.incidents for file in calendar.own(ctx, brand, each))
    return [*calendar.build(ctx, brand), *own]
