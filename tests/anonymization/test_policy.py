import pytest

from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.errors import UsageError
from medvirk_nlp.records import DIRECT_TYPES, ENTITY_TYPES
from medvirk_nlp.texts import LANGUAGES, texts


def write(folder, content: str):
    path = folder / "egen.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_standard_covers_every_type_and_masks_all_direct_ones():
    policy = Policy.from_file("standard")
    assert policy.types.keys() == ENTITY_TYPES
    assert {policy.types[t].action for t in DIRECT_TYPES} == {"mask"}
    assert {policy.types[t].action for t in ENTITY_TYPES - DIRECT_TYPES} == {
        "generalize",
        "review",
    }
    assert {t for t, rule in policy.types.items() if rule.action == "review"} == {
        "EVENT",
        "FAMILY",
        "OCCUPATION",
    }


def test_placeholders_are_there_in_every_language():
    keys = {rule.placeholder for rule in Policy.from_file("standard").types.values()}
    for language in LANGUAGES:
        assert all(texts(language)(f"anonymization.placeholder.{key}") for key in keys)
        assert set(texts(language).get("anonymization.placeholder")) == set(
            texts("nb").get("anonymization.placeholder")
        )


def test_what_an_own_policy_leaves_out_is_masked(tmp_path):
    path = write(tmp_path, "types:\n  DATE: {action: keep, placeholder: date}\n")
    policy = Policy.from_file(path)
    assert policy.types["DATE"].action == "keep"
    assert policy.types["LOCATION"].action == "mask"
    assert policy.types.keys() == ENTITY_TYPES


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("types:\n  PERSON: {action: keep, placeholder: name}\n", "types"),
        ("types:\n  PET: {action: mask, placeholder: name}\n", "types"),
        ("types:\n  DATE: {action: hide, placeholder: date}\n", "types.DATE.action"),
        ("types:\n  DATE: {action: mask, placeholder: nothing}\n", "types.DATE.placeholder"),
        ("age_bands: [6, 0]\n", "age_bands"),
        ("thresholds: {mask: 2}\n", "thresholds.mask"),
        ("colour: red\n", "colour"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, content, place):
    with pytest.raises(UsageError) as error:
        Policy.from_file(write(tmp_path, content))
    assert error.value.key == "anonymization.error.policy_setting"
    assert error.value.values["settings"] == place
    assert place in str(error.value)


@pytest.mark.parametrize(
    ("content", "key"), [("types: {a", "policy_syntax"), ("- en liste", "policy_setting")]
)
def test_a_broken_file_is_told(tmp_path, content, key):
    with pytest.raises(UsageError) as error:
        Policy.from_file(write(tmp_path, content))
    assert error.value.key == f"anonymization.error.{key}"


def test_a_missing_policy_is_told():
    with pytest.raises(UsageError, match="was not found"):
        Policy.from_file("finst-ikkje")


def test_digest_binds_to_the_settings(tmp_path):
    standard = Policy.from_file("standard")
    assert standard.digest == Policy.from_file("standard").digest
    assert len(standard.digest) == 64
    changed = standard.model_copy(update={"confidential": "as_type"})
    assert changed.digest != standard.digest
    one = write(tmp_path, "name: x\nthresholds: {mask: 0.5, review: 0.1}\n")
    digest = Policy.from_file(one).digest
    other = write(tmp_path, "thresholds: {review: 0.1, mask: 0.5}\nname: x\n")
    assert Policy.from_file(other).digest == digest
