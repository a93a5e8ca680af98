"""How the file of a report is called."""

from core.calendar import Span


def file_name(programme: str, span: Span | str, fund: str | None, ending: str) -> str:
    """'TJ-KHT-2020-Q2-IOMDF.xlsx'."""
    parts = (programme, str(span).replace("..", "--"), fund)
    return f"{'-'.join(part for part in parts if part)}.{ending}"
