"""What `statuskit.importers.upptime.messages` reads in the first lines of commits."""

import pytest

from statuskit.importers.upptime.messages import Messages, Word, sentence, undone
from statuskit.model import ComponentState

UP, DOWN, SLOW = (
    ComponentState.OPERATIONAL,
    ComponentState.MAJOR_OUTAGE,
    ComponentState.DEGRADED_PERFORMANCE,
)


def word(name: str, state: ComponentState, code: int | None = None, took: int | None = None) -> Word:
    """Return a word on a site."""
    return Word(name=name, state=state, code=code, took=took)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("🟥 Shop is down (503 in 410 ms) [skip ci] [upptime]", word("Shop", DOWN, 503, 410)),
        ("🟩 Shop is up (200 in 97 ms) [skip ci] [upptime]", word("Shop", UP, 200, 97)),
        ("🟨 Shop is degraded (200 in 31000 ms)", word("Shop", SLOW, 200, 31000)),
        ("🟨 Shop has degraded performance", word("Shop", SLOW)),
        ("🟥 Shop is down", word("Shop", DOWN)),
        ("🟥 API (EU) [beta] 🚀 is down (0 in 0 ms)", word("API (EU) [beta] 🚀", DOWN, 0, 0)),
        ("🟩 What is down is up (200 in 1 ms)", word("What is down", UP, 200, 1)),
        (":green: Shop is up (200 in 1 ms)", word("Shop", UP, 200, 1)),
        ("🟥 Sh\u202eop\x1b[31m is down", word("Shop[31m", DOWN)),
    ],
)
def test_words_on_sites(message: str, expected: Word) -> None:
    """Name, state and answer are read, whatever signs the name has and whatever stands in front."""
    assert Messages.of().word(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "",
        ":pencil: Update summary in README [skip ci] [upptime]",
        "Explain why the shop is down",
        "Fix: shop is up",
        "🟥 is down",
        "🟥 Shop is down, they say",
        "🟥 Shop is broken (503 in 410 ms)",
        "🟥 \u202e is down",
        "🟥 " + "x" * 2000 + " is down",
    ],
)
def test_other_messages(message: str) -> None:
    """What is no word of Upptime on a site is none, though it speaks of being down."""
    assert Messages.of().word(message) is None


def test_words_of_the_settings() -> None:
    """A template and marks of the settings are known beside the usual words; each variable counts once."""
    own = Messages.of("[$PREFIX] $STATUS: $SITE_NAME <$SITE_URL> $RESPONSE_CODE ($STATUS)", ["all well"])
    assert own.word("[🟥] down: Shop (EU) <https://x> 503 ($STATUS)") == word("Shop (EU)", DOWN, 503)
    assert own.word("all well Shop is up") == word("Shop", UP)
    assert own.word("🟥 Shop is down (503 in 410 ms)") == word("Shop", DOWN, 503, 410)
    assert Messages.of("site changed").word("site changed") is None
    assert Messages.of("(.*) $STATUS $SITE_NAME").word("x up Shop") is None


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('Revert "🟥 A is down"', ("🟥 A is down", False)),
        ('Revert "Revert "🟥 A is down""', ("🟥 A is down", True)),
        ('Reapply "🟥 A is down"', ("🟥 A is down", True)),
        ('Revert "Reapply "🟥 A is down""', ("🟥 A is down", False)),
        ("🟥 A is down", None),
        ('Revert of "A"', None),
    ],
)
def test_reverts(message: str, expected: tuple[str, bool] | None) -> None:
    """What a revert is of, and whether that counts afterwards."""
    assert undone(message) == expected


@pytest.mark.parametrize(
    ("said", "http", "expected"),
    [
        (word("A", DOWN, 503, 410), True, "Major outage. HTTP 503 in 410 ms."),
        (word("A", SLOW, 200, 31000), True, "Degraded performance. HTTP 200 in 31000 ms."),
        (word("A", UP, 200, 97), True, "Up again. HTTP 200 in 97 ms."),
        (word("A", DOWN, 0, 0), True, "Major outage. No answer."),
        (word("A", DOWN, 503), True, "Major outage. HTTP 503."),
        (word("A", DOWN), True, "Major outage."),
        (word("A", UP, 200, 30), False, "Up again. Answered in 30 ms."),
        (word("A", UP, 200, 0), False, "Up again."),
    ],
)
def test_sentences(said: Word, http: bool, expected: str) -> None:  # noqa: FBT001
    """A sentence says what the commit says and no more; 0 is no code, and a ping has none."""
    assert sentence(said, http=http) == expected
