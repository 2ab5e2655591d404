"""Invented comments to report on. Nobody has said any of this."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.records import CodedPassage, Document, Kind, Passage, Polarity

TITLES = {
    "nb": {
        "heard": "Medvirkning og å bli hørt",
        "worker": "Kontaktperson og stabilitet",
        "info": "Informasjon",
        "waiting": "Forutsigbarhet og ventetid",
        "siblings": "Samvær, familie og søsken",
        "language": "Språk, kultur og tolk",
        "money": "Økonomi og praktisk hjelp",
    },
    "nn": {
        "heard": "Medverknad og å bli høyrd",
        "worker": "Kontaktperson og stabilitet",
        "info": "Informasjon",
        "waiting": "Føreseielegheit og ventetid",
        "siblings": "Samvær, familie og sysken",
        "language": "Språk, kultur og tolk",
        "money": "Økonomi og praktisk hjelp",
    },
}
TITLES["en"] = {code: code.capitalize() for code in TITLES["nb"]}


@dataclass(frozen=True)
class Code:
    id: str
    sensitive: bool = False
    keywords: tuple[str, ...] = ()
    chapter: str = "4.brukermedvirkning"

    @property
    def definition(self) -> dict[str, str]:
        return dict.fromkeys(TITLES, f"Om {self.id}.")

    @property
    def title(self) -> dict[str, str]:
        return {language: titles[self.id] for language, titles in TITLES.items()}


@dataclass(frozen=True)
class Codebook:
    id: str = "barnevern"
    version: str = "1"
    codes: tuple[Code, ...] = tuple(map(Code, TITLES["nb"]))


CODEBOOK = Codebook()
PROJECT = Project(municipality="Eksempel kommune", year=2026, k=5)


def comment(
    number: int,
    text: str = "",
    themes: tuple[str, ...] = ("heard",),
    polarity: Polarity = "negative",
    respondent: str | None = "",
    document: str = "dok-01",
    kind: Kind = "experience",
    group: str | None = None,
    multiplicity: int = 1,
    confidence: float = 0.9,
) -> CodedPassage:
    """A coded comment; with ``respondent=""`` each comment has its own respondent."""
    return CodedPassage(
        passage_id=f"{document}-{number:04}",
        document_id=document,
        text=text or f"Dette er oppdiktet innspill nummer {number} om noe.",
        context=None,
        themes=themes,
        confidence=dict.fromkeys(themes, confidence),
        polarity=polarity,
        polarity_confidence=0.9,
        kind=kind,
        group=group,
        respondent=f"r{number}" if respondent == "" else respondent,
        multiplicity=multiplicity,
    )


def document(
    coded: list[CodedPassage],
    id: str = "dok-01",
    participants: int | None = None,
    group: str | None = None,
) -> Document:
    """The document that some comments come from."""
    passages = [
        Passage(p.passage_id, id, "rå tekst", "avsnitt") for p in coded if p.document_id == id
    ]
    return Document(
        id=id,
        source=Path("finnes-ikke.docx"),
        sha256="0" * 64,
        format="docx",
        passages=tuple(passages),
        participants=participants,
        group=group,
    )


_LINES: dict[str, dict[str, list[str]]] = {
    "heard": {
        "positive": [
            "Kontaktpersonen spør alltid hva jeg vil før det blir bestemt noe.",
            "Jeg fikk være med og velge hvem som skulle sitte i møtet.",
            "De hørte på meg da jeg sa at jeg ville bytte møtetid.",
            "Det er godt å bli spurt om hva man selv synes er viktig.",
            "På siste møte fikk vi snakke først, og det gjorde at vi turte å si mer.",
            "Jeg føler at det jeg sier, blir skrevet ned og brukt.",
        ],
        "negative": [
            "Møtene er lange, og de voksne snakker over hodet på oss.",
            "Det er bestemt på forhånd, så det spiller ingen rolle hva jeg sier.",
            "Ingen forteller hva som skjedde med det vi sa i fjor.",
            "Jeg vil ha møter der det ikke sitter så mange voksne.",
            "De spør, men de venter ikke på svaret.",
            "Hun fra [etat] skrev noe annet enn det jeg sa.",
            "Vi må si det samme mange ganger før noen gjør noe.",
        ],
        "suggestion": [
            "Kortere møter, og et ark med hva vi skal snakke om.",
            "La oss få snakke med en voksen alene før møtet.",
            "Send en melding etterpå om hva som ble bestemt.",
            "Spør oss hvor vi vil møtes, for eksempel ute på tur.",
            "Ha med noen som kan forklare de vanskelige ordene.",
        ],
    },
    "worker": {
        "positive": [
            "Hun jeg har nå, ringer tilbake samme dag.",
            "Det er trygt når det er den samme personen hver gang.",
            "Kontaktpersonen kom på besøk og hilste på alle hjemme.",
            "Han husker det vi snakket om sist, selv om det er lenge siden.",
            "Det har vært samme person i flere år, og det betyr mye.",
        ],
        "negative": [
            "Det er slitsomt å bytte saksbehandler hele tiden.",
            "Hver gang det kommer en ny, må jeg fortelle alt på nytt.",
            "Ny kontaktperson fikk jeg vite om på sms.",
            "Når hun er syk, er det ingen som svarer.",
            "Jeg vet ikke hvem som er kontaktpersonen min nå.",
            "De slutter før man rekker å bli kjent med dem.",
            "Vi fikk ikke sagt ha det til den forrige.",
            "Jeg skulle ønske de ble lenger i jobben.",
        ],
    },
    "info": {
        "negative": [
            "Jeg visste ikke hva ettervern var, så jeg turte ikke å takke ja.",
            "Brevene er vanskelige å forstå.",
            "Ingen forklarte hvorfor det tok så lang tid.",
            "Vi fikk ikke vite hva som sto i papirene om oss.",
            "Det burde stå på nettsiden hvem man kan ringe.",
            "Jeg måtte google for å finne ut hva en tiltaksplan er.",
        ],
    },
    "waiting": {
        "negative": [
            "Jeg ventet i ukevis på et svar som skulle komme samme dag.",
            "Avtaler blir flyttet uten at noen sier fra.",
            "Det tok lang tid fra første møte til det skjedde noe.",
            "Man vet aldri når neste møte er.",
            "De sier at de skal ringe, og så ringer de ikke.",
            "Det er verst å vente når man ikke vet hva man venter på.",
        ],
        "positive": ["Nå får jeg melding dagen før.", "Møtene starter når de skal."],
    },
    "language": {"negative": ["Vi trenger tolk i alle møter."]},
    "": {
        "positive": ["Det var fint å treffe andre her i dag.", "God mat."],
        "negative": [
            "Det er for få steder å være for ungdom om kvelden.",
            "Bussen går for sjelden til å rekke noe etter skolen.",
            "Folk snakker stygt om barnevernet på nettet.",
        ],
    },
}


def workshop() -> tuple[list[CodedPassage], list[Document]]:
    """A survey among the young with known respondents and a workshop without."""
    coded: list[CodedPassage] = []
    for theme, sides in _LINES.items():
        for side, lines in sides.items():
            for line in lines:
                number = len(coded) + 1
                suggestion = side == "suggestion"
                coded.append(
                    comment(
                        number,
                        line,
                        themes=(theme,) if theme else (),
                        polarity="negative" if suggestion else side,  # type: ignore[arg-type]
                        respondent=f"r{number % 14}",
                        kind="suggestion" if suggestion else "experience",
                        group="barn_unge",
                        confidence=0.5 + (number * 7 % 40) / 100,
                    )
                )
    coded.append(comment(900, "vet ikke", themes=(), polarity="neutral", kind="non_answer"))
    return coded, [document(coded, participants=24, group="barn_unge")]
