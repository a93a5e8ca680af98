"""Choosing a workbook, and booking the one that was looked at."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField

from core.web.forms import Form


class UploadForm(Form):
    file = FileField(
        _l("Workbook"),
        [FileRequired(_l("Choose the file first."))],
        description=_l(
            "An Excel workbook (.xlsx) of at most 10 MB, with sheets as this programme's export has."
        ),
        render_kw={"accept": ".xlsx"},
    )


class BookForm(Form):
    """`sha256` is that of the file whose summary was shown."""

    sha256 = HiddenField()
