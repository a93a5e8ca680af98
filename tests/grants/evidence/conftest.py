from tests.grants.recording.conftest import books, khatlon, officer

__all__ = ["books", "khatlon", "officer"]
