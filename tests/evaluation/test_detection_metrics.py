from __future__ import annotations

import math

import pytest

from medvirk_nlp.evaluation.detection_metrics import (
    DetectionFigures,
    detection_figures,
    unigram_surprisal,
)
from medvirk_nlp.evaluation.gold import GoldDocument
from medvirk_nlp.evaluation.intervals import Bootstrap
from medvirk_nlp.records import Finding

from .conftest import StubPipeline, document, mention


def figures(gold: list[GoldDocument], stub: StubPipeline) -> DetectionFigures:
    findings = list(stub.detect_batch(d.text for d in gold))
    return detection_figures(gold, findings, Bootstrap(len(gold), 200))


@pytest.mark.parametrize(
    ("measure", "group", "expected"),
    [
        ("mention_recall", "all", 4 / 5),  # «Kari Nordmann» is only half masked
        ("mention_recall", "direct", 2 / 3),
        ("mention_recall", "quasi", 1.0),
        ("mention_recall", "type:PERSON", 2 / 3),
        ("mention_recall", "variety:nb", 3 / 4),
        ("mention_recall", "variety:nb/direct", 1 / 2),
        ("mention_recall", "kind:letter/direct", 2 / 3),
        ("entity_recall", "all", 4 / 5),
        ("entity_recall", "direct", 2 / 3),
        ("token_recall", "all", 6 / 7),
        ("token_recall", "type:AGE", 1.0),
        ("strict_recall", "all", 3 / 5),  # Bodø is masked, but as an organization
        ("strict_recall", "type:LOCATION", 0.0),
        ("mention_precision", "all", 6 / 8),  # «bor» and «Bra» are no mentions
        ("token_precision", "all", 6 / 8),
        ("token_precision", "type:PERSON", 3 / 5),
        ("character_precision", "all", 23 / 29),
        ("token_f1", "all", 2 * 6 / 8 * 6 / 7 / (6 / 8 + 6 / 7)),
        ("leaked_documents", "all", 1 / 3),
        ("leaked_documents", "with_direct", 1 / 2),
        ("leaked_documents", "variety:nb", 1.0),
        ("leaked_documents", "variety:nn", 0.0),
    ],
)
def test_figures_as_counted_by_hand(
    gold: list[GoldDocument], stub: StubPipeline, measure: str, group: str, expected: float
) -> None:
    figure = figures(gold, stub).get(measure, group)
    assert figure.value == pytest.approx(expected)
    assert figure.low is not None and figure.high is not None
    assert figure.low - 1e-9 <= expected <= figure.high + 1e-9


def test_over_masking_counts_characters_where_nothing_is_marked(
    gold: list[GoldDocument], stub: StubPipeline
) -> None:
    found = figures(gold, stub)
    assert (found.over_masked_characters, found.documents_without_data) == (len("Bra"), 1)


def test_misses_tell_where_and_not_what(gold: list[GoldDocument], stub: StubPipeline) -> None:
    found = figures(gold, stub)
    [miss] = found.misses
    assert (miss.document_id, miss.start, miss.end) == ("A", 0, 13)
    assert "Nordmann" not in repr(found)


def test_what_the_gold_does_not_hold_is_undefined() -> None:
    found = figures([document("A", "Alt bra")], StubPipeline({}))
    for measure in ("mention_recall", "entity_recall", "token_precision", "token_f1"):
        assert found.get(measure).value is None
    assert found.get("leaked_documents").value == 0.0
    assert found.get("leaked_documents", "with_direct").value is None


def test_an_entity_is_masked_only_if_all_its_mentions_are() -> None:
    text = "Torleif kom. Så gikk TORLEIF."
    marked = document("A", text, ("Torleif", "PERSON"), ("TORLEIF", "PERSON"))
    found = figures([marked], StubPipeline({"Torleif": "PERSON"}))
    assert found.get("mention_recall").value == 1 / 2
    assert found.get("entity_recall").value == 0.0


def test_a_kept_finding_masks_nothing() -> None:
    marked = document("A", "Bodø", ("Bodø", "LOCATION"))
    kept = [[Finding(0, 4, "LOCATION", 1.0, "quasi", action="keep")]]
    found = detection_figures([marked], kept, Bootstrap(1, 10))
    assert found.get("mention_recall").value == 0.0
    assert found.get("mention_precision").value is None


def test_an_entity_with_one_direct_mention_is_direct() -> None:
    text = "Nordlia. Torleif."
    place = mention(text, "Nordlia", "LOCATION", entity_id="e")
    person = mention(text, "Torleif", "PERSON", entity_id="e")
    found = figures(
        [GoldDocument(id="A", text=text, spans=(place, person))],
        StubPipeline({"Torleif": "PERSON"}),
    )
    assert found.get("entity_recall", "direct").value == 0.0
    assert found.get("entity_recall", "quasi").value is None


def test_annotators_are_summed_and_precision_is_their_share() -> None:
    text = "Torleif bor i Bodø."
    person, place = mention(text, "Torleif", "PERSON"), mention(text, "Bodø", "LOCATION")
    both = GoldDocument(id="A", text=text, spans=(person,), further=((person, place),))
    found = figures([both], StubPipeline({"Torleif": "PERSON", "bor": "PERSON"}))
    assert found.get("mention_recall").value == 2 / 3
    assert found.get("entity_recall", "direct").value == 1.0
    assert found.get("token_precision").value == 2 / 4
    found = figures([both], StubPipeline({"Bodø": "LOCATION"}))
    assert found.get("token_precision").value == 1 / 2


def test_confidential_mentions_are_counted_by_category() -> None:
    text = "Muslim med astma"
    faith = mention(text, "Muslim", "DEMOGRAPHIC", confidential="religion")
    illness = mention(text, "astma", "HEALTH", confidential="health")
    marked = GoldDocument(id="A", text=text, spans=(faith, illness))
    found = figures([marked], StubPipeline({"Muslim": "DEMOGRAPHIC"}))
    assert found.get("mention_recall", "confidential").value == 1 / 2
    assert found.get("mention_recall", "confidential:religion").value == 1.0
    assert found.get("mention_recall", "confidential:health").value == 0.0


def test_weighted_precision_weighs_rare_tokens_more() -> None:
    # Five tokens: kari and bor twice (-log2 2/5 bits), ola once (-log2 1/5 bits).
    marked = document("A", "Kari bor. Ola bor. kari", ("Kari", "PERSON"), ("kari", "PERSON"))
    assert unigram_surprisal([marked]) == pytest.approx(
        {"kari": math.log2(5 / 2), "bor": math.log2(5 / 2), "ola": math.log2(5)}
    )
    found = figures([marked], StubPipeline({"Kari": "PERSON", "Ola": "PERSON"}))
    expected = math.log2(5 / 2) / (math.log2(5 / 2) + math.log2(5))
    assert found.get("weighted_precision_unigram").value == pytest.approx(expected)
    assert found.get("token_precision").value == 1 / 2
