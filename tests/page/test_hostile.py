"""H30: hostile notes are shown as text, with what they hide made visible."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from medvirk_nlp.page.characters import pieces
from page.conftest import Page, opened
from page.invented import Invented, Words

HOSTILE = (
    "<script>fetch('http://x.invalid')</script>",
    '<img src=x onerror="document.title=1">',
    '</textarea></div>"><a href="javascript:alert(1)">trykk</a>',
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "<style>body{background:url(http://x.invalid/y)}</style>",
    "snudd \u202egnilpuo\u202c og usyn\u200blig \u2066x\u2069",
)


@pytest.fixture
def hostile(tmp_path: Path):
    notes = "# Møte\n" + "".join(f"- {line} her\n" for line in HOSTILE)
    marks = {"her": (Words("her", flag="leftover", rule="unknown_word"),)}
    with opened(Invented(tmp_path, {"m.md": notes}, marks).make()) as page:
        page.enter()
        yield page


def test_every_line_is_text(hostile: Page) -> None:
    for number in range(len(HOSTILE)):
        for path in (f"item/dok-01-{number + 2:04d}", f"item/dok-01-{number + 2:04d}/same"):
            shown = hostile.get(path).text
            assert shown.count("<script") == 1 and "<img" not in shown and "<style" not in shown
            assert 'href="javascript' not in shown and "49 " not in shown
            assert not set("\u202e\u202c\u200b\u2066\u2069") & set(shown)


def test_hidden_characters_are_signs(hostile: Page) -> None:
    shown = hostile.get("item/dok-01-0007").text
    for sign in ("U+202E", "U+200B", "U+2066"):
        assert sign in shown


def test_what_the_reader_writes_is_text_too(hostile: Page) -> None:
    form = {**hostile.form("dok-01-0002"), "paraphrase": "[<b>fet</b>]"}
    shown = hostile.post("item/dok-01-0002/rewrite", form).text
    assert "&lt;b&gt;" in shown and "<b>fet" not in shown
    answer = hostile.client.get("/open/%3Cscript%3E")
    assert "<script>" not in answer.text


def test_a_long_comment_is_shown_whole(tmp_path: Path) -> None:
    long = "ord " * 50_000
    marks = {"ord": (Words("ord", flag="leftover", rule="unknown_word"),)}
    run = Invented(tmp_path, {"m.md": f"# Møte\n- kort\n- {long}slutt\n"}, marks)
    with opened(run.make()) as page:
        page.enter()
        assert "slutt" in page.get("item/dok-01-0003").text


def test_pieces_cover_the_text() -> None:
    text = "a\u202eb\n\r\x00❤\ufe0f \ud800é\u0301\U000e0041"
    found = list(pieces(text))
    assert [p.start for p in found] == [0, *[p.end for p in found[:-1]]]
    assert found[-1].end == len(text)
    signs = {p.text for p in found if p.hidden}
    assert signs == {"U+202E", "U+000D", "U+0000", "U+D800", "U+E0041"}
    assert "".join(p.text for p in found if not p.hidden) == "ab\n❤\ufe0f é\u0301"


def test_no_template_lets_text_through_as_markup() -> None:
    for template in (files("medvirk_nlp.page") / "templates").iterdir():
        content = template.read_text(encoding="utf-8")
        assert "safe" not in content and "autoescape" not in content, template.name
        assert " style=" not in content and " onclick" not in content, template.name
        assert "http" not in content, template.name
    script = (files("medvirk_nlp.page") / "static" / "page.js").read_text(encoding="utf-8")
    assert "innerHTML" not in script and "eval(" not in script and "http" not in script
