"""Whether a journal is whole, and what its entries say; whether it is the one whose heads were kept."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session

from core.journal.heads import KeptHeads
from core.journal.verify import Read, broken_links, head_of, read_journal
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.recorded import Recorded, fold_journal


def check_journal(
    session: Session, programme_id: int, code: str, recorded: Recorded, heads: dict[int, str]
) -> Iterator[Difference]:
    """What the journal says is taken up in `recorded`; `heads` are the kept digests by their positions."""
    broken: list[int] = []
    found: dict[int, str] = {}
    entries = _noting_heads(broken_links(read_journal(session, programme_id), broken), heads, found)
    fold_journal(entries, recorded)
    for position in broken:
        yield Difference(DifferenceKind.JOURNAL_ALTERED, code, str(position))
    head = head_of(session, programme_id)
    if head != recorded.last:
        yield Difference(DifferenceKind.JOURNAL_HEAD, code, "", str(head), str(recorded.last))
    last = recorded.last[0]
    for position, digest in sorted(heads.items()):
        if position > last:
            yield Difference(DifferenceKind.HEAD_CUT_OFF, code, str(position), str(last))
        elif found.get(position) != digest:
            yield Difference(
                DifferenceKind.HEAD_DIFFERS, code, str(position), found.get(position, ""), digest
            )


def lost_journals(kept: KeptHeads, codes: Iterable[str]) -> dict[str, list[Difference]]:
    """By code, the programmes of which heads were kept and nothing is there any more."""
    lost = {head.programme: head for head in kept.heads if head.programme not in set(codes)}
    return {
        code: [Difference(DifferenceKind.HEAD_CUT_OFF, code, str(head.position), "0")]
        for code, head in sorted(lost.items())
    }


def _noting_heads(entries: Iterable[Read], heads: dict[int, str], found: dict[int, str]) -> Iterator[Read]:
    """Pass entries on, noting in `found` the digests at the positions of `heads`."""
    if not heads:
        yield from entries
        return
    for entry in entries:
        if entry[0] in heads:
            found[entry[0]] = entry[-1]
        yield entry
