"""Word files for those who go on editing: python-docx, with one fixed layout.

French is marked as French, so that Word checks each language by its own rules. The
file holds no date, and its bytes depend on the page alone.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from briefing.errors import DependencyError
from briefing.render.passages import View
from briefing.render.quotations import by_doubts
from briefing.render.templates import TemplateSource
from briefing.render.view import view
from briefing.render.wordml import (
    EPOCH,
    Cell,
    add_faint,
    add_french,
    add_page_number,
    add_table,
    element,
    in_french,
    indented,
    pack,
    plain,
)
from briefing.types import Briefing

_INK = "16324F"


class DocxRenderer:
    """Writes a Word file; of a template it takes the variables only.

    Raises:
        DependencyError: python-docx is not installed.
    """

    suffix = ".docx"

    def __init__(self, source: TemplateSource) -> None:
        try:
            import docx  # noqa: F401
        except ImportError as error:
            raise DependencyError(
                "Word files need python-docx: pip install 'briefing[formats]'"
            ) from error
        self._variables = dict(source.variables)

    def __call__(self, briefing: Briefing) -> bytes:
        """An Office Open XML file, A4."""
        page = view(briefing)
        document = _blank(page)
        _masthead(document, page, self._variables)
        for section in _SECTIONS:
            section(document, page)
        return pack(document)


def _blank(page: View) -> Any:
    """An empty document: paper, fonts, running head, page number, properties."""
    import docx
    from docx.shared import Mm, Pt, RGBColor

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.element.get_or_add_rPr().append(element("lang", val="en-GB"))
    for name in ("Title", "Heading 1"):
        document.styles[name].font.color.rgb = RGBColor.from_string(_INK)
    add_faint(section.header.paragraphs[0], page["title"]["english"])
    add_page_number(section.footer.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.language = page["title"]["english"][:255], "en-GB"
    properties.author = page["document"]["author"][:255]
    properties.comments = ""
    properties.created = properties.modified = datetime(*EPOCH, tzinfo=UTC)
    return document


def _masthead(document: Any, page: View, variables: dict[str, str]) -> None:
    """Organization, titles, and where the text is from."""
    for name in ("organization", "classification"):
        if name in variables:
            add_faint(document.add_paragraph(), variables[name])
    document.add_heading(page["title"]["english"], level=0)
    if page["title"]["french"]:
        add_french(document.add_paragraph(), page["title"]["french"], italic=True)
    if page["title"]["doubts"]:
        text = f"⚠ The title is doubtful: {_reasons(page['title'])}"
        add_faint(document.add_paragraph(), text)
    known = page["document"]
    facts = {key.capitalize(): known[key] for key in ("publisher", "author", "date")}
    facts |= {"Source": known["source"], "Reference": variables.get("reference", "")}
    line = " · ".join(f"{key}: {value}" for key, value in facts.items() if value)
    add_faint(document.add_paragraph(), line)


def _summary(document: Any, page: View) -> None:
    document.add_heading("Summary", level=1)
    paragraph = document.add_paragraph()
    for sentence in page["summary"]:
        paragraph.add_run(f"{sentence['text']} {_references(sentence)} ")
    if not page["summary"]:
        paragraph.add_run("No summary could be made.")


def _points(document: Any, page: View) -> None:
    from docx.shared import Pt

    document.add_heading("Key points", level=1)
    for point in page["points"]:
        text = f"{point['text']} {_references(point)}"
        paragraph = document.add_paragraph(text, style="List Number")
        paragraph.paragraph_format.space_before = Pt(8)
        for quote in point["quotes"]:
            add_french(indented(document), quote["french"])
            _english(indented(document), quote)
            _who(indented(document), quote["speaker"], lead="— ")
    if not page["points"]:
        document.add_paragraph("No key point could be made.")
    numbering = "Numbers in brackets count the sentences of the article."
    add_faint(document.add_paragraph(), numbering)


def _quotations(document: Any, page: View) -> None:
    document.add_heading("Quotations", level=1)
    if not page["quotes"]:
        document.add_paragraph("The article quotes nobody.")
        return
    rows: list[list[Cell]] = [
        [
            plain(str(quote["number"])),
            in_french(quote["french"]),
            partial(_english, quote=quote),
            partial(_who, speaker=quote["speaker"]),
        ]
        for quote in page["quotes"]
    ]
    add_table(document, ("No.", "French", "English", "Speaker"), (10, 58, 58, 40), rows)
    if page["counts"]["apart"]:
        add_faint(document.add_paragraph(), "† Translated apart from its sentence.")
    for group in by_doubts(page["quotes"]):
        numbers = group["numbers"]
        which = "Quotations" if len(numbers) > 1 else "Quotation"
        text = f"⚠ {which} {', '.join(map(str, numbers))}: {_reasons(group)}"
        add_faint(document.add_paragraph(), text)


def _doubtful(document: Any, page: View) -> None:
    rows = [
        [
            plain(str(sentence["number"])),
            in_french(sentence["french"]),
            plain(sentence["english"] or sentence["status"]),
            plain(_reasons(sentence)),
        ]
        for sentence in page["doubtful"]
    ]
    if rows:
        document.add_heading("Doubtful English", level=1)
        add_table(
            document, ("No.", "French", "English", "Doubt"), (10, 58, 58, 40), rows
        )


def _article(document: Any, page: View) -> None:
    document.add_heading("The article, sentence by sentence", level=1)
    rows = [
        [
            plain(str(sentence["number"])),
            in_french(sentence["french"]),
            plain(_outcome(sentence)),
        ]
        for paragraph in page["paragraphs"]
        for sentence in paragraph["sentences"]
    ]
    add_table(document, ("No.", "French", "English"), (10, 78, 78), rows)


def _provenance(document: Any, page: View) -> None:
    document.add_heading("Provenance", level=1)
    document.add_paragraph(page["account"])
    for note in page["document"]["notes"]:
        add_faint(document.add_paragraph(), f"Reading: {note}")
    for row in page["provenance"]:
        add_faint(document.add_paragraph(), f"{row['label']}: {row['value']}")


_SECTIONS = (_summary, _points, _quotations, _doubtful, _article, _provenance)


# Words


def _references(claim: View) -> str:
    """The numbers of the sentences that a claim rests on, with its doubt."""
    numbers = ", ".join(map(str, claim["sources"]))
    return f"[{numbers}]" + (" ⚠" if claim["doubts"] else "")


def _reasons(item: View) -> str:
    """The doubts in one line."""
    return "; ".join(doubt["detail"] for doubt in item["doubts"])


def _outcome(sentence: View) -> str:
    """The English, or why there is none."""
    english = sentence["english"] or f"({sentence['status']}: {sentence['reason']})"
    return f"{english} ⚠" if sentence["doubts"] else str(english)


def _english(paragraph: Any, quote: View) -> None:
    """Adds the English of a quotation with its marks."""
    paragraph.add_run(quote["english"] or "(left in French)")
    paragraph.add_run(" †" * quote["apart"] + " ⚠" * bool(quote["doubts"]))


def _who(paragraph: Any, speaker: View, lead: str = "") -> None:
    """Adds the speaker, with role and how sure that is."""
    paragraph.add_run(lead)
    shown = speaker["english"] or speaker["name"]
    paragraph.add_run(shown).bold = speaker["known"] or None
    if speaker["english"]:
        paragraph.add_run(" (")
        add_french(paragraph, speaker["name"])
        paragraph.add_run(")")
    if speaker["role_english"]:
        paragraph.add_run(", ")
        paragraph.add_run(speaker["role_english"]).italic = True
    elif speaker["role"]:
        paragraph.add_run(", ")
        add_french(paragraph, speaker["role"], italic=True)
    if speaker["note"]:
        paragraph.add_run(f" ({speaker['note']})")
