"""Which passwords and names may be chosen."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import sleep
from unittest.mock import patch

import pytest

from core.accounts.labels import SENTENCES
from core.accounts.names import checked_name, name_key
from core.accounts.passwords import Hasher, check_password
from core.accounts.refusals import AccountReason
from core.errors import Refusal
from tests.web import QUICK


@pytest.mark.parametrize(
    "password",
    [
        "melon under the mulberry",
        "тутзор дар канори рӯд",
        "10 spaces,  kept ",
        "lowercaseonlybutlong",
        "👍🏽 emoji are welcome",
        "correct" * 28,
    ],
)
def test_long_is_enough(password: str) -> None:
    check_password(password, "zarina")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", AccountReason.PASSWORD_TOO_SHORT),
        ("ninechars", AccountReason.PASSWORD_TOO_SHORT),
        ("a longer one " * 16, AccountReason.PASSWORD_TOO_LONG),
        ("password123", AccountReason.PASSWORD_COMMON),
        ("PassWord123", AccountReason.PASSWORD_COMMON),
        ("qwertyuiop", AccountReason.PASSWORD_COMMON),
        ("йцукенгшщз", AccountReason.PASSWORD_COMMON),
        ("tajikistan2025", AccountReason.PASSWORD_COMMON),
        ("aaaaaaaaaaaaaaaa", AccountReason.PASSWORD_MONOTONOUS),
        ("121212121212", AccountReason.PASSWORD_MONOTONOUS),
        ("Zarina Rahimova", AccountReason.PASSWORD_HAS_NAME),
        ("zarina.rahimova-1987", AccountReason.PASSWORD_HAS_NAME),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, reason: AccountReason) -> None:
    with pytest.raises(Refusal) as refused:
        check_password(password, "Zarina Rahimova")
    assert refused.value.reason == reason


def test_all_of_a_long_password_counts() -> None:
    hasher = Hasher(QUICK)
    stored = hasher.hash("x" * 199 + "a")
    assert hasher.matches("x" * 199 + "a", stored)
    assert not hasher.matches("x" * 199 + "b", stored)


def test_how_a_keyboard_composes_an_accent_makes_no_difference() -> None:
    hasher = Hasher(QUICK)
    stored = hasher.hash(unicodedata.normalize("NFD", "рӯди ҷайҳун ӣ"))
    assert hasher.matches(unicodedata.normalize("NFC", "рӯди ҷайҳун ӣ"), stored)


@pytest.mark.parametrize("stored", ["", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$broken"])
def test_a_broken_hash_matches_nothing(stored: str) -> None:
    assert not Hasher(QUICK).matches("", stored)


@pytest.mark.parametrize("name", ["zarina", "Rano S.", "Ҷамшед Қ.", "María José", "O’Brien", "officer-2"])
def test_names_of_people_are_taken(name: str) -> None:
    assert checked_name(f"  {name} ") == name


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", AccountReason.NAME_EMPTY),
        (" \t ", AccountReason.NAME_EMPTY),
        ("x" * 65, AccountReason.NAME_TOO_LONG),
        ("ﷺ" * 40, AccountReason.NAME_TOO_LONG),
        ("a\u202eb", AccountReason.NAME_UNREADABLE),
        ("a\u200db", AccountReason.NAME_UNREADABLE),
        ("a\x00b", AccountReason.NAME_UNREADABLE),
        ("<script>", AccountReason.NAME_UNREADABLE),
        ("=1+1", AccountReason.NAME_UNREADABLE),
        ("zаrina", AccountReason.NAME_MIXED),  # its second letter is Cyrillic
    ],
)
def test_names_that_cannot_be_read_or_look_like_others_are_refused(name: str, reason: AccountReason) -> None:
    with pytest.raises(Refusal) as refused:
        checked_name(name)
    assert refused.value.reason == reason


@pytest.mark.parametrize(("one", "other"), [("Straße", "STRASSE"), ("ǰ", "J̌"), ("İ", "i̇"), ("ﬁ", "FI")])
def test_names_are_the_same_whatever_the_case_and_the_form(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_few_passwords_are_computed_at_once() -> None:
    """Each takes its memory: guesses that come in hundreds must not take all of it."""
    counting, running, most = Lock(), 0, 0

    def slow_verify(*_arguments: object) -> bool:
        nonlocal running, most
        with counting:
            running += 1
            most = max(most, running)
        sleep(0.02)
        with counting:
            running -= 1
        return True

    hasher = Hasher(QUICK)
    stored = hasher.hash("x")
    with patch("argon2.PasswordHasher.verify", slow_verify), ThreadPoolExecutor(12) as threads:
        list(threads.map(lambda _number: hasher.matches("x", stored), range(24)))
    assert most == 4


def test_every_refusal_has_a_sentence() -> None:
    assert set(SENTENCES) == set(AccountReason)
