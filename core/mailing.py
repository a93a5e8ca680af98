"""Mail that the site sends: heads to whoever keeps them, and what waits for somebody to that person."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

_SECONDS = 15


class NotSent(Exception):
    """The mail did not go out; the text says why."""


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
    message = _addressed(post.sender, ", ".join(post.recipients), subject)
    message.set_content(text, cte="7bit")  # no line of it may be broken
    name, content = attachment
    message.add_attachment(content, filename=name, cte="7bit")
    _hand_over(post.url, message)


def send_letter(url: str, letter: Letter) -> None:
    """In any language. Raises NotSent."""
    try:
        message = message_of(letter)
    except ValueError as failure:  # an address or a subject that would begin another header
        raise NotSent(str(failure)) from failure
    _hand_over(url, message)


def message_of(letter: Letter) -> EmailMessage:
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
    try:
        with _connected(url) as smtp:
            smtp.send_message(message)
    except (OSError, smtplib.SMTPException, ValueError) as failure:
        raise NotSent(str(failure) or type(failure).__name__) from failure


def _connected(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError(
            "SMTP_URL must be smtp://HOST or smtps://HOST, with user:password@ and :port if needed"
        )
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
