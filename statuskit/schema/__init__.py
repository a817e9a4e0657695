"""The shape of the files: which keys there are, what each may hold, and what to say when it does not."""

from statuskit.schema.checking import ShapeProblem, check, keys, without_private
from statuskit.schema.document import Document
from statuskit.schema.export import json_schema
from statuskit.schema.forms import FILE_NAME, ID, LONGEST_ID
from statuskit.schema.incident import IncidentDocument
from statuskit.schema.postmortem import (
    FileDocument,
    MakeRightDocument,
    NothingOwedDocument,
    PostmortemDocument,
)
from statuskit.schema.site import SiteDocument
from statuskit.schema.words import label, near_misses, nearest, quoted

__all__ = [
    "FILE_NAME",
    "ID",
    "LONGEST_ID",
    "Document",
    "FileDocument",
    "IncidentDocument",
    "MakeRightDocument",
    "NothingOwedDocument",
    "PostmortemDocument",
    "ShapeProblem",
    "SiteDocument",
    "check",
    "json_schema",
    "keys",
    "label",
    "near_misses",
    "nearest",
    "quoted",
    "without_private",
]
