"""The sheet `control` as rows of its file: figures on the left, on the right what finds them again."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reports import labels
from reports.sheets import cells
from reports.sheets import formulas as f
from reports.sheets.columns import Column, Kind, Place, Sheet, letter
from reports.sheets.control import grounds
from reports.sheets.control.accounts import account_lines
from reports.sheets.control.beside import beside_lines
from reports.sheets.control.hash_totals import code_lines, hash_total_lines, row_count_lines
from reports.sheets.control.lines import Contents, Line, Section
from reports.sheets.control.measures import measure_lines
from reports.sheets.control.sealing import seal_sections
from reports.sheets.control.voices import voice_lines
from reports.sheets.looks import Palette, body_look, check_look, header_look, quoted
from reports.sheets.rows import row_of_cells
from reports.sheets.widths import Widths, widths_of_texts

CONTRACT = ("account", "currency", "opening", "in", "out", "closing", "check")
ROWS = ("in_rows", "out_rows", "closing_rows")
"""Computed from the rows of the span."""
OTHERS = (
    *("summary", "communities", "projects", "sources", "funds", "months", "cover"),
    *("expenditures", "reviews", "variances", "unreconciled", "reached"),
    *("grievances", "equity"),
)
"""What the closing is by another sheet."""

NAMES = (*CONTRACT, "remark", *ROWS, *OTHERS)
LETTERS = {name: letter(place) for place, name in enumerate(NAMES)}
_TEXTS = frozenset({"account", "currency", "remark"})

CONTROL = Sheet(
    "control",
    labels.CONTROL,
    lambda report: [],
    tuple(
        Column(
            name,
            Kind.TEXT if name in _TEXTS else Kind.DECIMAL,
            name,
            place=Place.CONTRACT if name in CONTRACT else Place.EXTRA if name == "remark" else Place.KEY,
        )
        for name in NAMES
    ),
)


def sections(contents: Contents) -> list[Section]:
    """All but the digest, which is known when all other sheets are written."""
    return [
        Section("", list(account_lines(contents))),
        Section(str(labels.MEASURES), list(measure_lines(contents))),
        Section(str(labels.BESIDE), [*beside_lines(contents), *voice_lines(contents)]),
        Section(str(labels.ROW_COUNTS), [*row_count_lines(contents), *code_lines(contents)]),
        Section(str(labels.RATES_USED), list(grounds.rate_lines(contents))),
        Section(str(labels.RULES_USED), list(grounds.rule_lines(contents))),
        Section(str(labels.STATE_OF_BOOKS), list(grounds.state_lines(contents))),
        *seal_sections(contents),
        Section(str(labels.HASH_TOTALS), list(hash_total_lines(contents))),
    ]


def with_digest(all_sections: list[Section], digest: str) -> Iterator[Section]:
    for section in all_sections:
        lines = [
            replace(line, remark=digest) if line.account == grounds.DIGEST else line for line in section.lines
        ]
        yield Section(section.title, lines)


def widths_of_control(all_sections: list[Section]) -> Widths:
    lines = [line for section in all_sections for line in section.lines]
    closings = [_shown(line.closing) for line in lines]
    texts = {
        **{name: [_texts(line)[name] for line in lines] for name in ("account", "currency", "remark")},
        "opening": [_shown(line.opening) for line in lines],
        "in": [_shown(line.incoming) for line in lines],
        "out": [_shown(line.outgoing) for line in lines],
    }
    return widths_of_texts(CONTROL, [texts.get(name, closings) for name in NAMES])


def _texts(line: Line) -> dict[str, str]:
    return {"account": line.account, "currency": line.currency, "remark": line.remark}


def _shown(plain: str) -> str:
    """About as long as the cell shows it."""
    whole, point, part = plain.partition(".")
    return f"{int(whole):,}{point}{part}" if whole else ""


def written_lines(all_sections: Iterable[Section], widths: Widths, palette: Palette) -> Iterator[str]:
    """Below the header; an empty row and a title between sections."""
    number = 1
    for section in all_sections:
        if section.title:
            number += 2
            yield _title_row(number, section.title, palette)
        for line in section.lines:
            number += 1
            height = widths.row_height([_texts(line).get(name, "") for name in NAMES])
            yield row_of_cells(number, _cells(line, number, palette), height)


def last_row(all_sections: list[Section]) -> int:
    return 1 + sum(len(section.lines) + (2 if section.title else 0) for section in all_sections)


def _title_row(number: int, title: str, palette: Palette) -> str:
    look = palette.number(header_look(Place.CONTRACT, is_upright=False, is_right=False))
    written = [cells.text_cell(f"A{number}", look, cells.text(title).inline)]
    written += [cells.empty_cell(f"{LETTERS[name]}{number}", look) for name in (*CONTRACT[1:], "remark")]
    return row_of_cells(number, written, None)


def _cells(line: Line, number: int, palette: Palette) -> Iterator[str]:
    at = {name: f"{column}{number}" for name, column in LETTERS.items()}
    yield _text(at["account"], line.account, palette)
    yield _text(at["currency"], line.currency, palette)
    look = palette.number(body_look(*_number_kind(line), decimals=line.decimals))
    figures = (line.opening, line.incoming, line.outgoing, line.closing)
    for name, plain in zip(CONTRACT[2:6], figures, strict=True):
        yield cells.number_cell(at[name], look, plain) if plain else cells.empty_cell(at[name], look)
    formulas = _formulas(line, at)
    check = palette.number(check_look())
    yield _formula(at["check"], check, f.check(_pairs(formulas, at), line.decimals) if formulas else "")
    yield _text(at["remark"], line.remark, palette)
    for name in (*ROWS, *OTHERS):
        yield _formula(at[name], look, formulas.get(name, ""))


def _formulas(line: Line, at: dict[str, str]) -> dict[str, str]:
    """With the closing of an account, which follows from what moved: by the rows, or by its figures."""
    formulas = dict(line.formulas)
    if line.opening:
        moved = [at[f"{way}_rows"] if f"{way}_rows" in formulas else at[way] for way in ("in", "out")]
        formulas["closing_rows"] = f"{at['opening']}+{moved[0]}-{moved[1]}"
    return formulas


def _pairs(formulas: dict[str, str], at: dict[str, str]) -> list[tuple[str, str]]:
    figures = {"in_rows": at["in"], "out_rows": at["out"]}
    return [(figures.get(name, at["closing"]), at[name]) for name in formulas]


def _number_kind(line: Line) -> tuple[Kind, Place]:
    return (Kind.MONEY if line.currency and line.opening else Kind.DECIMAL), Place.CONTRACT


def _text(at: str, words: str, palette: Palette) -> str:
    look = body_look(Kind.TEXT, Place.CONTRACT)
    if not words:
        return cells.empty_cell(at, palette.number(look))
    text = cells.text(words)
    return cells.text_cell(at, palette.number(quoted(look) if text.is_like_a_formula else look), text.inline)


def _formula(at: str, look: int, formula: str) -> str:
    return cells.formula_cell(at, look, formula) if formula else cells.empty_cell(at, look)
