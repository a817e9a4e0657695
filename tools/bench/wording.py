"""What the drawn incidents say: a stock of sentences with gaps, filled by lot, in the words of a real status page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

GROUPS = {
    "product": "Rooms Messages Search Files Calls Notifications Apps Calendar Boards",
    "account": "Sign-in Checkout Invoices Teams Permissions Directory",
    "developers": "API Webhooks Sandbox Exports Imports Widgets",
}
"""Twenty-one components, by group."""

FAULTS = {
    "major_outage": ("{name} is down", "{name} does not open", "Nobody can use {name}"),
    "partial_outage": (
        "{name} fails for one in {few}",
        "{name} is down in {place}",
        "{name} fails now and then",
    ),
    "degraded_performance": (
        "{name} is slow",
        "{name} answers late",
        "{name} takes {few} times as long as usual",
    ),
}
"""Titles, by the state of the component that is hurt."""

WORKS = ("{name} moves to new machines", "New cables in {place} for {name}", "{name} gets a newer database")
NEWS = ("An old version of {name} ends in spring", "{name} shows times of {place} an hour early")

_PLACES = [
    "Frankfurt",
    "Dublin",
    "Oslo",
    "Madrid",
    "Warsaw",
    "Lisbon",
    "Toronto",
    "Austin",
    "Osaka",
    "Sydney",
    "Lagos",
    "Bogota",
]
_THINGS = [
    "drafts",
    "files",
    "letters",
    "bookings",
    "payments",
    "invitations",
    "comments",
    "pictures",
    "searches",
    "reports",
]
_MACHINES = ["web-{n}", "store-{n}", "queue-{n}", "cache-{n}", "login-{n}", "index-{n}"]

SEEN = (
    "About {few} in 20 requests to {name} fail since {clock}, and the rest take up to {seconds} seconds.",
    "You cannot open {name} from {place}. Other places are fine, as far as we can see from here.",
    "If a page of {name} stays empty, wait a minute and open it once more. Your {things} are kept.",
    "We see {hundreds} failed requests a minute where there are {few} on other days.",
    "Our own alarm rang at {clock}, and {few} of you wrote to us in the same minute. Thank you for that.",
    "We do not know the cause yet. {few} of us are looking for it, and nobody does anything else.",
    "What you send meanwhile waits in line and arrives in order. Nothing is lost.",
    "Phones are not hurt. On a desk computer {name} asks for the password once more than usual.",
)
FOUND = (
    "We found it: a change of {clock} asked the database for all {things} of a team, one by one.",
    "A machine in {place} gave out a list of addresses that was {hundreds} minutes old. It is out of service now.",
    "The disk that holds your {things} is full to the last byte, because a nightly clean-up did not run.",
    "We put back the version of yesterday. {few} of 12 machines have it, the others follow one after the other.",
    "The line of waiting {things} has {hundreds},000 entries. It gets shorter by {few},000 a minute.",
    "A key that we renew each year ran out at {clock}. We have a new one and are bringing it to every machine.",
    "Our guess of {clock} was wrong. It is no attack: it is our own export, which reads {name} all at once.",
    "We turned off the new menu of {name}. It is what asks too much, and the old one is still there.",
)
BETTER = (
    "{name} opens again since {clock}. We watch it for an hour before we call it over.",
    "Of 1,000 requests {few} fail now, down from {hundreds}. The rest of the way is slow.",
    "{things} that waited are going out: {hundreds},000 are done, {few},000 are left.",
    "People in {place} still wait up to {seconds} seconds. Everybody else is served as on any other day.",
    "We moved the readers to the copy in {place}, and answers come in time.",
    "If {name} still asks for your password, sign out and in again once. After that it stays quiet.",
)
OVER = (
    "{name} works again for everybody since {clock}. We caused this ourselves, and we are sorry.",
    "All {things} that waited are through, in the order in which you sent them. None was lost, none went out twice.",
    "It lasted {hundreds} minutes, and that is too long. We now test this change on one machine before the others.",
    "If you still see the fault, write to us, and name the time. We read every letter today.",
    "The alarm now rings at {few} failed requests in a minute, not at {hundreds}.",
    "You need to do nothing. Who was charged twice gets the second payment back on {few} working days at most.",
)
AHEAD = (
    "You can read your {things} all the time. You cannot change them while we work, for {few} minutes at most.",
    "We move {name} from {place} to a newer room, machine by machine.",
    "We tried the same move with {hundreds},000 {things} of our own last week, and it took {few} minutes.",
    "If something goes wrong we put the old machines back. That takes {few} minutes, and we have done it before.",
)

_RICH = (
    """\
What works and what does not:

- **{name}**: fails for {few} in 20
- reading {things}: works
- sending {things}: waits in line
""",
    """\
Three steps are left:

1. bring the old list back to {place}
2. start `{machine}` and `{other}` again
3. let the {things} through
""",
    """\
