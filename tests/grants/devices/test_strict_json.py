"""What is no JSON, or only nearly, is refused at once and by name."""

import json
import time

import pytest

from core.errors import Refusal
from grants.devices.refusals import BatchReason
from grants.devices.rows import read_batch
from grants.devices.strict_json import NUMBER, parse


def refused(body: bytes) -> Refusal:
    """It takes no longer than half a second, most of which other tests' garbage may need."""
    start = time.process_time()
    with pytest.raises(Refusal) as refusal:
        read_batch(parse(body))
    assert time.process_time() - start < 0.5
    return refusal.value


def one(row: str) -> bytes:
    return f'{{"contributions": [{row}]}}'.encode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", BatchReason.NOT_JSON),
        (b"{", BatchReason.NOT_JSON),
        (b'{"contributions": [],}', BatchReason.NOT_JSON),
        (b"\xef\xbb\xbf{}", BatchReason.NOT_JSON),
        (b'{"contributions": "\xff"}', BatchReason.NOT_UTF8),
        (one('{"amount": NaN}'), BatchReason.NOT_JSON),
        (one('{"amount": Infinity}'), BatchReason.NOT_JSON),
        (one('{"amount": -Infinity}'), BatchReason.NOT_JSON),
        (one('{"amount": "1", "amount": "2"}'), BatchReason.FIELD_TWICE),
        (b'{"contributions": [], "contributions": []}', BatchReason.FIELD_TWICE),
        (b"[" * 10_000 + b"]" * 10_000, BatchReason.TOO_DEEP),
        (one('{"a":' * 10_000 + "1" + "}" * 10_000), BatchReason.TOO_DEEP),
        (one(json.dumps({str(number): "" for number in range(100_000)})), BatchReason.TOO_MANY_FIELDS),
        (one(",".join(["{}"] * 20_000)), BatchReason.TOO_MANY_OBJECTS),
        (b"[]", BatchReason.NOT_A_BATCH),
        (b"null", BatchReason.NOT_A_BATCH),
        (b'"contributions"', BatchReason.NOT_A_BATCH),
        (b'{"contributions": {}}', BatchReason.NOT_A_BATCH),
        (b'{"contributions": [], "role": "administrator"}', BatchReason.FIELD_UNKNOWN),
        (b'{"contributions": [], "device": 7}', BatchReason.DEVICE_UNREADABLE),
        (b'{"contributions": [], "device": "a\\u0000b"}', BatchReason.DEVICE_UNREADABLE),
    ],
    ids=lambda value: value.value if isinstance(value, BatchReason) else "",
)
def test_what_is_no_batch_is_refused_whole(body: bytes, reason: BatchReason) -> None:
    assert refused(body).reason == reason


def test_a_field_that_is_there_twice_is_named() -> None:
    assert refused(one('{"amount": "1", "amount": "1"}')).details == {"field": "amount"}


def test_numbers_are_never_read() -> None:
    digits = "9" * 10_000
    assert parse(f"[1, 0.1, 1e309, 1E+1000000, {digits}]".encode()) == [NUMBER] * 5


@pytest.mark.parametrize("value", ["0.1", "7", "1e309", "true", "false", "null", '["5"]', '{"a": "5"}'])
def test_only_texts_are_taken(value: str) -> None:
    batch = read_batch(parse(one(f'{{"amount": {value}}}')))
    assert ("amount", "not_text") in {(fault.column, fault.kind) for fault in batch.rows[0].faults}


def test_a_field_that_no_form_has_is_refused_by_name() -> None:
    """Those that only the server says, too: nobody makes their own contribution a verified one."""
    fields = ("status", "recorded_by", "verified_on", "fund_id", "role", "reference", "created_at", "note")
    batch = read_batch(parse(one(json.dumps(dict.fromkeys(fields, "x")))))
    named = {fault.column for fault in batch.rows[0].faults if fault.kind == "field_unknown"}
    assert named == set(fields)


def test_of_many_unknown_fields_some_are_named_and_the_others_counted() -> None:
    batch = read_batch(parse(one(json.dumps({f"field{number}": "" for number in range(90)}))))
    unknown = [fault for fault in batch.rows[0].faults if fault.kind == "field_unknown"]
    assert len(unknown) == 11
    assert "80" in unknown[-1].message


@pytest.mark.parametrize("text", ["a\ud800b", "a\x00b", "a\u202eb", "a\u200bb", "x" * 2_001])
def test_what_no_form_takes_no_device_sends(text: str) -> None:
    batch = read_batch(parse(one(json.dumps({"transfer_operator": text, "client_id": text}))))
    faults = {(fault.column, fault.kind) for fault in batch.rows[0].faults}
    assert {("transfer_operator", "text_forbidden"), ("client_id", "client_id_unreadable")} <= faults
