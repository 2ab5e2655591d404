"""Word files open without repair: elements stand in the order of ECMA-376, and no part is missing.

The orders are those of CT_PPr, CT_TcPr and CT_TblPr (part 1, annex A.1), as far as they are used.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from files import assert_anonymous_package
from invented import CODEBOOK, PROJECT
from lxml import etree
from test_frame import _template

from medvirk_nlp.project import ReportSettings
from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.council import council_docx
from medvirk_nlp.reporting.feedback import feedback_docx
from medvirk_nlp.reporting.partner_letter import partner_letter_docx
from medvirk_nlp.reporting.short_page import ShortPage
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary

OFFICE = shutil.which("soffice")
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


def test_files_are_small_and_speak_norwegian(summary: Summary, tmp_path: Path) -> None:
    council_docx(ShortPage(summary, PROJECT), tmp_path / "r.docx")
    assert_anonymous_package(tmp_path / "r.docx")
    with zipfile.ZipFile(tmp_path / "r.docx") as package:
        assert len(package.read("word/styles.xml")) < 100_000
        settings = package.read("word/settings.xml").decode()
    assert 'w:decimalSymbol w:val=","' in settings and 'w:themeFontLang w:val="nb-NO"' in settings


@pytest.mark.skipif(
    OFFICE is None and os.environ.get("MEDVIRK_REQUIRE_OFFICE") != "1",
    reason="LibreOffice is not installed",
)
def test_libreoffice_opens_every_file_and_lays_it_out(
    material: tuple[list[CodedPassage], list[Document]], tmp_path: Path
) -> None:
    assert OFFICE, "no LibreOffice, and MEDVIRK_REQUIRE_OFFICE=1"
    summary = summarize(*material, CODEBOOK, PROJECT)
    page = ShortPage(summary, PROJECT)
    draft_docx(summary, material[0], PROJECT, tmp_path / "k.docx")
    council_docx(page, tmp_path / "r.docx")
    feedback_docx(page, tmp_path / "t.docx")
    partner_letter_docx(page, tmp_path / "b.docx")
    names = ("k", "r", "t", "b")
    done = subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *(str(tmp_path / f"{name}.docx") for name in names),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0 and "rror" not in done.stdout
    for name in names:
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF")


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
