"""What is asked about accounts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from core.accounts.emails import checked_email
from core.accounts.labels import ROLES
from core.accounts.names import checked_name
from core.accounts.passwords import ADVISED, check_password
from core.errors import Refusal
from core.roles import Role, ScopeKind
from core.sentences import sentence
from core.web.forms import Form


class SignInForm(Form):
    """Who are you? The hidden field is the page that the person wanted."""

    name = StringField(
        _l("Name"),
        validators=[InputRequired(_l("Type your name."))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Type your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class NewPasswordForm(Form):
    """A password for the account called `name`."""

    password = PasswordField(
        _l("New password"),
        description=_l(
            "%(advised)s characters or more are advised. Three or four words that have nothing to do with "
            "each other are easy to keep in mind. Spaces are welcome.",
            advised=ADVISED,
        ),
        validators=[InputRequired(_l("Type a password."))],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("New password, once more"),
        validators=[InputRequired(_l("Type the password once more."))],
        render_kw={"autocomplete": "new-password"},
    )

    def __init__(self, name: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._name = name

    def validate_password(self, field: PasswordField) -> None:
        try:
            check_password(field.data, self._name)
        except Refusal as refusal:
            raise ValidationError(sentence(refusal)) from None

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.password.data:
            raise ValidationError(_l("This is not the same as above. Type both again."))


class ChangePasswordForm(NewPasswordForm):
    """The present password first: an unlocked phone must not be enough."""

    present_password = PasswordField(
        _l("Present password"),
        validators=[InputRequired(_l("Type the password that you have now."))],
        render_kw={"autocomplete": "current-password"},
    )


class LanguageForm(Form):
    """In which language the site speaks to a person."""

    language = SelectField(_l("Language"))


class EmailForm(Form):
    """Where the daily digest goes."""

    email = StringField(
        _l("E-mail address"),
        description=_l(
            "At most once a day it gets what waits, and nothing else. Leave it empty to get nothing."
        ),
        render_kw={"type": "email", "autocomplete": "email"},
    )

    def validate_email(self, field: StringField) -> None:
        try:
            field.data = checked_email(field.data)
        except Refusal as refusal:
            raise ValidationError(sentence(refusal)) from None


class AccountForm(Form):
    """A new account."""

    name = StringField(
        _l("Name"),
        description=_l(
            "The person signs in by it, and the books name them by it. It cannot be changed later."
        ),
        validators=[InputRequired(_l("Give a name to sign in with."))],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )

    def validate_name(self, field: StringField) -> None:
        try:
            field.data = checked_name(field.data)
        except Refusal as refusal:
            raise ValidationError(sentence(refusal)) from None


class AccountFilter(Form):
    """Which accounts the list shows."""

    class Meta:
        csrf = False

    name = StringField(_l("Name"))
    role = SelectField(
        _l("Role"),
        default="",
        choices=[
            SelectChoice("", _l("every role")),
            *(SelectChoice(role.value, label) for role, label in ROLES.items()),
        ],
    )

    @property
    def chosen_role(self) -> Role | None:
        return Role(self.role.data) if self.role.data in set(Role) else None


class MembershipKindForm(Form):
    """The first of two steps: which role, and where. It is asked by GET."""

    class Meta:
        csrf = False

    kind = SelectField(_l("Role"), choices=[])
    programme = SelectField(
        _l("Programme"),
        choices=[],
        description=_l("An administrator is one of the whole site: of no programme."),
    )

    def validate_programme(self, field: SelectField) -> None:
        is_of_site = (self.kind.data or "").endswith(f"-{ScopeKind.SITE}")
        if is_of_site and field.data:
            raise ValidationError(_l("An administrator is one of the whole site. Choose no programme."))
        if not is_of_site and not field.data:
            raise ValidationError(_l("Choose the programme."))


class PartsForm(Form):
    """The second step: which communities or funds."""

    parts = SelectMultipleField(
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("Choose at least one."))],
    )
