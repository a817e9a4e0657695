"""The shape of the files: which keys there are, what each may hold, and what to say when it does not."""

from statuskit.schema.checking import ShapeProblem, check, keys, without_private
from statuskit.schema.export import json_schema
from statuskit.schema.incident import IncidentDocument
from statuskit.schema.site import SiteDocument
from statuskit.schema.words import label, nearest, quoted

__all__ = [
    "IncidentDocument",
    "ShapeProblem",
    "SiteDocument",
    "check",
    "json_schema",
    "keys",
    "label",
    "nearest",
    "quoted",
    "without_private",
]
