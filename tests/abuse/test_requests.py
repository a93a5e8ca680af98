"""Requests that no page makes: other methods, bodies and hosts, paths that climb, lies about lengths."""

import json
import logging
import re
import resource
import socket
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import url_for

from tests.abuse.conftest import STRANGER, Site
from tests.abuse.forms import Forms, PageForm, forms_of, posts
from tests.browsing.books import CODE
from tests.core.accounts import PASSWORD
from tests.web import served

pytestmark = pytest.mark.slow

PROGRAMME = f"/programmes/{CODE}"
MEGABYTE = 1_048_576

CLIMBING = (
    *("/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/%252e%252e/app.py"),
    *("/static/..\\app.py", "/static//etc/passwd", "/static/%00", "/static/hashar.css%00.txt"),
    *("/static/0/../../app.py", "/static/0/..%2f..%2fapp.py", "/static/0//etc/passwd", "/static/0/%00"),
    *(
        f"{PROGRAMME}/evidence/..%2f1",
        f"{PROGRAMME}/evidence/-1",
        f"{PROGRAMME}/evidence/99999999999999999999",
    ),
    *(f"{PROGRAMME}/workbook/..%2f..%2fhashar.sqlite/problems.xlsx", f"{PROGRAMME}/funds/..%2f..%2faccounts"),
    *(
        f"{PROGRAMME}/matches/1/99999999999999999999",
        f"{PROGRAMME}/groups/%F0%9F%92%A7",
        "/%ff%fe",
        "/\ud7ff",
    ),
)
"""Paths at which nothing is."""

ELSEWHERE = (
    *("//evil.example", "///evil.example", "https:evil.example", "https://evil.example/", "/\\evil.example"),
    *(
        "\\\\evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/%0d%0aSet-Cookie:x=1",
        "/\t/evil.example",
    ),
    *(
        "http://localhost@evil.example/",
        "//localhost:80@evil.example",
        " //evil.example",
        "/\r\nX: y",
        "ftp://x",
    ),
)


def addresses(site: Site) -> Iterator[str]:
    """One of every route."""
    parts = {
        "programme": CODE,
        "sheet": "groups",
        "token": "x" * 43,
        "kept": "x" * 32,
        "filename": "hashar.css",
        "part": "prepared",
    }
    with site.app.test_request_context():
        for rule in site.app.url_map.iter_rules():
            numbers = re.findall(r"<int:(\w+)>", rule.rule)
            values: Any = {name: parts.get(name, 1 if name in numbers else "X-1") for name in rule.arguments}
            yield url_for(rule.endpoint, **values)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "SPAM"])
def test_other_methods_change_nothing(untouched: Site, method: str) -> None:
    override = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST"}
    client = untouched.clients["munira"]
    statuses = {}
    for address in addresses(untouched):
        answer = client.open(address, method=method, headers=override, data={"_method": "POST"})
        statuses[address] = answer.status_code
        answer.close()
    allowed = {200, 302, 308, 404, 405, 422} if method in ("HEAD", "OPTIONS") else {302, 308, 404, 405}
    assert {address: status for address, status in statuses.items() if status not in allowed} == {}
    assert untouched.spoilt() is None


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", "nonsense", ""])
def test_other_bodies_are_no_forms(untouched: Site, forms: Forms, kind: str) -> None:
    bodies = (
        "[" * 10_000 + "]" * 10_000,
        json.dumps({str(number): 1 for number in range(20_000)}),
        "\x00\xff",
    )
    for (name, form), body in zip(posts(forms), cycle(bodies), strict=False):
        client = untouched.clients[name]
        answer = client.post(form.action, data=body.encode("latin-1"), content_type=kind)
        assert answer.status_code in (400, 404, 422), (form.action, answer.status_code)
    assert untouched.spoilt() is None


@pytest.mark.parametrize("fields", [999, 5_000])
def test_a_form_of_thousands_of_fields_is_refused_at_once(untouched: Site, fields: int) -> None:
    body = {f"field{number}": "x" for number in range(fields)}
    start = time.process_time()
    answer = untouched.clients["munira"].post(f"{PROGRAMME}/enter/groups", data=body)
    assert answer.status_code in (400, 413)
    assert time.process_time() - start < 1
    assert untouched.spoilt() is None


def test_parts_without_end_are_refused(untouched: Site) -> None:
    part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    for body in (part * 5_000 + "--x--", "--x\r\n" * 50_000, part, 'a; filename="' * 9_000):
        answer = untouched.clients["munira"].post(
            f"{PROGRAMME}/workbook", data=body.encode(), content_type="multipart/form-data; boundary=x"
        )
        assert answer.status_code in (400, 413)


