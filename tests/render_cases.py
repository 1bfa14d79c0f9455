"""Briefings made by hand for the renderers' tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.types import (
    Article,
    Briefing,
    Decoding,
    Document,
    Evidence,
    Flag,
    KeyPoint,
    Provenance,
    Quote,
    QuoteTranslation,
    Sentence,
    Span,
    Speaker,
    SummarySentence,
    Translation,
)

PROVENANCE = Provenance(
    briefing_version="0.1.0",
    model_name="fr-en-small",
    model_sha256="9f2c" * 16,
    engine="ctranslate2 int8",
    decoding=Decoding(),
    summarizer="extractive",
    template_sha256="51aa" * 16,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence of the French text with its English."""

    french: str
    english: str = ""
    status: str = "translated"
    reason: str | None = None
    flags: tuple[Flag, ...] = ()
    kind: str = "prose"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quotation of the text by its words."""

    french: str
    english: str
    speaker: str | None = None
    role: str | None = None
    confidence: float = 0.95
    method: str = "marks"
    flags: tuple[Flag, ...] = ()
    candidates: tuple[str, ...] = ()
    anonymous: bool = False
    level: int = 0


def make(
    paragraphs: Sequence[Sequence[Line]],
    said: Sequence[Said] = (),
    *,
    title: Line | None = None,
    points: Sequence[KeyPoint] = (),
    summary: Sequence[SummarySentence] = (),
    **known: object,
) -> Briefing:
    """The briefing of a text given as paragraphs of lines."""
    spans, sentences, lines, text = [], [], [], ""
    for paragraph in paragraphs:
        start = len(text)
        for line in paragraph:
            span = Span(start=len(text), end=len(text) + len(line.french))
            sentences.append(
                Sentence(
                    index=len(sentences),
                    span=span,
                    text=line.french,
                    paragraph=len(spans),
                    kind=line.kind,  # type: ignore[arg-type]
                )
            )
            lines.append(line)
            text += line.french + " "
        spans.append(Span(start=start, end=len(text) - 1))
        text = text[:-1] + "\n\n"
    document = Document(
        id="article",
        text=text,
        paragraphs=tuple(spans),
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        title=title.french if title else None,
        **{"source": "article.txt", **known},  # type: ignore[arg-type]
    )
    quotes = [_quote(document, sentences, i, s) for i, s in enumerate(said)]
    article = Article(
        document=document,
        sentences=tuple(sentences),
        translations=tuple(map(_translation, lines)),
        quotes=tuple(quotes),
        quote_translations=tuple(
            QuoteTranslation(
                quote=i,
                english=s.english,
                method=s.method,  # type: ignore[arg-type]
                flags=s.flags,
            )
            for i, s in enumerate(said)
        ),
        title=_translation(title) if title else None,
    )
    return Briefing(
        article=article,
        summary=tuple(summary),
        key_points=tuple(points),
        provenance=PROVENANCE,
    )


def _translation(line: Line) -> Translation:
    return Translation(
        source=line.french,
        target=line.english,
        status=line.status,  # type: ignore[arg-type]
        reason=line.reason,
        flags=line.flags,
    )


def _quote(
    document: Document, sentences: Sequence[Sentence], index: int, said: Said
) -> Quote:
    start = document.text.index(said.french)
    span = Span(start=start, end=start + len(said.french))
    speaker = said.speaker and Speaker(
        name=said.speaker,
        span=_where(document, said.speaker),
        confidence=said.confidence,
        role=said.role,
        anonymous=said.anonymous,
    )
    return Quote(
        document=document,
        index=index,
        span=span,
        content=said.french,
        kind="direct",
        sentences=tuple(s.index for s in sentences if s.span.overlaps(span)),
        speaker=speaker or None,
        cue="a déclaré" if speaker else None,
        evidence=Evidence(rule="verb-after", chain=(span,)) if speaker else None,
        candidates=said.candidates,
        level=said.level,
    )


def _where(document: Document, name: str) -> Span:
    start = max(document.text.find(name), 0)
    return Span(start=start, end=start + len(name))


def ferries() -> Briefing:
    """A wire with everything that a page can show."""
    return make(
        [
            [
                Line(
                    french="Les ports de la Manche veulent des ferries électriques",
                    english="Channel ports want electric ferries",
                    kind="heading",
                )
            ],
            [
                Line(
                    french="Réunis mardi à Saint-Malo, les représentants de onze ports "
                    "de la Manche ont annoncé un plan de 1,5 milliard d’euros pour "
                    "électrifier les liaisons entre la France et le Royaume-Uni "
                    "d’ici à 2032.",
                    english="Meeting in Saint-Malo on Tuesday, the representatives of "
                    "eleven Channel ports announced a plan of 1.5 billion euros to "
                    "electrify the crossings between France and the United Kingdom by "
                    "2032.",
                ),
                Line(
                    french="« Nous n’avons plus le choix. Les armateurs attendent des "
                    "quais équipés, pas des promesses », a déclaré Solène Kerbrat, "
                    "présidente de l’Association des ports bretons.",
                    english="“We no longer have a choice. Shipowners are waiting for "
                    "equipped quays, not promises,” said Solène Kerbrat, president of "
                    "the Association of Breton Ports.",
                ),
            ],
            [
                Line(
                    french="Le texte prévoit 14 postes de recharge à quai, dont six à "
                    "Roscoff, et une baisse de 40 % des émissions.",
                    english="The text provides for 14 charging berths, six of them in "
                    "Roscoff, and a cut of 4% in emissions.",
                    flags=(
                        Flag(
                            kind="quantity",
                            detail="« 40 % » in the French has no match in the "
                            "English, which says “4%”",
                        ),
                    ),
                ),
                Line(
                    french="Selon un diplomate britannique, Londres jugerait ce "
                    "calendrier « audacieux mais crédible ».",
                    english="According to a British diplomat, London considers this "
                    "timetable “bold but credible”.",
                ),
                Line(
                    french="« Rien ne dit que le réseau tiendra », s’inquiète-t-on "
                    "toutefois dans les couloirs.",
                    english="“Nothing says the grid will hold”, some worry in the "
                    "corridors, however.",
                ),
            ],
            [
                Line(
                    french="Le ministre des Transports, Hervé Lamblin, a promis de "
                    "« mettre la main à la poche », rappelant le mot d’un pêcheur : "
                    "« Quand le maire dit “on verra”, c’est qu’on a déjà vu ».",
                    english="Transport minister Hervé Lamblin promised to “put his "
                    "hand in his pocket”, recalling a fisherman’s word: “When the "
                    "mayor says ‘we shall see’, we have already seen”.",
                ),
                Line(
                    french="BRETAGNE FERRIES BRETAGNE FERRIES — N° 12-B/2031.",
                    english="BRETAGNE FERRIES BRETAGNE FERRIES — N° 12-B/2031.",
                    status="kept",
                    reason="no translation without repetition was found",
                ),
                Line(
                    french="© AFP",
                    status="skipped",
                    reason="credit line",
                ),
            ],
        ],
        [
            Said(
                french="Nous n’avons plus le choix. Les armateurs attendent des quais "
                "équipés, pas des promesses",
                english="We no longer have a choice. Shipowners are waiting for "
                "equipped quays, not promises",
                speaker="Solène Kerbrat",
                role="présidente de l’Amarrage breton",
            ),
            Said(
                french="audacieux mais crédible",
                english="bold but credible",
                speaker="un diplomate britannique",
                anonymous=True,
                confidence=0.7,
            ),
            Said(
                french="Rien ne dit que le réseau tiendra",
                english="Nothing says the grid will hold",
                candidates=("Hervé Lamblin", "Solène Kerbrat"),
            ),
            Said(
                french="mettre la main à la poche",
                english="put his hand in his pocket",
                speaker="Hervé Lamblin",
                role="ministre des Transports",
                method="alone",
                flags=(Flag(kind="length", detail="the English is unusually long"),),
            ),
            Said(
                french="Quand le maire dit “on verra”, c’est qu’on a déjà vu",
                english="When the mayor says “we shall see”, we have already seen",
                speaker="Hervé Lamblin",
                role="ministre des Transports",
            ),
            Said(
                french="on verra",
                english="on verra",
                method="kept",
                level=1,
            ),
        ],
        title=Line(
            french="Les ports de la Manche veulent des ferries électriques",
            english="Channel ports want electric ferries",
        ),
        summary=[
            SummarySentence(
                text="Eleven Channel ports announced a plan of 1.5 billion euros to "
                "electrify the crossings between France and the United Kingdom by "
                "2032.",
                sources=(1,),
            ),
            SummarySentence(
                text="The text provides for 14 charging berths, six of them in "
                "Roscoff, and a cut of 4% in emissions.",
                sources=(3,),
            ),
        ],
        points=[
            KeyPoint(
                text="Breton ports say that they no longer have a choice.",
                sources=(2,),
                quotes=(0,),
            ),
            KeyPoint(
                text="The text provides for 14 charging berths, six of them in "
                "Roscoff, and a cut of 4% in emissions.",
                sources=(3,),
            ),
            KeyPoint(
                text="London considers this timetable “bold but credible”, but some "
                "doubt that the grid will hold.",
                sources=(4, 5),
                quotes=(1, 2),
            ),
            KeyPoint(
                text="Transport minister Hervé Lamblin promised money.",
                sources=(6,),
                quotes=(3, 4),
            ),
        ],
        date="2031-03-04",
        publisher="Le Courrier de la Manche",
        author="Maël Le Guen",
        source="ferries.html",
        url="https://courrier.example/ferries",
        notes=("a photo caption was left out",),
    )


def untitled() -> Briefing:
    """A short text without title or quotation."""
    return make(
        [
            [
                Line(
                    french="Le conseil municipal de Vannes a adopté lundi soir un "
                    "budget de 212 millions d’euros, en hausse de 3 %.",
                    english="Vannes city council adopted a budget of 212 million "
                    "euros on Monday evening, up 3%.",
                ),
                Line(french="Le vote a été acquis.", english="The vote was won."),
            ]
        ],
        points=[KeyPoint(text="The vote was won.", sources=(1,))],
        source="-",
    )


HOSTILE = (
    "{{ 7*7 }} {% for x in y %} [x](javascript:alert(1)) <script>alert(1)</script> "
    '<img src="http://169.254.169.254/" onerror=alert(1)> # titre | a | b | '
    '#read("/etc/passwd") $x$ *gras* _ital_ `code` ~~non~~ \\input{/etc/passwd} '
    "\x1b[31mrouge\x1b[0m \u202eetxet\u202c \u0000 &lt; https://mal.example/ "
    "www.mal.example ![i](http://mal.example/i.png) ``` --- === > cité {#id .c}"
)


def hostile() -> Briefing:
    """A text that attacks each format, in every field."""
    flag = Flag(kind=HOSTILE, detail=HOSTILE)
    line = Line(french=HOSTILE, english=HOSTILE, flags=(flag,))
    kept = Line(french="# " + HOSTILE, status="skipped", reason=HOSTILE)
    starts = [
        Line(french=f"{mark} {HOSTILE[:9]}", english=f"{mark} début")
        for mark in ("1.", "-", "+", "*", "#", ">", "    ", "```", "---", "|", ":")
    ]
    return make(
        [[line, kept], starts],
        [
            Said(
                french=HOSTILE[:60],
                english=HOSTILE,
                speaker="\u202e" + HOSTILE,
                role=HOSTILE,
                flags=(flag,),
            ),
            Said(french="rouge", english=HOSTILE, candidates=(HOSTILE,)),
        ],
        title=line,
        summary=[SummarySentence(text=HOSTILE, sources=(0,), flags=(flag,))],
        points=[KeyPoint(text=HOSTILE, sources=(0,), quotes=(0, 1), flags=(flag,))],
        source=HOSTILE,
        publisher=HOSTILE,
        author=HOSTILE,
        date=HOSTILE,
        url="javascript:alert(1)",
        notes=(HOSTILE,),
    )
