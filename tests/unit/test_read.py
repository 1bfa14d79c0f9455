import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.errors import (
    DocumentError,
    EmptyError,
    FormatError,
    LanguageError,
    LimitError,
)
from briefing.protocols import Input
from briefing.read import MAX_BYTES, READERS, check_language, detect, read
from briefing.read.language import _identifier, foreign_language
from briefing.types import Document

FRENCH = (
    "La ministre a présenté mardi le budget de l’an prochain. « Il faut tenir »,"
    " a-t-elle déclaré à l’issue du conseil. Les élus de l’opposition dénoncent"
    " une hausse des impôts qui pèsera d’abord sur les ménages."
)
ENGLISH = (
    "The minister presented next year's budget on Tuesday. The opposition says that"
    " taxes will rise and that households will bear most of the burden."
)


def given_bytes(data: bytes, name: str = "a.txt") -> Input:
    return Input(id="a", source=name, data=data)


def read_one(data: bytes | str, name: str = "a.txt") -> Document:
    raw = data.encode() if isinstance(data, str) else data
    (document,) = read(given_bytes(raw, name))
    return document


def paragraphs(document: Document) -> list[str]:
    return [span.of(document.text) for span in document.paragraphs]


def test_importing_the_package_loads_no_library() -> None:
    heavy = ["charset_normalizer", "py3langid", "markdown_it", "yaml", "numpy"]
    code = f"import sys, briefing.read; print([m for m in {heavy} if m in sys.modules])"
    root = Path(__file__).parent.parent.parent
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root
    )
    assert run.stdout.strip() == "[]", run.stderr


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
        *("utf-32", "cp1252", "mac_roman"),
    ],
)
def test_encodings(encoding: str) -> None:
    assert read_one(FRENCH.encode(encoding)).text == FRENCH


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859_15"])
def test_latin_encodings_without_typographic_marks(encoding: str) -> None:
    text = FRENCH.replace("’", "'")
    assert read_one(text.encode(encoding)).text == text


def test_stray_bytes_in_utf8_are_read_as_cp1252_and_told() -> None:
    data = FRENCH.encode() + b" L'\xe9t\xe9."
    document = read_one(data)
    assert document.text.endswith("L'été.")
    assert "2 stray bytes" in document.notes[0]


def test_text_is_composed() -> None:
    assert read_one("E\u0301te\u0301 a\u0300 la mer").text == "Été à la mer"


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2029", "\x0c"])
def test_newlines_are_normalized(newline: str) -> None:
    document = read_one(f"Un jour.{newline}{newline}Un autre.")
    assert document.text == "Un jour.\n\nUn autre."


def test_no_break_spaces_and_quotation_marks_stay() -> None:
    text = "«\u202fOui\u202f», dit-il\u00a0: 12\u00a0000 “fois”."
    assert read_one(text).text == text


def test_invisible_characters_are_left_out_and_told() -> None:
    document = read_one("Le \u202emaire\u202c a\u200b dit\x00 \x1b[31mnon\x1b[0m.")
    assert document.text == "Le maire a dit non."
    assert document.notes == ("4 invisible control characters were left out",)


def test_a_tower_of_marks_is_cut_down() -> None:
    document = read_one("e" + "\u0301\u0323" * 50_000 + " fin")
    assert len(document.text) < 50


