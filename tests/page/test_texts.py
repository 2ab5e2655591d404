"""The three languages say the same, and every key asked for is there."""

from __future__ import annotations

import re
from importlib.resources import files

from medvirk_nlp.page.queue import PRIORITIES
from medvirk_nlp.review.flags import KINDS
from medvirk_nlp.texts import LANGUAGES, texts


def keys(node: object, path: str = "") -> set[str]:
    if not isinstance(node, dict):
        blanks = sorted(re.findall(r"{(\w+)}", str(node)))
        return {f"{path}:{blanks}"}
    return {key for name, below in node.items() for key in keys(below, f"{path}.{name}")}


def test_languages_have_the_same_keys_and_blanks() -> None:
    found = [keys(texts(language).get("page")) for language in LANGUAGES]
    assert found[0] == found[1] == found[2]


def test_every_kind_of_flag_has_a_name_and_a_priority() -> None:
    assert set(KINDS) == {kind for kinds in PRIORITIES.values() for kind in kinds}
    for language in LANGUAGES:
        assert set(KINDS) == set(texts(language).get("page.kind"))


def test_every_plain_key_of_a_template_is_there() -> None:
    for template in (files("medvirk_nlp.page") / "templates").iterdir():
        content = template.read_text(encoding="utf-8")
        for key in re.findall(r"""say\(["'](page\.[\w.]+)["'][,)]""", content):
            assert isinstance(texts("nb").get(key), str), (template.name, key)
