"""Words of the trade with what to say in their place, and abbreviations that everybody knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statuskit.review.beginnings import beginnings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Jargon:
    """A word of the trade: how to find it, the words in plain English, and with what a word of each form of it begins."""

    pattern: re.Pattern[str]
    plain: str
    needs: frozenset[str]


def _word(piece: str, plain: str, pattern: str | None = None, *others: str) -> Jargon:
    """Make an entry, found by a word that begins as `piece` or as one of `others`; without a pattern it is the piece with any ending."""
    search = re.compile(rf"\b(?:{pattern or rf'{re.escape(piece)}[a-z]*'})\b", re.IGNORECASE)
    return Jargon(pattern=search, plain=plain, needs=beginnings_of([piece, *others]))


# "Degraded" and "elevated" have rules of their own (SC04, SC06).
JARGON: tuple[Jargon, ...] = (
    _word("mitigat", "reduced, worked around, stopped it getting worse"),
    _word("api", "the way other programs talk to us", "APIs?", "apis"),
    _word("deploy", "put live", r"(?:re)?deploy\w*", "redeploy"),
    _word("latenc", "delay, slow"),
    _word("root cause", "cause (there are often several)", r"root\s+causes?"),
    _word("traffic", "requests, visits"),
    _word("region", "the places by names that customers know", r"regions?"),
    _word("upstream", "a supplier, by name"),
    _word("time", "gave up waiting", r"tim(?:e[- ]?outs?|ed[- ]out|ing[- ]out)", "timing"),
    _word("capacity", "room, machines"),
    _word("backlog", "waiting line", r"backlogs?"),
    _word("queue", "waiting line", r"queue[sd]?"),
    _word("load balanc", "what shares visits among our servers", r"load\s+balanc\w+"),
    _word(
        "5xx",
        "an error page; requests failed",
        r"(?:HTTP\s+)?(?:5xx|50x|50[0-4]s?(?=\s+(?:errors?|responses?|status)))",
        "50x",
        *(f"50{last}{plural}" for last in range(5) for plural in ("", "s")),
    ),
    _word("roll", "undid the change", r"roll(?:ed|ing|s)?[- ]?back\w*"),
    _word("cluster", "group of servers", r"clusters?"),
    _word("config", "changed a setting", r"config(?:uration)?\s+(?:change|push|update)s?"),
    _word("remediat", "fix"),
    _word("packet loss", "data lost on the way", r"packet\s+loss"),
    _word("fail", "switched to the spare", r"fail(?:ed|ing|s)?[- ]?over"),
    _word("rate", "a limit on how often you may ask", r"rate[- ]limit\w*"),
    _word("lag", "the copy was behind", r"replica(?:tion)?\s+lag"),
    _word("propagat", "spread"),
    _word("telemetry", "measurements"),
    _word("plane", "the part that manages, or the part that serves", r"(?:control|data)[- ]plane"),
    _word("node", "server, one of our machines", r"nodes?"),
    _word("instance", "server, one of our machines", r"(?<!for\s)instances?"),
    _word("vm", "one of our machines", r"VMs?", "vms"),
    _word("throttl", "slowed on purpose"),
    _word("cache", "saved copy", r"cache[sd]?"),
    _word("throughput", "amount a second"),
    _word("saturat", "full"),
    _word("contention", "competing for the same thing"),
    _word("endpoint", "address, feature", r"endpoints?"),
    _word("regression", "something that worked and broke", r"regressions?"),
    _word("dns", "what looks up our address", "DNS"),
    _word("handshake", "the start of a secure connection", r"(?:TLS|SSL|TLS/SSL)\s+handshakes?"),
    _word("shard", "one part of the database", r"shard\w*"),
    _word("connection pool", "lines to the database", r"connection\s+pools?"),
    _word("p95", "the slowest 1 in 20, or 1 in 100", r"p9[59]", "p99"),
    _word("circuit breaker", "safety switch", r"circuit\s+breakers?"),
    _word("slo", "our target", r"SLOs?", "slos"),
    _word("oom", "ran out of memory", "OOM(?:[- ]kill\\w*)?"),
    _word("pod", "copy of the program", r"pods?", "pods"),
    _word("bgp", "routes between networks", "BGP"),
)
NEEDS = frozenset().union(*(word.needs for word in JARGON))
"""The beginnings of all words of the trade."""

_ZONES = "UTC GMT BST CET CEST EET EEST WET WEST MSK IST JST KST SGT AEST AEDT NZST NZDT PST PDT MST MDT CST CDT EST EDT"
_COMMON = "US EU UK UN AM PM ETA URL PDF CSV SMS FAQ IT ID OK TV PC PIN USA USD EUR GBP CEO QR"
# Words in capitals for stress.
_STRESSED = "ALL AND ANY DO IF IS NEW NO NOT NOTE NOW ON ONLY OR UPDATE YES YOU YOUR"
KNOWN_ABBREVIATIONS = frozenset(f"{_ZONES} {_COMMON} {_STRESSED}".split())
"""Abbreviations that need no explanation."""

_ABBREVIATION = re.compile(r"(?<![\w-])(?P<short>[A-Z]{2,6})s?(?![\w-])")
_IN_JARGON = frozenset({"API", "DNS", "VM", "SLO", "OOM", "BGP"})


def abbreviations(prose: str) -> Iterator[re.Match[str]]:
    """Yield all abbreviations but for those that everybody knows; the group `short` is one without its plural."""
    for match in _ABBREVIATION.finditer(prose):
        if match["short"] not in KNOWN_ABBREVIATIONS and match.group() not in KNOWN_ABBREVIATIONS:
            yield match


def is_in_jargon(short: str) -> bool:
    """Tell whether an abbreviation is one of the words of the trade, which have a rule of their own."""
    return short in _IN_JARGON


def words_of_trade(prose: str, begun: frozenset[str]) -> Iterator[tuple[Jargon, re.Match[str]]]:
    """Yield each word of the trade that `prose` holds, at its first place; `begun` are the beginnings of its words."""
    if NEEDS.isdisjoint(begun):
        return
    for word in JARGON:
        if not word.needs.isdisjoint(begun) and (match := word.pattern.search(prose)):
            yield word, match
