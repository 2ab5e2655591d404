import numpy as np
import pytest

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.encoder import unit_length
from medvirk_nlp.coding.local_encoders import NgramEncoder
from medvirk_nlp.coding.untaught import SIGNS, Untaught, learn_weights

EVEN = dict.fromkeys(SIGNS, 1.0) | {"possible": 0.1, "least": 0.3, "sure": 0.9}


def book(*codes: str) -> Codebook:
    known = {
        "bad": {
            "id": "bad",
            "title": {"nb": "Svømmehall"},
            "definition": {"nb": "Om vannet og bassenget."},
            "include": {"nb": ["Vannet i bassenget er kaldt."]},
            "keywords": ["svømm"],
        },
        "ski": {
            "id": "ski",
            "title": {"nb": "Skiløype"},
            "definition": {"nb": "Om løyper og snø."},
            "include": {"nb": ["Løypa var dårlig preparert."]},
        },
        "bare": {
            "id": "bare",
            "title": {"nb": "Idrettslag"},
            "definition": {"nb": "Om trenere og kamper."},
        },
    }
    content = {"id": "fritid", "version": "1", "title": {"nb": "Fritid"}}
    return Codebook.checked(content | {"codes": [known[code] for code in codes]})


def signs(codebook: Codebook, texts: list[str], taught: tuple[str, ...] = ()) -> np.ndarray:
    encoder = NgramEncoder()
    return Untaught(codebook, taught, encoder, EVEN).signs(texts, encoder.encode(texts))


def test_a_comment_is_most_like_the_code_it_speaks_of():
    found = signs(book("bad", "ski", "bare"), ["Kaldt i bassenget", "Snø i løypene", "Treneren"])
    assert found[:, :, SIGNS.index("meaning")].argmax(axis=1).tolist() == [0, 1, 2]
    assert found[:, :, SIGNS.index("spelling")].argmax(axis=1).tolist() == [0, 1, 2]


def test_a_keyword_speaks_for_its_own_code_alone():
    found = signs(book("bad", "ski"), ["Vi svømmer ofte"])
    assert found[0, :, SIGNS.index("keyword")].tolist() == [1.0, 0.0]


def test_codes_of_a_trained_model_are_what_the_others_are_compared_with():
    whole, one = book("bad", "ski", "bare"), ["Kaldt i bassenget"]
    all_codes, few = signs(whole, one), signs(whole, one, taught=("ski",))
    assert np.array_equal(few, all_codes[:, [0, 2]])


def test_what_stands_beside_a_comment_changes_nothing():
    texts = ["Kaldt i bassenget", "Snø i løypene", "Ikkje noko"]
    together = signs(book("bad", "ski", "bare"), texts)
    for row, text in enumerate(texts):
        alone = signs(book("bad", "ski", "bare"), [text])
        assert alone[0] == pytest.approx(together[row], abs=1e-6)


def test_a_code_that_stands_alone_has_nothing_to_be_compared_with():
    found = signs(book("bad"), ["Vi svømmer ofte"])
    assert found[0, 0].tolist() == [0.0, 0.0, 1.0, 1.0]


def test_learned_weights_follow_what_tells_and_keep_their_order():
    draw = np.random.default_rng(3)
    found = np.column_stack([draw.normal(size=(600, 3)), np.ones(600)])
    weights = learn_weights(found, found[:, 0] + draw.normal(scale=0.3, size=600) > 1.0)
    assert weights["meaning"] > 2 > abs(weights["spelling"])
    assert weights["constant"] < 0
    assert weights["possible"] <= weights["least"] <= weights["sure"]


def test_unit_length_leaves_nothing_as_nothing():
    rows = unit_length(np.array([[3.0, 4.0], [0.0, 0.0]], np.float32))
    assert np.allclose(rows, [[0.6, 0.8], [0.0, 0.0]])
