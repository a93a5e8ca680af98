"""What must hold of meetings and their choices: no more people than there can be, and no second version."""

from collections.abc import Iterator
from functools import cache

from grants.importing.problems import RowProblem
from grants.importing.registry_checks import check_not_negative
from grants.importing.upload import Row, Upload
from grants.workbook.mapping import Content

_MAY_COME_LATER = {"choices": {"project"}}
"""What a choice was made of may be named once the project is there, though a step stands on the meeting."""


def check_meetings(upload: Upload) -> None:
    steps = _Steps(upload)
    for row in upload.of("meetings"):
        check_not_negative(upload, row, "women", "men", "households", "sent_from_abroad")
        community = upload.look_up("communities", row.content["community"])
        found, most = row.content["households"], community and community["households"]
        if found is not None and most is not None and found > most:
            named = {"community": row.content["community"], "most": most, "found": found}
            upload.refuse(row, "households", RowProblem.TOO_MANY_HOUSEHOLDS, **named)
        present = _voters(row.content)
        if found is not None and present is not None and found > present:
            upload.refuse(row, "households", RowProblem.TOO_MANY_VOTES, most=present, found=found)
        steps.refuse_what_is_in_use(row, row.key)


def check_choices(upload: Upload) -> None:
    steps = _Steps(upload)
    for row in upload.of("choices"):
        if row.content["rank"] is not None and row.content["rank"] < 1:
            upload.refuse(row, "rank", RowProblem.NOT_POSITIVE)
        check_not_negative(upload, row, "votes_for", "votes_from_abroad")
        meeting = upload.look_up("meetings", row.content["meeting"])
        if meeting is not None:
            _check_votes(upload, row, meeting)
        steps.refuse_what_is_in_use(row, row.content["meeting"])


def _check_votes(upload: Upload, row: Row, meeting: Content) -> None:
    """One thing has no more votes than people who chose, and those from abroad are some of them."""
    votes, abroad = row.content["votes_for"], row.content["votes_from_abroad"]
    for column, found, most in (
        ("votes_for", votes, _voters(meeting)),
        ("votes_from_abroad", abroad, meeting["sent_from_abroad"] or 0),
        ("votes_from_abroad", abroad, votes),
    ):
        if found is not None and most is not None and found > most:
            upload.refuse(row, column, RowProblem.TOO_MANY_VOTES, most=most, found=found)


def _voters(meeting: Content) -> int | None:
    """Who came, and who sent their choice; None where who came cannot be read."""
    came = meeting["women"], meeting["men"]
    return None if None in came else sum(came) + (meeting["sent_from_abroad"] or 0)


class _Steps:
    """The steps of projects that stand on meetings; read when they are asked for."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload
        self._project_on = cache(self._find)

    def refuse_what_is_in_use(self, row: Row, meeting: str | None) -> None:
        changed = list(self._changed(row))
        if meeting is None or not changed:
            return
        project = self._project_on(meeting)
        if project is not None:
            named = {"project": project, "code": meeting}
            self._upload.refuse(row, changed[0], RowProblem.MEETING_IN_USE, **named)

    def _changed(self, row: Row) -> Iterator[str]:
        if row.is_new:
            yield "rank" if row.sheet == "choices" else "code"
            return
        known = self._upload.known[row.sheet][row.key].content
        for column, value in known.items():
            is_named_now = value is None and column in _MAY_COME_LATER.get(row.sheet, ())
            if row.content[column] != value and not is_named_now:
                yield column

    def _find(self, meeting: str) -> str | None:
        steps = (known.content for known in self._upload.known["project_steps"].values())
        return next((step["project"] for step in steps if step["meeting"] == meeting), None)
