"""H30: who is let in, and what every answer carries."""

from __future__ import annotations

import pytest

from medvirk_nlp.page.guard import BODY_LIMIT
from page.conftest import FORM, HOST, ORIGIN, PREFIX, Page

ADDRESSES = ("/", "/item/dok-01-0003", "/reader")


def test_every_answer_is_closed_to_others_and_kept_nowhere(reader: Page) -> None:
    for path in (*(PREFIX + a for a in ADDRESSES), "/static/page.js", "/open/x", "/nothing"):
        headers = reader.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, path
        assert "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in headers


@pytest.mark.parametrize("host", ["evil.example", "localhost:49321", "127.0.0.1", "127.0.0.1:80"])
def test_another_host_name_is_refused(reader: Page, host: str) -> None:
    answer = reader.get("", headers={"host": host})
    assert (answer.status_code, answer.text) == (421, "")


def test_two_hosts_are_refused(reader: Page) -> None:
    assert reader.get("", headers=[("host", HOST), ("host", "evil.example")]).status_code == 421


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_asks_for_is_refused(reader: Page, site: str) -> None:
    assert reader.get("", headers={"sec-fetch-site": site}).status_code == 403


@pytest.mark.parametrize(
    "origin",
    [{}, {"origin": "null"}, {"origin": "http://evil.example"}, {"origin": "http://127.0.0.1"}],
)
def test_a_form_of_another_origin_changes_nothing(reader: Page, origin: dict) -> None:
    told = {**reader.form("dok-01-0003"), "action": "withhold"}
    answer = reader.client.post(f"{PREFIX}/item/dok-01-0003", data=told, headers=origin)
    assert answer.status_code == 403
    assert reader.state("dok-01-0003").name == "open"


def test_a_form_without_its_token_changes_nothing(reader: Page) -> None:
    told = {**reader.form("dok-01-0003"), "action": "withhold"}
    for token in ("", "x", told["csrf"][:-1]):
        answer = reader.post("item/dok-01-0003", {**told, "csrf": token})
        assert answer.status_code == 403
    assert reader.state("dok-01-0003").name == "open"
    assert reader.post("item/dok-01-0003", told).status_code == 303
    assert reader.state("dok-01-0003").name == "withheld"


def test_long_bodies_and_other_kinds_are_refused(reader: Page) -> None:
    address = f"{PREFIX}/item/dok-01-0003"
    long = {**ORIGIN, "content-type": FORM}
    content = "x" * (BODY_LIMIT + 1)
    assert reader.client.post(address, content=content, headers=long).status_code == 413
    json = {**ORIGIN, "content-type": "application/json"}
    assert reader.client.post(address, content="{}", headers=json).status_code == 415
    assert reader.client.put(address, headers=long).status_code == 405
    assert reader.client.options(address).status_code == 405


def test_the_link_lets_one_browser_in_once(page: Page) -> None:
    link = f"/open/{page.sessions.new_link()}"
    assert page.client.get("/open/wrong").status_code == 403
    answer = page.client.get(link)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and f"path={PREFIX}/" in cookie
    assert page.client.get(link).status_code == 403


def test_the_link_grows_old() -> None:
    from medvirk_nlp.page.sessions import LINK_LIFE, Sessions

    now = [0.0]
    sessions = Sessions(lambda: now[0])
    link = sessions.new_link()
    now[0] = LINK_LIFE + 1
    assert sessions.enter(link) is None


@pytest.mark.parametrize("path", ["", "item/dok-01-0003", "reader"])
def test_nothing_is_shown_without_the_cookie(page: Page, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 403
    assert "Tuvalill" not in answer.text
    page.client.cookies.set("medvirk", "guessed", path=f"{PREFIX}/")
    assert page.get(path).status_code == 403


def test_an_unforeseen_error_tells_only_its_kind(
    reader: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("Tuvalill")

    monkeypatch.setattr("medvirk_nlp.page.deciding.show", fail)
    answer = reader.get("item/dok-01-0003")
    assert answer.status_code == 500 and "Tuvalill" not in answer.text
    assert reader.errors == ["ValueError"]


def test_coming_back_leads_nowhere_else(reader: Page) -> None:
    csrf = reader.csrf("")
    for back in ("https://evil.example/", "//evil.example/", f"{PREFIX}.evil.example"):
        answer = reader.post("settings", {"csrf": csrf, "theme": "dark", "back": back})
        assert answer.headers["location"] == f"{PREFIX}/"


def test_only_our_own_files_are_served(page: Page) -> None:
    for name in ("page.css", "page.js", "icon.svg"):
        assert page.client.get(f"/static/{name}").status_code == 200
    for name in ("..%2fapp.py", "app.py", "%2e%2e/sessions.py"):
        assert page.client.get(f"/static/{name}").status_code in (403, 404)
