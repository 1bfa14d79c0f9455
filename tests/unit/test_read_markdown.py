import pytest

from briefing.errors import LimitError
from briefing.protocols import Input
from briefing.read import READERS
from briefing.types import Document


def read(text: str) -> Document:
    return READERS["markdown"](Input(id="a", source="a.md", data=text.encode()))


def paragraphs(text: str) -> list[str]:
    document = read(text)
    return [span.of(document.text) for span in document.paragraphs]


ARTICLE = """\
---
title: "Le budget : un compromis"
date: 2025-06-24
source: Le Courrier
author: [A. Roux, B. Noir]
url: https://exemple.fr/budget
---

# Le budget : un compromis

La ministre a **présenté** le [budget](https://exemple.fr "x")
mardi.

## Réactions

> « Il faut tenir. »
"""


def test_front_matter_is_metadata() -> None:
    document = read(ARTICLE)
    assert document.title == "Le budget : un compromis"
    assert document.date == "2025-06-24"
    assert document.publisher == "Le Courrier"
    assert document.author == "A. Roux, B. Noir"
    assert document.url == "https://exemple.fr/budget"


def test_marks_are_left_out_and_headings_are_known() -> None:
    document = read(ARTICLE)
    assert document.text == (
        "Le budget : un compromis\n\n"
        "La ministre a présenté le budget mardi.\n\n"
        "Réactions\n\n"
        "« Il faut tenir. »"
    )
    assert [h.of(document.text) for h in document.headings] == [
        "Le budget : un compromis",
        "Réactions",
    ]
    assert document.title_span == document.headings[0]


def test_first_heading_is_the_title() -> None:
    assert read("# Le titre\n\nTexte.").title == "Le titre"


def test_a_heading_after_text_is_no_title() -> None:
    assert read("Texte.\n\n# Suite\n\nTexte.").title is None


def test_title_from_metadata_alone_has_no_span() -> None:
    document = read("---\ntitle: Titre\n---\nTexte.")
    assert (document.title, document.title_span) == ("Titre", None)


def test_plain_values_of_other_types() -> None:
    document = read("---\ntitle: 2024\ndate: 2024-05-06 10:00:00\n---\nTexte.")
    assert (document.title, document.date) == ("2024", "2024-05-06")


def test_bad_front_matter_is_left_out_and_told() -> None:
    document = read('---\ntitle: "x\n---\nTexte.')
    assert document.text == "Texte."
    assert document.notes == ("front matter is not valid YAML",)


def test_front_matter_that_holds_itself() -> None:
    document = read("---\nauthor: &a\n  name: *a\ntitle: {name: Titre}\n---\nTexte.")
    assert (document.title, document.author) == ("Titre", None)


def test_a_rule_at_the_head_is_no_front_matter() -> None:
    assert paragraphs("---\n\nTexte.\n\n---\n\nFin.") == ["Texte.", "Fin."]


def test_lists_keep_a_mark() -> None:
    assert paragraphs("- un\n- deux\n  - trois\n\n4. quatre\n5. cinq") == [
        "- un",
        "- deux",
        "- trois",
        "4. quatre",
        "5. cinq",
    ]


def test_tables_are_rows() -> None:
    table = "| Ville | Prix |\n|---|---|\n| Metz | 3 € |\n"
    assert paragraphs(table) == ["Ville | Prix", "Metz | 3 €"]


def test_hard_breaks_end_paragraphs_soft_ones_do_not() -> None:
    assert paragraphs("un\ndeux  \ntrois<br>quatre") == ["un deux", "trois", "quatre"]


def test_html_and_pictures_are_left_out() -> None:
    document = read(
        "<div>Un <b>mot</b></div>\n\n<script>alert(1)</script>\n\n![vue](a.png) Deux."
    )
    assert document.text == "Un mot\n\nDeux."
    assert document.notes == ("1 pictures were left out",)


def test_entities_and_escapes_are_resolved() -> None:
    assert read("L&eacute;a \\*et\\* Jo&amp;co").text == "Léa *et* Jo&co"


def test_deep_nesting_is_refused_not_dropped() -> None:
    assert "mot" in read("> " * 20 + "mot").text
    with pytest.raises(LimitError, match="nested"):
        read("> " * 5000 + "mot")


def test_template_marks_are_text() -> None:
    assert read("{{ 7*7 }} #read").text == "{{ 7*7 }} #read"
