"""A donor's workbook, taken apart: its sheets as trees, all other parts as the bytes that they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import basename, dirname, join, normpath

from lxml import etree

from grants.workbook.container import MIB, Limits
from grants.workbook.package import open_package
from grants.workbook.problems import ProblemKind, refused
from reports.filling.cells_of import Element, all_texts, child, local, number_rows, spell_out_formulas
from reports.filling.problems import TemplateProblem

TEMPLATE = Limits(file_bytes=5 * MIB, unpacked_bytes=40 * MIB)
"""A form is small; what it is filled with need not be."""

CONTENT_TYPES, WORKBOOK, STRINGS, STYLES = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)
_EMBEDDED = re.compile(r"^xl/(embeddings|ctrlprops|webextensions|model)/|^customui/")
_PIVOT = re.compile(r"^xl/pivotcache/")


@dataclass(frozen=True, slots=True)
class SheetTree:
    """A sheet with cells. `rows` is the element that holds them."""

    name: str
    part: str
    root: Element
    rows: Element


@dataclass(slots=True)
class Template:
    """`parts` are in the order of the file; `texts` are those that cells share."""

    parts: dict[str, bytes]
    sheets: list[SheetTree] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def related(self, part: str) -> Iterator[str]:
        """The parts to which one refers, like a sheet to its drawing."""
        rels = self.parts.get(rels_of(part))
        for each in parsed(rels) if rels else ():
            if each.get("TargetMode") != "External":
                yield target_of(part, each.get("Target", ""))


def read_template(path: Path, limits: Limits) -> Template:
    """Raises RefusedFile."""
    with open_package(path, limits) as package:
        parts = {name: b"".join(package.pieces(name)) for name in package.names()}
        listed = package.sheets()
    _judge(parts)
    template = Template(parts)
    if STRINGS in parts:
        template.texts = [all_texts(each) for each in parsed(parts[STRINGS]) if local(each) == "si"]
    names = {name.lower(): name for name in parts}
    for sheet in listed:
        part = names.get(sheet.part.lower())
        if part is None:
            raise refused(ProblemKind.DAMAGED)
        root = parsed(parts[part])
        rows = child(root, "sheetData")
        if local(root) == "worksheet" and rows is not None:
            number_rows(rows)
            spell_out_formulas(rows)
            template.sheets.append(SheetTree(sheet.name, part, root, rows))
    return template


def _judge(parts: dict[str, bytes]) -> None:
    """What a file holds besides cells and is not copied unseen."""
    for name, content in parts.items():
        if _EMBEDDED.search(name.lower()):
            raise refused(TemplateProblem.EMBEDDED, part=name)
        if _PIVOT.search(name.lower()):
            raise refused(TemplateProblem.PIVOT)
        if name.lower() == CONTENT_TYPES.lower():
            _judge_types(content)
        if name.lower().endswith(".rels"):
            _judge_links(content)


def _judge_types(content: bytes) -> None:
    """A sheet of macros may lie where a sheet of cells would."""
    if any("macro" in each.get("ContentType", "").lower() for each in parsed(content)):
        raise refused(ProblemKind.MACROS)


def _judge_links(content: bytes) -> None:
    """A link that somebody may click on is harmless; one that is fetched when the file is opened is not."""
    for each in parsed(content):
        if each.get("TargetMode") == "External" and not each.get("Type", "").endswith("/hyperlink"):
            raise refused(ProblemKind.EXTERNAL_DATA)


def parsed(content: bytes) -> Element:
    """Without entities, without what they would fetch. Raises RefusedFile."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise refused(ProblemKind.DAMAGED) from error


def written(root: Element) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def rels_of(part: str) -> str:
    return f"{dirname(part)}/_rels/{basename(part)}.rels"


def target_of(part: str, target: str) -> str:
    return target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
