"""Mail that the site sends: heads to whoever keeps them, and what waits for somebody to that person."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import SplitResult, unquote, urlsplit

from core.accounts.emails import masked

_SECONDS = 15


class NotSent(Exception):
    """The mail did not go out; the text says why, with addresses in part only: logs keep it."""


@dataclass(frozen=True)
class Post:
    """Where mail is handed over (`smtp[s]://user:password@host:port`), by whom and to whom."""

    url: str
    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """A mail to one person."""

    sender: str
    recipient: str
    subject: str
    text: str


def send(post: Post, subject: str, text: str, attachment: tuple[str, str]) -> None:
    """Text with a text file (name, content), both in ASCII. Raises NotSent.

    Over smtp:// TLS is used where it is offered, and required with a password.
    """
    with _failures_told(*post.recipients):
        message = _addressed(post.sender, ", ".join(post.recipients), subject)
        message.set_content(text, cte="7bit")  # no line of it may be broken
        name, content = attachment
        message.add_attachment(content, filename=name, cte="7bit")
        _hand_over(post.url, message)


def send_letter(url: str, letter: Letter) -> None:
    """In any language. Raises NotSent."""
    with _failures_told(letter.recipient):
        _hand_over(url, message_of(letter))


def message_of(letter: Letter) -> EmailMessage:
    """Raises ValueError for an address or a subject that would begin another header."""
    message = _addressed(letter.sender, letter.recipient, letter.subject)
    message.set_content(letter.text, charset="utf-8")
    message["Auto-Submitted"] = "auto-generated"  # so that no absence notice answers it
    return message


def _addressed(sender: str, recipients: str, subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, recipients, subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid("hashar")
    return message


def _hand_over(url: str, message: EmailMessage) -> None:
    smtp = _connected(url)
    try:
        smtp.send_message(message)
    finally:
        with suppress(OSError):  # once it is taken it is sent, however the server says goodbye
            smtp.quit()
        smtp.close()


@contextmanager
def _failures_told(*recipients: str) -> Iterator[None]:
    try:
        yield
    except (OSError, smtplib.SMTPException, ValueError) as failure:
        text = _words_of(failure) or type(failure).__name__
        for recipient in recipients:
            text = text.replace(recipient, masked(recipient) or "")
        raise NotSent(text) from failure


def _words_of(failure: Exception) -> str:
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return "; ".join(
            f"{code} {words.decode(errors='replace')}" for code, words in failure.recipients.values()
        )
    return str(failure)


def _read(url: str) -> SplitResult:
    """Raises ValueError without a word of the address, which holds a password."""
    parts = urlsplit(url)
    try:
        is_sound = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no port; the text would hold what stands in its place
        is_sound = False
    if not is_sound:
        raise ValueError(
            "SMTP_URL must be smtp://HOST or smtps://HOST, with user:password@ and :port if needed; "
            "other signs than letters and digits in the password as %XX"
        )
    return parts


def _connected(url: str) -> smtplib.SMTP:
    parts = _read(url)
    assert parts.hostname is not None
    secure = ssl.create_default_context()
    if parts.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            parts.hostname, parts.port or 465, timeout=_SECONDS, context=secure
        )
    else:
        smtp = smtplib.SMTP(parts.hostname, parts.port or 587, timeout=_SECONDS)
    try:
        smtp.ehlo()
        if parts.scheme == "smtp" and (smtp.has_extn("starttls") or parts.password):
            smtp.starttls(context=secure if parts.password else _unverified())
        if parts.username:
            smtp.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        smtp.close()
        raise
    return smtp


def _unverified() -> ssl.SSLContext:
    """For a relay without a password, such as that of this machine, whose certificate is its own."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
