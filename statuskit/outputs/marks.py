"""The shapes and colours of states, for whatever shows them: pages, badges, the embedded line."""

from collections.abc import Mapping

SHAPES: Mapping[str, str] = {
    "operational": (
        "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0m3.9 6.2-4.6 5a.9.9 0 0 1-1.3 0L4 9.1a.9.9 0 1 1 "
        "1.3-1.2l1.3 1.4 4-4.3a.9.9 0 1 1 1.3 1.2"
    ),
    "under-maintenance": (
        "M2.5 0A2.5 2.5 0 0 0 0 2.5v11A2.5 2.5 0 0 0 2.5 16h11a2.5 2.5 0 0 0 2.5-2.5v-11A2.5 2.5 0 0 "
        "0 13.5 0ZM5 4h2v8H5Zm4 0h2v8H9Z"
    ),
    "degraded-performance": "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0M4 7.1h8v1.8H4Z",
    "partial-outage": (
        "M9.1.9a1.3 1.3 0 0 0-2.2 0L.2 13.6a1.3 1.3 0 0 0 1.1 1.9h13.4a1.3 1.3 0 0 0 1.1-1.9ZM7.1 "
        "5.5h1.8v4.7H7.1Zm0 5.9h1.8v1.8H7.1Z"
    ),
    "major-outage": (
        "M5 0 0 5v6l5 5h6l5-5V5l-5-5Zm6.3 10L10 11.3l-2-2-2 2L4.7 10l2-2-2-2L6 4.7l2 2 2-2L11.3 6l-2 2Z"
    ),
    "note": "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0m-.9 3.6h1.8v1.8H7.1Zm0 3.3h1.8v5.5H7.1Z",
    "open": "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0m0 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8",
}
"""Name of a mark → its outline in a square of 16 by 16; the states first, from well to worst."""

COLOURS: Mapping[str, str] = {
    "operational": "#1b7f4d",
    "under-maintenance": "#2a63b8",
    "degraded-performance": "#806000",
    "partial-outage": "#a84a0b",
    "major-outage": "#bb2430",
    "note": "#4d5862",
}
"""Name of a mark → the colour of the light pages' style sheet, dark enough for white letters on it."""

DARK_COLOURS: Mapping[str, str] = {
    "operational": "#5fd198",
    "under-maintenance": "#8cb6ff",
    "degraded-performance": "#e6c04a",
    "partial-outage": "#f29a5c",
    "major-outage": "#ff8087",
    "note": "#aab4bd",
}
"""The same of the dark pages, on which it stands as ink."""
