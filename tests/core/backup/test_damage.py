"""A backup that is damaged, cut off or forged is refused before anything is written."""

import json
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.backup.backing_up import Place, back_up
from core.backup.refusals import BackupReason
from core.backup.restoring import restore
from core.database import make_engine
from core.errors import Refusal
from tests.core.backup import archives
from tests.core.backup.archives import Members
from tests.core.backup.driver import heads_of, place_in

EVIDENCE = "evidence/ab/abcd.jpg"


@pytest.fixture
def file(sqlite_engine: Engine, tmp_path: Path) -> Path:
    place = place_in(sqlite_engine, tmp_path)
    picture = place.evidence / "ab" / "abcd.jpg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"a photo" * 100)
    heads_of(place).write_text('{"position": 1}\n')
    back_up(place, tmp_path / "sound.tar", at=datetime.now(UTC))
    return tmp_path / "sound.tar"


def refused(file: Path) -> str:
    """Why; and nothing at all was written where it would have been restored."""
    folder = file.parent / "elsewhere"
    folder.mkdir()
    engine = make_engine(f"sqlite:///{folder}/restored.sqlite")
    place = Place(engine, folder / "evidence", folder / "heads.jsonl")
    with pytest.raises(Refusal) as refusal:
        restore(place, file)
    engine.dispose()
    assert list(archives.all_below(folder)) == []
    assert refusal.value.reason is BackupReason.DAMAGED_ARCHIVE
    return str(refusal.value.details["what"])


@pytest.mark.parametrize(
    "name", ["database.sqlite", EVIDENCE, "heads.jsonl", "manifest.json", "manifest.sha256"]
)
def test_a_flipped_bit_is_found_in_any_member(file: Path, tmp_path: Path, name: str) -> None:
    said = refused(archives.with_bit_flipped(file, tmp_path / "flipped.tar", name))
    assert "altered" in said


@pytest.mark.parametrize("share", [0.001, 0.3, 0.9, 0.97, 0.995])
@pytest.mark.parametrize("ending", ["tar", "tar.gz"])
def test_a_backup_that_was_cut_off_is_refused(
    file: Path, sqlite_engine: Engine, tmp_path: Path, share: float, ending: str
) -> None:
    whole = tmp_path / f"whole.{ending}"
    back_up(place_in(sqlite_engine, tmp_path), whole, at=datetime.now(UTC))
    cut = tmp_path / f"cut.{ending}"
    end = whole.read_bytes().rstrip(b"\0") if ending == "tar" else whole.read_bytes()
    cut.write_bytes(end[: int(len(end) * share)])
    refused(cut)


def test_every_member_has_to_be_there(file: Path, tmp_path: Path) -> None:
    for name in archives.names_in(file):
        folder = tmp_path / f"without {Path(name).name}"
        folder.mkdir()
        rest = [member for member in archives.members_of(file) if member[0].name != name]
        assert "missing" in refused(archives.written(folder / "without.tar", rest))


def with_manifest(members: Members, change: Callable[[dict[str, object]], object]) -> Members:
    """As somebody writes it who means harm and can compute a digest."""
    by_name = {info.name: content for info, content in members}
    manifest = json.loads(by_name["manifest.json"])
    change(manifest)
    content = json.dumps(manifest).encode()
    line = f"{sha256(content).hexdigest()}  manifest.json\n".encode()
    kept = [member for member in members if not member[0].name.startswith("manifest.")]
    return [*kept, archives.plain("manifest.json", content), archives.plain("manifest.sha256", line)]


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "evidence/../../outside",
        "evidence/..",
        "/tmp/outside",
        "evidence/ab/../../../outside",
        "evidence//etc/outside",
        "evidence/ab/.hidden",
        "evidence/deep/deeper/file.jpg",
        "secret_key",
        "evidence/ab/x\ny.jpg",
        "evidence\\ab\\x.jpg",
    ],
)
def test_no_member_leads_out_of_its_place(file: Path, tmp_path: Path, name: str) -> None:
    """Also where the manifest names it, as one that was forged would."""
    member = {"name": name, "size": 1, "sha256": sha256(b"x").hexdigest()}
    members = [archives.plain(name), *archives.members_of(file)]
    forged = with_manifest(members, lambda manifest: manifest["members"].append(member))  # type: ignore[attr-defined]
    assert "no name" in refused(archives.written(tmp_path / "forged.tar", forged))
    assert not (tmp_path.parent / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_links_and_whatever_is_no_plain_file_are_refused(file: Path, tmp_path: Path, kind: bytes) -> None:
    members = [archives.link("evidence/ab/link.jpg", "/etc/passwd", kind), *archives.members_of(file)]
    assert "no plain file" in refused(archives.written(tmp_path / "linked.tar", members))


def test_a_member_that_is_there_twice_is_refused(file: Path, tmp_path: Path) -> None:
    members = archives.members_of(file)
    assert "twice" in refused(archives.written(tmp_path / "twice.tar", [members[1], *members]))


@pytest.mark.parametrize(
    "content", [b"", b"not a tar at all", b"\x1f\x8b" + b"\0" * 50, b"\0" * 20_480, b"PK\x03\x04" * 500]
)
def test_another_file_is_no_backup(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.tar"
    other.write_bytes(content)
    refused(other)


@pytest.mark.parametrize(
    "change", [{"format": 2}, {"engine": "oracle"}, {"members": 3}, {"made_at": "today"}]
)
def test_a_manifest_of_another_kind_is_refused(file: Path, tmp_path: Path, change: dict[str, object]) -> None:
    members = with_manifest(archives.members_of(file), lambda manifest: manifest.update(change))
    assert "manifest.json" in refused(archives.written(tmp_path / "other.tar", members))
