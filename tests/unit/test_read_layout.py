from collections.abc import Sequence

import pytest

from briefing.read.hyphens import HYPHEN
from briefing.read.layout import Article, Line, article

WIDE = "La ministre a présenté mardi le budget de l’an prochain,"


def line(
    text: str,
    row: float,
    *,
    left: float = 50,
    page: int = 0,
    size: float = 10,
    bold: bool = False,
) -> Line:
    """A line of letters half as wide as they are high, `row` lines down the page."""
    return Line(
        text=text,
        page=page,
        left=left,
        right=left + len(text) * size / 2,
        top=150 + 12 * row,
        size=size,
        bold=bold,
    )


def texts(lines: Sequence[Line]) -> list[str]:
    return [block.text for block in article(lines).blocks]


def test_nothing() -> None:
    assert article([]) == Article()


def test_full_lines_go_on_and_short_ones_end() -> None:
    lines = [line(WIDE, 0), line("devant les députés.", 1), line("Ils doutent.", 2)]
    assert texts(lines) == [f"{WIDE} devant les députés.", "Ils doutent."]


def test_a_gap_ends_a_paragraph() -> None:
    far = [
        line(WIDE, 0),
        line(WIDE, 1),
        line(WIDE[:-1] + ".", 2),
        line("Il est tard", 4),
    ]
    assert len(texts(far)) == 2


def test_an_indent_begins_a_paragraph() -> None:
    full = WIDE[:-1] + "."
    lines = [line(full, 0), line("Elle le défend ici", 1, left=65), line(full, 2)]
    assert len(texts(lines)) == 3


def test_a_change_of_size_ends_a_paragraph() -> None:
    assert len(texts([line("Le titre", 0, size=20), line(WIDE, 2)])) == 2


def test_larger_and_bold_lines_are_headings() -> None:
    lines = [
        line("Le titre", 0, size=20),
        *(line(WIDE, 3), line("en conseil.", 4)),
        line("Le détail", 6, bold=True),
        *(line(WIDE, 7), line("en conseil.", 8)),
    ]
    found = article(lines)
    headings = [block.text for block in found.blocks if block.heading]
    assert headings == ["Le titre", "Le détail"]
    assert found.title == "Le titre"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("gouver" + HYPHEN, "nement", "gouvernement"),
        ("dit" + HYPHEN, "il", "dit-il"),
        ("vice" + HYPHEN, "président", "vice-président"),
        ("c’est-à" + HYPHEN, "dire", "c’est-à-dire"),
        ("Seine" + HYPHEN, "Maritime", "Seine-Maritime"),
        ("2024" + HYPHEN, "2025", "2024-2025"),
        ("tonne-kilo" + HYPHEN, "mètre", "tonne-kilomètre"),
        ("porte-" + "pa" + HYPHEN, "role", "porte-parole"),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, joined: str) -> None:
    # A document that divides words at line ends.
    others = [line("x" * 60 + HYPHEN, row) for row in range(10, 20)]
    head = "x" * (60 - len(before)) + " "
    found = texts([line(head + before, 0), line(after, 1), *others])
    assert found[0] == head + joined


def test_word_processors_do_not_divide_words() -> None:
    head = "x" * 50 + " "
    lines = [line(head + "camions" + HYPHEN, 0), line("citernes.", 1)]
    assert texts(lines) == [head + "camions-citernes."]


def test_the_document_decides_about_a_hyphen() -> None:
    head = "x" * 50 + " "
    lines = [
        line(head + "camions" + HYPHEN, 0),
        line("citernes.", 1),
        line("Les camions-citernes arrivent.", 3),
    ]
    assert texts(lines)[0].endswith(" camions-citernes.")


def test_recurring_heads_and_page_numbers_are_left_out() -> None:
    lines = [
        part
        for page in range(3)
        for part in (
            line(f"Le Courrier – {page}", -10, page=page),
            line(f"Page {page} – {'abc'[page]}.", 0, page=page),
            line(f"{page + 1} / 3", 54, page=page),
        )
    ]
    assert texts(lines) == ["Page 0 – a.", "Page 1 – b.", "Page 2 – c."]
    assert article(lines).left_out == 6


def test_a_paragraph_goes_on_over_a_page() -> None:
    first = [line(WIDE, row) for row in range(3)]
    second = [line(WIDE, row, page=1) for row in range(3)]
    assert len(texts([*first, *second])) == 1


def test_cells_of_a_row_are_kept_apart() -> None:
    lines = [line("Metz", 0), line("120 000", 0, left=200), line("Nancy", 1)]
    assert texts(lines) == ["Metz | 120 000", "Nancy"]


def test_columns_that_the_file_mixes_are_read_one_by_one() -> None:
    lines = [
        part
        for row in range(6)
        for part in (
            line(f"à gauche, en ligne {row}", row),
            line(f"à droite, en ligne {row}", row, left=300),
        )
    ]
    text = " ".join(texts(lines))
    assert text.index("gauche, en ligne 5") < text.index("droite, en ligne 0")


def test_list_items_begin_paragraphs() -> None:
    lines = [line(WIDE, 0), line("• un pont", 1), line("• une route", 2)]
    assert texts(lines) == [WIDE, "• un pont", "• une route"]
