"""Abstractive summaries: loading any seq2seq model, and trusting none of them."""

from __future__ import annotations

import sys

import pytest

from briefing.errors import DependencyError, ModelError
from briefing.summary.abstractive import (
    LIMIT,
    UNWRITTEN,
    AbstractiveSummarizer,
    load_model,
    search_settings,
    source_limit,
)
from briefing.summary.grounding import ground, read_source
from briefing.types import Translation
from tests.unit.test_summary import PLAIN, build

ENGLISH = (
    "The Lyon city council voted on Monday a budget of 800 million euros.",
    "The city plans ten new schools and three parks by 2030.",
    "Residents of Villeurbanne have long asked for a metro line.",
    "A report by the region puts the metro line at two billion euros.",
    "Shopkeepers in the center fear long and costly works.",
)


class Writer:
    """A model that writes what it was told to, one text for each piece."""

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def pieces(self, sentences):
        self.seen = list(sentences)
        return [" ".join(sentences)] * len(self.texts)

    def write(self, pieces):
        assert len(pieces) == len(self.texts)
        return list(self.texts)


def summarize(*texts, article=None, **options):
    summarizer = AbstractiveSummarizer("test", **options)
    summarizer.model = Writer(*texts)
    return summarizer(article or build(*zip(PLAIN, ENGLISH, strict=True)))


def kinds(sentence):
    return [f.kind for f in sentence.flags]


def test_a_true_sentence_names_its_source_and_has_no_flag():
    (found,) = summarize("The council of Lyon voted a budget of 800 million euros.")
    assert found.sources == (0,)
    assert found.flags == ()


def test_a_sentence_made_of_two_names_both():
    text = "Lyon voted a budget of 800 million euros, and plans ten new schools."
    (found,) = summarize(text)
    assert found.sources == (0, 1)


def test_a_lie_is_not_shown():
    shown = summarize(
        "Martians conquered the planet yesterday without resistance. "
        "Residents of Villeurbanne asked for a metro line."
    )
    assert [s.sources for s in shown] == [(2,)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Lyon city council voted a budget of 900 million euros.", "quantity"),
        ("The Marseille city council voted a budget of 800 million euros.", "name"),
        ("Marseille voted on Monday a budget of 800 million euros.", "name"),
        ("A report puts the metro line at two million euros.", "quantity"),
        ("The city plans twelve new schools and three parks by 2030.", "quantity"),
    ],
)
def test_a_figure_or_name_that_is_not_there_is_marked(text, kind):
    (found,) = summarize(text)
    assert kind in kinds(found)


def test_a_figure_of_another_sentence_does_not_count():
    (found,) = summarize("Residents of Villeurbanne have asked for a metro since 2030.")
    assert "quantity" in kinds(found)


def test_where_nothing_has_support_the_article_speaks_and_says_so():
    shown = summarize("Nothing here is true of anything whatsoever.")
    assert shown
    assert all(UNWRITTEN in s.flags and s.text in ENGLISH for s in shown)


def test_no_more_sentences_than_asked_for_and_none_twice():
    text = " ".join((ENGLISH[0], ENGLISH[0], *ENGLISH[1:]))
    shown = summarize(text, sentences=2)
    assert [s.text for s in shown] == list(ENGLISH[:2])


def test_all_pieces_are_summarized():
    shown = summarize(ENGLISH[0], ENGLISH[3])
    assert [s.sources for s in shown] == [(0,), (3,)]


def test_only_translated_prose_is_read():
    pairs = zip(PLAIN, ENGLISH, strict=True)
    article = build(*pairs, headings=(0,), statuses={1: "kept", 2: "skipped"})
    writer = AbstractiveSummarizer("test")
    writer.model = Writer(ENGLISH[3])
    writer(article)
    assert writer.model.seen == list(ENGLISH[3:])


def test_an_article_without_translations_has_no_summary():
    article = build(*PLAIN, statuses=dict.fromkeys(range(5), "skipped"))
    assert summarize("Anything.", article=article) == ()


def test_a_model_of_french_reads_the_source_and_is_translated():
    def translate(sources):
        return [
            Translation(source=s, target=ENGLISH[0], status="translated")
            for s in sources
        ]

    (found,) = summarize(PLAIN[0], language="fr", translate=translate)
    assert (found.text, found.sources) == (ENGLISH[0], (0,))


