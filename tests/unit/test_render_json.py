from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import pytest

from briefing.render import renderer
from briefing.render.json import record
from briefing.resources import resource
from briefing.types import Briefing
from tests import render_cases

CASES = [render_cases.ferries, render_cases.untitled, render_cases.hostile]


@cache
def validator() -> Any:
    schema = json.loads(resource("schema/briefing-1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("case", CASES)
def test_output_follows_the_schema(case: Any) -> None:
    validator().validate(json.loads(renderer("json")(case())))


@pytest.mark.parametrize("where", ["document", "quotes", "sentences", "provenance"])
def test_schema_refuses_unknown_keys(where: str) -> None:
    data = record(render_cases.ferries())
    part = data[where][0] if isinstance(data[where], list) else data[where]
    part["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(data)


@pytest.mark.parametrize("case", CASES)
def test_reading_it_back_gives_the_record(case: Any) -> None:
    briefing: Briefing = case()
    assert json.loads(renderer("json")(briefing)) == record(briefing)


def test_offsets_and_references_point_at_what_they_name() -> None:
    data = json.loads(renderer("json")(render_cases.ferries()))
    text = data["document"]["text"]
    for quote in data["quotes"]:
        assert text[quote["start"] : quote["end"]] == quote["content"]
        for index in quote["sentences"]:
            sentence = data["sentences"][index]
            assert sentence["start"] <= quote["end"]
            assert quote["start"] <= sentence["end"]
    for sentence in data["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["source"]


def test_speaker_stands_in_french_with_english_where_the_table_has_it() -> None:
    speakers = [quote["speaker"] for quote in record(render_cases.ferries())["quotes"]]
    kerbrat, diplomat, _, lamblin, *_ = speakers
    assert (kerbrat["name_english"], kerbrat["role_english"]) == (None, None)
    assert diplomat["name_english"] == "a British diplomat"
    assert lamblin["role"] == "ministre des Transports"
    assert lamblin["role_english"] == "transport minister"


def test_french_stands_as_it_is_and_steering_characters_are_escaped() -> None:
    written = renderer("json")(render_cases.hostile()).decode()
    assert "cité" in written
    assert not any(c in written for c in "\x1b\u202e\u202c\x00")
    assert r"\u202e" in written


def test_numbers_in_a_text_keep_their_spaces() -> None:
    line = render_cases.Line(french="Voir [ 5 ] et [ 1,\t2 ].", english="See [ 5 ].")
    data = json.loads(renderer("json")(render_cases.make([[line]])))
    assert data["sentences"][0]["source"] == line.french


def test_ends_with_one_line_end_and_sorts_keys() -> None:
    written = renderer("json")(render_cases.untitled()).decode()
    assert written.endswith("}\n")
    keys = list(json.loads(written))
    assert keys == sorted(keys)
