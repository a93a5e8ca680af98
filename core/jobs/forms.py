"""What is asked of who wants a job: a press of the button."""

from core.web.forms import Form


class AgainForm(Form):
    """Nothing but its token."""
