"""Texts that will be shown as plain paragraphs, because Markdown would take too long over them."""

from collections.abc import Iterator, Mapping

from statuskit.load.bundle import story_texts
from statuskit.load.findings import Finding
from statuskit.problems import KeyPath, Severity
from statuskit.schema import IncidentDocument
from statuskit.tangled import is_too_tangled


def check_tangle(document: IncidentDocument, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Warn of each text that will not be read as Markdown; `texts` are those of the bundle, by name."""
    for path, text in _markdown(document, texts):
        if is_too_tangled(text):
            yield Finding(
                rule="tangled-text",
                severity=Severity.WARNING,
                message="This text is shown as plain paragraphs: Markdown would take seconds over it.",
                hint="Use fewer brackets, headings and lists, or put it into a file beside the page.",
                path=path,
            )


def _markdown(document: IncidentDocument, texts: Mapping[str, str]) -> Iterator[tuple[KeyPath, str]]:
    for number, update in enumerate(document.updates):
        yield ("updates", number, "message"), update.message
    if document.postmortem:
        for path, text in story_texts(document.postmortem, texts):
            yield ("postmortem", *path), text
