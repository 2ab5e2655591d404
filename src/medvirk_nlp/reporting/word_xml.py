"""The parts of WordprocessingML that python-docx has no call for.

Element names follow ECMA-376 part 1, ch. 17 (WordprocessingML) and ch. 20 (DrawingML).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shape import InlineShape
    from docx.styles.style import BaseStyle, ParagraphStyle
    from docx.styles.styles import Styles
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

_LEFTOVERS = (
    "thumbnail",
    "extended-properties",
    "custom-properties",
    "customXml",
    "stylesWithEffects",
    "glossaryDocument",
    "keyMapCustomizations",
    "vbaProject",
)
"""Ends of the relationship types of template parts that a new report has no use for."""
_BODY_PARTS = (
    "image",
    "hyperlink",
    "chart",
    "oleObject",
    "package",
    "aFChunk",
    "diagramData",
    "diagramLayout",
    "diagramColors",
    "diagramQuickStyle",
    "footnotes",
    "endnotes",
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "people",
    "attachedToolbars",
)
"""The same of what belongs to the text of a template."""
_COMMENT_PARTS = (
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "people",
)
"""Those of them that hold what colleagues wrote to each other."""
_SETTINGS = (
    "w:attachedTemplate",
    "w:rsids",
    "w:docVars",
    "w:footnotePr",
    "w:endnotePr",
    "w:mailMerge",
    "w:documentProtection",
    "w:writeProtection",
)
"""Settings of a template that point elsewhere, tell who wrote it, or lock the file."""


def drop_template_leftovers(document: Document) -> None:
    """Take the thumbnail, application properties and custom XML of the template away."""
    for holder in (document.part.package, document.part):
        for key in [k for k, rel in holder.rels.items() if rel.reltype.endswith(_LEFTOVERS)]:
            del holder.rels[key]


def empty_body(document: Document) -> None:
    """Take the text of a template away, with all that belongs to it, and who made it.

    Page, header and footer of its last section stay.
    """
    body = document.element.body
    for child in list(body):
        if child.tag != _name("w:sectPr"):
            body.remove(child)
    rels = document.part.rels
    for key in [k for k, rel in rels.items() if rel.reltype.rsplit("/", 1)[-1] in _BODY_PARTS]:
        del rels[key]
    for name in _SETTINGS:
        for element in list(document.settings.element.iter(_name(name))):
            element.getparent().remove(element)
    for rel in rels.values():
        if rel.reltype.endswith("/settings"):
            rel.target_part.rels.clear()
    package = document.part.package.rels
    for key in [k for k, rel in package.items() if rel.reltype.endswith("core-properties")]:
        del package[key]


def drop_comments(document: Document) -> None:
    """Take the comments in the margin away, who wrote them, and who made the document."""
    for name in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        for element in list(document.element.body.iter(_name(name))):
            element.getparent().remove(element)
    rels = document.part.rels
    for key in [k for k, r in rels.items() if r.reltype.rsplit("/", 1)[-1] in _COMMENT_PARTS]:
        del rels[key]
    package = document.part.package.rels
    for key in [k for k, rel in package.items() if rel.reltype.endswith("core-properties")]:
        del package[key]


def set_language(styles: Styles, tag: str) -> None:
    """Set the language the spelling checker and the screen reader use, as a BCP 47 tag."""
    from docx.oxml.ns import qn

    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)


def set_style(
    style: BaseStyle,
    font: str | None,
    size: int,
    before: int,
    after: int,
    bold: bool,
    color: str,
) -> None:
    """Set font, sizes in points and color of a paragraph style, over the theme of the template.

    Without a font, the style keeps that of the one it is based on.
    """
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    paragraph_style: ParagraphStyle = style  # type: ignore[assignment]
    if font is not None:
        paragraph_style.font.name = font
        fonts = paragraph_style.element.rPr.rFonts
        for attribute in list(fonts.attrib):
            if "heme" in attribute:
                del fonts.attrib[attribute]
        for script in ("w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), font)
    paragraph_style.font.size = Pt(size)
    paragraph_style.font.bold = bold
    paragraph_style.font.italic = False
    paragraph_style.font.color.rgb = RGBColor.from_string(color)
    paragraph_style.paragraph_format.space_before = Pt(before)
    paragraph_style.paragraph_format.space_after = Pt(after)
    paragraph_style.paragraph_format.line_spacing = 1.1
    for border in paragraph_style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def make_list_style(style: BaseStyle, model: BaseStyle) -> None:
    """Give a style the bullets of another, with a narrow indent for use in a table."""
    from copy import deepcopy

    from docx.shared import Cm

    bullets = model.element.pPr.find(_name("w:numPr"))
    style.element.get_or_add_pPr().get_or_add_numPr().extend(deepcopy(list(bullets)))
    paragraph_style: ParagraphStyle = style  # type: ignore[assignment]
    paragraph_style.paragraph_format.left_indent = Cm(0.5)
    paragraph_style.paragraph_format.first_line_indent = Cm(-0.4)


def set_outline(style: BaseStyle, level: int) -> None:
    """Make a style that was added a heading, for the contents and the navigation pane."""
    properties = style.element.get_or_add_pPr()
    properties.append(_element("w:outlineLvl", {"w:val": str(level - 1)}))
    paragraph_style: ParagraphStyle = style  # type: ignore[assignment]
    paragraph_style.paragraph_format.keep_with_next = True


def hang(style: BaseStyle) -> None:
    """Indent a style whose paragraphs begin with a bullet of their own."""
    from docx.shared import Cm

    paragraph_style: ParagraphStyle = style  # type: ignore[assignment]
    paragraph_style.paragraph_format.left_indent = Cm(0.5)
    paragraph_style.paragraph_format.first_line_indent = Cm(-0.5)
    paragraph_style.paragraph_format.tab_stops.add_tab_stop(Cm(0.5))


def new_list(document: Document, style: BaseStyle) -> int:
    """Return the id of a new list that counts from 1, in the looks of a numbered style."""
    numbering = document.part.numbering_part.element
    styled = style.element.pPr.numPr.numId.val
    made = numbering.add_num(numbering.num_having_numId(styled).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def put_in_list(paragraph: Paragraph, list_id: int) -> None:
    """Make a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = list_id


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that Word works out, with the value that stands there until it does."""
    field = _element("w:fldSimple", {"w:instr": instruction})
    run, text = _element("w:r"), _element("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def align_right(paragraph: Paragraph) -> None:
    """Align a figure to the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def shade(cell: _Cell, color: str) -> None:
    """Fill a cell with a color, as RGB."""
    cell._tc.get_or_add_tcPr().append(
        _element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": color})
    )


