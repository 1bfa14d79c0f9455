import pytest

from briefing.protocols import Input
from briefing.read import READERS
from briefing.read.head import day_of, stated_author, stated_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24 juin 2025", "2025-06-24"),
        ("Publié le 24 juin 2025 à 08h00", "2025-06-24"),
        ("Publié le mardi 1er août 2023, 17:30", "2023-08-01"),
        ("Le 3 mai 2024 – Mis à jour le 4 mai 2024", "2024-05-03"),
        ("24/06/2025", "2025-06-24"),
        ("PARIS, 24 juin 2025 (AFP) – Le gouvernement a tranché.", "2025-06-24"),
        ("Lyon, le 3 mai 2024 – Le conseil s’est réuni.", "2024-05-03"),
        ("Saint-Denis (La Réunion), 7 mars 2022 - La mer monte.", "2022-03-07"),
        ("Le 24 juin 2025, le conseil a voté le budget.", None),
        ("Le budget du 24 juin 2025", None),
        ("Aix-en-Provence (AFP) le 5 mars 2021 : La mer monte.", "2021-03-05"),
        ("Il est né à Paris, le 3 mai 1950 – dit-on.", None),
        ("Il est né à Paris le 3 mai 1950 – dit-on.", None),
        ("31 février 2025", None),
        ("Chapitre 12", None),
    ],
)
def test_day(text: str, day: str | None) -> None:
    assert stated_day(["Le titre", text, "Du texte."]) == day


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Par Anne Roux", "Anne Roux"),
        ("Par Jean-Marie de La Tour", "Jean-Marie de La Tour"),
        ("Propos recueillis par Éléonore d’Aubigné", "Éléonore d’Aubigné"),
        ("Par ailleurs", None),
        ("Par Anne Roux, la ministre a été battue.", None),
        ("Par Toutatis, il pleut", None),
    ],
)
def test_author(text: str, name: str | None) -> None:
    assert stated_author(["Le titre", text, "Du texte."]) == name


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-06-24", "2025-06-24"),
        ("2025-06-24T08:00:00+02:00", "2025-06-24"),
        ("24 juin 2025", "2025-06-24"),
        ("24/06/2025 08:30", "2025-06-24"),
        ("2025-02-31", None),
        ("hier", None),
        ("", None),
    ],
)
def test_day_of_a_field(value: str, day: str | None) -> None:
    assert day_of(value) == day


def test_only_the_head_is_looked_at() -> None:
    assert stated_day(["Du texte."] * 9 + ["24 juin 2025"]) is None


def test_metadata_comes_first() -> None:
    text = "---\ndate: 2020-01-02\n---\n\n24 juin 2025\n\nDu texte."
    source = Input(id="a", source="a.md", data=text.encode())
    assert READERS["markdown"](source).date == "2020-01-02"


def test_the_line_stays_in_the_text() -> None:
    text = "Le titre\n\nPar Anne Roux\n\n24 juin 2025\n\nDu texte qui est plus long."
    document = READERS["text"](Input(id="a", source="a.txt", data=text.encode()))
    assert (document.author, document.date) == ("Anne Roux", "2025-06-24")
    assert "Par Anne Roux" in document.text
