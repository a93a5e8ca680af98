from tests.locking import head_is_locked_first

__all__ = ["head_is_locked_first"]
