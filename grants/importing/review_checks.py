"""What must hold of reviews and of claims: threads and steps in their order, and never more than was claimed."""

from collections import defaultdict
from collections.abc import Iterator

from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.models.agreements import Side
from grants.models.reviews import ClawbackStep, Verdict
from grants.reviewing.claims import fund_of
from grants.spending.sources import GROUP_MONEY, UNFUNDED, SourceKind
from grants.workbook.mapping import Content, as_text

_WITH_WORDS = {Verdict.QUERIED, Verdict.DISALLOWED, Verdict.ANSWERED}
_OTHER = f"{SourceKind.OTHER.word} "


def check_reviews(upload: Upload) -> None:
    for row in upload.of("reviews"):
        _check_voucher(upload, row)
        verdict, side = row.content["verdict"], row.content["side"]
        if verdict is None or side is None:
            continue
        if (verdict == Verdict.ANSWERED) != (side == Side.MANAGER):
            upload.refuse(row, "verdict", RowProblem.VERDICT_OF_OTHER_SIDE, verdict=verdict, side=side)
        if Verdict(verdict) in _WITH_WORDS and row.content["words"] is None:
            upload.refuse(row, "words", RowProblem.NEEDED_WITH, because="verdict")
    for thread in _threads(upload, "reviews", "fund"):
        for place, (_content, given) in enumerate(thread, 1):
            _check_number(upload, given, place)


def check_clawbacks(upload: Upload) -> None:
    currencies = {content["currency"] for content in _programmes(upload)}
    for row in upload.of("clawbacks"):
        if row.content["currency"] not in (None, *currencies):
            upload.refuse(row, "currency", RowProblem.CLAIM_IN_OTHER_CURRENCY, named=", ".join(currencies))
        _check_voucher(upload, row)
        _check_source(upload, row)
        amount, step = row.content["amount"], row.content["step"]
        if amount is not None and amount <= 0:
            upload.refuse(row, "amount", RowProblem.NOT_POSITIVE)
        if step in (ClawbackStep.OPENED, ClawbackStep.WAIVED) and row.content["reason"] is None:
            upload.refuse(row, "reason", RowProblem.NEEDED_WITH, because="step")
        if step == ClawbackStep.REPAID and row.content["payment"] is None:
            upload.refuse(row, "payment", RowProblem.NEEDED_WITH, because="step")
    for thread in _threads(upload, "clawbacks", "source"):
        _walk(upload, thread)


def _programmes(upload: Upload) -> Iterator[Content]:
    """The one that the file is about, as it would be."""
    given = {row.key: row.content for row in upload.of("programmes")}
    yield from ({key: known.content for key, known in upload.known["programmes"].items()} | given).values()


_Thread = list[tuple[Content, Row | None]]


def _threads(upload: Upload, sheet: str, of: str) -> Iterator[_Thread]:
    """Of those to which a row is new: what is known and what is given, by number."""
    found: dict[tuple[str, str], dict[int, tuple[Content, Row | None]]] = defaultdict(dict)
    for row in upload.new(sheet):
        content = row.content
        if None not in (content["expenditure"], content[of], content["number"]):
            found[content["expenditure"], content[of]][content["number"]] = content, row
    if not found:
        return
    for known in upload.known[sheet].values():
        key = known.content["expenditure"], known.content[of]
        if key in found:
            found[key].setdefault(known.content["number"], (known.content, None))
    for thread in found.values():
        yield [thread[number] for number in sorted(thread)]


def _walk(upload: Upload, thread: _Thread) -> None:
    still = 0
    for place, (content, row) in enumerate(thread, 1):
        _check_number(upload, row, place)
        amount = content["amount"]
        if amount is None or content["step"] is None:
            return
        if content["step"] == ClawbackStep.OPENED:
            still += amount
            continue
        if row is not None and amount > still:
            left = as_text(max(still, 0), content["currency"])
            upload.refuse(row, "amount", RowProblem.BEYOND_CLAIM, left=left, currency=content["currency"])
        still -= amount


def _check_number(upload: Upload, row: Row | None, place: int) -> None:
    if row is not None and row.content["number"] != place:
        upload.refuse(row, "number", RowProblem.OUT_OF_THREAD, expected=place)


def _check_voucher(upload: Upload, row: Row) -> None:
    reference = row.content["expenditure"]
    if reference is None:
        return
    voucher = upload.look_up("expenditures", reference)
    if voucher is None:
        upload.refuse(row, "expenditure", RowProblem.CODE_UNKNOWN, code=reference, of_sheet="expenditures")
    elif row.sheet == "reviews" and voucher["fund"] not in (None, row.content["fund"]):
        upload.refuse(row, "fund", RowProblem.VOUCHER_OF_OTHER_FUND, code=reference, fund=voucher["fund"])


def _check_source(upload: Upload, row: Row) -> None:
    source = row.content["source"]
    if source is None or source in (GROUP_MONEY.label, UNFUNDED.label):
        return
    fund = fund_of(source)
    if fund is None:
        if not source.startswith(_OTHER):
            upload.refuse(row, "source", RowProblem.SOURCE_UNKNOWN, value=source)
    elif not upload.has("funds", fund):
        upload.refuse(row, "source", RowProblem.CODE_UNKNOWN, code=fund, of_sheet="funds")
