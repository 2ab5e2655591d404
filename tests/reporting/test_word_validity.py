"""Word files open without repair: elements stand in the order of ECMA-376, and no part is missing.

The orders are those of CT_PPr, CT_TcPr and CT_TblPr (part 1, annex A.1), as far as they are used.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from invented import CODEBOOK, PROJECT
from lxml import etree
from test_frame import _template

from medvirk_nlp.project import ReportSettings
from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.council import council_docx
from medvirk_nlp.reporting.short_page import ShortPage
from medvirk_nlp.reporting.summary import summarize

ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing "
    "ind contextualSpacing jc outlineLvl rPr sectPr",
    "w:tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "w:tblPr": "tblStyle tblStyleRowBandSize tblStyleColBandSize tblW jc tblInd tblBorders shd "
    "tblLayout tblCellMar tblLook",
}


@pytest.mark.parametrize("template", ["", "mal.docx"])
def test_files_follow_the_format(
    template: str, material: tuple[list[CodedPassage], list[Document]], tmp_path: Path
) -> None:
    _template(tmp_path / "mal.docx")
    project = PROJECT.model_copy(update={"report": ReportSettings(template=template)})
    summary = summarize(*material, CODEBOOK, project)
    draft_docx(summary, material[0], project, tmp_path / "k.docx", folder=tmp_path)
    council_docx(ShortPage(summary, project), tmp_path / "r.docx")
    for name in ("k.docx", "r.docx"):
        _check(tmp_path / name)


def _check(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        types = package.read("[Content_Types].xml").decode()
        assert set(re.findall(r'PartName="/([^"]+)"', types)) <= names
        for part in ("word/document.xml", "word/styles.xml"):
            root = etree.fromstring(package.read(part))
            for tag, order in ORDERS.items():
                places = {qn(f"w:{name}"): place for place, name in enumerate(order.split())}
                for element in root.iter(qn(tag)):
                    found = [places[child.tag] for child in element]
                    assert found == sorted(found), (part, tag, [child.tag for child in element])
