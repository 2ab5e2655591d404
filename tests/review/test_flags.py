import pytest

from medvirk_nlp.records import Flag
from medvirk_nlp.review.flags import KINDS, blocking_kinds, build_flags, flag_id
from medvirk_nlp.texts import LANGUAGES, texts


def test_the_gravest_come_first_whatever_their_rule_says():
    flags = build_flags(
        [Flag("low_confidence", 0, 5, 9), Flag("disclosure", 7), Flag("always_stop", 9, 1, 4)]
    )
    assert [flag.kind for flag in flags] == ["always_stop", "disclosure", "low_confidence"]
    assert [flag.priority for flag in flags] == sorted(flag.priority for flag in flags)


def test_the_same_words_are_asked_about_once_for_each_kind():
    flags = build_flags(
        [
            Flag("leftover", 2, 3, 8, "name_list"),
            Flag("leftover", 1, 3, 8, "capital"),
            Flag("confidential", 1, 3, 8, "health"),
            Flag("combination", 1, rule="age+place"),
            Flag("combination", 1, rule="age+faith"),
        ]
    )
    assert [(f.kind, f.rule) for f in flags] == [
        ("confidential", "health"),
        ("combination", "age+faith"),
        ("combination", "age+place"),
        ("leftover", "capital"),
    ]


def test_doubt_of_the_coder_becomes_one_flag_each_for_theme_and_polarity():
    assert [f.rule for f in build_flags([], ("a", "c"), 0.4)] == ["polarity", "theme"]
    assert build_flags([], (), 0.8) == ()
    assert build_flags([], (), None) == ()


def test_only_privacy_blocks_unless_the_project_says_otherwise():
    assert set(KINDS) - blocking_kinds() == {"quote", "uncertain_code"}
    assert set(KINDS) - blocking_kinds(coding_blocks=True) == {"quote"}


def test_a_kind_nobody_knows_is_an_error():
    with pytest.raises(ValueError):
        build_flags([Flag("misspelled", 0)])


def test_a_flag_keeps_its_id_for_the_same_text_only():
    flag = Flag("leftover", 1, 0, 3, "x")
    assert flag_id("d-1", "h", flag) == flag_id("d-1", "h", Flag("leftover", 9, 0, 3, "x"))
    assert flag_id("d-1", "h", flag) != flag_id("d-1", "i", flag)
    assert flag_id("d-1", "h", flag) != flag_id("d-1", "h", Flag("leftover", 1, 0, 4, "x"))


def leaves(node, path=""):
    if isinstance(node, dict):
        return {k for key, value in node.items() for k in leaves(value, f"{path}.{key}")}
    return {path}


def test_every_language_says_the_same_things_about_every_kind():
    told = [texts(language).get("review") for language in LANGUAGES]
    assert leaves(told[0]) == leaves(told[1]) == leaves(told[2])
    assert set(told[0]["flag"]) == set(KINDS)
