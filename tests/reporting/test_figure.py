from __future__ import annotations

from pathlib import Path

from invented import CODEBOOK, PROJECT, comment, document

from medvirk_nlp.reporting.figure import (
    alt_text,
    drawn_rows,
    figure_png,
    figure_svg,
    write_figure,
)
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary


def test_same_summary_gives_same_bytes(summary: Summary) -> None:
    assert figure_png(summary, PROJECT) == figure_png(summary, PROJECT)
    assert figure_svg(summary, PROJECT) == figure_svg(summary, PROJECT)


def test_picture_carries_no_date_and_no_program(summary: Summary) -> None:
    svg, png = figure_svg(summary, PROJECT), figure_png(summary, PROJECT)
    assert svg is not None and b"<dc:date" not in svg and b"Matplotlib" not in svg
    assert png is not None and b"tEXt" not in png


def test_hidden_themes_are_not_in_the_drawing(summary: Summary) -> None:
    svg = figure_svg(summary, PROJECT)
    assert svg is not None
    text = svg.decode()
    assert "Kontaktperson" in text
    assert "Forutsigbarhet" not in text
    assert len(drawn_rows(summary)) < len(summary.rows)


def test_alt_text_holds_every_value(summary: Summary) -> None:
    text = alt_text(summary, PROJECT)
    assert text.startswith("Liggende stolper for to temaer.")
    assert "Medvirkning og å bli hørt: positive 6, kan bli bedre 12." in text


def test_nothing_to_draw_gives_no_file(tmp_path: Path) -> None:
    coded = [comment(n) for n in range(2)]
    summary = summarize(coded, [document(coded)], CODEBOOK, PROJECT)
    assert not write_figure(summary, PROJECT, tmp_path / "figur.png")
    assert not list(tmp_path.iterdir())


def test_file_format_follows_the_name(summary: Summary, tmp_path: Path) -> None:
    for name, start in (("f.png", b"\x89PNG"), ("f.svg", b"<?xml")):
        assert write_figure(summary, PROJECT, tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(start)


def test_a_side_that_is_not_shown_has_a_sign_and_no_figure() -> None:
    coded = []
    for theme, start in (("heard", 0), ("info", 50)):
        coded += [comment(n, themes=(theme,)) for n in range(start, start + 8)]
        few = range(start + 20, start + 23)
        coded += [comment(n, themes=(theme,), polarity="positive") for n in few]
    summary = summarize(coded, [document(coded)], CODEBOOK, PROJECT)
    assert "Informasjon: positive skjult, kan bli bedre 8." in alt_text(summary, PROJECT)