@pytest.mark.parametrize("data", [b"", b" ", b"\n\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_in_it(data: bytes) -> None:
    with pytest.raises(EmptyError, match=r"a\.txt"):
        read(given_bytes(data))


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x7fELF\x02\x01\x01" + b"\x00" * 64, b"\x00" * 9]
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"a\.txt"):
        read(given_bytes(data))


def test_too_large() -> None:
    with pytest.raises(LimitError, match=r"a\.txt"):
        read(given_bytes(b"a" * (MAX_BYTES + 1)))


def test_the_hash_is_of_the_bytes() -> None:
    assert read_one("é").sha256.startswith("4a99557e4033c3539de2eb65472017ca")


def test_title_is_a_short_first_paragraph_without_a_stop() -> None:
    document = read_one(f"Le budget divise l’Assemblée\n\n{FRENCH}")
    assert document.title == "Le budget divise l’Assemblée"
    assert document.title_span == document.paragraphs[0]
    assert document.headings == (document.paragraphs[0],)


def test_a_short_line_and_a_heading_may_stand_below_the_title() -> None:
    text = f"Un budget en trois actes\n\nLes voici.\n\n• Acte un\n\n{FRENCH}"
    assert read_one(text).title == "Un budget en trois actes"


@pytest.mark.parametrize("title", ["Faut-il s’inquiéter ?", "« Non ! »", "Et puis…"])
def test_titles_may_end_with_these(title: str) -> None:
    assert read_one(f"{title}\n\n{FRENCH}").title == title


@pytest.mark.parametrize("first", ["Il pleut.", "- un point", "Deux choses :", FRENCH])
def test_what_is_no_title(first: str) -> None:
    assert read_one(f"{first}\n\n{FRENCH}").title is None


def test_headings_further_down() -> None:
    document = read_one(f"{FRENCH}\n\nUne hausse limitée\n\n{FRENCH}\n\nJ. Roux")
    assert [h.of(document.text) for h in document.headings] == ["Une hausse limitée"]


WRAPPED = """\
La ministre a présenté mardi le budget de l’an prochain devant
les députés. Il prévoit une hausse des dépenses de santé et une
baisse de celles de l’État.
Les élus de l’opposition dénoncent un texte qui pèse, disent-ils,
d’abord sur les ménages.

- une hausse de la taxe sur les carburants, qui a déjà augmenté
  trois fois ;
- le gel des salaires.
"""


def test_wrapped_lines_are_joined_and_short_ones_end_paragraphs() -> None:
    found = [(p.split()[0], p.split()[-1]) for p in paragraphs(read_one(WRAPPED))]
    assert found == [
        ("La", "l’État."),
        ("Les", "ménages."),
        ("-", ";"),
        ("-", "salaires."),
    ]


def test_an_indented_first_line_begins_a_paragraph() -> None:
    full = "Les députés ont examiné le texte pendant toute la nuit de mardi."
    text = f"{full}\n{full}\n   {full}\n{full}\n   {full}\n{full}\n"
    assert paragraphs(read_one(text)) == [f"{full} {full}"] * 3


def test_one_paragraph_a_line() -> None:
    text = f"{FRENCH}\n{FRENCH} Fin.\nCourte ligne.\n{FRENCH}"
    assert len(paragraphs(read_one(text))) == 4


def test_blank_lines_may_hold_spaces() -> None:
    assert len(paragraphs(read_one("Un.\n \t\nDeux.\n\u00a0\n\nTrois."))) == 3


def test_spans_have_no_space_around_and_hold_all_words() -> None:
    document = read_one("  Un  jour. \n\n\n  Un\tautre. ")
    assert paragraphs(document) == ["Un jour.", "Un autre."]
    assert document.text == "Un jour.\n\nUn autre."


def test_french_passes() -> None:
    check_language(read_one(FRENCH))


def test_plain_french_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    assert foreign_language(FRENCH) is None


def test_other_languages_are_named_with_the_way_out() -> None:
    with pytest.raises(LanguageError, match=r"a\.txt.*English.*--force"):
        check_language(read_one(ENGLISH))


@pytest.mark.parametrize("text", ["Oui.", "PIB : 3,5 %", "1 2 3", "OK", "Yes, sir."])
def test_too_short_to_tell(text: str) -> None:
    assert foreign_language(text) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "El gobierno presentó el martes el presupuesto del próximo año."),
        ("de", "Die Ministerin stellte am Dienstag den Haushalt des Jahres vor."),
        ("it", "La ministra ha presentato martedì il bilancio del prossimo anno."),
    ],
)
def test_languages(code: str, text: str) -> None:
    assert foreign_language(text * 2) == code


