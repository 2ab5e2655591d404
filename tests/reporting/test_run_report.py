from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from files import assert_anonymous_package, docx_text
from invented import CODEBOOK, PROJECT, comment, document

from medvirk_nlp.records import Dropped, Held, ReadPart
from medvirk_nlp.reporting.run_report import RunReport, run_report, run_report_docx, run_report_json
from medvirk_nlp.reporting.summary import summarize


def _report() -> RunReport:
    coded = [comment(n) for n in range(6)]
    documents = [
        replace(
            document(coded),
            held=(Held("merknad 2", "held.encrypted"), Held("", "held.finnes_ikke")),
            dropped=(Dropped("dropped.email_column", 6), Dropped("dropped.time_column", 12)),
            known_names=("Hanne Oppdiktet",),
            read_parts=(ReadPart("part.body", 4), ReadPart("part.comments", 2)),
        )
    ]
    summary = summarize(coded, documents, CODEBOOK, PROJECT)
    return run_report(summary, documents, {"policy": "ab" * 32, "ner": "cd" * 32})


def test_report_tells_what_was_held_and_left_out(tmp_path: Path) -> None:
    run_report_docx(_report(), PROJECT, tmp_path / "r.docx")
    text = docx_text(tmp_path / "r.docx")
    assert "dok-01, merknad 2: Filen er beskyttet med passord." in text
    assert "hele filen: Ukjent grunn (held.finnes_ikke)." in text
    assert "Undersøkelsen var ikke anonym" in text
    assert "Regnskapet går opp" in text
    assert "dok-01: Lest: hovedtekst 4, merknader 2." in text
    assert_anonymous_package(tmp_path / "r.docx")


def test_report_holds_no_names_and_no_file_names(tmp_path: Path) -> None:
    run_report_docx(_report(), PROJECT, tmp_path / "r.docx")
    run_report_json(_report(), tmp_path / "r.json")
    for text in (docx_text(tmp_path / "r.docx"), (tmp_path / "r.json").read_text("utf-8")):
        assert "Oppdiktet" not in text
        assert "finnes-ikke.docx" not in text


def test_data_adds_up(tmp_path: Path) -> None:
    run_report_json(_report(), tmp_path / "r.json")
    data = json.loads((tmp_path / "r.json").read_text("utf-8"))
    accounts = data["accounting"]
    assert accounts["adds_up"] is True
    assert accounts["read"] == 6
    assert data["components"]["ner"] == "cd" * 32