@pytest.mark.parametrize("path", CLIMBING)
@pytest.mark.parametrize("name", ["munira", STRANGER])
def test_a_path_leads_to_nothing_but_what_is_there(untouched: Site, name: str, path: str) -> None:
    answer = untouched.clients[name].get(path, follow_redirects=True)
    is_asked_in = name == STRANGER and b'name="password"' in answer.data
    assert answer.status_code == 404 or is_asked_in
    assert b"create_app" not in answer.data
    assert b"root:" not in answer.data


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_whoever_signs_in_stays_on_the_site(untouched: Site, wanted: str) -> None:
    client = untouched.app.test_client()
    (form,) = forms_of("/sign-in", client.get("/sign-in").data)
    values = {"name": "zarina", "password": PASSWORD, "next": wanted, **_token(form)}
    for answer in (
        client.post("/sign-in", data=values),
        client.get("/sign-in", query_string={"next": wanted}),
    ):
        assert answer.status_code in (302, 303)
        parts = urlsplit(answer.headers["Location"])
        assert (parts.scheme, parts.netloc) == ("", "")
        assert parts.path == "/"
        assert "Set-Cookie:x" not in str(answer.headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "203.0.113.9"},
        {"Forwarded": "host=evil.example;proto=https"},
        {"X-Original-URL": "/accounts", "X-Rewrite-URL": "/accounts"},
        {"Referer": "https://evil.example/"},
    ],
)
def test_a_forged_header_comes_up_nowhere(untouched: Site, headers: dict[str, str]) -> None:
    for address in ("/", "/sign-in", PROGRAMME, "/accounts"):
        for name in ("farida", "munira", STRANGER):
            answer = untouched.clients[name].get(address, headers=headers)
            assert answer.status_code in (200, 302, 403, 404)
            assert "evil" not in answer.text + str(answer.headers).replace("next=", "")


def test_a_site_with_a_name_answers_to_no_other(untouched: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(untouched.app.config, "TRUSTED_HOSTS", ["hashar.example"])
    for host in ("evil.example", "hashar.example.evil.example", "hashar.example@evil.example", "", "a b"):
        assert untouched.clients["munira"].get("/", headers={"Host": host}).status_code == 400
    assert untouched.clients[STRANGER].get("/", headers={"Host": "hashar.example"}).status_code != 400


@pytest.mark.parametrize(
    "cookie", ["x" * 100_000, "hashar-local=;;;=", "hashar-local=\x7f\x80", "=;" * 9_000]
)
def test_cookies_of_any_kind_sign_nobody_in(untouched: Site, cookie: str) -> None:
    answer = untouched.app.test_client().get("/account", headers={"Cookie": cookie})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")


def test_what_is_asked_twice_is_answered_once(untouched: Site, forms: Forms) -> None:
    for name, own in forms.items():
        for form in own:
            if form.method == "GET":
                doubled = form
                for field in form.values:
                    doubled = doubled.with_(field, *form.values[field], "FAK-1", "2020-06-19")
                assert untouched.send(name, doubled).status_code < 500, form.action


def test_no_line_of_the_log_can_be_forged(untouched: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    forged = "zarina\r\n2026-01-01 INFO verified by munira"
    client = untouched.app.test_client()
    (form,) = forms_of("/sign-in", client.get("/sign-in").data)
    client.post("/sign-in", data={"name": forged, "password": forged, **_token(form)})
    client.get("/sign-in", headers={"User-Agent": "x", "X-Forwarded-For": forged.replace("\r\n", " ")})
    assert caplog.records
    assert not [record for record in caplog.records if "\n" in record.getMessage()]


@pytest.mark.parametrize("head", ["Content-Length: 1000000000", "Transfer-Encoding: chunked"])
@pytest.mark.parametrize("path", ["/sign-in", f"{PROGRAMME}/workbook"])
def test_a_body_without_end_is_cut_off_before_it_fills_the_memory(
    untouched: Site, path: str, head: str
) -> None:
    with served(untouched.app) as address:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        status = _pour(urlsplit(address).port or 0, path, head, megabytes=96)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert status in (0, 400, 401, 411, 413), status
    assert (after - before) / 1024 < 64


def _pour(port: int, path: str, head: str, megabytes: int) -> int:
    """Send so much of a body as is taken; the status, or 0 where the connection was closed before."""
    is_chunked = "chunked" in head
    kind = "multipart/form-data; boundary=x" if "workbook" in path else "application/x-www-form-urlencoded"
    piece = b"%x\r\n%b\r\n" % (MEGABYTE, b"a" * MEGABYTE) if is_chunked else b"a" * MEGABYTE
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        start = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {kind}\r\n{head}\r\n\r\n"
        connection.sendall(start.encode())
        try:
            for _ in range(megabytes):
                connection.sendall(piece)
            connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            answer = connection.recv(100)
        except ConnectionResetError:
            return 0
    return int(answer.split()[1]) if answer else 0


def _token(form: PageForm) -> dict[str, str]:
    return {form.token: form.values[form.token][0]}
