"""The coder in the hands of somebody who knows only scikit-learn."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
import sklearn
from sklearn.base import clone, is_classifier
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, MultiLabelBinarizer

import medvirk_nlp as mn
from medvirk_nlp.coding.encoder import TransformerEncoder
from medvirk_nlp.coding.estimator import indicators
from medvirk_nlp.errors import UsageError

WHO = ("Mammaen min", "Jeg", "Vi", "Fosterfaren", "Broren min", "Naboen")
SAID = (
    ("ventet på telefon hele uka", ("tilgjengelighet",)),
    ("fikk svar på telefonen med en gang", ("tilgjengelighet",)),
    ("fikk en tolk som oversatte fint", ("sprak_kultur",)),
    ("fikk en tolk som oversatte feil", ("sprak_kultur",)),
    ("spiste suppe til middag", ()),
    ("fikk svar på telefon av en tolk", ("tilgjengelighet", "sprak_kultur")),
)
TEXTS = [f"{who} {said}" for who in WHO for said, _ in SAID]
THEMES = [themes for _ in WHO for _, themes in SAID]
WHO_SAID = [who for who in WHO for _ in SAID]


@pytest.fixture(scope="module")
def codebook() -> mn.Codebook:
    return mn.Codebook.from_file("barnevern")


@pytest.fixture(scope="module")
def matrix(codebook: mn.Codebook) -> np.ndarray:
    return MultiLabelBinarizer(classes=codebook.ids).fit_transform(THEMES)


@pytest.fixture(scope="module")
def fitted(codebook: mn.Codebook) -> mn.Coder:
    return mn.Coder(codebook).fit(TEXTS, THEMES)


def test_a_matrix_teaches_what_lists_of_codes_teach(codebook, matrix, fitted):
    from_matrix = mn.Coder(codebook).fit(TEXTS, matrix)
    frame = pd.DataFrame(matrix, columns=codebook.ids)
    from_frame = mn.Coder(codebook).fit(pd.Series(TEXTS, index=range(50, 86)), frame)
    assert from_matrix.code(TEXTS) == fitted.code(TEXTS) == from_frame.code(np.array(TEXTS))


def test_predict_gives_an_indicator_matrix_in_the_order_of_the_classes(fitted, codebook, matrix):
    assert list(fitted.classes_) == list(codebook.ids)
    predicted = fitted.predict(TEXTS)
    assert (predicted.shape, predicted.dtype.kind) == (matrix.shape, "i")
    assert (predicted == indicators([c.themes for c in fitted.code(TEXTS)], codebook.ids)).all()
    assert fitted.predict_proba(TEXTS).shape == matrix.shape


def test_it_is_a_classifier_and_can_be_cloned(fitted):
    assert is_classifier(fitted)
    copy = clone(fitted.set_params(theme_strength=3.0))
    assert copy.get_params()["theme_strength"] == 3.0
    fitted.set_params(theme_strength=5.0)
    with pytest.raises((AttributeError, NotFittedError)):
        copy.predict(TEXTS)


def test_the_shipped_encoder_is_cloned_and_sent_to_other_processes(codebook):
    encoder = TransformerEncoder()
    before = encoder.encode(["Ingen ringte tilbake"])
    copy = clone(mn.Coder(codebook, encoder=encoder))
    assert (copy.encoder.encode(["Ingen ringte tilbake"]) == before).all()
    assert (pickle.loads(pickle.dumps(encoder)).encode(["Ingen ringte tilbake"]) == before).all()


@pytest.mark.filterwarnings("ignore:No positive class found")
def test_cross_validation_by_our_score_and_by_theirs(codebook, matrix):
    given = {"cv": 3, "error_score": "raise"}
    ours = cross_val_score(mn.Coder(codebook), TEXTS, matrix, **given)
    theirs = cross_val_score(mn.Coder(codebook), TEXTS, matrix, scoring="f1_micro", **given)
    assert ours == pytest.approx(theirs)
    assert ours.mean() > 0.8
    ranked = cross_val_score(
        mn.Coder(codebook), TEXTS, matrix, scoring="average_precision", cv=2, error_score="raise"
    )
    assert np.isfinite(ranked).all()


def test_predictions_of_left_out_comments(codebook, matrix):
    likely = cross_val_predict(mn.Coder(codebook), TEXTS, matrix, cv=2, method="predict_proba")
    assert likely.shape == matrix.shape


def test_a_pipeline_with_a_step_before_the_coder(codebook, matrix, pipeline):
    def mask(texts):
        return [clean.text for clean in pipeline.anonymize_batch(texts)]

    steps = make_pipeline(FunctionTransformer(mask), mn.Coder(codebook)).fit(TEXTS, matrix)
    named = ["Kari Nordmann fikk en tolk som oversatte fint"]
    assert (steps.predict(named) == steps[-1].predict(mask(named))).all()
    assert steps.score(TEXTS, matrix) == steps[-1].score(mask(TEXTS), matrix) > 0.7


def test_a_grid_search_chooses(codebook, matrix):
    steps = Pipeline([("coder", mn.Coder(codebook))])
    search = GridSearchCV(
        steps, {"coder__theme_strength": [0.01, 5.0]}, cv=2, error_score="raise"
    ).fit(TEXTS, matrix)
    scores = dict(zip((0.01, 5.0), search.cv_results_["mean_test_score"], strict=True))
    assert max(scores.values()) == search.best_score_ > 0.7
    assert search.best_estimator_["coder"].theme_strength == max(scores, key=scores.get)
    assert search.best_estimator_.predict(TEXTS).shape == matrix.shape


def test_headings_are_routed_through_cross_validation(codebook, matrix, monkeypatch):
    scored = []
    plain = mn.Coder.code

    def code(coder, texts, context):
        scored.extend(zip(texts, context, strict=True))
        return plain(coder, texts, context)

    monkeypatch.setattr(mn.Coder, "code", code)
    with sklearn.config_context(enable_metadata_routing=True):
        coder = mn.Coder(codebook).set_fit_request(context=True).set_score_request(context=True)
        given = {"params": {"context": WHO_SAID}, "error_score": "raise"}
        cross_val_score(coder, TEXTS, matrix, cv=2, **given)
    assert scored == list(zip(TEXTS, WHO_SAID, strict=True))


def test_a_matrix_of_other_columns_is_refused(codebook, matrix):
    frame = pd.DataFrame(matrix, columns=codebook.ids)
    for wrong in (matrix[:, 1:], frame[frame.columns[::-1]]):
        with pytest.raises(UsageError) as caught:
            mn.Coder(codebook).fit(TEXTS, wrong)
        assert caught.value.key == "coding.model.indicators"


@pytest.mark.parametrize(("right", "expected"), [([(), ()], 1.0), ([("verksted",), ()], 0.0)])
def test_the_score_of_saying_nothing(fitted, right, expected):
    assert fitted.score(["blipp blopp", "xyz"], right) == expected


def test_the_codebook_is_shown_in_one_line(fitted):
    assert len(repr(fitted.codebook)) < 300
