"""The text that every format can carry."""

import re

# Beyond what XML 1.0 forbids: the second set of control characters and the replacement character, of which
# the W3C validator warns, and the noncharacters.
_UNFIT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """Leave out what no format may hold."""
    return _UNFIT.sub("", text)


def one_line(text: str) -> str:
    """Make a title: fit, and on one line."""
    return " ".join(fit(text).split())
