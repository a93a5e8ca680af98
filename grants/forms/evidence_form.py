"""One file that shows a payment or a voucher."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from core.web.forms import Form


class EvidenceForm(Form):
    file = FileField(
        _l("Photo or PDF of it"),
        [FileRequired(_l("Choose a file."))],
        description=_l("Up to 10 MB. A photo is made small, and loses place and time."),
        render_kw={"accept": "image/jpeg,image/png,image/webp,application/pdf"},
    )
