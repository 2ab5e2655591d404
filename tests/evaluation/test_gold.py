from __future__ import annotations

import json
from pathlib import Path

import pytest

from medvirk_nlp.errors import UsageError
from medvirk_nlp.evaluation.gold import GoldDocument, read_gold
from medvirk_nlp.evaluation.tab import from_tab, to_tab

SECRET = "Torleif"


def line(**changes: object) -> dict[str, object]:
    whole: dict[str, object] = {
        "id": "A-001",
        "kind": "letter",
        "variety": "dialect",
        "text": f"Æ heite {SECRET} å {SECRET} e 14 år",
        "spans": [
            {"start": 8, "end": 15, "type": "PERSON", "identifier": "direct", "confidential": None},
            {"start": 18, "end": 25, "type": "PERSON", "identifier": "direct"},
            {"start": 28, "end": 33, "type": "AGE", "identifier": "quasi", "confidential": None},
        ],
        "segments": [{"start": 0, "end": 15, "themes": ["a"], "polarity": "neutral"}],
    }
    return {**whole, **changes}


def write(path: Path, *lines: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines))
    return path


def test_reads_lines(tmp_path: Path) -> None:
    [document] = read_gold(write(tmp_path / "gold.jsonl", line()))
    assert [document.text[s.start : s.end] for s in document.spans] == [SECRET, SECRET, "14 år"]
    assert {k: len(v) for k, v in document.entities(document.spans).items()} == {
        "PERSON:torleif": 2,
        "AGE:14 år": 1,
    }
    assert document.segments[0].themes == ("a",)


def test_line_separators_inside_a_text_end_no_line(tmp_path: Path) -> None:
    text = "Ein\u2028to\x85tre"
    [document] = read_gold(write(tmp_path / "gold.jsonl", line(text=text, spans=[], segments=[])))
    assert document.text == text


def test_told_entities_go_before_surfaces(tmp_path: Path) -> None:
    spans = [
        {"start": 8, "end": 15, "type": "PERSON", "identifier": "direct", "entity_id": "p1"},
        {"start": 18, "end": 25, "type": "PERSON", "identifier": "direct", "entity_id": "p2"},
    ]
    [document] = read_gold(write(tmp_path / "gold.jsonl", line(spans=spans)))
    assert set(document.entities(document.spans)) == {"p1", "p2"}


@pytest.mark.parametrize(
    "span",
    [
        {"start": 8, "end": 99, "type": "PERSON", "identifier": "direct"},
        {"start": -1, "end": 4, "type": "PERSON", "identifier": "direct"},
        {"start": 8, "end": 8, "type": "PERSON", "identifier": "direct"},
        {"start": 8, "end": 15, "type": SECRET, "identifier": "direct"},
        {"start": 8, "end": 15, "type": "PERSON", "identifier": "both"},
        {"start": 8, "end": 15, "type": "PERSON", "identifier": "direct", "confidential": "taste"},
        {"start": 8.5, "end": 15, "type": "PERSON", "identifier": "direct"},
        {"start": 8, "type": "PERSON", "identifier": "direct"},
    ],
)
def test_a_bad_line_is_told_by_number_and_never_quoted(
    tmp_path: Path, span: dict[str, object]
) -> None:
    path = write(tmp_path / "gold.jsonl", line(), line(id="A-002", spans=[span]))
    with pytest.raises(UsageError) as caught:
        read_gold(path)
    assert caught.value.values == {"place": 2}
    assert caught.value.__suppress_context__
    assert SECRET not in str(caught.value)


def test_overlapping_spans_are_refused(tmp_path: Path) -> None:
    spans = [
        {"start": 8, "end": 15, "type": "PERSON", "identifier": "direct"},
        {"start": 10, "end": 20, "type": "PERSON", "identifier": "direct"},
    ]
    with pytest.raises(UsageError):
        read_gold(write(tmp_path / "gold.jsonl", line(spans=spans)))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "evaluation.error.empty"),
        (b"{", "evaluation.error.gold"),
        (b"\xff\xfe", "evaluation.error.encoding"),
        (
            json.dumps(line()).encode() + b"\n" + json.dumps(line()).encode(),
            "evaluation.error.same_id",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_gold(path)
    assert caught.value.key == key


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_gold(tmp_path / "gold.jsonl")
    assert caught.value.key == "cli.error.file_missing"


def test_tab_round_trip(tmp_path: Path) -> None:
    document = GoldDocument.model_validate(line(segments=[]))
    person, again, age = document.spans
    age = age.model_copy(update={"confidential": "criminal", "entity_id": "p3"})
    both = document.model_copy(update={"spans": (person, again, age), "further": ((person,),)})
    path = tmp_path / "gold.json"
    path.write_text(to_tab([both]), encoding="utf-8")
    [back] = read_gold(path)
    assert back.spans[2] == age
    assert [s.entity_id for s in back.spans] == ["PERSON:torleif", "PERSON:torleif", "p3"]
    assert [(s.start, s.end, s.entity_type, s.identifier) for s in back.spans] == [
        (s.start, s.end, s.entity_type, s.identifier) for s in both.spans
    ]
    assert len(back.further) == 1 and back.further[0][0].start == person.start
    assert (back.id, back.text, back.kind, back.variety) == (
        both.id,
        both.text,
        both.kind,
        both.variety,
    )
    assert to_tab([back]) == to_tab([both])


def test_tab_as_tab_writes_it() -> None:
    content = [
        {
            "doc_id": "001-1",
            "text": "Ann was born in 1970 in Lund.",
            "task": "t",
            "annotations": {
                "annotator1": {
                    "entity_mentions": [
                        {
                            "entity_type": "PERSON",
                            "entity_mention_id": "m1",
                            "start_offset": 0,
                            "end_offset": 3,
                            "span_text": "Ann",
                            "edit_type": "check",
                            "confidential_status": "NOT_CONFIDENTIAL",
                            "identifier_type": "DIRECT",
                            "entity_id": "e1",
                        },
                        {
                            "entity_type": "DATETIME",
                            "start_offset": 16,
                            "end_offset": 20,
                            "identifier_type": "NO_MASK",
                            "confidential_status": "NOT_CONFIDENTIAL",
                            "entity_id": "e2",
                        },
                        {
                            "entity_type": "LOC",
                            "start_offset": 24,
                            "end_offset": 28,
                            "identifier_type": "QUASI",
                            "confidential_status": "ETHNIC",
                            "entity_id": "e3",
                        },
                    ]
                }
            },
        }
    ]
    [document] = from_tab(json.dumps(content))
    assert [(s.entity_type, s.identifier, s.confidential) for s in document.spans] == [
        ("PERSON", "direct", None),
        ("LOCATION", "quasi", "ethnicity"),
    ]


@pytest.mark.parametrize("content", ["{}", "[", '[{"doc_id": "1"}]'])
def test_what_is_not_tab_is_refused(content: str) -> None:
    with pytest.raises(UsageError):
        from_tab(content)
