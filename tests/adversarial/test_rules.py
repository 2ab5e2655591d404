"""H16, H17, H19, H20: what points at one person, hidden addresses, small groups, size."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp.detection.detector import Detector
from medvirk_nlp.project import Project
from medvirk_nlp.records import Anonymized, CodedPassage, Document, Passage
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_json import summary_data
from medvirk_nlp.review.flags import ONE_BY_ONE, blocking_kinds
from oracle import HELD, Outcome, leaked

Mask = Callable[[str], Anonymized]
Road = Callable[..., Outcome]
ONLY_ONE = (
    "Jeg er den eneste jenta fra Eritrea på ungdomsskolen i Hasvik, 17 år, gravid, "
    "bor hos fostermor som er ordfører."
)


def test_h16_traits_that_single_out_stop_the_release(mask: Mask) -> None:
    """No name, yet one person: each trait is made coarser, and a person must decide."""
    result = mask(ONLY_ONE)
    assert leaked([result.text], ["Eritrea", "Hasvik", "gravid", "ordfører"]) == []
    assert "[16-17 år]" in result.text
    kinds = {flag.kind for flag in result.flags}
    assert {"combination", "confidential"} <= kinds & blocking_kinds()
    assert kinds & ONE_BY_ONE


def test_h16_nothing_of_it_leaves_undecided(road: Road, notes: Path) -> None:
    """The passage stays behind as long as nobody has decided."""
    (notes / "b.txt").write_text(f"Lapper\n- {ONLY_ONE}\n", "utf-8")
    outcome = road(["Eritrea", "Hasvik", "gravid", "den eneste jenta"])
    assert outcome.released["flags"]["combination"] >= 1


@pytest.mark.parametrize(
    ("text", "rule", "places"),
    [
        ("vi bor på kode 6 i Alta", "hidden_address", ["Alta"]),
        ("sperret adresse er gitt i Alta", "hidden_address", ["Alta"]),
        ("hun er på krisesenteret i Bodø", "shelter", ["Bodø"]),
        ("pappa må ikke vite at vi flytta til Os", "must_not_know", []),
    ],
)
def test_h17_hidden_addresses_always_stop(
    mask: Mask, text: str, rule: str, places: list[str]
) -> None:
    """The rule stops the passage, names itself and not the text, and no place stays."""
    result = mask(text)
    stopped = [flag for flag in result.flags if flag.kind == "always_stop"]
    assert [flag.rule for flag in stopped] == [rule]
    assert "always_stop" in ONE_BY_ONE
    assert leaked([result.text], places) == []
    assert not text.endswith("Os") or "Os" not in result.text.split()


def test_h17_places_elsewhere_in_the_document_are_looked_at(road: Road, notes: Path) -> None:
    """Where one line tells of a hidden address, a place in another line does not leave unseen."""
    (notes / "b.txt").write_text(
        "Lapper\n- vi bor på sperret adresse\n- bussen til Kirkenes går for sjelden\n", "utf-8"
    )
    outcome = road(["Kirkenes", "sperret adresse"])
    assert outcome.released["flags"]["always_stop"] >= 1


def coded(number: int, theme: str, respondent: str) -> CodedPassage:
    return CodedPassage(
        passage_id=f"dok-01-{number:04d}",
        document_id="dok-01",
        text=f"oppdiktet innspill nummer {number}",
        context=None,
        themes=(theme,),
        confidence={theme: 0.9},
        polarity="negative",
        polarity_confidence=0.9,
        respondent=respondent,
    )


def summary_of(comments: Sequence[CodedPassage]) -> dict[str, object]:
    passages = [Passage(p.passage_id, "dok-01", "rå", "linje") for p in comments]
    document = Document("dok-01", Path("a"), "0" * 64, "csv", tuple(passages))
    book = mn.Codebook.from_file("barnevern")
    return summary_data(summarize(comments, [document], book, Project()), Project())


def test_h19_one_and_its_complement_are_not_shown() -> None:
    """Six answered, five on one theme and one on another: neither figure can be worked out."""
    one, other = mn.Codebook.from_file("barnevern").ids[:2]
    data = summary_of([*(coded(n, one, f"s{n}") for n in range(5)), coded(9, other, "s9")])
    rows = data["rows"]
    assert [row["mentions"] for row in rows] in ([], [6])  # all together, or nothing
    assert "nummer" not in json.dumps(data)


def test_h19_one_who_wrote_five_comments_is_one() -> None:
    """The rule counts people, never comments."""
    theme = mn.Codebook.from_file("barnevern").ids[0]
    assert summary_of([coded(n, theme, "s1") for n in range(5)])["mentions"] is None
    assert summary_of([coded(n, theme, f"s{n}") for n in range(5)])["mentions"] == 5


HUGE = {
    "no spaces": "x" * 1_000_000,
    "exclamation": "a" * 50_000 + "!",
    "at signs": "@" * 200_000,
    "brackets": "(" * 100_000,
    "digits": "1 " * 200_000,
    "spaced": "a b " * 50_000,
    "hyphens": "a-" * 100_000,
    "underscores": "a_" * 100_000,
    "mixed alphabets": "a\u0430" * 50_000,
    "zero width": "a\u200b" * 100_000,
    "combining": "a" + "\u0301" * 100_000,
    "dots": "." * 200_000,
    "quotes": "«\"'" * 50_000,
    "line ends": "\r\n" * 100_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_h20_rules_take_linear_time(text: str) -> None:
    """No pattern of ours goes back and forth over a hostile line."""
    from medvirk_nlp.detection.alerts import alerts
    from medvirk_nlp.detection.detector import recognizers

    piece = text[:20_000]  # longer passages are held by the reader
    begun = time.process_time()
    for recognizer in recognizers():
        recognizer.analyze(piece)
    alerts(piece, [])
    assert time.process_time() - begun < 3


def test_h20_a_name_over_the_border_of_two_pieces_is_found(rules: Detector) -> None:
    """A long text is read in pieces that overlap, so no name falls between two of them."""
    for shift in range(0, 40, 8):
        text = "x " * shift + ("vi snakket lenge om dette. " * 300) + "Da sa Ingeborg Kvammen ja."
        findings = next(rules.detect([text]))
        assert any(text[f.start : f.end] == "Ingeborg Kvammen" for f in findings)


def test_h20_huge_and_empty_files_are_held_and_the_others_go_on(road: Road, notes: Path) -> None:
    """5 MB in one line, nothing, only blanks: held with a reason, quickly; emoji are text."""
    (notes / "b-lang.txt").write_text("Ingeborg" * 650_000, "utf-8")
    (notes / "c-tom.txt").write_bytes(b"")
    (notes / "d-blank.txt").write_text(" \n\t \n", "utf-8")
    (notes / "e-emoji.txt").write_text("Lapper\n- \U0001f600\U0001f600\n", "utf-8")
    (notes / "f-tall.txt").write_text("1 1 1 1 " * 500_000, "utf-8")
    begun = time.process_time()
    outcome = road(["Ingeborg"])
    assert time.process_time() - begun < 60
    assert outcome.code == HELD
    assert "held.too_long" in outcome.held("dok-02")
    assert outcome.held("dok-03") == outcome.held("dok-04") == ["held.empty"]
    assert outcome.held("dok-05") == []
    assert "held.too_long" in outcome.held("dok-06")
    assert outcome.released["counts"]["released"] >= 10
