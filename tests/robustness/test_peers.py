"""A short version of the benchmark beside the peers, on invented texts."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from medvirk_nlp.evaluation.gold import GoldDocument, read_gold

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import coding_baseline
import growth
import peers
import presidio_peers
import varied

SAID = (
    ("Ingeborg Kvammen ringte aldri tilbake.", "Ingeborg Kvammen", "PERSON", "tilgjengelighet"),
    ("Vi fikk ny saksbehandler tre ganger på Hamar.", "Hamar", "LOCATION", "kontinuitet"),
    ("Send svar til ola.lian@example.no i tide.", "ola.lian@example.no", "EMAIL_ADDRESS", ""),
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    lines = []
    for number, (text, surface, entity_type, theme) in enumerate(SAID):
        start = text.index(surface)
        span = {"start": start, "end": start + len(surface), "type": entity_type}
        segment = {"start": 0, "end": len(text), "themes": [theme] if theme else []}
        lines.append(
            {
                "id": f"a{number}",
                "text": text,
                "spans": [span | {"identifier": "direct"}],
                "segments": [segment],
            }
        )
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def documents(gold: Path) -> list[GoldDocument]:
    return read_gold(gold)


def test_every_peer_is_measured(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    peers.main([str(gold), "--quick", "--ner", "fast"])
    rows = dict(
        re.findall(r"^\| ([^|]*?) +\| \d+ \| \d+\.\d\d × \| (\S+) ", capsys.readouterr().out, re.M)
    )
    assert list(rows) == [
        "spaCy",
        "Detector",
        "Presidio",
        "Presidio, batch",
        "with our rules",
        "with our rules, batch",
    ]
    assert rows["Detector"] == "1.000"
    assert rows["Presidio"] == rows["Presidio, batch"]


def test_presidio_finds_an_address_without_the_net(documents: list[GoldDocument]) -> None:
    import spacy

    pipeline = spacy.blank("nb")
    pipeline.add_pipe("ner").add_label("PERSON")
    pipeline.initialize()
    presidio_peers.offline()
    analyzer = presidio_peers.with_its_own(pipeline)
    found = analyzer.analyze(documents[2].text, language="nb", entities=["EMAIL_ADDRESS"])
    assert [(r.start, r.end) for r in found] == [(14, 33)]


def test_variations_carry_the_annotations(documents: list[GoldDocument]) -> None:
    for number in range(1, 9):
        for was, now in zip(documents, varied.variation(documents, number), strict=True):
            span, theirs = now.spans[0], was.spans[0]
            surface = now.text[span.start : span.end]
            assert surface and surface == surface.strip()
            assert (was.text[: theirs.start].lower(), was.text[theirs.end :].lower()) == (
                now.text[: span.start].lower(),
                now.text[span.end :].lower(),
            )


def test_no_statement_comes_twice(documents: list[GoldDocument]) -> None:
    said = list(varied.statements(documents, 200))
    assert len(said) == len(set(said)) == 200


def test_the_baseline_learns(documents: list[GoldDocument]) -> None:
    themes = [s.themes for d in documents for s in d.segments]
    texts = [d.text for d in documents]
    coded = coding_baseline.fit(texts * 3, themes * 3)
    assert coded(texts) == themes


def test_growth_is_noted(
    documents: list[GoldDocument],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(growth, "AT", (4, 8))
    growth.measure(documents, "fast", many=12, chunk=4)
    told = capsys.readouterr().out
    assert re.findall(r"^\| (\d+) \| \d+\.\d \| \d+ \|$", told, re.M) == ["4", "8", "12"]
    assert "exponent of time" in told
