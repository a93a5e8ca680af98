"""What a backup holds, as its member manifest.json says: when, of what, how large, and with which digest."""

import json
import tomllib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FORMAT = 1

DATABASES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
"""The member that holds the database, by its engine."""


@dataclass(frozen=True)
class Member:
    """A file within the backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Head:
    """How far the journal of a programme had come in the database that was backed up, and its last digest."""

    programme: str
    position: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    """`schema` is the revision of the database; `program` the version of what dumped it."""

    made_at: datetime
    hashar: str
    engine: str
    program: str
    schema: str
    heads: tuple[Head, ...]
    members: tuple[Member, ...]
    missing: tuple[str, ...] = ()
    """The files that a row names, and that were not there or were altered when the backup was made."""

    @property
    def database(self) -> str:
        return DATABASES[self.engine]

    @property
    def size(self) -> int:
        return sum(member.size for member in self.members)

    def as_json(self) -> bytes:
        content = {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()}
        return json.dumps(content, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """Raises ValueError where it is no manifest of ours."""
    try:
        read = json.loads(content)
        if read.pop("format") != FORMAT:
            raise ValueError("a format that this version does not know")
        read["made_at"] = datetime.fromisoformat(read["made_at"])
        read["heads"] = tuple(Head(**head) for head in read["heads"])
        read["missing"] = tuple(read["missing"])
        read["members"] = tuple(Member(**member) for member in read["members"])
        manifest = Manifest(**read)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not as it should be: {error}") from error
    if manifest.engine not in DATABASES:
        raise ValueError(f"an unknown engine, {manifest.engine!r}")
    return manifest


def version_of_hashar() -> str:
    """As pyproject.toml says: Hashar runs from its folder and is installed nowhere."""
    with Path(__file__).parents[2].joinpath("pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
