"""Our own strings in other languages: gettext catalogues, read when a site asks for one.

`make words` keeps them in step with the code. English is the language of the strings themselves.
"""

from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import Locale

SUFFIX = ".po"


def catalogue(locale: Locale) -> NullTranslations | None:
    """Give the catalogue for a locale: its own, else that of its language; None where there is neither.

    A script is never left out: whoever reads `zh-Hant` is not served by `zh`.
    """
    if locale.language == "en":
        return NullTranslations()
    language = "_".join(filter(None, [locale.language, locale.script]))
    names = [f"{language}_{locale.territory}", language] if locale.territory else [language]
    return next((found for name in names if (found := _read(name))), None)


def _read(name: str) -> NullTranslations | None:
    """Read a catalogue as it is written: compiled files would be a second copy to keep."""
    source = files(__package__) / f"{name}{SUFFIX}"
    if not source.is_file():
        return None
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - an English site does not pay for it
    from babel.messages.pofile import read_po  # noqa: PLC0415 - as above

    compiled = BytesIO()
    write_mo(compiled, read_po(source.read_text(encoding="utf-8").splitlines(keepends=True), locale=name))
    compiled.seek(0)
    return GNUTranslations(compiled)
