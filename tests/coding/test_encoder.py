import numpy as np
import pytest

from medvirk_nlp.coding.encoder import SHIPPED, TransformerEncoder, prepare
from medvirk_nlp.errors import ModelError


@pytest.fixture(scope="module")
def encoder() -> TransformerEncoder:
    return TransformerEncoder()


def test_a_vector_depends_on_the_comment_and_its_heading_alone(encoder: TransformerEncoder):
    texts = ["Ingen ringte tilbake", "Vi fikk god hjelp av tolken, og det betydde mye for oss alle"]
    together = encoder.encode(texts, ["Svar", None])
    assert together.shape == (2, 384)
    assert together.dtype == np.float32
    assert np.array_equal(encoder.encode(texts[:1], ["Svar"])[0], together[0])
    assert not np.array_equal(encoder.encode(texts[:1])[0], together[0])
    assert np.array_equal(TransformerEncoder(threads=2).encode(texts, ["Svar", None]), together)


def test_likeness_goes_across_the_written_forms(encoder: TransformerEncoder):
    vectors = encoder.encode(
        [
            "Ingen ringer tilbake til oss",
            "Dei ringjer aldri attende",
            "Maten i pausen var god",
            "Tolken snakket språket mitt",
            "Fosterhjemmet var trygt",
        ]
    )
    vectors -= vectors.mean(axis=0)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    assert unit[0] @ unit[1] > max(unit[0] @ other for other in unit[2:]) + 0.5


def test_placeholders_are_alike_and_nothing_is_too_much(encoder: TransformerEncoder):
    assert prepare("[navn 1] og\n[sted]  sa") == "X og X sa"
    long = encoder.encode(["ord " * 5000, "", "😀"])
    assert np.isfinite(long).all()
    assert encoder.id == SHIPPED


def test_no_comments_give_no_vectors(encoder: TransformerEncoder):
    assert encoder.encode([]).shape == (0, 384)


def test_a_folder_without_settings_is_told(tmp_path):
    with pytest.raises(ModelError):
        TransformerEncoder(tmp_path)
