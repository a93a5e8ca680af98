"""Words for jobs: how far one is, and what it does."""

from flask_babel import lazy_gettext as _l

from core.jobs.models import JobState
from core.jobs.progress import Phase

STATES = {
    JobState.QUEUED: _l("waits for its turn"),
    JobState.RUNNING: _l("being made"),
    JobState.DONE: _l("ready"),
    JobState.FAILED: _l("not made"),
}
TONES = {
    JobState.QUEUED: "waiting",
    JobState.RUNNING: "waiting",
    JobState.DONE: "good",
    JobState.FAILED: "refused",
}
PHASES = {
    Phase.CHECKING: _l("Going through the journal"),
    Phase.READING: _l("Reading the books"),
    Phase.WRITING: _l("Writing the file"),
    Phase.DRAWING: _l("Drawing the charts"),
    Phase.PACKING: _l("Packing the files"),
}
