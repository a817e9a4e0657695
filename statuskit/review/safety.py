"""What may not be public: secrets, addresses, hosts, people, tickets and the insides of machines.

These rules read whole texts, code and links included: what stands in a code block is as public as the rest.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from statuskit.model import FactorKind, PostmortemState
from statuskit.problems import Severity
from statuskit.review import traces
from statuskit.review.beginnings import beginnings_of
from statuskit.review.rule import Check, Finding, Part, Passage, Record, Rule
from statuskit.review.secrets import looks_secretive, secrets

_ENGINEERS = frozenset(
    {Part.TECHNICAL, Part.TRIGGER, Part.RESOLUTION, Part.FACTORS, Part.TIMELINE, Part.EVIDENCE}
)
# "For example 10.1.2.3 became …": the sentence explains how addresses are written.
_AS_EXAMPLE = re.compile(
    r"\b(?:for\s+(?:example|instance)|e\.g\.)(?:(?![.!?]\s).){0,60}$", re.IGNORECASE | re.DOTALL
)
_TOOLS = beginnings_of(traces.TOOL_WORDS)
_LEGAL = beginnings_of(traces.LEGAL_WORDS)
_Find = Callable[[str], Iterable[traces.Place]]


def _each(
    find: Callable[[Record, Passage], Iterable[traces.Place]],
    *,
    needs: frozenset[str] | None = None,
    engineers: Severity | None = None,
) -> Check:
    """Make a check of what `find` gives for each passage; `engineers` is the level in the engineers' parts.

    Passages without a word that begins as one of `needs` are passed over.
    """

    def check(record: Record) -> Iterator[Finding]:
        for passage in record.passages:
            if needs is not None and needs.isdisjoint(passage.beginnings):
                continue
            for start, end in find(record, passage):
                yield Finding(
                    path=passage.path,
                    start=start,
                    end=end,
                    file=passage.file,
                    level=engineers if passage.part in _ENGINEERS else None,
                )

    return check


def _in_text(find: _Find) -> Callable[[Record, Passage], Iterable[traces.Place]]:
    return lambda _, passage: find(passage.text)


def _secrets(record: Record) -> Iterator[Finding]:
    # One look at all texts: what looks like a secret in one of them does so among the others.
    if not looks_secretive("\n".join(passage.text for passage in record.passages)):
        return
    for passage in record.passages:
        for secret in secrets(passage.text):
            yield Finding(
                path=passage.path,
                start=secret.start,
                end=secret.end,
                file=passage.file,
                message=f"This looks like a secret: {secret}.",
            )


def _private(_: Record, passage: Passage) -> Iterator[traces.Place]:
    """Find private addresses, but for those that a text gives as examples."""
    for start, end in traces.addresses(passage.text, private=True):
        if not _AS_EXAMPLE.search(passage.text[max(0, start - 80) : start]):
            yield start, end


def _public(_: Record, passage: Passage) -> Iterator[traces.Place]:
    return traces.addresses(passage.text, private=False)


def _hosts(record: Record, passage: Passage) -> Iterator[traces.Place]:
    return traces.internal_hosts(passage.text, record.settings.review.hosts)


def _mails(record: Record, passage: Passage) -> Iterator[traces.Place]:
    """Find mail addresses other than those that customers are to write to."""
    if passage.path[-1:] == ("claim",):
        return
    contact = record.settings.contact.lower()
    for start, end in traces.mail_addresses(passage.text):
        if passage.text[start:end].lower() not in contact:
            yield start, end


def _handles(_: Record, passage: Passage) -> Iterator[traces.Place]:
    return traces.handles(passage.prose)


def _names(record: Record, passage: Passage) -> Iterator[traces.Place]:
    return traces.names_in(passage.text, record.names)


def _security(record: Record) -> Iterator[Finding]:
    story = record.incident.postmortem
    if story and story.state is PostmortemState.FINAL:
        for number, factor in enumerate(story.factors):
            if factor.kind is FactorKind.SECURITY:
                yield Finding(path=("postmortem", "factors", number))


_SECURITY = """\
title: A page showed other customers' names
updates:
  - at: 2026-11-20T14:02:00Z
    status: resolved
    message: For 4 minutes a page showed other customers' names. It no longer does.
postmortem:
  state: final
  published: 2026-11-20T15:30:00Z
  factors:
    - {what: A cached page was given to everyone, kind: security}
