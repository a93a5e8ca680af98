"""A twentieth of what `make stress` tries of sealed reports and of journals that somebody altered."""

from tests.properties import sealed_reports, tampered
from tests.stress.promise import Kind, assert_kept


def test_a_sealed_report_is_one_file_whatever_happens_afterwards() -> None:
    assert_kept(sealed_reports.run(0.05, Kind.SQLITE))


def test_whoever_alters_the_journal_is_found() -> None:
    assert_kept(tampered.run(0.05, Kind.SQLITE))
