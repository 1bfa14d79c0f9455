"""The salience model that ships with the package is the one its card describes."""

from __future__ import annotations

import hashlib
import tomllib

import numpy as np
import pytest

from briefing.resources import resource
from briefing.summary.features import FEATURES
from briefing.summary.leaning import is_boilerplate
from briefing.summary.salience import load
from briefing.summary.sets import SET_FEATURES

FOLDER = resource("models/salience")
CARD = tomllib.loads((FOLDER / "card.toml").read_text("utf-8"))


def test_the_files_are_those_of_the_card():
    found = {
        name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
        for name in CARD["files"]
    }
    assert found == CARD["files"]


def test_the_model_is_small():
    size = sum((FOLDER / name).stat().st_size for name in CARD["files"])
    assert size < 1_000_000


KINDS = [("passages", FEATURES), ("sets", SET_FEATURES)]


@pytest.mark.parametrize(("name", "features"), KINDS)
def test_trees_are_complete_and_name_known_features(name, features):
    model = getattr(load(), name)
    trees, inner = model.columns.shape
    assert model.thresholds.shape == (trees, inner)
    assert model.leaves.shape == (trees, inner + 1)
    assert model.columns.max() < len(features)


@pytest.mark.parametrize(("name", "features"), KINDS)
def test_each_row_is_scored_for_itself(name, features):
    model = getattr(load(), name)
    rows = np.random.default_rng(3).normal(size=(7, len(features)))
    together = model.scores(rows)
    alone = [model.scores(row[None])[0] for row in rows]
    assert np.allclose(together, alone)
    assert model.scores(rows[:0]).shape == (0,)


def test_lines_about_the_page_are_seen_with_and_without_accent():
    assert is_boilerplate("À lire aussi : le dossier de la semaine")
    assert is_boilerplate("A lire sur notre site : le dossier de la semaine")
    assert not is_boilerplate("Les élèves apprennent à lire et à écrire à Lyon.")


@pytest.mark.parametrize(
    "line",
    [
        *("26 juin 2012.", "Mardi 1er mai 2018", "21 septembre 2012, Trifouillis."),
        *("Paris (AFP) -", "Avec l’Agence France-Presse", "– Source : Agence Belga"),
    ],
)
def test_datelines_and_credits_are_no_news(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Le 26 juin 2012, le maire a démissionné.",
        "Le maire de Trifouillis a démissionné (AFP).",
        "Avec l'Agence France-Presse, il a signé un accord.",
    ],
)
def test_news_with_a_date_or_an_agency_is_news(line: str) -> None:
    assert not is_boilerplate(line)
