"""Step `release`: weights to `models/NAME/`, with the fast engine's and a card."""

from __future__ import annotations

import json
import shutil
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.engine.convert import convert
from briefing.models import hash_files
from briefing.typography import english
from models.training import checkpoint
from models.training.evaluate import Decoder, Score, evaluate
from models.training.export import export
from models.training.recipe import Recipe

PINNED = (
    "Nous devons agir rapidement et ensemble.",
    "Le gouvernement a annoncé une aide aux agriculteurs.",
    "Elle a répondu aux questions des journalistes.",
)
"""Translated by `briefing models check`, with the settings of the card."""


def quoted(text: str) -> str:
    """`text` as a TOML string."""
    return json.dumps(text, ensure_ascii=False)


def score_lines(scores: Mapping[str, Score], beam_size: int) -> list[str]:
    """The card's table of scores."""
    rows = [
        f"{name} = {{ bleu = {s.bleu:.1f}, chrf = {s.chrf:.1f} }}"
        for name, s in scores.items()
    ]
    return [
        "[scores]",
        f"# BLEU and chrF by sacrebleu, 8-bit engine, beam {beam_size}",
        *rows,
    ]


def pinned_lines(folder: Path, beam_size: int) -> list[str]:
    """The card's pinned sentences with what this model makes of them, as shown."""
    targets = map(english, Decoder(folder)(PINNED, beam_size))
    found = []
    for source, target in zip(PINNED, targets, strict=True):
        found += ["[[pinned]]", f"source = {quoted(source)}"]
        found += [f"target = {quoted(target)}", ""]
    return found


def file_lines(folder: Path) -> list[str]:
    """The card's hashes."""
    hashes = hash_files(folder).items()
    return ["[files]", *(f"{quoted(name)} = {quoted(value)}" for name, value in hashes)]


def write_card(
    folder: Path,
    words: str,
    *,
    tokens: int,
    scores: Mapping[str, Score],
    score_beam: int,
    settings_beam: int,
) -> None:
    """Writes `card.toml`: `words` (what people wrote) and what was measured."""
    parts = [
        words.rstrip(),
        "",
        *score_lines(scores, score_beam),
        "",
        f"[training]\ntarget_tokens = {tokens:_}",
        "",
        *pinned_lines(folder, settings_beam),
        *file_lines(folder),
    ]
    (folder / "card.toml").write_text("\n".join(parts) + "\n", "utf-8")


def release(
    recipe: Recipe,
    weights: Path,
    tokenizer: Path,
    words: Path,
    output: Path,
    sets: Sequence[Path] = (),
    *,
    unwritten: Sequence[int] = (),
    score_beam: int = 4,
) -> dict[str, Score]:
    """Replaces the model folder `output`, whole or not at all; returns the scores.

    `weights` is a checkpoint or an average of some, `words` the TOML text of the card
    (name, settings, data, limits), `sets` are the test sets whose scores it names,
    `unwritten` the pieces that no search shall weigh.
    """
    _, position = checkpoint.load(weights)
    written = words.read_text("utf-8")  # now: a missing file must not cost the scoring
    settings_beam = tomllib.loads(written)["settings"]["beam_size"]
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent) as scratch:
        fresh = Path(scratch) / output.name
        export(checkpoint.weights(weights), recipe.shape, tokenizer, fresh, unwritten)
        convert(fresh, fresh / "ctranslate2")
        # Scores and pinned sentences are made with the settings of the card.
        (fresh / "card.toml").write_text(written, "utf-8")
        scores = evaluate(fresh, sets, beam_size=score_beam)
        write_card(
            fresh,
            written,
            tokens=position.tokens,
            scores=scores,
            score_beam=score_beam,
            settings_beam=settings_beam,
        )
        shutil.rmtree(output, ignore_errors=True)
        fresh.rename(output)
    return scores