"""
_OURS = "what attackers and journalists look for first in public reports"
_PEOPLE = "blameless reviews: roles, never names; whoever apologises signs of their own accord"

RULES = (
    Rule(
        id="SP01",
        level=Severity.ERROR,
        finds="a key, a token, a password",
        why="Whoever can read the repository has it from the first push on, and its history keeps it.",
        better="Change it where it is used, today; then write: the key of our mail service.",
        source="the expressions of detect-secrets, and a few of our own",
        good=(
            "The API key of our mail service had expired.",
            "Password resets are 20 minutes late.",
            'Write your key as `api_key: "{key}"`.',
        ),
        bad=(
            'We logged in with `password = "' + "correct-horse-9" + '"`.',
            "The variable was DB_PASSWORD=" + "hunter2x9.",
            "The call was https://bob:" + "hunter2@db.acme.example/jobs.",
            "The key " + "AKIA" + "QWERTYUIOPASDFGH" + " had no rights.",
        ),
        check=_secrets,
    ),
    Rule(
        id="SP02",
        level=Severity.ERROR,
        finds="a private network address",
        why="It draws a map of the inside, and says nothing to a customer.",
        better="The first of our two database servers stopped.",
        source=_OURS,
        good=(
            "We updated Linux to version 10.4.1.1.",
            "For example 192.0.2.7 or 2001:db8::1.",
            "Short addresses were read wrongly, for example 10.1.2.3 as ::ffff:10.1.2.3.",
            "At 10:15:20 it came back.",
        ),
        bad=(
            "The server at 10.20.0.14 stopped.",
            "Nothing answered on fd12:3456:789a::1.",
            "Only 192.168.7.20:5432 was left.",
        ),
        check=_each(_private),
    ),
    Rule(
        id="SP03",
        level=Severity.WARNING,
        finds="a public network address",
        why="It invites whoever reads along to knock; customers need it only where they must allow it.",
        better="One of our two mail servers sent nothing.",
        source=_OURS,
        good=("Chrome 119.0.6045.105 shows it.", "We went from 5.4.1.1 to 5.4.1.2."),
        bad=("Mails from 81.2.69.142 were refused.",),
        check=_each(_public),
    ),
    Rule(
        id="SP04",
        level=Severity.WARNING,
        finds="the name of a machine inside",
        why="It says nothing to a customer and much to an attacker.",
        better="The server that keeps the sessions was full.",
        source=_OURS,
        good=("status.acme.example is not hurt.", "You could not reach your local files."),
        bad=(
            "db-03.eu.corp stopped.",
            "sessions.default.svc was full.",
            "We restarted cache7.acme.internal.",
        ),
        check=_each(_hosts),
    ),
    Rule(
        id="SP05",
        level=Severity.ERROR,
        finds="a mail address that is not the site's `contact`",
        why="It brings spam to a person, and a person into the story.",
        better="Write to the address at the foot of this page.",
        source=_PEOPLE,
        good=("Write to help@example.com.", "Clone it from git@code.acme-rooms.net:rooms.git."),
        bad=("Ask jo.smith@acme-rooms.net.",),
        check=_each(_mails),
    ),
    Rule(
        id="SP06",
        level=Severity.WARNING,
        finds="the handle of a person",
        why="The reader needs to know what was done, not who sat at the keyboard.",
        better="The engineer on duty restarted the queue.",
        source=_PEOPLE,
        good=("Mails to you@example.com were late.", "Install `@acme/rooms` again."),
        bad=("@josmith restarted the queue.",),
        check=_each(_handles),
    ),
    Rule(
        id="SP07",
        level=Severity.ERROR,
        finds="a name that the site's `names_file` keeps from the public",
        why="Somebody put it on that list because a person or a customer must not be named.",
        better="A customer told us. The engineer on duty restarted the queue.",
        source=_PEOPLE,
        good=("A customer told us at 14:02.",),
        bad=(),
        check=_each(_names),
    ),
    Rule(
        id="SP08",
        level=Severity.WARNING,
        finds="the number of a ticket",
        why="Customers cannot open it. Keep it for yourselves under `private:`, which never leaves the build.",
        better="private: {ticket: OPS-4711}",
        source="our own reading of public updates: none of 5,340 holds one that helps a reader",
        good=("Texts in UTF-8 were cut; see CVE-2026-12345.", "We use SHA-256."),
        bad=("Tracked as OPS-4711.",),
        check=_each(_in_text(traces.tickets)),
    ),
    Rule(
        id="SP09",
        level=Severity.WARNING,
        finds="the address of a tracker, a chat, a document or a dashboard of your own",
        why="Customers cannot open it. Keep it for yourselves under `private:`, which never leaves the build.",
        better="private: {chat: the address}",
        source=_OURS,
        good=("See https://status.acme.example/history/.",),
        bad=(
            "See https://acme.slack.com/archives/C012.",
            "The graph is on grafana.acme.example/d/7.",
            "https://acme.atlassian.net/browse/OPS-1",
        ),
        check=_each(_in_text(traces.tools), needs=_TOOLS),
        needs=_TOOLS,
    ),
    Rule(
        id="SP10",
        level=Severity.WARNING,
        finds="a path, a cloud resource, a long hash or id, SQL or a stack trace",
        why="It says nothing to a customer. In `technical` it may stand if it helps an engineer of theirs.",
        better="The disk of the session server was full.",
        source=_OURS,
        good=(
            "Open Settings / Rooms / Export.",
            "Order 4711 was paid twice.",
            "Please select rooms from the list.",
        ),
        bad=(
            "/var/lib/sessions was full.",
            "arn:aws:s3:::acme-rooms had no rights.",
            "i-0abc1234def567890 stopped.",
            "DELETE FROM rooms ran without a limit.",
            "Request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed.",
        ),
        check=_each(_in_text(traces.insides), engineers=Severity.HINT),
    ),
    Rule(
        id="SP11",
        level=Severity.WARNING,
        finds="a factor of kind `security` in a final story",
        why="Told too early it helps the next attacker; have whoever looks after security read it first.",
        better="Let them read it, then waive this rule with their word as the reason.",
        source="the practice of coordinated disclosure",
        good=(_SECURITY.replace("kind: security", "kind: software"),),
        bad=(_SECURITY,),
        check=_security,
        files=True,
    ),
    Rule(
        id="SP12",
        level=Severity.WARNING,
        finds="a word with a meaning in law",
        why="`Breach` or `negligent` may admit more, or other things, than you mean. Show it to somebody who knows.",
        better="For 4 minutes a page showed other customers' names.",
        source="what lawyers ask to see before it is public",
        good=("For 4 minutes a page showed other customers' names.",),
        bad=("There was no breach of customer data.", "We reported it under the GDPR."),
        check=_each(_in_text(traces.legal_words), needs=_LEGAL),
        needs=_LEGAL,
    ),
)
