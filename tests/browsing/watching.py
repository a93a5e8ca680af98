"""What no page may do in a browser: complain, break its own policy, miss a file, or ask another host."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response


@contextmanager
def watched(context: BrowserContext, address: str) -> Iterator[BrowserContext]:
    """The context, closed at the end; fails where one of its pages misbehaved meanwhile."""
    complaints = complaints_of(context, address)
    try:
        yield context
    finally:
        context.close()
    assert not complaints, "\n".join(complaints)


def complaints_of(context: BrowserContext, address: str) -> list[str]:
    """A list that fills while pages are looked at."""
    found: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # That a page itself was answered with 422 is for the test to expect.
        is_of_status = message.text.startswith("Failed to load resource") and "status of 4" in message.text
        if message.type in ("error", "warning") and not is_of_status:
            found.append(f"{message.type}: {message.text}")

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("blob", "data") and f"{parts.scheme}://{parts.netloc}" != address:
            found.append(f"asked another host: {request.url}")

    def on_response(response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= (500 if is_page else 400):
            found.append(f"{response.status}: {response.url}")

    def on_failure(request: Request) -> None:
        # A browser gives up a page that turns out to be a file, and what is no longer wanted of the last page.
        if "ERR_ABORTED" not in str(request.failure):
            found.append(f"{request.failure}: {request.url}")

    context.on("console", on_console)
    context.on("request", on_request)
    context.on("response", on_response)
    context.on("requestfailed", on_failure)
    context.on("weberror", lambda error: found.append(f"script: {error.error}"))
    return found
