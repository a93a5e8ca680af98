"""The dossier of a project: what is in it for whom, and that its script finds whatever was tampered with."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import copy, copytree
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.audit import AuditEntry
from core.database import make_engine, session, transaction
from core.journal.models import JournalEntry
from core.programmes import Programme
from core.roles import Role, ScopeKind
from core.sealed import SealedReport
from core.web.i18n import minor
from grants.entering.entering import enter_new
from grants.entering.typed import Rows
from grants.importing.importing import Occasion
from grants.verifying.verify import verify
from household_groups.models.evidence import EvidenceFile
from reports.dossier import check_extract
from reports.dossier.archive import csv_of
from tests.browsing.books import CODE, DONOR, NOW, OFFICER
from tests.money_rows import voucher
from tests.web import MANAGER, Membership, opened, sign_in

ADDRESS = f"/programmes/{CODE}/projects/FAK-WATER"
MANY = b"a photo of a pipe" * 100_000
"""More than is read at once."""


FUNDS = ("", "IOMDF", "JAMOAT")
"""Of each a report is sealed; the programme's own has none."""


VERIFIER_OF_ALL: Membership = (Role.VERIFIER, ScopeKind.PROGRAMME, CODE)


class World(NamedTuple):
    app: Flask
    engine: Engine
    manager: Path
    """The manager's dossier, unpacked."""


