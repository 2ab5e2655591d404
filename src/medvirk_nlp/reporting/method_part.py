"""What the chapter says of itself: what was raised unasked, what is hidden and why, the method."""

from __future__ import annotations

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.coverage import covered_alt, covered_figure
from medvirk_nlp.reporting.summary_records import OTHER, OTHER_THEMES, OUTSIDE_THEMES, Summary
from medvirk_nlp.reporting.tables import row_title
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording


def write_raised(file: WordFile, summary: Summary, words: Wording, level: int) -> None:
    """Write which themes the participants raised themselves, where that is known."""
    titles = {row.code: row.title for row in summary.rows}
    outside = [row for row in summary.rows if row.code == OUTSIDE_THEMES]
    if summary.unasked is None and not outside:
        return
    file.heading(words("raised.title"), level)
    asked_of_none = set(summary.unasked or ()) >= {code for code in titles if titles[code]}
    if summary.unasked and asked_of_none:
        file.paragraph(words("raised.all"))
    elif summary.unasked:
        named = [words.quote(titles[code]) for code in summary.unasked]
        key = "theme" if len(named) == 1 else "themes"
        file.paragraph(words(f"raised.{key}", themes=words.join(named)))
    for row in outside:
        file.paragraph(words("raised.outside", comments=words.count("comment", row.mentions)))
    if not summary.unasked and not outside:
        file.paragraph(words("raised.none"))


def write_not_shown(file: WordFile, summary: Summary, words: Wording, level: int) -> None:
    """Write what could not be shown, and why."""
    file.heading(words("chapter.not_shown"), level)
    told = [words("not_shown.rule", k=words.number(summary.k, "common"))]
    if not summary.not_shown:
        told.append(words("not_shown.all_shown"))
    else:
        themes = words.join([words.quote(title) for title in summary.not_shown])
        merged = [row for row in summary.rows if row.code in (OTHER, OTHER_THEMES)]
        if merged:
            row = row_title(merged[0], words)
            told.append(words("not_shown.themes", themes=themes, row=row))
        else:
            told.append(words("not_shown.themes_dropped", themes=themes))
    if any(cell.mentions is None for row in summary.rows for cell in row.sides.values()):
        told.append(words("not_shown.extra"))
    told.append(words("not_shown.withheld"))
    if summary.undecided is None:
        told.append(words("not_shown.undecided_few"))
    elif summary.undecided:
        comments = words.count("comment", summary.undecided)
        told.append(words("not_shown.undecided", comments=comments))
    file.paragraph(" ".join(told))


def write_method(
    file: WordFile, summary: Summary, project: Project, level: int, draft: bool, examples: bool
) -> None:
    """Write how it was done and what the figures cannot tell.

    Parameters
    ----------
    file : WordFile
    summary : Summary
    project : Project
        For the language.
    level : int
        Of the headings.
    draft : bool
        Nobody has reviewed it.
    examples : bool
        Comments are shown.
    """
    words = Wording(project.language)
    file.heading(words("chapter.method"), level)
    codebook = {"codebook": summary.codebook_id, "version": summary.codebook_version}
    steps = [step.format(**codebook) for step in words.list("method.steps")]
    steps.append(words("method.not_reviewed" if draft else "method.reviewed"))
    if examples:
        steps.append(words("method.examples"))
        if not draft:
            steps.append(words("method.examples_read"))
    steps.append(words("method.mentions"))
    file.bullets(steps)
    png = covered_figure(summary, project, "png")
    if png is not None:
        file.figure(png, covered_alt(summary, project), words("covered.caption"))
    file.heading(words("chapter.limits"), level)
    limits = ["estimated"] if summary.estimated else []
    file.bullets([words(f"limits.{key}") for key in (*limits, "not_representative", "coding")])
