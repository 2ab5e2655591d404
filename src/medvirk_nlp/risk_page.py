"""The page on residual risk, for the privacy officer: an internal Word file without metadata.

The three questions are those of WP 216 (Article 29 Working Party, Opinion 05/2014 on Anonymisation
Techniques): singling out, linkability, inference. The template for the impact assessment follows
GDPR art. 35 no. 7, the row of the record art. 30 no. 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from medvirk_nlp.reporting.summary_records import SIDES
from medvirk_nlp.reporting.tables import row_title
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.risk_figures import Measured, RiskFigures, risk_figures
from medvirk_nlp.texts import texts

ACTIONS = ("approve", "withhold", "withdraw", "mask", "unmask", "recode", "undo")
GROUPS = ("direct", "quasi", "confidential")


def write_risk_page(work: Path | str, path: Path | str) -> None:
    """Write the page for a work folder as it stands now.

    Parameters
    ----------
    work : path
        The work folder; nothing in it is changed.
    path : path
        A Word file, readable by its owner only.

    Raises
    ------
    UsageError, RefusedError
        As `medvirk_nlp.risk_figures.risk_figures`.
    """
    with Workspace.open(Path(work), read_only=True) as workspace:
        figures = risk_figures(workspace)
    write_private(Path(path), _Page(figures).to_bytes())


class _Page:
    def __init__(self, figures: RiskFigures) -> None:
        self._told = figures
        self._k = figures.summary.k
        self._words = Wording(figures.project.language)
        self._texts = texts(figures.project.language)
        self._file = WordFile(self._words)

    def to_bytes(self) -> bytes:
        self._file.title(self._say("title"), self._say("subtitle"))
        self._now()
        self._questions()
        self._types()
        self._recall()
        self._control()
        self._insider()
        self._form("dpia", lead=True)
        self._form("record", lead=False)
        self._file.heading(self._say("retention.heading"), 1)
        self._file.bullets(self._list("retention.items"))
        return self._file.to_bytes()

    def _say(self, key: str, **values: object) -> str:
        return self._texts(f"risk.{key}", **values)

    def _list(self, key: str) -> list[str]:
        return [
            line.format(k=self._k) for line in cast("list[str]", self._texts.get(f"risk.{key}"))
        ]

    def _number(self, number: int) -> str:
        """Return a number that does not tell of fewer than k, or that there are none."""
        if 0 < number < self._k:
            return self._say("few", k=self._k)
        return self._words.digits(number)

    def _percent(self, share: float) -> str:
        return f"{100 * share:.1f}".replace(".", self._say("point"))

    def _share(self, figure: Measured) -> str:
        told = {name: self._percent(getattr(figure, name)) for name in ("low", "high")}
        return self._say("share", share=self._percent(figure.value), **told)

    def _now(self) -> None:
        told, file = self._told, self._file
        file.heading(self._say("now.heading"), 1)
        if told.waiting:
            file.paragraph(self._say("now.open", waiting=told.waiting))
        else:
            file.paragraph(self._say("now.ready"))
        took_part = told.summary.participants
        digits = self._words.digits
        rows = [
            ["documents", digits(told.summary.documents)],
            ["read", digits(told.totals.read)],
            ["released", digits(told.released)],
            ["withheld", digits(told.withheld)],
            ["withdrawn", digits(told.withdrawn)],
            ["held", digits(told.totals.held)],
            ["participants", self._say("now.unknown") if took_part is None else digits(took_part)],
        ]
        head = [self._say("now.what"), self._say("now.number")]
        named = [[self._say(f"now.{name}"), number] for name, number in rows]
        file.table(self._say("now.table"), head, named)

    def _questions(self) -> None:
        self._file.heading(self._say("questions.heading"), 1)
        self._file.paragraph(self._say("questions.lead"))
        self._singling_out()
        self._linking()
        self._inference()

    def _singling_out(self) -> None:
        told, file, say = self._told, self._file, self._say
        file.heading(say("questions.out"), 2)
        file.paragraph(say("questions.out_rule", k=self._k))
        cells = [row.sides[side].mentions for row in told.summary.rows for side in SIDES]
        fewest = min(told.behind.values(), default=0)
        values = {
            "rows": len(told.summary.rows),
            "shown": sum(bool(cell) for cell in cells),
            "hidden": sum(cell is None for cell in cells),
            "fewest": fewest or say("now.unknown"),
        }
        file.paragraph(say("questions.out_cells", **values))
        if told.summary.estimated:
            file.paragraph(say("questions.out_estimated"))
        found = {"found": told.combinations, "open": told.combinations_open}
        file.paragraph(say("questions.out_combinations", **found))
        head = [say(f"questions.out_{name}") for name in ("row", "people", "mentions")]
        rows = [
            [
                row_title(row, self._words) or say("questions.out_other"),
                self._words.digits(told.behind[row.code]),
                self._words.digits(row.mentions),
            ]
            for row in told.summary.rows
        ]
        if rows:
            file.table(say("questions.out_table"), head, rows)

    def _linking(self) -> None:
        told, say = self._told, self._say
        self._file.heading(say("questions.link"), 2)
        self._file.paragraph(say("questions.link_rule"))
        if told.speakers:
            people = {"several": told.several, "people": told.speakers}
            self._file.paragraph(say("questions.link_several", **people))
        self._file.paragraph(say("questions.link_years"))

    def _inference(self) -> None:
        say = self._say
        self._file.heading(say("questions.infer"), 2)
        self._file.paragraph(say("questions.infer_rule"))
        themes = [row.title for row in self._told.summary.rows if row.one_sided and row.title]
        if themes:
            self._file.paragraph(say("questions.infer_some", themes="; ".join(themes)))
        else:
            self._file.paragraph(say("questions.infer_none"))

    def _types(self) -> None:
        say, number = self._say, self._number
        self._file.heading(say("types.heading"), 1)
        self._file.paragraph(say("types.lead", k=self._k))
        head = [say(f"types.{name}") for name in ("type", "found", "hidden", "coarser", "kept")]
        rows = []
        for entity_type, done in self._told.types.items():
            parts = [done["mask"], done["generalize"], done["keep"]]
            few = any(0 < part < self._k for part in parts)
            # a sum beside the other parts would give a small one away
            total = say("few", k=self._k) if sum(parts) < self._k else number(sum(parts))
            shown = [
                say("hidden_part") if few and part >= self._k else number(part) for part in parts
            ]
            name = self._texts(f"detection.type.{entity_type}")
            rows.append([name[:1].upper() + name[1:], total, *shown])
        if rows:
            self._file.table(say("types.table"), head, rows)

    def _recall(self) -> None:
        told, say = self._told, self._say
        self._file.heading(say("recall.heading"), 1)
        self._file.paragraph(say("recall.lead", documents=told.recall.documents))
        head = [say(f"recall.{name}") for name in ("group", "share", "of", "left")]
        rows = []
        for group in GROUPS:
            figure = told.recall.groups[group]
            found = told.groups[group]
            left = round(found * (1 - figure.value) / figure.value)
            total = self._words.digits(figure.total)
            rows.append([say(f"recall.{group}"), self._share(figure), total, self._number(left)])
        self._file.wide_table(say("recall.table"), head, rows)
        self._file.note(say("recall.left_help"))
        self._file.paragraph(say("recall.leaked", share=self._share(told.recall.leaked)))

    def _control(self) -> None:
        told, say = self._told, self._say
        self._file.heading(say("control.heading"), 1)
        rows = [
            [say(f"control.{action}"), self._words.digits(told.decisions[action])]
            for action in ACTIONS
        ]
        head = [say("control.action"), say("now.number")]
        self._file.table(say("control.table"), head, rows)
        self._file.paragraph(say("control.reviewers", count=told.reviewers))
        self._file.paragraph(say("control.chain" if told.whole else "control.broken"))
        self._file.paragraph(say("control.bulk"))

    def _insider(self) -> None:
        self._file.heading(self._say("insider.heading"), 1)
        self._file.paragraph(self._say("insider.lead"))
        self._file.bullets(self._list("insider.questions"))
        self._file.paragraph(self._say("insider.reidentify"))

    def _form(self, name: str, *, lead: bool) -> None:
        self._file.heading(self._say(f"{name}.heading"), 1)
        if lead:
            self._file.paragraph(self._say(f"{name}.lead"))
        rows = cast("Sequence[Sequence[str]]", self._texts.get(f"risk.{name}.rows"))
        filled = [
            [field, content.format(k=self._k) or f"[{self._say('fill_in')}]"]
            for field, content in rows
        ]
        head = [self._say("dpia.field"), self._say("dpia.content")]
        self._file.wide_table(self._say(f"{name}.table"), head, filled)
