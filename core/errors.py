"""The one exception that a person may meet."""


class Refusal(Exception):
    """Something a person asked for and may not have, with a typed reason.

    `reason` is a member of an enum that has a sentence in a `labels` module; `details` fill its placeholders.
    """

    def __init__(self, reason: str, **details: object) -> None:
        super().__init__(reason, details)
        self.reason = reason
        self.details = details
