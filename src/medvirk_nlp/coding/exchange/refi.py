"""REFI-QDA: codebooks for and from NVivo, MAXQDA, ATLAS.ti, QualCoder and the like.

Format: REFI-QDA standard 1.0 (18 March 2019), whose schema is
``resources/schemas/refi-qda/Project.xsd``. A program keeps of a code its name, its color, its place
and its description. What we know besides goes into the description, under a line that tells so, as
YAML: people can read it, and it is there again when the codebook comes back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import yaml
from lxml import etree

from medvirk_nlp.coding.codebook import Category, Code, Codebook
from medvirk_nlp.coding.exchange.naming import guid_of, id_from
from medvirk_nlp.errors import UsageError

CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
MARK = "----- medvirk_nlp -----"
"""Line in a description above what only we read."""
_INSTRUCTION = "medvirk_nlp"
"""Processing instruction with what is known of the codebook as a whole; others pass over it."""
_OWN_ELEMENTS = frozenset({"parent", "color", "guid"})
"""Fields of a code that have a place of their own in the format."""


def to_qdc(codebook: Codebook) -> bytes:
    """Return a codebook as a ``.qdc`` file: plain XML, the same bytes each time.

    Raises
    ------
    UsageError
        ``coding.exchange.characters`` when a text holds what XML cannot (control characters).
    """
    root = element("CodeBook", CODEBOOK_NAMESPACE)
    root.set("origin", "medvirk_nlp")
    add_codes(root, codebook, CODEBOOK_NAMESPACE)
    return serialized(root, codebook)


def from_qdc(data: bytes, name: str) -> Codebook:
    """Read the codebook of a ``.qdc`` file, or of the ``project.qde`` of a project.

    Parameters
    ----------
    data : bytes
    name : str
        Of the codebook, where the file does not tell it.

    Raises
    ------
    UsageError
        ``coding.exchange.damaged`` when it is no REFI-QDA file, ``coding.codebook.content`` when it
        holds no codes.
    """
    root = _parsed(data)
    codes = next(root.iter("{*}Codes"), None)
    if codes is None or etree.QName(root).localname not in ("CodeBook", "Project"):
        raise UsageError("coding.exchange.damaged")
    known = _instruction(root)
    content: dict[str, Any] = {
        "id": known.get("id") or id_from(name, fallback="kodebok"),
        "version": known.get("version") or "1.0",
        "title": known.get("title") or {"nb": name},
    }
    parts = list(_parts(codes))
    order = {part_id: place for place, part_id in enumerate(known.get("order") or ())}
    parts.sort(key=lambda part: order.get(part[1]["id"], len(order)))
    content["codes"] = [part for codable, part in parts if codable]
    content["categories"] = [part for codable, part in parts if not codable]
    return _without_own_guids(Codebook.checked(content))


def add_codes(parent: etree._Element, codebook: Codebook, namespace: str) -> None:
    """Add ``Codes`` with the tree of categories and codes to an element.

    Parameters
    ----------
    parent : lxml element
    codebook : Codebook
    namespace : str
    """
    below: dict[str | None, list[Code | Category]] = defaultdict(list)
    for part in codebook.parts:
        below[part.parent].append(part)

    def add(to: etree._Element, part: Code | Category) -> None:
        code = etree.SubElement(to, _name("Code", namespace))
        code.set("guid", guid_of(codebook, part))
        code.set("name", _legal(part.title.nb))
        code.set("isCodable", "true" if isinstance(part, Code) else "false")
        if part.color:
            code.set("color", part.color)
        etree.SubElement(code, _name("Description", namespace)).text = _legal(_described(part))
        for child in below[part.id]:
            add(code, child)

    codes = etree.SubElement(parent, _name("Codes", namespace))
    for part in below[None]:
        add(codes, part)


def serialized(root: etree._Element, codebook: Codebook) -> bytes:
    """Return a document as UTF-8, with what is known of the codebook in front of its root."""
    known = {
        "id": codebook.id,
        "version": codebook.version,
        "title": codebook.title.model_dump(exclude_defaults=True),
        "order": [part.id for part in codebook.parts],
    }
    # An instruction ends at «?>»; ASCII alone, because not all characters may stand in XML.
    told = json.dumps(known, ensure_ascii=True).replace("?", "\\u003f")
    root.addprevious(etree.ProcessingInstruction(_INSTRUCTION, told))
    tree = root.getroottree()
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)


def element(tag: str, namespace: str) -> etree._Element:
    """Return the root of a document whose elements need no prefix."""
    nsmap: Any = {None: namespace}  # the stubs know no default namespace
    return etree.Element(_name(tag, namespace), nsmap=nsmap)


def _name(tag: str, namespace: str) -> str:
    return f"{{{namespace}}}{tag}"


def _legal(text: str) -> str:
    try:
        etree.Element("t").text = text
    except ValueError as error:
        raise UsageError("coding.exchange.characters") from error
    return text


def _described(part: Code | Category) -> str:
    """Return the description: the definition, and below the mark what else is known."""
    known = part.model_dump(mode="json", exclude_defaults=True, exclude=set(_OWN_ELEMENTS))
    definition = known.get("definition", {}).pop("nb", "")
    known["title"].pop("nb")
    filled = {key: value for key, value in known.items() if value not in ({}, [])}
    told = yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=10_000)
    return f"{definition}\n\n{MARK}\n{told}"


def _parts(
    above: etree._Element, parent: str | None = None, taken: set[str] | None = None
) -> Iterator[tuple[bool, dict[str, Any]]]:
    """Yield codes and categories in the order of the file, each with whether it may be given."""
    taken = set() if taken is None else taken
    for code in above.findall("{*}Code"):
        name = code.get("name") or ""
        codable = (code.get("isCodable") or "true").strip() in ("true", "1")
        described = code.findtext("{*}Description") or ""
        definition, known = _split(described)
        own = known.pop("id", None)
        part_id = own if isinstance(own, str) and own not in taken else id_from(name, taken)
        taken.add(part_id)
        given = {"nb": definition or (name if codable else "")}
        # Somebody may have made a heading of a code: then what only codes have is left behind.
        fields = (Code if codable else Category).model_fields
        part = {
            **{key: value for key, value in known.items() if key in fields},
            "id": part_id,
            "title": {**_table(known.get("title")), "nb": name},
            "definition": {**_table(known.get("definition")), **given} if given["nb"] else None,
            "parent": parent,
            "color": code.get("color") if len(code.get("color") or "") == 7 else None,
            "guid": (code.get("guid") or "").strip("{} ").lower() or None,
        }
        yield codable, part
        yield from _parts(code, part_id, taken)


def _split(described: str) -> tuple[str, dict[str, Any]]:
    """Return the definition, and what stands below the mark if somebody's program has kept it."""
    definition, mark, told = described.rpartition(f"\n\n{MARK}\n")
    if not mark:
        return described.strip(), {}
    try:
        known = yaml.safe_load(told)
    except yaml.YAMLError:
        known = None
    # Somebody may have written below the mark: then all of it is what people say of the code.
    return (definition, known) if isinstance(known, dict) else (described.strip(), {})


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _without_own_guids(codebook: Codebook) -> Codebook:
    """Leave out the guids that we would make ourselves."""
    content = codebook.model_dump()
    for kind in ("codes", "categories"):
        for part, read in zip(content[kind], getattr(codebook, kind), strict=True):
            if part["guid"] == guid_of(codebook, read.model_copy(update={"guid": None})):
                part["guid"] = None
    return Codebook.checked(content)


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # entities live there; no program writes one
        raise UsageError("coding.exchange.damaged")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UsageError("coding.exchange.damaged") from error
    return root


def _instruction(root: etree._Element) -> dict[str, Any]:
    for node in root.itersiblings(preceding=True):
        if isinstance(node, etree._ProcessingInstruction) and node.target == _INSTRUCTION:
            try:
                known = json.loads(node.text or "")
            except ValueError:
                return {}
            return known if isinstance(known, dict) else {}
    return {}