NEIGHBORS = {
    "ca": "El govern ha presentat dimarts el pressupost de l'any vinent davant dels"
    " diputats, que l'examinaran fins a final de mes. Les entitats no hi estan d'acord,"
    " i diuen que la pujada dels impostos caurà sobre les famílies des de l'estiu.",
    "oc": "Lo govèrn a presentat dimars lo budgèt de l'an que ven davant los deputats,"
    " que l'examinaràn fins a la fin del mes. Las associacions son pas d'acòrdi e dison"
    " que la nauça dels impòstes tombarà sus las familhas dempuèi l'estiu.",
    "es": "El gobierno presentó el martes el presupuesto del próximo año ante los"
    " diputados, que lo examinarán hasta fin de mes. Las asociaciones no están de"
    " acuerdo y dicen que la subida de impuestos caerá sobre las familias.",
    "it": "Il governo ha presentato martedì il bilancio del prossimo anno davanti ai"
    " deputati, che lo esamineranno fino alla fine del mese. Le associazioni non sono"
    " d'accordo e dicono che l'aumento delle tasse cadrà sulle famiglie.",
    "pt": "O governo apresentou na terça-feira o orçamento do próximo ano perante os"
    " deputados, que o examinarão até ao fim do mês. As associações não concordam e"
    " dizem que o aumento dos impostos recairá sobre as famílias.",
    "ro": "Guvernul a prezentat marți bugetul pentru anul viitor în fața deputaților,"
    " care îl vor examina până la sfârșitul lunii. Asociațiile nu sunt de acord și spun"
    " că majorarea impozitelor va cădea asupra familiilor.",
    "ht": "Gouvènman an prezante bidjè ane k ap vini an devan depite yo madi, e yo pral"
    " egzamine li jiska fen mwa a. Asosyasyon yo pa dakò, yo di ogmantasyon taks yo ap"
    " tonbe sou fanmi yo depi ete sa a.",
}


def test_the_model_is_the_librarys_own_and_needs_no_temporary_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import py3langid

    own = {name: py3langid.rank(text) for name, text in NEIGHBORS.items()}
    monkeypatch.setattr("tempfile.TemporaryFile", None)
    identifier = _identifier.__wrapped__()
    assert {n: identifier.rank(text) for n, text in NEIGHBORS.items()} == own


@pytest.mark.parametrize("code", NEIGHBORS)
def test_neighbors_of_french_are_not_french(code: str) -> None:
    assert foreign_language(NEIGHBORS[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        FRENCH.upper(),
        FRENCH + " " + ENGLISH[:60],
        "Voir https://www.example.com/the-best-of-the-year et " + FRENCH,
    ],
)
def test_french_in_other_clothes(text: str) -> None:
    assert foreign_language(text) is None


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.txt", b"Bonjour", "text"),
        ("a.md", b"Bonjour", "markdown"),
        ("-", b"# Titre\n\nTexte", "markdown"),
        ("a.txt", b"---\ntitle: Titre\n---\nTexte", "markdown"),
        ("a.txt", b"- un\n- deux", "text"),
        ("a.txt", b"---\n\nTexte", "text"),
        ("a.xyz", b"Bonjour", "text"),
        ("a", b"#COP26 commence", "text"),
    ],
)
def test_detect(name: str, data: bytes, found: str) -> None:
    assert detect(given_bytes(data, name)) == found


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.md", "-"]))
@example(b"---\n- &a [*a]\n---\n", "a.md")
@example(b"---\na: 2024-99-99\n---\n", "a.md")
@example(b"\xff\xfe\x00\xd8", "a.txt")
def test_any_bytes_give_a_document_or_a_typed_error(data: bytes, name: str) -> None:
    try:
        documents = read(given_bytes(data, name))
    except DocumentError:
        return
    for document in documents:
        document.text.encode()
        assert "".join(paragraphs(document)).split()


@given(st.text(max_size=200))
def test_any_text_keeps_its_words(text: str) -> None:
    data = text.encode("utf-8", errors="replace")
    try:
        document = READERS["text"](given_bytes(b"\xef\xbb\xbf" + data))
    except DocumentError:
        return
    assert "\n\n".join(paragraphs(document)) == document.text


def test_long_word_and_many_lines_take_no_long() -> None:
    assert len(read_one("a" * 500_000).text) == 500_000
    assert len(paragraphs(read_one("Il va bien.\n\n" * 50_000))) == 50_000
