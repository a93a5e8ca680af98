"""A payee is shown in full only where the text says that it is no person."""

import pytest

from grants.reviewing.payees import shown_payee


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Saida Rahimova", "S. R."),
        ("Рахимова С.А.", "Р. С. А."),
        ("Rahimov S.A.", "R. S. A."),
        ("ИП Рахимов", "И. Р."),
        ("Don Pedro", "D. P."),
        ("school teacher Rahimova", "S. T. R."),
        ("Rahimova, school No. 5", "R. S. N."),
        ("+Mason", "M."),
        ("+992 93 555 12 34", "…"),
        ("ӯ Ҳақназарова", "Ӯ. Ҳ."),
        ("", ""),
        (None, ""),
    ],
)
def test_who_may_be_a_person_is_masked(text: str | None, shown: str) -> None:
    assert shown_payee(text, False) == shown
    assert shown_payee(text, True) == (text or "")


@pytest.mark.parametrize(
    "text",
    [
        *("ООО «Сохтмон»", "ҶДММ Сомон", "Beton Ltd.", "Cementos Progreso, S.A.", "Мактаби №5", "мактаб 5"),
        *("Building market of the district", "Maestros de obra, Las Lomas", "Supervisión técnica"),
        *("Кӯдакистони №3", "Компания Сомон", "MUNICIPALIDAD de Sololá", "Jamoat Fakhrobod"),
    ],
)
def test_a_body_is_shown(text: str) -> None:
    assert shown_payee(text, False) == text