@pytest.fixture(scope="module")
def world(khatlon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("dossier")
    engine = make_engine(f"sqlite:///{copy(khatlon, folder)}")
    transaction(engine, _fill)
    (folder / "evidence" / "ab").mkdir(parents=True)
    for name in ("ab-V-9", "ab-FAK-001"):
        (folder / "evidence" / "ab" / f"{name}.jpg").write_bytes(MANY)
    with opened(engine, EVIDENCE_FOLDER=str(folder / "evidence")) as app:
        manager = _unpacked(_dossier(app, engine, "munira", MANAGER), folder / "manager")
        yield World(app, engine, manager)
    engine.dispose()


def _fill(books: Session) -> None:
    grievance = {"received_on": "2020-05-02", "channel": "box", "category": "works", "project": "FAK-WATER"}
    said = {**grievance, "words": "The trench is open", "recorded_by": "zarina"}
    rows: Rows = {
        "expenditures": [voucher("V-9", "FAK-WATER", "IOMDF", payee="Rustam Saidov")],
        "grievances": [
            {**said, "code": "G-1", "access": "open"},
            {**said, "code": "G-2", "access": "restricted", "words": "Somebody was threatened"},
        ],
    }
    enter_new(books, CODE, rows, Occasion("zarina", NOW))
    changes = [
        ("funds", "IOMDF", "budget", "9000", "9517"),
        ("expenditures", "V-9", "payee", "Rustam Saidov", "Rustam Safarov"),
    ]
    columns = ("sheet", "code", "column", "old", "value")
    told = [dict(zip(columns, each, strict=True)) | {"effective_on": "2020-06-17"} for each in changes]
    enter_new(books, CODE, {"changes": told}, Occasion("munira", NOW))
    closing = {"quarter": "2020-Q1", "closed_on": "2020-05-02", "closed_by": "munira", "sha256": _digest("")}
    enter_new(books, CODE, {"closings": [closing]}, Occasion("munira", NOW))
    programme_id = books.exec(select(Programme.id).where(Programme.code == CODE)).one()
    for sheet, key in (("expenditures", "V-9"), ("contributions", "FAK-001")):
        books.add(_photo(programme_id or 0, sheet, key))
    _seal(books, programme_id or 0)


def _digest(fund: str) -> str:
    return sha256(fund.encode()).hexdigest()


def _seal(books: Session, programme_id: int) -> None:
    """At the first entry of the project, so that the dossier meets the link."""
    entries = select(JournalEntry).where(JournalEntry.sheet == "projects", JournalEntry.key == "FAK-WATER")
    first = books.exec(entries.order_by(col(JournalEntry.position))).first()
    assert first is not None
    for fund in FUNDS:
        books.add(
            SealedReport(
                programme_id=programme_id,
                quarter="2020-Q1",
                fund=fund,
                position=first.position,
                head=first.digest,
                sha256=_digest(fund),
                sealed_at=NOW,
                sealed_by="munira",
                content=fund.encode(),
            )
        )


def _photo(programme_id: int, sheet: str, key: str) -> EvidenceFile:
    return EvidenceFile(
        programme_id=programme_id,
        sheet=sheet,
        key=key,
        stored_as=f"ab-{key}.jpg",
        sha256=sha256(MANY).hexdigest(),
        media_type="image/jpeg",
        size=len(MANY),
        added_by="zarina",
        added_at=NOW,
    )


def _dossier(app: Flask, engine: Engine, name: str, membership: Membership) -> bytes:
    client = app.test_client()
    sign_in(client, engine, name, membership)
    page = client.get(ADDRESS).get_data(as_text=True)
    answer = client.post(f"{ADDRESS}/dossier", data={"csrf_token": token_on(page)})
    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    return answer.get_data()


def token_on(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _unpacked(content: bytes, folder: Path) -> Path:
    with ZipFile(BytesIO(content)) as archive:
        archive.extractall(folder)
    [root] = folder.iterdir()
    return root


def _checked(folder: Path) -> tuple[int, str]:
    """What the script says where there is no Hashar: without packages, without this folder on its path."""
    run = [sys.executable, "-I", "-S", str(folder / "check_extract.py")]
    done = subprocess.run(run, cwd=folder.parent, capture_output=True, text=True)
    assert not done.stderr
    return done.returncode, done.stdout


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_the_script_finds_nothing_in_a_dossier_as_it_was_made(world: World) -> None:
    status, said = _checked(world.manager)
    assert (status, said.count("OK    "), "WRONG" in said) == (0, 6, False)
    digest = sha256((world.manager / "index.csv").read_bytes()).hexdigest()
    assert digest in said
    with session(world.engine) as reading:
        noted = reading.exec(select(AuditEntry.new).where(AuditEntry.field == "dossier")).all()
    assert digest in noted


def test_its_figures_are_those_of_the_projects_page(world: World) -> None:
    client = world.app.test_client()
    sign_in(client, world.engine, "munira", MANAGER)
    page = client.get(ADDRESS).get_data(as_text=True)
    figures = json.loads((world.manager / "summary.json").read_text())["figures"]
    matched = [fund["matched_in_project_currency"] for fund in figures["funds"]]
    stated = [figures["contributed"], figures["spent"], *matched]
    assert all(stated)
    with world.app.test_request_context(), force_locale("en"):
        assert [text for each in stated if (text := minor(each, "TJS")) not in page] == []


def test_the_same_books_give_the_same_bytes(world: World) -> None:
    first = _dossier(world.app, world.engine, "munira", MANAGER)
    assert first == _dossier(world.app, world.engine, "munira", MANAGER)
    with session(world.engine) as reading:
        assert [found.differences for found in verify(reading)] == [[]]


def _reindexed(folder: Path) -> None:
    """As somebody would who knows how the index is made."""
    rows = _rows(folder, "index.csv")
    for row in rows:
        path = folder / row["path"]
        content = path.read_bytes() if path.exists() else b""
        row |= {"sha256": sha256(content).hexdigest(), "size": str(len(content))}
    with (folder / "index.csv").open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(row for row in rows if (folder / row["path"]).exists())


def _changed_amount(folder: Path) -> None:
    path = folder / "tables" / "contributions.csv"
    before = path.read_text("utf-8-sig")
    [first, *_] = [row["amount"] for row in _rows(folder, "tables/contributions.csv")]
    path.write_text(before.replace(f",{first},", f",{first}1,", 1), "utf-8-sig")


def _lines(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        path = folder / "journal" / "entries.jsonl"
        path.write_text("".join(change(path.read_text().splitlines(keepends=True))))

    return tamper


def _altered_entry(lines: list[str]) -> list[str]:
    place = next(place for place, line in enumerate(lines) if '"expenditures"' in line)
    entry = json.loads(lines[place])
    content: dict[str, Any] = json.loads(entry["content"])
    entry["content"] = json.dumps({**content, "amount": content["amount"] + 100})
    return [*lines[:place], json.dumps(entry) + "\n", *lines[place + 1 :]]


def _without_entry(lines: list[str]) -> list[str]:
    place = next(place for place, line in enumerate(lines) if '"expenditures"' in line)
    return lines[:place] + lines[place + 1 :]


def _another_order(lines: list[str]) -> list[str]:
    return [lines[1], lines[0], *lines[2:]]


def _voucher(folder: Path) -> None:
    [path] = (folder / "files" / "expenditures").iterdir()
    path.write_bytes(b"another photo")


def _head(folder: Path) -> None:
    path = folder / "journal" / "held_links.csv"
    path.write_text(
        path.read_text("utf-8-sig")[:-40] + "0" * 10 + path.read_text("utf-8-sig")[-30:], "utf-8-sig"
    )


def _row_before_the_row(folder: Path) -> None:
    """What is read first is wrong, and what is read last is right."""
    path = folder / "tables" / "contributions.csv"
    head, first, *rest = path.read_text("utf-8-sig").splitlines(keepends=True)
    path.write_text("".join([head, first.replace("4200", "9200"), first, *rest]), "utf-8-sig")


def _reason_of_reversal(folder: Path) -> None:
    path = folder / "tables" / "reversals.csv"
    path.write_text(path.read_text("utf-8-sig").replace("Half of", "All of"), "utf-8-sig")


def _summary(**other: object) -> Callable[[Path], None]:
    def tamper(folder: Path) -> None:
        path = folder / "summary.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), **other}))

    return tamper


def _unstated_sum(folder: Path) -> None:
    figures = json.loads((folder / "summary.json").read_text())["figures"]
    _summary(sees_all=False, figures={**figures, "spent": None})(folder)


@pytest.mark.parametrize(
    ("tamper", "part"),
    [
        (_changed_amount, "WRONG  Rows"),
        (_row_before_the_row, "WRONG  Rows"),
        (_reason_of_reversal, "WRONG  Rows"),
        (_lines(lambda _lines: ["[1]\n"]), "WRONG  The dossier cannot be read"),
        (_summary(tables={}), "WRONG  Rows"),
        (_unstated_sum, "WRONG  Figures"),
        (_voucher, "WRONG  Papers"),
        (_lines(_altered_entry), "WRONG  Entries"),
        (_lines(_without_entry), "WRONG  Entries"),
        (_lines(_another_order), "WRONG  Entries"),
        (_head, "WRONG  Links"),
    ],
)
def test_what_was_tampered_with_is_found_even_where_the_index_was_too(
    world: World, tmp_path: Path, tamper: Callable[[Path], None], part: str
) -> None:
    folder = Path(copytree(world.manager, tmp_path / "copy"))
    tamper(folder)
    status, said = _checked(folder)
    assert (status, "WRONG  Files" in said) == (1, True)
    _reindexed(folder)
    status, said = _checked(folder)
    assert (status, part in said, "OK     Files" in said) == (1, True, True)


def test_a_changed_voucher_and_a_file_too_many_are_found(world: World, tmp_path: Path) -> None:
    folder = Path(copytree(world.manager, tmp_path / "copy"))
    _voucher(folder)
    (folder / "files" / "more.pdf").write_bytes(b"more")
    status, said = _checked(folder)
    assert status == 1
    assert "files/more.pdf is not in the index" in said
    assert "is not the file that the index names" in said


def test_nothing_is_hidden_by_what_the_folder_holds(world: World, tmp_path: Path) -> None:
    """A hostile one: entries that the summary denies, files where none is looked for, words for a terminal."""
    folder = Path(copytree(world.manager, tmp_path / "copy"))
    _summary(has_entries=False)(folder)
    (folder / "files" / "__pycache__").mkdir()
    (folder / "files" / "__pycache__" / "more.pdf").write_bytes(b"more")
    (folder / "files" / "elsewhere").symlink_to("/")
    (folder / "files" / "\x1b[2J\nNothing differs.").touch()
    _changed_amount(folder)
    status, said = _checked(folder)
    assert status == 1
    assert "files/__pycache__/more.pdf is not in the index" in said
    assert "files/elsewhere is not in the index" in said
    assert "WRONG  Rows" in said
    assert "\x1b" not in said
    assert "\nNothing differs." not in said


def test_an_index_that_names_a_file_outside_of_the_folder_is_refused(world: World, tmp_path: Path) -> None:
    folder = Path(copytree(world.manager, tmp_path / "copy"))
    with (folder / "index.csv").open("a") as index:
        index.write("../outside.txt,,0,0,\n")
    (tmp_path / "outside.txt").write_text("nobody's business")
    status, said = _checked(folder)
    assert (status, "../outside.txt is outside of this folder" in said) == (1, True)


def test_a_script_from_elsewhere_checks_a_folder(world: World) -> None:
    """Whoever altered a dossier may have altered its script."""
    run = [sys.executable, "-I", "-S", check_extract.__file__, str(world.manager)]
    assert "Nothing differs." in subprocess.run(run, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''-x", "-5", "'-5", "plain", "'quoted'", "+992", "\t="])
def test_what_a_spreadsheet_would_take_for_a_formula_is_read_back_as_it_was(text: str) -> None:
    [row] = list(csv.reader([b"".join(csv_of(["a"], [[text]])).decode("utf-8-sig").partition("\n")[2]]))
    assert check_extract.plain(row[0]) == text
    assert not row[0].startswith(("=", "+", "@", "\t"))


def test_sealed_reports_are_told_by_their_digests_and_their_link_is_met(world: World) -> None:
    sealed = _rows(world.manager, "tables/sealed_reports.csv")
    assert [(row["fund"], row["sha256"]) for row in sealed] == [(fund, _digest(fund)) for fund in FUNDS]
    assert "2 listed, 1 of them met" in _checked(world.manager)[1]


def test_a_manager_has_papers_and_no_restricted_grievance(world: World) -> None:
    papers = _rows(world.manager, "tables/evidence.csv")
    assert [(row["sheet"], row["key"], row["state"]) for row in papers] == [
        ("contributions", "FAK-001", "here"),
        ("expenditures", "V-9", "here"),
    ]
    assert [(world.manager / row["path"]).read_bytes() == MANY for row in papers] == [True, True]
    assert [row["code"] for row in _rows(world.manager, "tables/grievances.csv")] == ["G-1"]
    everything = b"".join(path.read_bytes() for path in world.manager.rglob("*.*") if path.suffix != ".xlsx")
    assert b"threatened" not in everything


@pytest.mark.parametrize(
    ("name", "membership"), [("ingrid", DONOR), ("zarina", OFFICER), ("bahrom", VERIFIER_OF_ALL)]
)
def test_whoever_sees_a_part_gets_that_part_and_no_links(
    world: World, tmp_path: Path, name: str, membership: Membership
) -> None:
    """From a link, and most of what its entry says, the rest could be found by trying."""
    folder = _unpacked(_dossier(world.app, world.engine, name, membership), tmp_path)
    assert _checked(folder)[0] == 0
    assert not (folder / "journal" / "entries.jsonl").exists()
    lines = (world.manager / "journal" / "entries.jsonl").read_text().splitlines()
    links = {json.loads(line)["link"].encode() for line in lines}
    everything = b"".join(path.read_bytes() for path in folder.rglob("*.*") if path.suffix != ".xlsx")
    assert [link for link in links if link in everything] == []
    is_donor = name == "ingrid"
    assert (b"9517" in everything) is is_donor
    assert (b"FAK-H" in everything) is not is_donor
    assert (b"Rustam Sa" in everything) is not is_donor
    assert (b"The trench is open" in everything) is not is_donor
    assert {row["fund"] for row in _rows(folder, "tables/decisions.csv")} == (
        {"IOMDF"} if is_donor else {row["fund"] for row in _rows(world.manager, "tables/decisions.csv")}
    )
    sealed = {row["fund"] for row in _rows(folder, "tables/sealed_reports.csv")}
    assert sealed == ({"IOMDF"} if is_donor else set())
    assert [row["sheet"] for row in _rows(folder, "tables/evidence.csv")] == (
        ["expenditures"] if is_donor else ["contributions", "expenditures"]
    )


def test_a_project_of_another_community_is_not_there(world: World) -> None:
    client = world.app.test_client()
    sign_in(client, world.engine, "zarina", OFFICER)
    token = token_on(client.get(ADDRESS).get_data(as_text=True))
    answer = client.post(f"/programmes/{CODE}/projects/HIL-ROAD/dossier", data={"csrf_token": token})
    assert answer.status_code == 404
    assert client.post(f"{ADDRESS}/dossier", data={}).status_code == 400
