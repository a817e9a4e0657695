"""The shape of a postmortem: customers' words and engineers' words never share a field."""

from typing import Annotated, ClassVar

from pydantic import Discriminator, Field, Tag

from statuskit.model import (
    ActionKind,
    ActionState,
    Basis,
    ClaimBy,
    DetectedBy,
    FactorKind,
    PostmortemState,
    TimelineEvent,
)
from statuskit.schema.document import Document
from statuskit.schema.forms import (
    Amount,
    Answered,
    Asked,
    Claim,
    FileName,
    Flag,
    Markdown,
    Text,
    Time,
    Url,
    When,
    Yes,
)


class ApologyDocument(Document):
    """An apology that somebody signs."""

    noun: ClassVar[str] = "an apology"

    text: Text = Field(description="What we are sorry for, in the first person.")
    by: Text = Field(description="The name or the role that signs.")


class CountDocument(Document):
    """How many were hurt."""

    noun: ClassVar[str] = "`count`"

    value: Amount = Field(description="A number, or words such as `thousands`.")
    of: Text = Field(description="Of what: customers, requests, messages.")
    basis: Basis = Field(description="How we know.")


class FigureDocument(Document):
    """One more number on what it did."""

    noun: ClassVar[str] = "a figure"

    label: Text = Field(description="What the number counts.")
    value: Amount = Field(description="A number, or words in its place.")


class DataDocument(Document):
    """What happened to customers' data."""

    noun: ClassVar[str] = "`data`"

    lost: Text = Field(description="`none`, `unknown`, or what was lost.")
    exposed: Text = Field(description="`none`, `unknown`, or what was seen by whom.")


class PostmortemImpactDocument(Document):
    """What it did to customers."""

    noun: ClassVar[str] = "the postmortem's `impact`"

    who: Text | None = Field(default=None, description="Who was hurt.")
    count: CountDocument | None = Field(default=None, description="How many were hurt, and how we know.")
    could_not: list[Text] = Field(default_factory=list, description="What customers could not do.")
    still_worked: list[Text] = Field(default_factory=list, description="What still worked.")
    figures: list[FigureDocument] = Field(default_factory=list, description="More numbers on what it did.")
    data: DataDocument | None = Field(default=None, description="Whether data was lost or exposed.")


class ChoiceDocument(Document):
    """One row of what a customer may choose."""

    noun: ClassVar[str] = "an option"

    condition: Text = Field(alias="if", description="Whom it fits: `it stopped your work for a day`.")
    get: Text = Field(description="What they get.")
    claim: Claim = Field(description="Where to claim it: an https address or mailto:.")


class MakeRightDocument(Document):
    """What we give back."""

    noun: ClassVar[str] = "`make_right`"

    offer: Text | None = Field(default=None, description="What we give.")
    to: Text | None = Field(default=None, description="Who gets it.")
    how: ClaimBy | None = Field(
        default=None, description="Whether it comes by itself, is chosen, or must be asked for."
    )
    options: list[ChoiceDocument] = Field(
        default_factory=list, description="What the customer may choose from."
    )
    until: When | None = Field(default=None, description="The last day to claim it.")
    because: Text | None = Field(default=None, description="Why we give it.")


class NothingOwedDocument(Document):
    """The honest "nothing", with its reason."""

    noun: ClassVar[str] = "a `make_right` with `none`"

    none: Yes = Field(description="`true`: we give nothing back.")
    because: Text = Field(description="Why we give nothing back.")


class FileDocument(Document):
    """A long text that stands in a file of its own in the bundle."""

    noun: ClassVar[str] = "a text in a file"

    file: FileName = Field(description="Name of a Markdown file beside incident.yml.")


def _text_or_file(value: object) -> str:
    return "file" if isinstance(value, dict) else "text"


def _something_or_nothing(value: object) -> str:
    return "nothing" if isinstance(value, dict) and "none" in value else "something"


LongText = Annotated[
    Annotated[Markdown, Tag("text")] | Annotated[FileDocument, Tag("file")],
    Discriminator(_text_or_file),
]
MakeRight = Annotated[
    Annotated[MakeRightDocument, Tag("something")] | Annotated[NothingOwedDocument, Tag("nothing")],
    Discriminator(_something_or_nothing),
]


class FactorDocument(Document):
    """One of the things that together caused it."""

    noun: ClassVar[str] = "a factor"

    what: Text = Field(description="What it was.")
    kind: FactorKind = Field(description="Of what sort it was.")


class DetectionDocument(Document):
    """How we found out."""

    noun: ClassVar[str] = "`detection`"

    how: DetectedBy = Field(description="Who or what told us.")
    note: Text | None = Field(default=None, description="A sentence on it.")


class TimelineDocument(Document):
    """Something that happened behind the scenes."""

    noun: ClassVar[str] = "an entry of the timeline"

    at: Time = Field(description="When it happened.")
    event: TimelineEvent = Field(description="Of what sort it was.")
    what: Text = Field(description="What happened.")
    worked: Flag | None = Field(default=None, description="Of an attempt: whether it helped.")


