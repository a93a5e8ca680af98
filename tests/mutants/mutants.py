"""Mutants as patch files, and a copy of the project in which they live until a test kills them."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
TESTS_FAILED = 1
"""What pytest returns then, and only then: not where a test is missing or cannot be imported."""

_KILLED_BY = re.compile(r"^Killed-by: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    """`words` say what it takes away; `killed_by` is the test that passes without it and fails with it."""

    name: str
    words: str
    killed_by: str
    patch: Path

    def apply(self, to: Path, *options: str) -> str:
        """What git says where it cannot; '' where it is done."""
        command = ["git", "apply", "-C1", *options, str(self.patch)]
        return subprocess.run(command, cwd=to, capture_output=True, text=True).stderr


def all_mutants() -> list[Mutant]:
    return [_read(patch) for patch in sorted(FOLDER.glob("*.patch"))]


def _read(patch: Path) -> Mutant:
    text = patch.read_text("utf-8")
    [killed_by] = _KILLED_BY.findall(text)
    return Mutant(patch.stem, text.partition("\n")[0], killed_by, patch)


@contextmanager
def copy_of_the_project() -> Iterator[Path]:
    """Every file that git has or would take, where it may be altered."""
    with tempfile.TemporaryDirectory(prefix="hashar-mutants-") as folder:
        for name in _files():
            target = Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
        yield Path(folder)


def _files() -> list[str]:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


def run_tests(of: Path, tests: Sequence[str]) -> tuple[int, str]:
    """What pytest returns and says in this copy of the project."""
    command = [sys.executable, "-B", "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=of, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def survivors(mutants: Sequence[Mutant], tell: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """A sentence for each that lives, or whose test says nothing because it fails without it too."""
    with copy_of_the_project() as copy:
        returned, said = run_tests(copy, [mutant.killed_by for mutant in mutants])
        if returned:
            yield from (
                f"{each.name} was not tried, the tests fail without it: {_last_lines(said)}"
                for each in mutants
            )
            return
        tell("every test passes without a mutant")
        for mutant in mutants:
            lives = list(survives(mutant, copy))
            tell(f"{mutant.name}: {'lives' if lives else 'killed'}")
            yield from lives


def survives(mutant: Mutant, copy: Path) -> Iterator[str]:
    """A sentence where it does; afterwards the copy is as it was."""
    cannot = mutant.apply(copy)
    if cannot:
        yield f"{mutant.name}: {outdated(mutant, cannot)}"
        return
    returned, said = run_tests(copy, [mutant.killed_by])
    if returned != TESTS_FAILED:
        yield f"{mutant.name} lives: {mutant.killed_by} returned {returned}: {_last_lines(said)}"
    mutant.apply(copy, "--reverse")


def outdated(mutant: Mutant, said: str) -> str:
    """What to do with a patch that does not apply any more."""
    return (
        f"tests/mutants/{mutant.patch.name} does not apply any more. It stands for this: {mutant.words} "
        "Take the same safeguard away in the code as it is now (change it, `git diff -U2 FILES`, put it back), "
        "keep the first lines of the patch, and see that its test still kills it: "
        f"python -m tests.mutants {mutant.name}. Git says: {said}"
    )


def _last_lines(said: str) -> str:
    return " / ".join(said.strip().splitlines()[-3:])
