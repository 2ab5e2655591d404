"""The coder beside what everybody tries first: TF-IDF and logistic regression."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline, make_union
from sklearn.preprocessing import MultiLabelBinarizer
from varied import statements

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.coder import Coder
from medvirk_nlp.evaluation.coding_metrics import coding_figures, segment_inputs
from medvirk_nlp.evaluation.gold import GoldDocument
from medvirk_nlp.evaluation.intervals import Bootstrap

Themes = list[tuple[str, ...]]


class Coded(NamedTuple):
    themes: tuple[str, ...]
    polarity: str = "neutral"


def fit(texts: Sequence[str], themes: Themes) -> Callable[[Sequence[str]], Themes]:
    """Return the baseline, fitted."""
    codes = MultiLabelBinarizer()
    model: Pipeline = make_pipeline(
        make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
        ),
        OneVsRestClassifier(LogisticRegression(C=5.0, class_weight="balanced", solver="liblinear")),
    )
    model.fit(texts, codes.fit_transform(themes))
    return lambda unseen: codes.inverse_transform(model.predict(unseen))


def compare(taught: Sequence[GoldDocument], gold: Sequence[GoldDocument], rounds: int) -> None:
    """Print speed and macro-F1 of the two on the comments of ``gold``, in turns."""
    codebook = Codebook.from_file("barnevern")
    coder = Coder.load(codebook)
    baseline = fit(segment_inputs(taught)[0], [s.themes for d in taught for s in d.segments])
    ways: dict[str, Callable[[Sequence[str], Sequence[str | None]], Themes]] = {
        "TF-IDF + linear": lambda texts, _: baseline(texts),
        "coder": lambda texts, above: [c.themes for c in coder.code(texts, above)],
    }
    texts, above = segment_inputs(gold)
    unread = statements(gold, len(texts) * rounds * len(ways))
    coder.code(["Ingen ringte tilbake"])  # opens the models
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            others = [next(unread) for _ in texts]
            begun = time.process_time()
            way(others, above)
            speeds[name].append(len(others) / (time.process_time() - begun))
    print(f"\ncoding, {len(texts)} comments, {rounds} rounds, CPU seconds of one core")
    print("|  | comments/s | macro-F1 | micro-F1 |\n|---|---:|---:|---:|")
    for name, way in ways.items():
        codings = [Coded(themes) for themes in way(texts, above)]
        figures = coding_figures(gold, codings, codebook.ids, Bootstrap(len(gold), samples=1))
        shown = [figures.get(measure).value or 0.0 for measure in ("macro_f1", "micro_f1")]
        print(
            f"| {name} | {statistics.median(speeds[name]):.0f} | {shown[0]:.3f} | {shown[1]:.3f} |"
        )
