"""The key that signs cookies, where nobody set one: made once, for all workers and all restarts."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept_secret_key(folder: Path) -> str:
    """From the file `secret_key` in the folder, which is made if it is not there."""
    path = folder / "secret_key"
    if not path.exists():
        # A link appears with all its content, or not at all if another worker was quicker.
        with NamedTemporaryFile("w", dir=folder, prefix=".secret_key-") as new:  # mode 0600
            new.write(secrets.token_hex())
            new.flush()
            with suppress(FileExistsError):
                os.link(new.name, path)
    return path.read_text()
