"""The form in which a variance is explained."""

from grants.forms.sheet_form import SheetForm, sheet_form


def variance_form() -> SheetForm:
    return sheet_form("variances", ("words",))()
