"""The manual of the house rules, made from the rules themselves."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from itertools import groupby

from statuskit.review.rule import Rule
from statuskit.review.secrets import secrets

_FAMILIES = {
    "AP": "Formula apologies",
    "PV": "Nobody did it",
    "SC": "How many, how much, how long",
    "DF": "Blame elsewhere",
    "PR": "Promises without weight",
    "EU": "Spin",
    "BL": "Blaming a person",
    "PL": "Plain language",
    "MH": "What a story must have",
    "FA": "Facts",
    "CA": "How often we speak",
    "SP": "Safe to publish",
}
_INTRO = """\
# House rules

`statuskit check` reads every text of your incident files for these rules. They defend one line:
**own it first, repair it second, and say both in words that a customer uses.** A live update is never held
up by wording: an error stops `check` in a `final` postmortem, and with `--strict` anywhere; a warning or a
hint stops nothing. A secret always stops it, and is never printed.

- `statuskit check --explain {first}` shows the page of one rule in the terminal.
- A rule that is wrong in one file is waived there, with the reason; `statuskit check --waivers` lists them:

        review:
          allow:
            - {{rule: {first}, because: We quote a customer here.}}

- A rule that is wrong for your site is switched off, or weighs less, in the settings:

        review:
          off: [{first}]
          level: {{{second}: hint}}
          allow: [a phrase that may stand]

Code, links and quotations are not read for wording.
"""


def manual(rules: Iterable[Rule]) -> str:
    """Write the manual page of all rules, in Markdown, with an anchor for each."""
    listed = list(rules)
    first, second, *_ = [rule.id for rule in listed]
    pages = [_INTRO.format(first=first, second=second)]
    for family, members in groupby(listed, _family):
        pages.append(f"## {_FAMILIES.get(family, family)}\n")
        for rule in members:
            heading, _, rest = page(rule).partition("\n")
            pages.append(f"##{heading} {{#{rule.id.lower()}}}\n{rest}")
    return "\n".join(pages)


def _family(rule: Rule) -> str:
    return rule.id.rstrip("0123456789")


def page(rule: Rule) -> str:
    """Write the page of one rule, in Markdown, from a heading on; secrets in its examples are left out."""
    return "\n".join(_page(rule))


def _page(rule: Rule) -> Iterator[str]:
    finds = rule.finds.rstrip(".")
    yield f"# {rule.id}: {finds}\n"
    yield f"Level: {rule.level}\n"
    yield f"{rule.why}\n"
    yield f"Better: {rule.better}\n"
    if rule.files:
        yield from _difference(rule)
    else:
        yield from _examples("Found", rule.bad)
        yield from _examples("Not found", rule.good)
    yield f"Source: {rule.source.rstrip('.')}.\n"


def _examples(title: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        yield f"{title}:\n"
        for text in texts:
            yield "".join(f"    {line}\n" if line else "\n" for line in without_secrets(text).splitlines())


def _difference(rule: Rule) -> Iterator[str]:
    """Show of two whole files only what makes one of them good."""
    if not rule.good or not rule.bad:
        return
    bad, good = rule.bad[0].splitlines(), rule.good[0].splitlines()
    lines = [line for line in unified_diff(bad, good, n=1, lineterm="") if line[:2] not in {"--", "++", "@@"}]
    yield "From found (-) to not found (+):\n"
    yield "".join(f"    {without_secrets(line).rstrip()}\n" for line in lines)


def without_secrets(text: str) -> str:
    """Put asterisks in place of each secret of a text, with a space: what is left looks like none."""
    for secret in reversed(list(secrets(text))):
        text = f"{text[: secret.start]}*** ***{text[secret.end :]}"
    return text
