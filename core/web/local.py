"""Whether a request comes from this very machine, where a browser may do without https."""

from ipaddress import ip_address

from flask import Request

_FORWARDED_BY = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")


def is_local(request: Request) -> bool:
    """From the loopback, to the loopback, and not handed on by a proxy that stands there for others."""
    if any(name in request.headers for name in _FORWARDED_BY):
        return False
    return _is_loopback(request.remote_addr or "") and _is_loopback(_name(request.host))


def _name(host: str) -> str:
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _is_loopback(name: str) -> bool:
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
