"""Traces of the inside in a text: addresses, hosts, people, tickets, tools, paths. Where they stand, not what they weigh."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Place = tuple[int, int]

_IPV4 = re.compile(r"(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])")
_SAYS_VERSION = re.compile(r"\b(?:versions?|releases?|builds?|v)[\s:]{0,2}v?$", re.IGNORECASE)
_SAYS_ADDRESS = re.compile(r"\b(?:IP|address|host|server|resolver)\s+$", re.IGNORECASE)
_SMALL = 32
_COLONS = 7
_MASKS = ip_network("255.0.0.0/8")
_DOCUMENTATION = tuple(
    ip_network(each)
    for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20")
)
_INNER_HOST = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}"
    r"(?:internal|intranet|intra|corp|local|localdomain|lan|svc|prod|consul)\b(?![\w-]|\.[a-z0-9])",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+@/-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b(?!@)", re.IGNORECASE)
_RESERVED = re.compile(r"(?:[@.]example\.(?:com|net|org)|\.(?:example|test|invalid))$", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@/.+`&=-])@[A-Za-z][\w-]{1,38}(?![\w@/]|\.\w)")
# UTF-8, CVE-2026-1, SHA-256 and the like are no tickets.
_TICKET = re.compile(
    r"(?<![\w/.-])(?!(?:AES|AS|CES?T|COVID|CP|CVE|CWE|DES|DST|EC|EST|FIPS|GMT|GPT|GPU|HTTP|IEC|IEEE|IP|IPV|ISO"
    r"|JPEG|LTS|MD|NIST|PCI|PEP|PKCS|PST|RC|RFC|RSA|SHA|SOC|SSL|TLS|UTC|UTF|US|USB|WCAG)-)"
    r"[A-Z][A-Z0-9]{1,9}-\d{1,7}(?![\w-]|\.\d)"
)
_TOOL = re.compile(
    r"(?<![\w.-])(?:https?://)?(?:"
    r"(?:[\w-]+\.)*(?:atlassian\.net|pagerduty\.com|opsgenie\.com|datadoghq\.(?:com|eu)|grafana\.net|splunkcloud\.com|signalfx\.com)"
    r"|(?:app\.)?(?:linear\.app|asana\.com|notion\.so|sentry\.io|incident\.io|rootly\.com|firehydrant\.io)"
    r"|[\w-]+\.slack\.com|slack\.com/archives|(?:[\w-]+\.)?zoom\.us/j|meet\.google\.com|(?:docs|drive)\.google\.com"
    r"|(?:jira|confluence|grafana|kibana|jenkins|sentry|wiki|gitlab|argocd|vault)\.[\w-]+(?:\.[\w-]+)+"
    r")(?:/[^\s<>\"')\]]*[^\s<>\"')\].,;:!?])?",
    re.IGNORECASE,
)
_FOLDERS = ("etc", "var", "home", "usr", "opt", "mnt", "srv", "root", "proc", "Users")
_INSIDES = re.compile(
    rf"(?<![\w/:.~-])(?:~|/(?:{'|'.join(_FOLDERS)}))(?:/[\w.@-]+)+(?<!\.)"
    r"|\b[A-Z]:\\[\w\\.-]+"
    r"|\barn:aws[\w-]*:[^\s\"'`<>]+"
    r"|\b(?:i|vol|snap|sg|subnet|vpc|ami|eni|eipalloc|rtb|nat)-(?=[a-f]*\d)[0-9a-f]{8,17}\b"
    r"|\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b"
    r"|(?<![\w/-])(?=[0-9a-f]*[a-f])(?=[a-f]*\d)(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![\w-])"
    r"|\bSELECT\b[^;.]{1,200}?\bFROM\s+[\w.\"`]+|\b(?:INSERT\s+INTO|DELETE\s+FROM|(?:DROP|ALTER|TRUNCATE)\s+TABLE)\s+[\w.\"`]+"
    r"|\bUPDATE\s+[\w.\"`]+\s+SET\b"
    r"|Traceback \(most recent call last\)|\bException in thread \"|\bFile \"[^\"\n]+\", line \d+"
    r"|^(?: {2,}|\t)[ \t]*at [\w.$<>]+\([^()\n]*\)",
    re.MULTILINE,
)
_LEGAL = re.compile(
    r"\b(?:breach(?:es|ed)?|GDPR|HIPAA|CCPA|negligen(?:t|ce)|liab(?:le|ility)|lawsuits?|litigation|damages|indemnif\w+|regulators?"
    r"|class action|data protection authority)\b",
    re.IGNORECASE,
)

# Most texts hold none of these, and are passed over without an expression.
_INNER_ENDING = re.compile(r"\.(?:int|corp|loc|lan|svc|prod|cons)", re.IGNORECASE)
TOOL_WORDS = (
    *(
        "atlassian",
        "pagerduty",
        "opsgenie",
        "datadoghq",
        "grafana",
        "splunk",
        "signalfx",
        "linear.",
        "asana",
        "notion",
    ),
    *(
        "sentry",
        "incident.io",
        "rootly",
        "firehydrant",
        "slack",
        "zoom",
        "google",
        "jira",
        "confluence",
        "kibana",
    ),
    *("jenkins", "wiki", "gitlab", "argocd", "vault"),
)
_INSIDE_MARKS = (
    *("~/", *(f"/{folder}/" for folder in _FOLDERS), ":\\", "arn:aws"),
    *("SELECT", "INSERT", "DELETE", "TABLE", "UPDATE"),
    *("Traceback", "Exception in", 'File "', "  at ", "\tat ", "\t at "),
)
LEGAL_WORDS = (
    *(
        "breach",
        "gdpr",
        "hipaa",
        "ccpa",
        "negligen",
        "liab",
        "lawsuit",
        "litig",
        "damages",
        "indemn",
        "regulator",
    ),
    *("class action", "data protection"),
)
_WORD = re.compile(r"\w+")
_DOTTED = re.compile(r"\.\d")
_HEXADECIMAL = re.compile(r"[0-9a-f]{8}")


def _has(marks: Iterable[str], text: str) -> bool:
    return any(mark in text for mark in marks)


def addresses(text: str, *, private: bool) -> Iterator[Place]:
    """Yield the network addresses in a text, either the private or the public ones.

    Those meant for documentation, the machine's own and network masks are nobody's.
    """
    likely = ((_IPV4, _DOTTED.search(text)), (_IPV6, "::" in text or text.count(":") >= _COLONS))
    for pattern in (pattern for pattern, is_likely in likely if is_likely):
        for match in pattern.finditer(text):
            address = _address(match[0])
            if address is None or _is_nobodys(address) or address.is_global is private:
                continue
            before = text[max(0, match.start() - 30) : match.start()]
            # Four small numbers, as in "we went to 5.4.1.1", are a version unless they are called an address.
            small = isinstance(address, IPv4Address) and max(address.packed) < _SMALL and not private
            if not _SAYS_VERSION.search(before) and (not small or _SAYS_ADDRESS.search(before)):
                yield match.span()


def _address(written: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(written)
    except ValueError:
        return None


def _is_nobodys(address: IPv4Address | IPv6Address) -> bool:
    if address.is_loopback or address.is_unspecified or address.is_multicast:
        return True
    nobodys = (_MASKS, *_DOCUMENTATION)
    return any(address in network for network in nobodys if network.version == address.version)


def internal_hosts(text: str, domains: Iterable[str] = ()) -> Iterator[Place]:
    """Yield the names of machines inside: by their ending, or below one of `domains`."""
    if _INNER_ENDING.search(text):
        for match in _INNER_HOST.finditer(text):
            yield match.span()
    for domain in domains:
        if domain.lower() in text.lower():
            for match in _below(domain).finditer(text):
                yield match.span()


@lru_cache(maxsize=64)
def _below(domain: str) -> re.Pattern[str]:
    bare = re.escape(domain.strip().lstrip("*").strip("."))
    return re.compile(rf"(?<![\w@-])(?:[\w-]{{1,63}}\.){{0,8}}{bare}(?![\w-]|\.\w)", re.IGNORECASE)


def names_in(text: str, names: tuple[str, ...]) -> Iterator[Place]:
    """Yield where one of `names` stands in a text, as whole words, in capitals or not."""
    if names and not _first_words(names).isdisjoint(_WORD.findall(text.lower())):
        for match in _any_of(names).finditer(text):
            yield match.span()


@lru_cache(maxsize=4)
def _first_words(names: tuple[str, ...]) -> frozenset[str]:
    """Give the first word of each name: a text with none of them holds no name, were there thousands."""
    return frozenset(word[0].lower() for name in names if (word := _WORD.search(name)))


@lru_cache(maxsize=4)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    spelt = (
        r"\s+".join(map(re.escape, name.split()))
        for name in sorted(names, key=len, reverse=True)
        if _WORD.search(name)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)", re.IGNORECASE)


def mail_addresses(text: str) -> Iterator[Place]:
    """Yield the mail addresses in a text but for those of names that are kept for examples."""
    if "@" in text:
        for match in _MAIL.finditer(text):
            if not (_RESERVED.search(match[0]) or match[0].startswith("git@")):
                yield match.span()


def handles(prose: str) -> Iterator[Place]:
    """Yield the names of people as chats write them."""
    if "@" in prose:
        for match in _HANDLE.finditer(prose):
            yield match.span()


def tickets(text: str) -> Iterator[Place]:
    """Yield the numbers of tickets, but for what only looks like them (UTF-8, CVE-2026-1)."""
    if "-" in text:
        for match in _TICKET.finditer(text):
            yield match.span()


def tools(text: str) -> Iterator[Place]:
    """Yield the addresses of trackers, chats, documents and dashboards."""
    if _has(TOOL_WORDS, text.lower()):
        for match in _TOOL.finditer(text):
            yield match.span()


def insides(text: str) -> Iterator[Place]:
    """Yield paths, the names of cloud resources, hashes, ids, SQL and stack traces."""
    if _has(_INSIDE_MARKS, text) or _HEXADECIMAL.search(text):
        for match in _INSIDES.finditer(text):
            yield match.span()


def legal_words(text: str) -> Iterator[Place]:
    """Yield words that a lawyer reads in another way than we mean them."""
    for match in _LEGAL.finditer(text):
        yield match.span()
