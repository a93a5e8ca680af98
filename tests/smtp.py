"""A mail server of a test: it takes what it is given, or refuses it."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message


class _Session(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline():
            command = line.strip().upper()
            if command.startswith((b"EHLO", b"HELO")):
                self._say("250 test")
            elif command.startswith(b"QUIT"):
                self._say(self.server.farewell)
                return
            elif command.startswith(b"RCPT") and self.server.refuses(line.decode()):
                self._say(f"550 no such person: {line.decode().strip().partition(':')[2]}")
            elif command == b"DATA":
                self._say("354 go on")
                content = b""
                while (line := self.rfile.readline()) != b".\r\n":
                    content += line
                self.server.mails.append(message_from_bytes(content))
                self._say("250 taken")
            else:
                self._say("250 yes")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = False

    def __init__(self, refuses: Callable[[str], bool], farewell: str) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.mails: list[Message] = []
        self.refuses = refuses
        self.farewell = farewell


@contextmanager
def mail_server(
    *, refuses: bool = False, unknown: str = "", farewell: str = "221 bye"
) -> Iterator[tuple[str, list[Message]]]:
    """(its address as SMTP_URL has it, the mails that it has taken). It refuses all, or the one who is unknown."""
    server = _Server(lambda line: refuses or bool(unknown and unknown in line), farewell)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{server.server_address[1]}", server.mails
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
