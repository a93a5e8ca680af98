import pytest

from tests.postgres import allowed


def test_the_tests_use_only_a_database_that_is_named_for_them() -> None:
    assert allowed("postgres://anna@db.example/hashar_test").database == "hashar_test"
    for url in ("postgresql://anna@db.example/hashar", "postgresql://anna@db.example"):
        with pytest.raises(pytest.UsageError, match="must contain 'test'"):
            allowed(url)