class ActionDocument(Document):
    """A promise to change something."""

    noun: ClassVar[str] = "an action"

    what: Text = Field(description="What we change.")
    kind: ActionKind | None = Field(default=None, description="What it is good for.")
    state: ActionState = Field(default=ActionState.PLANNED, description="How far it is.")
    due: When | None = Field(default=None, description="By when. Past it and not done, it is shown as late.")
    done_on: When | None = Field(default=None, description="When it was done.")
    proof: Text | None = Field(default=None, description="Text or an address by which one can see it.")
    because: Text | None = Field(default=None, description="Why it was dropped; required then.")


class QuestionDocument(Document):
    """What customers asked, and what we answer."""

    noun: ClassVar[str] = "a question"

    asked: Text = Field(description="The question, as customers put it.")
    answer: Text = Field(description="The answer.")


class AnswersDocument(Document):
    """How many wrote to us, and how many got an answer."""

    noun: ClassVar[str] = "`answers`"

    asked: Asked = Field(default="unknown", description="How many wrote: a number or `unknown`.")
    answered: Answered = Field(
        default="unknown", description="How many got an answer: a number, `all` or `unknown`."
    )
    channels: list[Text] = Field(default_factory=list, description="Where they wrote.")
    note: Text | None = Field(default=None, description="A sentence on it.")


class LessonsDocument(Document):
    """What we learnt."""

    noun: ClassVar[str] = "`lessons`"

    well: list[Text] = Field(default_factory=list, description="What went well.")
    badly: list[Text] = Field(default_factory=list, description="What went badly.")
    lucky: list[Text] = Field(default_factory=list, description="Where we were lucky.")


class CorrectionDocument(Document):
    """Something in the published story that was wrong."""

    noun: ClassVar[str] = "a correction"

    at: Time = Field(description="When it was corrected.")
    what: Text = Field(description="What was wrong, and what is right.")


class EvidenceDocument(Document):
    """A graph, a log or a page that shows it. Has either `file` or `url`."""

    noun: ClassVar[str] = "a piece of evidence"

    title: Text = Field(description="What it is.")
    alt: Text = Field(description="What can be seen on it, for those who cannot see it.")
    file: FileName | None = Field(default=None, description="Name of a file beside incident.yml.")
    url: Url | None = Field(default=None, description="A web address.")


class PostmortemDocument(Document):
    """The whole story, afterwards."""

    noun: ClassVar[str] = "a postmortem"

    state: PostmortemState = Field(
        default=PostmortemState.DRAFT,
        description="Of a draft only `due` is public. `final` needs a resolved incident; both others need `published`.",
    )
    due: When | None = Field(default=None, description="By when we promise it. Past it, it is shown as late.")
    published: Time | None = Field(default=None, description="When it was published.")
    summary: Text | None = Field(
        default=None,
        description="At most two sentences: from when to when, what you could not do.",
    )
    apology: ApologyDocument | None = Field(default=None, description="An apology that somebody signs.")
    impact: PostmortemImpactDocument | None = Field(default=None, description="What it did to customers.")
    make_right: MakeRight | None = Field(
        default=None,
        description="What we give back; or `none: true` with `because`.",
    )
    plain: LongText | None = Field(
        default=None,
        description="What happened, for everyone: Markdown, or `{file: plain.md}` in a bundle.",
    )
    technical: LongText | None = Field(
        default=None,
        description="What happened, for engineers: Markdown, or `{file: technical.md}` in a bundle.",
    )
    factors: list[FactorDocument] = Field(
        default_factory=list, description="The things that together caused it."
    )
    trigger: Text | None = Field(default=None, description="What set it off.")
    resolution: Text | None = Field(default=None, description="What ended it.")
    detection: DetectionDocument | None = Field(default=None, description="How we found out.")
    timeline: list[TimelineDocument] = Field(
        default_factory=list,
        description="What happened behind the scenes; shown merged with the updates.",
    )
    actions: list[ActionDocument] = Field(
        default_factory=list, description="What we change so that it does not happen again."
    )
    questions: list[QuestionDocument] = Field(
        default_factory=list, description="What customers asked, answered on the page."
    )
    answers: AnswersDocument | None = Field(
        default=None, description="How many wrote, and how many got an answer."
    )
    lessons: LessonsDocument | None = Field(default=None, description="What we learnt.")
    unknowns: list[Text] = Field(default_factory=list, description="What we still do not know.")
    corrections: list[CorrectionDocument] = Field(
        default_factory=list,
        description="What was wrong in the published story, and is right now.",
    )
    glossary: dict[str, Text] = Field(
        default_factory=dict, description="Term → meaning; shown as tooltips and as a list."
    )
    evidence: list[EvidenceDocument] = Field(
        default_factory=list, description="Graphs, logs and pages that show it."
    )
