"""The sheets of what is told of a quarter, and of who signed for its report."""

from flask_babel import lazy_gettext as _l

from reports.sheets.definitions.definition import Definition, Definitions

NARRATIVE: Definitions = {
    "section": Definition(
        _l("achievements, deviations, risks, lessons or next_quarter"),
        _l("Also in the report of a fund what is told of the whole programme"),
    ),
    "paragraph": Definition(_l("Number of the paragraph within its section")),
    "words": Definition(_l("What is told")),
    "written_by": Definition(_l("Who wrote the section as it is")),
    "written_on": Definition(_l("Day on which they did")),
}

CERTIFICATION: Definitions = {
    "part": Definition(_l("prepared, checked or approved")),
    "name": Definition(_l("Who signed; nobody signs two parts")),
    "signed_on": Definition(_l("Day of the signature")),
    "statement": Definition(_l("What they signed, word for word")),
    "figures": Definition(
        _l("Digest of the figures of the programme that they saw"),
        _l(
            "SHA-256 of all rows of the programme's report, its narrative among them, as this system keeps them"
        ),
    ),
    "state": Definition(
        _l("signed, other_figures, no_figures or not_signed"),
        _l(
            "other_figures: the figures have changed since, so that the signature does not count for these; "
            "no_figures: the signature came without their digest"
        ),
    ),
    "remark": Definition(_l("Why nobody signed this part, as whoever asked for the closing said")),
}
