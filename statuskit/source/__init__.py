"""YAML text into plain values with positions, and every refusal of "How YAML is read" in the format."""

from statuskit.source.build import MAX_DEPTH, MAX_NODES
from statuskit.source.document import Source
from statuskit.source.marks import Mark, Style
from statuskit.source.reader import MAX_BYTES, read
from statuskit.source.values import Special, Value, scalar

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Mark",
    "Source",
    "Special",
    "Style",
    "Value",
    "read",
    "scalar",
]
