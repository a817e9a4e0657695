"""What `statuskit.source.yaml_text` writes."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statuskit.source.yaml_text import to_yaml

READABLE = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Cn"),
        exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff",
        include_characters="\n",
    ),
    max_size=60,
)
KEYS = st.sampled_from(["title", "message", "plain", "a", "b-c", "404", "true"])
VALUES = st.recursive(
    READABLE | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
@example({"message": "  leading\n\n  space \n"})
@example({"message": "ends with blanks\n\n\n"})
@example({"title": "Pump #5: back"})
@example({"title": "- no list", "b": "no", "c": "15:05", "d": "null", "e": "0x1F", "f": "~", "g": ""})
@example({"a": ["", {}, [], [["x"]], {"b": {"c": "d"}}]})
@example({"a": "# no comment\n", "b": "'", "c": '"', "d": "{", "e": "a, b", "f": "\n", "g": " \n"})
@settings(max_examples=200, deadline=None)
def test_documents_read_back_equal(document: dict[str, Any]) -> None:
    """Whatever the values are, the text reads back as exactly them: `to_yaml` itself compares, else it raises."""
    assert to_yaml(document).endswith("\n")


def test_the_style_is_a_person_s() -> None:
    """Block style, messages as literal blocks, quotes only where they are needed."""
    document = {
        "title": "Cards: 1 in 5 fails",
        "impact": "major",
        "components": {"checkout": "partial_outage"},
        "updates": [
            {
                "at": "2026-11-20T14:02:00Z",
                "status": "investigating",
                "message": "One.\n\nTwo: *three*  \n# four\n",
            },
            {"at": "2026-11-20T15:02:00Z", "message": "Over.\n"},
        ],
        "tags": ["404", "cards"],
        "pinned": True,
    }
    assert to_yaml(document) == (
        "title: 'Cards: 1 in 5 fails'\n"
        "impact: major\n"
        "components:\n"
        "  checkout: partial_outage\n"
        "updates:\n"
        "  - at: 2026-11-20T14:02:00Z\n"
        "    status: investigating\n"
        "    message: |\n"
        "      One.\n"
        "\n"
        "      Two: *three*  \n"
        "      # four\n"
        "  - at: 2026-11-20T15:02:00Z\n"
        "    message: |\n"
        "      Over.\n"
        "tags:\n"
        "  - '404'\n"
        "  - cards\n"
        "pinned: true\n"
    )


def test_control_characters_are_refused() -> None:
    """A text that no incident file may hold is not written."""
    with pytest.raises(ValueError, match="cannot be written"):
        to_yaml({"title": "bell \x07"})
