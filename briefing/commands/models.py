"""`briefing models list|check|pull|convert`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.config import Config

if TYPE_CHECKING:
    import argparse

    from briefing.commands import Environ
    from briefing.models import ModelCard


def list_all(options: argparse.Namespace, environ: Environ) -> int:
    """List the embedded models."""
    from briefing.models import embedded_models

    for card in embedded_models():
        print(f"{card.name}  {card.sha256[:12]}  {card.about.get('summary', '')}")
    return 0


def check(options: argparse.Namespace, environ: Environ) -> int:
    """Prove weights by their hashes and by translating pinned sentences."""
    from briefing.models import embedded_models, find_model

    cards = [find_model(options.model)] if options.model else embedded_models()
    for card in cards:
        _check_model(card)
        print(f"{card.name}: {len(card.files)} files and pinned sentences are right")
    return 0


def _check_model(card: ModelCard) -> None:
    from briefing.errors import ModelError
    from briefing.models import verify
    from briefing.parts import build_translator

    verify(card)
    pinned = card.about.get("pinned", [])
    translator = build_translator(Config(model=str(card.folder), repair=False), card)
    results = translator([pair["source"] for pair in pinned])
    for pair, result in zip(pinned, results, strict=True):
        if result.target != pair["target"]:
            raise ModelError(
                f"model {card.name} translates {pair['source']!r} as "
                f"{result.target!r}, not {pair['target']!r}: this machine or its "
                f"libraries compute otherwise; do not trust its output"
            )


def pull(options: argparse.Namespace, environ: Environ) -> int:
    """Download a model from the hub."""
    from briefing import models

    folder = models.pull(options.model)
    if folder is not None:
        card = models.read_card(folder, name=options.model)
        print(f"{card.name}  {card.sha256[:12]}  {folder}")
    return 0


def convert(options: argparse.Namespace, environ: Environ) -> int:
    """Convert a model folder for the fast engine."""
    from briefing.engine import convert as engine
    from briefing.models import find_model

    card = find_model(options.model)
    output = options.output or card.folder / "ctranslate2"
    engine.convert(card.folder, output)
    print(f"{card.name} converted into {output}")
    return 0
