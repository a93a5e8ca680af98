"""The sentences for what is refused while recording."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.recording.refusals import RecordingReason

SENTENCES: dict[StrEnum, LazyString] = {
    RecordingReason.IS_RECORDED: _l("%(reference)s is recorded and waits for somebody to verify it."),
    RecordingReason.IS_RETURNED: _l("%(reference)s was returned and has to be mended first."),
    RecordingReason.IS_VERIFIED: _l(
        "%(reference)s is verified and stands as it is. What was wrong is reversed and entered anew."
    ),
    RecordingReason.IS_WITHDRAWN: _l("%(reference)s was withdrawn. Record it anew if it is there after all."),
    RecordingReason.NOT_RECORDER: _l(
        "Only %(by)s, who recorded %(reference)s, or a programme manager can change it."
    ),
    RecordingReason.NO_REASON: _l("Say why, in a few words."),
    RecordingReason.OTHER_CONTENT: _l(
        "This form was sent before, and what was recorded then says something else."
    ),
    RecordingReason.CONFLICT_RESOLVED: _l("%(by)s has decided on this already."),
}
