"""From the setting on one's own page to the letter, by its links back to the site, and to no letter any more."""

import shutil
from email import message_from_bytes, policy
from pathlib import Path

from core.database import make_engine
from tests.core.accounts import post, type_password, with_account
from tests.reports.telling.test_digests import SITE, run
from tests.web import MANAGER, opened


def letters_in(folder: Path) -> list[str]:
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    return [f"{mail['To']}\n{mail.get_content()}" for mail in found]


def test_whoever_gives_an_address_is_told_what_waits_until_they_take_it_away(
    khatlon: Path, tmp_path: Path
) -> None:
    engine = make_engine(f"sqlite:///{shutil.copy(khatlon, tmp_path / 'hashar.sqlite')}")
    folder = tmp_path / "mail"
    with opened(engine, SITE_URL=SITE, SMTP_URL=None, MAIL_FOLDER=str(folder)) as app:
        with_account(engine, "zarina", MANAGER)
        zarina = app.test_client()
        type_password(zarina)
        assert "1 letter" not in run(app).output, "nobody has given an address"
        post(zarina, "/account/email", page="/account", email="zarina@example.org")
        assert "Your e-mail address is kept." in zarina.get("/account").text
        assert f"1 letter written into {folder}" in run(app).output
        [letter] = letters_in(folder)
        assert letter.startswith("zarina@example.org\n")
        ways = [line.strip().removeprefix(SITE) for line in letter.splitlines() if SITE in line]
        assert ways[-1] == "/account"
        assert len(ways) > 1
        assert {zarina.get(way).status_code for way in ways} == {200}
        assert "0 letters written" in run(app).output, "the same is not told twice"
        post(zarina, "/account/email", page="/account", email="")
        assert "You get no e-mail any more." in zarina.get("/account").text
        folder.rename(tmp_path / "earlier")
        assert "0 letters written" in run(app).output
        assert letters_in(folder) == []
    engine.dispose()