def frame(table: Table, color: str, weight: int) -> None:
    """Draw lines around all cells, ``weight`` in eighths of a point, and set their padding."""
    properties = table._tbl.tblPr
    borders = _element("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        attributes = {"w:val": "single", "w:sz": str(weight), "w:space": "0", "w:color": color}
        borders.append(_element(f"w:{edge}", attributes))
    margins = _element("w:tblCellMar")
    for edge in ("left", "right"):
        margins.append(_element(f"w:{edge}", {"w:w": "85", "w:type": "dxa"}))
    look = properties.find(_name("w:tblLook"))
    for new in (borders, margins):
        if look is None:
            properties.append(new)
        else:
            look.addprevious(new)
    # Schema order asks for tblLayout between the borders and the margins.
    layout = properties.find(_name("w:tblLayout"))
    if layout is not None:
        margins.addprevious(layout)


def repeat_as_header(row: _Row) -> None:
    """Repeat a row at the top of each page the table runs over."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def keep_together(row: _Row) -> None:
    """Never break a row over two pages."""
    row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit"))


def set_alt_text(picture: InlineShape, text: str) -> None:
    """Give a picture a text for those who cannot see it, and a name that tells nothing."""
    for properties in picture._inline.iter(_name("wp:docPr"), _name("pic:cNvPr")):
        properties.set("name", "figure")
        properties.set("descr", text)


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _element(name: str, attributes: dict[str, str] | None = None) -> BaseOxmlElement:
    from docx.oxml import OxmlElement

    element = cast("BaseOxmlElement", OxmlElement(name))
    for key, value in (attributes or {}).items():
        element.set(_name(key), value)
    return element
