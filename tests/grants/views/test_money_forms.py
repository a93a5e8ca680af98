"""What all forms of payments and vouchers have in common: their token, and the photos that they take."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.views.money_pages import MANAGER, at_site, books, filled, state, with_vouchers
from tests.grants.views.paying_pages import NEW, PAYMENT


@pytest.mark.parametrize("path", [NEW, "/disbursements/D-1/refund", "/disbursements/D-1/arrival"])
def test_a_form_without_its_token_changes_nothing(sqlite_engine: Engine, tmp_path: Path, path: str) -> None:
    with at_site(books(sqlite_engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        before = state(site.engine)
        fields: dict[str, Any] = {**PAYMENT, "arrived_on": "2026-04-03", "reason": "x", "step": "propose"}
        for token in ({}, {"csrf_token": "forged"}):
            assert site.client.post(f"/programmes/P{path}", data=fields | token).status_code == 400
        assert state(site.engine) == before


def photo() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    file.seek(0)
    return file


@pytest.mark.parametrize("path", ["/disbursements/D-1", "/expenditures/E-F"])
def test_a_photo_can_be_added_and_is_handed_out(sqlite_engine: Engine, tmp_path: Path, path: str) -> None:
    with_vouchers(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, MANAGER, EVIDENCE_FOLDER=str(tmp_path / "evidence")) as site:
        token = filled(site.text(path))
        address = f"/programmes/P{path}/evidence"
        for content, status in ((BytesIO(b"<html>"), 422), (BytesIO(b""), 422), (photo(), 303)):
            form = token | {"file": (content, "../../x.jpg")}
            sent = site.client.post(address, data=form, content_type="multipart/form-data")
            assert sent.status_code == status
        page = site.text(path)
        assert "added by zarina" in page
        [id] = p.rows(site.engine, "evidence_file", "id")
        assert site.get(f"/evidence/{id}").status_code == 200
