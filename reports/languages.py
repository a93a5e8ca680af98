"""In which language a report is written: the programme's, where there is a translation, else English."""

from babel import Locale
from flask_babel import get_locale

from core.errors import Refusal
from core.web.i18n import languages
from reports.refusals import ReportReason

ENGLISH = "en"


def language_of(programme_language: str | None, asked: str | None = None) -> str:
    """The language asked for, else the programme's own. Raises Refusal where there is no translation into it."""
    known = {ENGLISH, *languages()}
    if asked is not None and asked not in known:
        raise Refusal(ReportReason.UNKNOWN_LANGUAGE, language=asked, known=", ".join(sorted(known)))
    if asked is not None:
        return asked
    return programme_language if programme_language in known and programme_language else ENGLISH


def locale_of(language: str | None, country: str) -> str:
    """Guatemala writes its numbers with a point, as Spain does not."""
    return "es_GT" if language == "es" and country == "GT" else language or ENGLISH


def language_name() -> str:
    """Of the language at hand, in itself: 'English'."""
    locale = get_locale() or Locale(ENGLISH)
    return str(locale.get_language_name(locale))
