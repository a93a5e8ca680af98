"""A command of `flask`, killed in the midst of its work: python -m tests.stress.killed_command SECONDS ...

`never` in the place of the seconds lets it end; then it says in JSON how it ended and how long it worked.
"""

import json
import os
import sys
import threading
import time

from app import create_app
from tests.stress.orders import kill

NEVER = "never"


def main(after: str, *arguments: str) -> None:
    app = create_app()
    started = time.monotonic()
    if after != NEVER:
        timer = threading.Timer(float(after), kill, [os.getpid()])
        timer.daemon = True
        timer.start()
    result = app.test_cli_runner().invoke(args=arguments)
    told = {"status": result.exit_code, "seconds": time.monotonic() - started, "said": result.output}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
