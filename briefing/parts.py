"""Config to Pipeline: each named part is looked up here and nowhere else."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from functools import partial
from pathlib import Path

from briefing import __version__
from briefing.config import Config
from briefing.engine import EngineOptions, load_engine
from briefing.errors import UsageError
from briefing.glossary import DEFAULT, Glossary, shipped
from briefing.models import ModelCard, find_model, verify
from briefing.pipeline import Limits, Pipeline
from briefing.protocols import Renderer, Summarizer, Translator
from briefing.tokenizer import Tokenizer
from briefing.translation.sentences import SentenceTranslator
from briefing.types import Decoding, Document, Provenance


def build_pipeline(
    config: Config, *, threads: int | None = None, memory: Path | None = None
) -> Pipeline:
    """The pipeline that `config` describes, its model loaded.

    Args:
        config: what the user wants.
        threads: translations at the same time; `None` for as many as configured.
        memory: file of earlier translations, if one is to be used.

    Raises:
        UsageError: a part is named that does not exist.
        ModelError: the model is missing, altered or unfit.
    """
    from briefing import fidelity, keypoints, quotes, sentences
    from briefing.quotes.english import cut
    from briefing.read import check_language

    card = find_model(config.model)
    translator = build_translator(config, card, threads=threads)
    translate = with_memory(translator, config, card, memory) if memory else translator
    return Pipeline(
        check_language=_accept_any if config.force else check_language,
        split=sentences.split,
        find_quotes=partial(quotes.find_quotes, min_confidence=config.min_confidence),
        translate_sources=translate,
        cut_quotes=cut,
        check=fidelity.check,
        min_certainty=translator.min_certainty,
        summarize=build_summarizer(config, translate),
        make_key_points=partial(keypoints.key_points, count=config.points),
        provenance=build_provenance(config, card),
        limits=Limits(
            max_characters=config.max_characters,
            max_sentences=config.max_sentences,
            min_coverage=config.min_coverage,
            strict=config.strict,
        ),
    )


def build_translator(
    config: Config, card: ModelCard, *, threads: int | None = None
) -> SentenceTranslator:
    """The translator with the model of `card` loaded and its tokenizer verified."""
    from briefing import fidelity
    from briefing.translation.marking import wanted

    glossary, required = build_glossary(config)
    if (card.folder / "card.toml").is_file():
        verify(card, ("source.spm", "target.spm", "vocab.json"))
    tokenizer = Tokenizer(card.folder)
    options = EngineOptions(threads=threads or job_count(config), device=config.device)
    return SentenceTranslator(
        tokenizer=tokenizer,
        engine=load_engine(config.engine, card, tokenizer, options),
        decoding=build_decoding(config, card),
        max_source_tokens=card.max_source_tokens,
        check=fidelity.check,
        severity=fidelity.severity,
        repair=config.repair,
        glossary=glossary,
        wanted=partial(wanted, glossary=glossary),
        marks=card.marks,
        required_terms=required,
        min_certainty=least_certainty(config, card),
    )


def with_memory(
    translator: SentenceTranslator, config: Config, card: ModelCard, path: Path
) -> Translator:
    """The translator, asked only for what the memory in `path` does not know."""
    from briefing.memory import Memory, RememberingTranslator, scope_of

    glossary = translator.glossary
    settings = {
        "model": card.sha256,
        "engine": (config.engine, config.device),
        "decoding": translator.decoding,
        "bounds": (card.max_source_tokens, card.bad_token_ids, card.marks),
        "repair": translator.repair,
        "glossary": glossary and glossary.sha256,
        "required": sorted(translator.required_terms),
        "min_certainty": translator.min_certainty,
    }
    memory = Memory(
        path=path, scope=scope_of(settings), max_bytes=config.memory_mib << 20
    )
    return RememberingTranslator(translate=translator, memory=memory)


def build_glossary(config: Config) -> tuple[Glossary | None, frozenset[str]]:
    """The terms to honor, the user's before the shipped ones, and which are the user's.

    Raises:
        UsageError: the file cannot be read, or a term in it is wrong.
    """
    base = DEFAULT if config.default_glossary else None
    if config.glossary is None:
        return (shipped() if base else None), frozenset()
    path = Path(config.glossary).expanduser()
    own = frozenset(term.source for term in Glossary.load(path).terms)
    return Glossary.load(path, base=base), own


def build_decoding(config: Config, card: ModelCard) -> Decoding:
    """How to search: what the card says, unless the configuration says otherwise."""
    return Decoding(
        beam_size=config.beam_size or card.beam_size,
        length_penalty=card.length_penalty,
        max_length=card.max_target_tokens,
    )


def least_certainty(config: Config, card: ModelCard) -> float:
    """The model's certainty below which its English is flagged."""
    own = config.min_certainty < 0
    return card.min_certainty if own else config.min_certainty


def build_summarizer(config: Config, translate: Translator) -> Summarizer:
    """The extractive summarizer, or a seq2seq model from a folder or the hub.

    Raises:
        ModelError: the seq2seq model is missing or unfit.
    """
    if config.summarizer == "extractive":
        from briefing.summary.extractive import ExtractiveSummarizer

        return ExtractiveSummarizer(sentences=config.summary_sentences)
    from briefing.summary.abstractive import AbstractiveSummarizer

    summarizer = AbstractiveSummarizer(
        config.summarizer,
        sentences=config.summary_sentences,
        language="fr" if config.summarizer_language == "fr" else "en",
        translate=translate,
    )
    summarizer.model  # noqa: B018 - a model that is not there ends the run here
    return summarizer


def build_provenance(config: Config, card: ModelCard) -> Provenance:
    """What it takes to make the briefing again, known before the model loads."""
    glossary, _ = build_glossary(config)
    return Provenance(
        briefing_version=__version__,
        model_name=card.name,
        model_sha256=card.sha256,
        engine=config.engine,
        decoding=build_decoding(config, card),
        summarizer=config.summarizer,
        min_certainty=least_certainty(config, card),
        glossary_sha256=glossary.sha256 if glossary else None,
        template_sha256=template_hash(config),
    )


def build_renderers(config: Config) -> dict[str, Renderer]:
    """One renderer for each format asked for, in that order."""
    from briefing.render import renderer

    return {
        name: renderer(name, config.template, config.variables)
        for name in config.formats
    }


def template_hash(config: Config) -> str:
    """SHA-256 of the template in all formats it has, whichever are asked for.

    The formats asked for are left out so that one format's bytes do not depend on
    which others are written.
    """
    from briefing.render import RENDERERS, template_sha256

    lines = []
    for name in sorted(RENDERERS):
        with suppress(UsageError):  # a template need not have all formats
            lines.append(template_sha256(name, config.template, config.variables))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def job_count(config: Config) -> int:
    """Translations at the same time: as asked, or one for each core we may use."""
    return config.jobs or len(os.sched_getaffinity(0))


def _accept_any(document: Document) -> None:
    """No language is refused under `--force`."""