def test_a_model_of_french_needs_a_translator():
    with pytest.raises(ValueError, match="translator"):
        AbstractiveSummarizer("test", language="fr")


def test_grounding_of_an_empty_claim_rests_on_nothing():
    source = read_source(0, ENGLISH[0], PLAIN[0], "en")
    assert not ground("…", [source]).shown
    assert not ground("Lyon", []).shown


def test_a_missing_package_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(DependencyError, match=r"briefing\[hf\]"):
        load_model("anything")


class Config:
    def __init__(self, **values):
        self.__dict__.update(values)


@pytest.mark.parametrize(
    ("config", "tokenizer", "limit"),
    [
        (Config(max_position_embeddings=1024), Config(model_max_length=77), 1024),
        (Config(n_positions=512), Config(model_max_length=10**30), 512),
        (Config(), Config(model_max_length=77), 77),
        (Config(), Config(model_max_length=10**30), LIMIT),
    ],
)
def test_the_limit_is_the_models_own(config, tokenizer, limit):
    assert source_limit(config, tokenizer) == limit


@pytest.mark.parametrize(
    ("stated", "generation", "settings"),
    [
        ({}, Config(max_length=20), {"max_new_tokens": 128}),
        ({}, Config(max_length=142), {}),
        ({}, Config(max_length=None, max_new_tokens=99), {}),
        ({"max_length": 60, "num_beams": 4}, Config(max_length=20), None),
    ],
)
def test_the_search_is_the_models_own(stated, generation, settings):
    config = Config(task_specific_params={"summarization": stated})
    assert search_settings(config, generation) == (stated or settings)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A folder with a random BART of 20 thousand weights that reads our words."""
    transformers = pytest.importorskip("transformers")
    tokenizers = pytest.importorskip("tokenizers")
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    words = sorted({w.strip(".,") for s in ENGLISH for w in s.split()} | {".", ","})
    vocabulary = {w: i for i, w in enumerate([*special, *words])}
    model = tokenizers.models.WordLevel(vocabulary, unk_token="<unk>")  # noqa: S106
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    folder = tmp_path_factory.mktemp("bart")
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",  # noqa: S106
        pad_token="<pad>",  # noqa: S106
        eos_token="</s>",  # noqa: S106
        unk_token="<unk>",  # noqa: S106
    ).save_pretrained(folder)
    config = transformers.BartConfig(
        vocab_size=len(vocabulary),
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        max_position_embeddings=40,
    )
    bart = transformers.BartForConditionalGeneration(config)
    bart.generation_config.max_length = 20
    bart.save_pretrained(folder)
    return folder


@pytest.mark.hf
def test_a_model_in_a_folder_is_loaded_and_gives_a_summary(tiny):
    article = build(*zip(PLAIN, ENGLISH, strict=True))
    summarizer = AbstractiveSummarizer(str(tiny))
    first, second = summarizer(article), summarizer(article)
    assert first == second
    assert first
    assert all(s.sources for s in first)


@pytest.mark.hf
def test_long_input_is_read_in_pieces_that_fit(tiny):
    model = load_model(str(tiny))
    assert model.limit == 40
    pieces = model.pieces(ENGLISH)
    assert " ".join(pieces) == " ".join(ENGLISH)
    assert len(pieces) > 1
    assert all(len(model._ids(p)) <= 40 for p in pieces)
    assert len(model.write(pieces)) == len(pieces)


@pytest.mark.hf
def test_a_sentence_longer_than_the_model_reads_does_no_harm(tiny):
    model = load_model(str(tiny))
    assert len(model.write(model.pieces([" ".join(ENGLISH * 5)]))) == 1


@pytest.mark.hf
def test_a_pickle_is_refused(tiny, tmp_path):
    torch = pytest.importorskip("torch")
    for path in tiny.iterdir():
        if path.suffix != ".safetensors":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    torch.save({}, tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelError, match="safetensors"):
        load_model(str(tmp_path))


@pytest.mark.hf
def test_a_folder_without_a_model_is_a_typed_error(tmp_path):
    with pytest.raises(ModelError, match="seq2seq"):
        load_model(str(tmp_path))
