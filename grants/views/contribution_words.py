"""The words of templates about contributions for the codes in them."""

from grants.entering.labels import label_of
from grants.verification.labels import LIKENESSES
from household_groups.labels import KINDS, STATUSES, TONES

WORDS = {
    "kinds": KINDS,
    "statuses": STATUSES,
    "tones": TONES,
    "likenesses": LIKENESSES,
    "label_of": label_of,
}
"""What templates about contributions say for codes."""
