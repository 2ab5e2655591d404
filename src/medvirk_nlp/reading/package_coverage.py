"""What of an Office package is accounted for: whatever is not known is held, never passed over."""

from __future__ import annotations

import re
import zipfile

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.xml import parse
from medvirk_nlp.texts import Texts

_STRICT = "http://purl.oclc.org/ooxml/"
"""Start of the names of the strict variant (ISO/IEC 29500-1), which no reader here knows."""
_SHARED = (
    r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*\.rels|docProps/(core|app|custom)\.xml"
    r"|docProps/thumbnail\.\w+|customXml/item(Props)?\d+\.xml|docMetadata/LabelInfo\.xml"
    r"|_xmlsignatures/.*|{folder}/media/.*|{folder}/theme/.*|{folder}/printerSettings/.*"
    r"|{folder}/charts/[^/]*\.xml|{folder}/drawings/[^/]*\.xml|{folder}/fonts/.*"
    r"|{folder}/diagrams/(data|layout|quickStyle|colors|drawing)\d*\.xml|{folder}/vba\w+\.(bin|xml)"
    r"|{folder}/styles\.xml|{folder}/embeddings/.*|{folder}/activeX/.*|{folder}/persons/.*"
)
_OWN = {
    "word": (
        r"word/(document|header|footer)\d*\.xml|word/(footnotes|endnotes|settings|numbering)\.xml"
        r"|word/comments\w*\.xml|word/(people|fontTable|webSettings|stylesWithEffects)\.xml"
        r"|word/glossary/(document|settings|styles|fontTable|webSettings|numbering|theme\d*"
        r"|stylesWithEffects|footnotes|endnotes)\.xml|word/glossary/theme/.*|word/afchunk[^/]*"
        r"|word/(customizations\.xml|attachedToolbars\.bin)"
    ),
    "xl": (
        r"xl/(workbook|sharedStrings|calcChain|metadata|connections|sheetMetadata)\.xml"
        r"|xl/(worksheets|chartsheets|dialogsheets)/[^/]*\.xml|xl/comments[^/]*\.xml"
        r"|xl/comments/[^/]*\.xml|xl/threadedComments/.*|xl/tables/.*|xl/ctrlProps/.*"
        r"|xl/drawings/[^/]*\.vml|xl/pivotTables/.*|xl/pivotCache/.*|xl/externalLinks/.*"
        r"|xl/richData/.*|xl/queryTables/.*|xl/customProperty/.*|xl/slicers/.*|xl/slicerCaches/.*"
        r"|xl/timelines/.*|xl/timelineCaches/.*|xl/namedSheetViews/.*|xl/featurePropertyBag/.*"
    ),
}
_MACROS = re.compile(r"(word|xl)/vba\w+\.bin")
_UNREAD = {
    "word": (
        (
            re.compile(r"word/((embeddings|activeX)/[^/]+\.(?!xml|rels)\w+|afchunk[^/]*)$"),
            "embedded",
        ),
    ),
    "xl": (
        (re.compile(r"xl/(embeddings|activeX)/[^/]+\.(?!xml|rels)\w+$"), "embedded"),
        (re.compile(r"xl/pivotCache/pivotCacheDefinition[^/]*\.xml$"), "pivot"),
        (re.compile(r"xl/externalLinks/externalLink[^/]*\.xml$"), "external"),
    ),
}
"""Parts that are known and not read."""
_LINKS = re.compile(r"(.*/)?_rels/[^/]*\.rels")


def refuse_strict(package: zipfile.ZipFile, main: str) -> None:
    """Refuse a package of the strict variant.

    Raises
    ------
    ReadError
        "held.strict".
    """
    if str(parse(package, main).tag).startswith("{" + _STRICT):
        raise ReadError("reading.held.strict")


def hold_unread(
    package: zipfile.ZipFile, folder: str, builder: PassageBuilder, words: Texts
) -> None:
    """Hold the parts of a package that no reader reads; count macros and targets of links.

    Parameters
    ----------
    package : ZipFile
    folder : {"word", "xl"}
    builder : PassageBuilder
    words : Texts
    """
    names = sorted(name for name in package.namelist() if not name.endswith("/"))
    for pattern, kind in _UNREAD[folder]:
        for number, _ in enumerate(filter(pattern.match, names), start=1):
            builder.hold(words(f"reading.locator.{kind}", number=number), f"held.{kind}")
    known = re.compile(f"{_SHARED.replace('{folder}', folder)}|{_OWN[folder]}", re.IGNORECASE)
    unknown = [name for name in names if not known.fullmatch(name)]
    for number, _ in enumerate(unknown, start=1):
        builder.hold(words("reading.locator.part", number=number), "held.part")
    builder.drop("noted.macros", sum(bool(_MACROS.match(name)) for name in names))
    targets = [
        str(link.get("Target"))
        for name in filter(_LINKS.fullmatch, names)
        for link in parse(package, name).iter("{*}Relationship")
        if link.get("TargetMode") == "External"
    ]
    for target in targets:
        if target.startswith("mailto:"):
            builder.know(target.partition(":")[2].partition("?")[0])
    builder.drop("dropped.link_targets", len(targets))
