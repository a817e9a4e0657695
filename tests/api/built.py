"""The API of a catalog, in memory: what each path answers."""

import json
from datetime import datetime
from typing import Any

from statuskit.facts.moments import settle
from statuskit.facts.public import public
from statuskit.model import Catalog
from statuskit.outputs.api import Api
from statuskit.prose import Prose
from statuskit.views.brand import Brand
from statuskit.views.context import context
from statuskit.words import Words

from .samples import URL

Answers = dict[str, Any]


def built(catalog: Catalog, prose: Prose, *, now: datetime, url: str = URL) -> Answers:
    """Give what each path below `/api/v2/` answers at a moment."""
    shown = public(catalog)
    ctx = context(shown, settle(shown, now).now, Words("en"), prose)
    found = {}
    for file in Api(ctx, Brand(name="Acme Status", url=url)).files():
        assert isinstance(file.content, bytes)
        found[file.path.removeprefix("api/v2/").removesuffix(".json")] = json.loads(file.content)
    return found
