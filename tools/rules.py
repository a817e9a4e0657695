"""Write the manual's page of house rules from the rules themselves: `python tools/rules.py`."""

from pathlib import Path

from statuskit.review import RULES
from statuskit.review.manual import manual

PAGE = Path(__file__).parent.parent / "site_src" / "manual" / "rules.md"

_INTRODUCTION = """\
---
description: What statuskit check reads every text for, and why.
---

<!-- Made by `make manual` from the rules. Change their words there. -->

"""


def page() -> str:
    """Put all rules into one page of Markdown."""
    return _INTRODUCTION + manual(RULES)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
