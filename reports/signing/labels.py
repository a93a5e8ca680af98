"""How a part of the certification stands, in words."""

from flask_babel import lazy_gettext as _l

from reports import labels
from reports.signing.certification import CertificationRow, SignatureState

_STATES = {
    SignatureState.SIGNED: _l("signed by %(name)s on %(day)s"),
    SignatureState.OTHER_FIGURES: _l("signed for other figures by %(name)s on %(day)s"),
    SignatureState.NO_FIGURES: _l("signed elsewhere by %(name)s on %(day)s"),
    SignatureState.NOT_SIGNED: _l("not signed"),
}
_WITH_REMARK = _l("%(state)s: %(remark)s")
TONES = {
    SignatureState.SIGNED: "good",
    SignatureState.OTHER_FIGURES: "waiting",
    SignatureState.NO_FIGURES: "waiting",
    SignatureState.NOT_SIGNED: "quiet",
}
STATES = {
    SignatureState.SIGNED: _l("signed"),
    SignatureState.OTHER_FIGURES: _l("signed for other figures"),
    SignatureState.NO_FIGURES: _l("signed elsewhere: the figures are not named"),
    SignatureState.NOT_SIGNED: _l("not signed"),
}


def state_of(row: CertificationRow) -> str:
    """'signed by munira on 3 Jul 2020', 'not signed: nobody else was there'."""
    said = {"name": row.name, "day": labels.day(row.signed_on) if row.signed_on else ""}
    state = str(_STATES[SignatureState(row.state)]) % said
    return str(_WITH_REMARK) % {"state": state, "remark": row.remark} if row.remark else state
