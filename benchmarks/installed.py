"""What others do the same work with, and how to get it where it is not installed."""

import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

_PIP = Path(sys.executable).with_name("pip")


def missing_modules(*names: str) -> str:
    """What to type to install the modules that are not there; '' if all are."""
    missing = [name for name in names if find_spec(name) is None]
    return f"{_shown(_PIP)} install {' '.join(missing)}" if missing else ""


def missing_program(name: str) -> str:
    """What to type to install a program that is not there; '' if it is."""
    if find_program(name):
        return ""
    return f"{_shown(_PIP)} install beancount" if name == "bean-check" else f"apt-get install {name}"


def find_program(name: str) -> str | None:
    """Where it is: in the virtual environment that this runs in, or where programs are."""
    return which(name, path=str(_PIP.parent)) or which(name)


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
