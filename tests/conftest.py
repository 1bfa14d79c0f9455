"""Fixtures that several tiers share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests import network

# Threads that wait must not take the processor from those that work.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

# Time is measured by benchmarks; tables that load at the first example take some.
hypothesis.settings.register_profile("briefing", deadline=None)
hypothesis.settings.load_profile("briefing")

ROOT = Path(__file__).parent.parent
network.watch()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fails a run in which any test has asked for a name on the network."""
    if hasattr(session.config, "workeroutput"):  # one of several processes
        session.config.workeroutput["asked"] = network.ASKED
    elif network.ASKED:
        print(f"\nnames were looked up on the network: {sorted(set(network.ASKED))}")
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Gathers what the tests of another process have asked for."""
    network.ASKED.extend(getattr(node, "workeroutput", {}).get("asked", ()))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of texts that are measured with but never committed."""
    folder = Path(os.environ.get("BRIEFING_SHARED", ROOT.parent / "shared"))
    if not (folder / "seed").is_dir():
        pytest.skip(f"{folder.name}/ is missing: texts to measure with lie there")
    return folder


@pytest.fixture(scope="session")
def seed(shared: Path) -> Path:
    """The real article."""
    return next((shared / "seed").glob("*.txt"))


@pytest.fixture(scope="session")
def examples() -> Path:
    """The articles that ship with the repository."""
    return ROOT / "examples"


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Calls the program in this process: exit code, standard output and error."""
    from briefing.cli import main

    def call_main(*argv: object) -> tuple[int, str, str]:
        code = main([str(a) for a in argv], {"CI": "true"})
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call_main


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Marian model with random weights, in the Hugging Face layout, made here."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    import sentencepiece

    folder = tmp_path_factory.mktemp("models") / "tiny"
    folder.mkdir()
    text = "\n".join(
        p.read_text("utf-8") for p in sorted((ROOT / "examples").glob("*.*"))
    )
    lines = [line for line in text.splitlines() if line.strip()]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_prefix=str(folder / "source"),
        vocab_size=400,
        character_coverage=1.0,
        byte_fallback=True,
        unk_id=1,
        eos_id=0,
        bos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(
        model_file=str(folder / "source.model")
    )
    (folder / "source.vocab").unlink()
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    size = pieces.get_piece_size()
    vocabulary = {pieces.id_to_piece(i): i for i in range(size)} | {"<pad>": size}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    torch.manual_seed(0)
    config = transformers.MarianConfig(
        vocab_size=size + 1,
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_position_embeddings=64,
        pad_token_id=size,
        decoder_start_token_id=size,
        eos_token_id=0,
        forced_eos_token_id=0,
        bad_words_ids=[[size]],
        num_beams=2,
        max_length=64,
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
    )
    model = transformers.MarianMTModel(config)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(20)  # random weights this large make long, varied output
        model.model.shared.weight[size] = 0  # the fast engine starts from zero
    model.generation_config.bad_words_ids = [[size]]
    model.save_pretrained(folder)
    tokenizer = {"source_lang": "fr", "target_lang": "en", "model_max_length": 64}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer), "utf-8")
    return folder