More about it stands on [our page on {name}](https://help.acme.example/{slug}) and in its *questions*.
""",
    """\
> We waited {few} hours for our {things}, and then they all came at once.

That is what one of you wrote, and **it is what happened**.
""",
    """\
Programs that talk to us see this answer, and may ask again after {seconds} seconds:

```
HTTP/1.1 503
Retry-After: {seconds}
```
""",
    """\
| Place | Failed |
|---|---|
| {place} | {hundreds} a minute |
| elsewhere | {few} a minute |
""",
)
"""What only Markdown can say: lists, links, quotations, code, tables."""

APOLOGIES = (
    "We are sorry. You could not use {name} for {hundreds} minutes, on a day on which you needed it. That was our mistake.",
    "We are sorry. We broke {name} for you, we took too long to see it, and your {things} came late. That is our fault.",
)
CAUSES = (
    """\
{name} keeps a list of who may see which {things}. We made that list shorter, because it had grown slow.

The shorter list was right for {few} teams and wrong for one: the largest. Each request from there asked for the whole list again. With {hundreds} people at work that was too much.

We saw that something was wrong at {clock}, but we looked in the wrong place first, at {place}.
""",
    """\
Each night we copy your {things} to a second place, {place}. That night the copy did not end.

When you came to work the copy still ran, and it was reading what you wanted to read. So each of you waited for it. We stopped the copy, and {name} was quick again within {few} minutes.

Nothing told us that the copy was late, because we had never thought that it could be.
""",
)
TECHNICAL = (
    """\
## What the machines did

`{machine}` answered from its own memory until {clock}. Then its list was **{hundreds} minutes** old, and it asked `{other}` for a new one. So did the {few} others, in the same second.

```
{clock}:07 {machine} list expired after {hundreds} min
{clock}:07 {other} queue 128 of 128, refusing
{clock}:09 {machine} retry in 1 s
```

## Why it went on

1. A refused request was tried again after one second, without limit.
2. The queue of `{other}` holds 128 requests. It was full within {few} seconds.
3. The health check asks for the front page only, and that one needs no list.

| Step | Requests a second |
|---|---|
| before | {hundreds} |
| at the worst | {hundreds}00 |
| after | {hundreds} |

We now spread the moments at which lists expire, and a retry waits for a random time of up to {seconds} seconds.
""",
    """\
## The query

The change of {clock} replaced one query by {hundreds}. Each of them is quick; together they held all {few}0 connections of `{machine}`.

```sql
SELECT id, title FROM {things} WHERE team = $1 ORDER BY changed DESC LIMIT 50;
```

In our test the team had *{few}* members, so nobody saw it. The largest team has {hundreds},000.

## What holds it now

- The test has a team of {hundreds},000 members.
- A page may ask `{machine}` at most {few} times; the next one fails in the test.
- `{other}` answers from a copy while `{machine}` is busy.
""",
)
PREVENTED = (
    ("Test each change on one machine for {few} hours before the others", "prevent"),
    ("Ring the alarm when {few} requests in a minute fail", "detect"),
    ("Let the test data have a team of {hundreds},000 members", "prevent"),
    ("Keep a second copy of the {things} in {place}", "mitigate"),
    ("Write the first word within {few} minutes, even if we know nothing", "process"),
    ("Let old versions of {name} be put back with one command", "mitigate"),
)
EVENTS = (
    ("change", "We put a new version of {name} live"),
    ("detect", "The alarm of {name} rings"),
    ("attempt", "We start {machine} again, and nothing changes"),
    ("mitigate", "We put back the version of yesterday"),
    ("learn", "We find the list in {place} that was too old"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Fills the gaps of sentences about a component, as of a moment; the same lot gives the same words."""

    lot: Random
    name: str
    at: datetime

    def fill(self, sentence: str) -> str:
        """Give a sentence with every gap filled."""
        lot = self.lot
        machine, other = lot.sample(_MACHINES, 2)
        return sentence.format(
            name=self.name,
            slug=self.name.lower(),
            clock=f"{self.at - timedelta(minutes=lot.randint(1, 9)):%H:%M}",
            place=lot.choice(_PLACES),
            things=lot.choice(_THINGS),
            few=lot.randint(2, 9),
            hundreds=lot.randint(21, 480),
            seconds=lot.randint(10, 90),
            machine=machine.format(n=lot.randint(1, 40)),
            other=other.format(n=lot.randint(1, 40)),
        )

    def one(self, stock: Sequence[str]) -> str:
        """Draw one sentence."""
        return self.fill(self.lot.choice(stock))

    def message(self, stock: Sequence[str]) -> str:
        """Write three to five sentences; one message in three has more than words in it."""
        chosen = self.lot.sample(stock, self.lot.randint(3, min(5, len(stock))))
        said = [self.fill(each) for each in chosen]
        text = " ".join(each[:1].upper() + each[1:] for each in said)
        if self.lot.random() < 1 / 3:
            text += f"\n\n{self.one(_RICH)}"
        return text.rstrip()
