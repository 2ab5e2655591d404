import numpy as np
import pytest

from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.coding.encoder import Encoder
from medvirk_nlp.coding.local_encoders import NgramEncoder, open_encoder
from medvirk_nlp.errors import UsageError


def test_letters_alone_tell_likeness_across_written_forms():
    encoder = NgramEncoder()
    assert isinstance(encoder, Encoder)
    vectors = encoder.encode(["Jeg fikk ikke svar", "Eg fekk ikkje svar", "Pizzaen var god"])
    alike, other = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert alike > 0.5 > other
    assert np.array_equal(encoder.encode(["Pizzaen var god"])[0], vectors[2])


def test_a_coder_learns_and_is_taught_with_letters(codebook, comments):
    texts, themes = [c.text for c in comments], [c.themes for c in comments]
    coder = Coder(codebook, encoder=NgramEncoder()).fit(texts, themes)
    said = "Hunden min heter Bamse"
    before = coder.code([said])[0].confidence["skole_fritid"]
    # nothing spoke for the code: it takes several decisions to believe it
    animals = [said, "Katten min heter Mons", "Hunden vår heter Bella"] * 4
    coder.teach([*animals, *texts], [("skole_fritid",)] * len(animals) + [()] * len(texts))
    assert coder.code([said])[0].confidence["skole_fritid"] > before
    forgetful = coder.teach([], [])
    assert forgetful.code([said])[0].confidence["skole_fritid"] == before


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(UsageError) as caught:
        open_encoder(tmp_path)
    assert caught.value.key == "coding.encoder.unknown"
