"""How we answered."""

from statuskit.facts.cases import case
from statuskit.model import Status

from .samples import at, incident, minutes, say, works


def test_response_gathers_the_figures() -> None:
    """First word and longest silence are those of the updates so far."""
    one = incident(say(0), say(10), started=-4)
    found = case(one, at(30))
    assert (found.first_word, found.longest_silence) == (minutes(4), minutes(10))


def test_the_first_word_needs_a_written_start() -> None:
    """Without `started` there is no figure, and none before anything was said; speaking early takes no time."""
    assert case(incident(say(0)), at(9)).first_word is None
    assert case(incident(say(5), started=0), at(2)).first_word is None
    assert case(incident(say(0), started=5), at(9)).first_word == minutes(0)


def test_silence_ends_with_the_last_resolution() -> None:
    """A note long after the end is no silence; a word after reopening is."""
    one = incident(say(0), say(7, Status.RESOLVED), say(500))
    assert case(one, at(900)).longest_silence == minutes(7)
    again = incident(say(0), say(7, Status.RESOLVED), say(50, Status.MONITORING), say(60, Status.RESOLVED))
    assert case(again, at(900)).longest_silence == minutes(43)
    assert case(incident(say(0), say(7), say(500)), at(900)).longest_silence == minutes(493)


def test_one_word_leaves_no_gap() -> None:
    """Where there are no two updates, and in a maintenance, there is no silence to measure."""
    assert case(incident(say(0)), at(9)).longest_silence is None
    assert case(works(say(-90), say(0)), at(9)).longest_silence is None
