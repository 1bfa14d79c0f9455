import shutil

import pytest

from briefing.errors import ModelError
from briefing.models import embedded_models, find_model, read_card, verify


@pytest.fixture
def copy(tmp_path):
    card = find_model("fr-en-small")
    shutil.copytree(card.folder, tmp_path / "model")
    return tmp_path / "model"


def test_the_embedded_model_is_intact():
    for card in embedded_models():
        verify(card)
        assert {"name", "summary", "limits", "scores", "data"} <= card.about.keys()


def test_an_altered_file_is_refused(copy):
    path = copy / "ctranslate2" / "model.bin"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match=r"model\.bin does not match"):
        verify(read_card(copy))


def test_a_missing_file_is_refused(copy):
    (copy / "ctranslate2" / "model.bin").unlink()
    with pytest.raises(ModelError, match="is missing"):
        verify(read_card(copy))


def test_a_folder_without_a_card_is_known_by_what_it_holds(copy):
    (copy / "card.toml").unlink()
    card = read_card(copy)
    assert card.name == "model"
    assert card.files == find_model("fr-en-small").files
    assert card.bad_token_ids == (8000,)


def test_pickled_weights_are_never_opened(copy):
    shutil.rmtree(copy / "ctranslate2")
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    with pytest.raises(ModelError, match=r"pytorch_model\.bin, which is never opened"):
        read_card(copy)


def test_a_folder_that_is_no_model_says_what_is_missing(tmp_path):
    with pytest.raises(ModelError, match=r"source\.spm"):
        find_model(str(tmp_path))


@pytest.mark.parametrize("name", ["", "fr-en-huge", "../models", "a b"])
def test_an_unknown_name_says_what_there_is(name):
    with pytest.raises(ModelError, match="fr-en-small"):
        find_model(name)


def test_a_broken_card_is_named(copy):
    (copy / "card.toml").write_text("= nothing")
    with pytest.raises(ModelError, match=r"card\.toml cannot be read"):
        read_card(copy)
