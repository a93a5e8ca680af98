"""Why no digests are sent, in words."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from reports.telling.office import OfficeReason

SENTENCES: dict[StrEnum, LazyString] = {
    OfficeReason.NO_SENDER: _l(
        "SMTP_URL is set and MAIL_FROM is not. Set the address from which letters come."
    ),
    OfficeReason.NO_SITE: _l(
        "SITE_URL is %(site)s. Expected: the address of the site, like https://example.org."
    ),
}
