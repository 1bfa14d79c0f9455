import re
from dataclasses import replace
from math import log

import pytest

from briefing.glossary import Glossary
from briefing.protocols import Hypothesis
from briefing.translation.marking import Wanted, glossary_terms
from briefing.translation.repairs import doubted
from briefing.translation.sentences import SentenceTranslator
from briefing.translation.units import (
    given,
    prepared,
    split_clauses,
    split_once,
    uncontracted,
    unshouted,
    why_kept,
)
from briefing.types import Decoding, Flag
from tests.fakes import (
    EmptyEngine,
    NullEngine,
    RepeatingEngine,
    SecondBestEngine,
    WordTokenizer,
    count_flags,
    no_doubts,
)


class LongestFails(NullEngine):
    """Gives up half of what has more than four tokens."""

    def hypotheses(self, ids, decoding):
        return super().hypotheses(ids if len(ids) < 5 else ids[:3], decoding)


class LosesTheLast(NullEngine):
    """Leaves out the last word of short sentences."""

    def hypotheses(self, ids, decoding):
        return super().hypotheses(ids if len(ids) > 4 else ids[:-1], decoding)


class Halting(NullEngine):
    """Is the less sure of a sentence the more words it has."""

    def hypotheses(self, ids, decoding):
        (answer,) = super().hypotheses(ids, decoding)
        return [replace(answer, score=log(1 / len(ids)))]


class Forgetful(NullEngine):
    """Writes "of town" always, and likes "mayor of town" if it `minds`."""

    minds = True

    def __init__(self, tokenizer):
        super().__init__()
        self.tokenizer = tokenizer

    def hypotheses(self, ids, decoding):
        target = tuple(self.tokenizer.encode_target("of town"))
        return [Hypothesis(token_ids=target, score=-0.1, alignment=(1, 2))]

    def score(self, token_ids, target_ids):
        whole = ("of town", "mayor of town") if self.minds else ("of town",)
        return [
            [-0.1 if self.tokenizer.decode(ids) in whole else -9.0 for ids in targets]
            for targets in target_ids
        ]


def doubt_what_differs(source, target):
    kind = "empty" if not target else "repetition"
    return () if source == target else (Flag(kind=kind, detail="differs"),)


@pytest.fixture
def translator():
    return SentenceTranslator(
        tokenizer=WordTokenizer(),
        engine=NullEngine(),
        decoding=Decoding(),
        max_source_tokens=6,
        check=no_doubts,
        severity=count_flags,
    )


def test_results_come_in_the_order_of_the_inputs(translator):
    sources = ["un deux trois", "un", "quatre cinq", "un"]
    assert [t.source for t in translator(sources)] == sources
    assert [t.target for t in translator(sources)] == sources


@pytest.mark.parametrize(
    ("minds", "term", "target", "repairs", "doubts"),
    [
        (True, "rue", "mayor of town", ("word put in",), []),
        (False, "rue", "of town", (), ["not in the English: « maire »"]),
        (False, "maire", "of town", (), []),  # the user's own English for it
    ],
)
def test_a_lost_word_is_put_in_or_told(
    translator, tmp_path, minds, term, target, repairs, doubts
):
    engine = Forgetful(translator.tokenizer)
    engine.minds = minds
    path = tmp_path / "terms.toml"
    path.write_text(f'[[term]]\nsource = "{term}"\ntarget = "of town"', "utf-8")
    forgetful = replace(translator, engine=engine, glossary=Glossary.load(path))
    (found,) = forgetful(["maire de ville"])
    assert found.target.lower() == target
    assert found.repairs == repairs
    assert [flag.detail for flag in found.flags] == doubts
    (plain,) = replace(forgetful, repair=False)(["maire de ville"])
    assert plain.target.lower() == "of town"


def test_a_word_is_put_in_only_where_the_model_has_positions_for_it(translator):
    engine = Forgetful(translator.tokenizer)
    engine.minds = True
    short = replace(translator, engine=engine, decoding=Decoding(max_length=16))
    (found,) = short(["maire de ville"])
    assert found.target.lower() == "of town"
    assert [flag.detail for flag in found.flags] == ["not in the English: « maire »"]


def test_equal_sentences_are_translated_once(translator):
    translator(["deux mots", "deux mots", "deux mots"])
    ((batch, _),) = translator.engine.calls
    assert len(batch) == 1


def test_nothing_to_translate_is_kept_with_a_reason(translator):
    for source in ("…", "12 345", "-", "« »", "***"):
        (result,) = translator([source])
        assert (result.status, result.target) == ("kept", source)
        assert result.reason == "nothing to translate"
    assert not translator.engine.calls


def test_a_notice_of_copyright_stays_as_it_is(translator):
    (result,) = translator(["© 2019 AFP"])
    assert (result.target, result.status) == ("© 2019 AFP", "kept")


def test_the_place_of_a_wire_stays_as_it_is(translator):
    (result,) = translator(["SAINT-OUEN |"])
    assert (result.status, result.reason) == ("kept", "the place of a wire")


def test_a_word_of_thousands_of_characters_is_data_not_prose():
    assert "200 characters" in why_kept("a" * 500_000)
    assert "10,000 characters" in why_kept("le chat dort et " * 1000)
    assert why_kept("Bonjour à tous") is None
    assert why_kept("À") is None


def test_what_is_too_long_is_split_joined_and_recorded(translator):
    source = "un deux trois quatre, cinq six sept huit, neuf dix"
    (result,) = translator([source])
    assert result.target == source
    assert result.repairs == ("split: too long for the model",)
    ((batch, _),) = translator.engine.calls
    assert max(map(len, batch)) <= translator.max_source_tokens


def test_an_empty_answer_leaves_the_french_with_a_reason(translator):
    empty = replace(translator, engine=EmptyEngine(), check=doubt_what_differs)
    (result,) = empty(["Bonjour à tous"])
    assert (result.status, result.target) == ("kept", "Bonjour à tous")
    assert "differs" in result.reason
    assert result.flags


def test_english_of_which_the_model_was_unsure_is_flagged(translator):
    halting = replace(translator, engine=Halting(), min_certainty=0.3)
    sure, unsure = halting(["un deux", "un deux trois"])
    assert (sure.certainty, sure.flags) == (0.333, ())
    assert unsure.certainty == 0.25
    assert [flag.kind for flag in unsure.flags] == ["unsure"]


def test_being_unsure_starts_no_repair(translator):
    halting = replace(translator, engine=Halting(), min_certainty=1.0)
    (result,) = halting(["un deux trois"])
    assert not result.repairs
    assert len(halting.engine.calls) == 1


def test_parts_of_a_long_sentence_have_one_certainty(translator):
    halting = replace(translator, engine=Halting())
    (result,) = halting(["un deux trois quatre, cinq six sept huit, neuf dix"])
    assert result.certainty == pytest.approx((5**-5 * 5**-5 * 3**-3) ** (1 / 13), 2e-3)


def test_french_that_was_kept_has_no_certainty(translator):
    empty = replace(
        translator, engine=EmptyEngine(), check=doubt_what_differs, min_certainty=1.0
    )
    (failed, plain) = empty(["Bonjour à tous", "…"])
    assert (failed.certainty, plain.certainty) == (None, None)
    assert [flag.kind for flag in failed.flags] == ["empty"]


def test_a_loop_is_decoded_again_without_repeats(translator):
    loops = replace(translator, engine=RepeatingEngine(), check=doubt_what_differs)
    (result,) = loops(["un deux trois"])
    assert result.target == "un deux trois"
    assert result.repairs == ("no repeated words",)
    assert not result.flags


class Stutterer(NullEngine):
    """Says its last word again, however it is asked."""

    def hypotheses(self, ids, decoding):
        (answer,) = super().hypotheses(ids, decoding)
        return [replace(answer, token_ids=(*ids[:-1], ids[-2]))]


def test_what_is_said_twice_at_once_is_said_once_and_no_longer_trusted(translator):
    stutters = replace(
        translator, engine=Stutterer(), check=doubt_what_differs, min_certainty=0.1
    )
    (result,) = stutters(["un deux trois"])
    assert (result.status, result.target) == ("translated", "un deux trois")
    assert result.repairs == ("said once",)
    assert [flag.kind for flag in result.flags] == ["unsure"]
    assert result.certainty == 0.0


def doubt_a_figure(source, target):
    lost = source != target
    return (Flag(kind="quantity", detail="lost"),) if lost else ()


def the_end(source):
    return [Wanted(start=len(source), end=len(source), english="fin")]


class Misspeller(NullEngine):
    """Never gets the third word right by itself."""

    def hypotheses(self, ids, decoding):
        (answer,) = super().hypotheses(ids, decoding)
        return [replace(answer, token_ids=(*ids[:2], ids[0], *ids[3:-1]))]


def doubt_the_name(source, target):
    lost = "Anna" not in target
    return (Flag(kind="name", detail="Anne → not found"),) if lost else ()


def test_a_name_in_doubt_is_put_in_its_place(translator):
    def anne(source):
        start = source.index("Anne")
        return [Wanted(start=start, end=start + 4, english="Anna")]

    misspeller = replace(
        translator, engine=Misspeller(), check=doubt_the_name, wanted=anne
    )
    (result,) = misspeller(["voici donc Anne ici"])
    assert result.target == "voici donc Anna ici"
    assert result.repairs == ("terms placed",)
    assert result.certainty == 0.5  # as the engine scores it
    assert not result.flags


class AlignedMisspeller(Misspeller):
    """Tells what it attended to, and gives the name a capital."""

    def __init__(self, tokenizer):
        super().__init__()
        self.wrong = tokenizer.encode_target("Annex")[0]

    def hypotheses(self, ids, decoding):
        words = (*ids[:2], self.wrong, *ids[3:-1])
        places = tuple(range(len(words)))
        return [Hypothesis(token_ids=words, score=log(0.7), alignment=places)]

    def complete(self, token_ids, beginnings, decoding):
        assert not token_ids, "the model is asked again"
        return []


class AlignedGuesser(NullEngine):
    """Spells out the last word, and tells what it attended to."""

    def __init__(self, tokenizer):
        super().__init__()
        self.wrong = tokenizer.encode_target("innovered")[0]

    def hypotheses(self, ids, decoding):
        words = (*ids[:-2], self.wrong)
        places = tuple(range(len(words)))
        return [Hypothesis(token_ids=words, score=log(0.7), alignment=places)]


def doubt_the_word(source, target):
    strange = "innovered" in target
    flag = Flag(kind="word", detail="no English word: innovered")
    return (flag,) if strange else ()


def test_a_word_that_is_none_becomes_what_the_dictionary_has(translator):
    engine = AlignedGuesser(translator.tokenizer)
    guesser = replace(translator, engine=engine, check=doubt_the_word)
    (result,) = guesser(["il faut innover"])
    assert result.target == "il faut innovate"
    assert result.repairs == ("words exchanged",)
    assert not result.flags


def test_words_are_exchanged_unless_that_makes_it_more_doubtful(translator):
    guesser = replace(translator, engine=AlignedGuesser(translator.tokenizer))
    (result,) = guesser(["il faut innover"])
    assert result.target == "il faut innovate"

    def doubt_it(source, target):
        flag = Flag(kind="name", detail="innovate")
        return (flag,) if "innovate" in target else ()

    (result,) = replace(guesser, check=doubt_it)(["il faut innover"])
    assert result.target == "il faut innovered"


def test_a_word_written_for_a_name_is_exchanged_and_the_model_not_asked(translator):
    def anne(source):
        start = source.index("Anne")
        return [Wanted(start=start, end=start + 4, english="Anna")]

    engine = AlignedMisspeller(translator.tokenizer)
    misspeller = replace(translator, engine=engine, check=doubt_the_name, wanted=anne)
    (result,) = misspeller(["voici donc Anne ici"])
    assert result.target == "voici donc Anna ici"
    assert result.repairs == ("terms exchanged",)
    assert result.certainty is not None
    assert result.certainty > 0.5  # the engine's own, not scored again
    assert not result.flags


def test_only_terms_that_a_flag_names_are_doubted():
    source = "Anne et Marc Petit"
    terms = [
        Wanted(start=0, end=4, english="Anna"),
        Wanted(start=8, end=18, english="Mark Petit"),
    ]
    flags = [Flag(kind="name", detail="name in doubt: Petit → Peti")]
    assert doubted(source, terms, flags) == terms[1:]


def test_marks_in_an_answer_are_taken_out(translator):
    echo = replace(translator, marks=True, wanted=the_end, check=doubt_a_figure)
    (result,) = echo(["un \x02 deux"])
    assert result.target == "un deux"


def test_a_term_of_the_users_left_out_is_asked_for_again_in_english(
    translator, tmp_path
):
    terms = tmp_path / "terms.csv"
    terms.write_text("source,target\nmairie,town hall\n", "utf-8")
    shipped = replace(translator, engine=LosesTheLast(), glossary=Glossary.load(terms))
    (result,) = shipped(["voici la mairie"])
    assert result.target == "voici la"
    loses = replace(shipped, required_terms=frozenset({"mairie"}))
    (result,) = loses(["voici la mairie"])
    assert result.target == "voici la town hall"
    assert result.repairs == ("terms in the French",)
    placing = replace(loses, wanted=lambda s: [*glossary_terms(s, loses.glossary)])
    (result,) = placing(["voici la mairie"])
    assert result.target == "voici la town hall"
    assert result.repairs == ("terms placed",)
    marking = replace(loses, marks=True, wanted=the_end)
    marking(["voici la mairie"])
    (asked,) = marking.engine.calls[-1][0]
    assert "\x02 fin\x03" in marking.tokenizer.decode(asked)  # not « la town hall »
    worse = replace(loses, check=lambda s, t: (Flag(kind="x", detail=t),) * len(t))
    (result,) = worse(["voici la mairie"])
    assert result.target == "voici la"
    (result,) = replace(loses, repair=False)(["voici la mairie"])
    assert result.target == "voici la"


def test_a_better_hypothesis_is_taken_from_the_n_best_list(translator):
    second = replace(translator, engine=SecondBestEngine(), check=doubt_what_differs)
    (result,) = second(["un deux trois"])
    assert result.repairs == ("another hypothesis",)
    assert len(second.engine.calls) == 1  # it came with the first answer


def test_halves_are_joined_where_the_beam_held_nothing_better(translator):
    halves = replace(translator, engine=LongestFails(), check=doubt_what_differs)
    (result,) = halves(["un deux trois, quatre cinq"])
    assert result.repairs == ("split at clauses",)
    assert result.target == "un deux trois, quatre cinq"


def test_the_model_is_not_asked_again_for_a_doubt_it_cannot_mend(translator):
    def doubt_names(source, target):
        return (Flag(kind="name", detail="x"),)

    doubtful = replace(translator, check=doubt_names)
    (result,) = doubtful(["un deux trois"])
    assert result.flags
    assert len(doubtful.engine.calls) == 1


def test_a_hypothesis_that_is_no_better_changes_nothing(translator):
    def doubt_everything(source, target):
        return (Flag(kind="quantity", detail="x"),)

    (result,) = replace(translator, check=doubt_everything)(["un deux"])
    assert (result.status, result.repairs) == ("translated", ())
    assert len(result.flags) == 1


def test_repair_can_be_switched_off(translator):
    off = replace(
        translator, engine=SecondBestEngine(), check=doubt_what_differs, repair=False
    )
    off(["un deux trois"])
    assert len(off.engine.calls) == 1


def test_a_headline_in_capitals_is_lowered_and_recorded(translator):
    (result,) = translator(["LES PRIX DU GAZ BAISSENT"])
    assert result.target == "Les prix du gaz baissent"
    assert result.repairs == ("capitals lowered",)
    assert result.source == "LES PRIX DU GAZ BAISSENT"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Elle l'a dit au Figaro.", "Elle l'a dit à Le Figaro."),
        ("Du Monde aux Échos", "De Le Monde à Les Échos"),
        (
            "selon le site du Journal du dimanche",
            "selon le site de Le Journal du dimanche",
        ),
        ("vainqueur de la Coupe du Monde", None),
        ("l'Institut du Monde arabe", None),
        ("le but du Parisien", None),
        ("les gens du monde, au point", None),
        ("la rue des Figaro", None),
        ("rapporte le Parisien.", "rapporte Le Parisien."),
        ("bat le Parisien de 20 ans", None),
    ],
)
def test_names_of_papers_are_made_whole(source, wanted):
    assert uncontracted(source) == (wanted or source)


def test_the_model_is_given_single_spaces():
    source = "la «\u00a0\u2009nouvelle Europe\u2009\u00a0»  ici"
    assert given(source) == "la « nouvelle Europe » ici"
    assert prepared(source) == ()


def test_the_model_is_given_the_whole_name_of_a_paper(translator):
    (result,) = translator(["Elle parle au Figaro"])
    assert result.target == "Elle parle à Le Figaro"
    assert result.source == "Elle parle au Figaro"
    assert result.repairs == ("name of a paper made whole",)


@pytest.mark.parametrize("source", ["OTAN et ONU en Suisse", "SNCF", "Le PIB de l'UE"])
def test_acronyms_are_no_headline(source):
    assert unshouted(source) == source


def test_parts_fit_and_lose_only_white_space():
    text = "Il est venu ; elle est partie, et nous sommes restés là sans rien dire."
    parts = list(split_clauses(text, lambda part: len(part) <= 20))
    assert max(map(len, parts)) <= 20
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_one_endless_word_is_cut_all_the_same():
    parts = list(split_clauses("x" * 1000, lambda part: len(part) <= 64))
    assert "".join(parts) == "x" * 1000


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Un, deux, trois ; quatre, cinq", "Un, deux, trois ;"),
        ("Nous partons demain, vous restez ici", "Nous partons demain,"),
        ("Nous partons tous et vous restez", "Nous partons tous"),
        ("mot", "mot"),
    ],
)
def test_the_cut_is_at_the_strongest_mark_near_the_middle(text, left):
    assert split_once(text)[0] == left


def test_a_quotation_is_translated_without_its_marks_and_checked_with_them(translator):
    checked = []

    def check(source, target):
        checked.append((source, target))
        return ()

    quoting = replace(translator, check=check)
    quoted, plain = quoting(["« un deux. »", "un deux."])
    assert (quoted.source, quoted.target) == ("« un deux. »", "“un deux.”")
    assert plain.target == "un deux."
    assert len(quoting.engine.calls[0][0]) == 1  # both are one to the model
    assert checked[-1] == ("« un deux. »", "“un deux.”")


def test_what_is_told_is_translated_apart_from_what_is_quoted(translator):
    quoting = replace(translator, engine=Halting())
    source = "« un deux trois », quatre"
    (result,) = quoting([source])
    assert result.target == "“un deux trois,” quatre"
    assert sorted(map(len, quoting.engine.calls[0][0])) == [2, 4]  # with an end each
    assert 1 / 4 < result.certainty < 3 / 8 < 1 / 2  # the longer part counts more


def test_a_sentence_of_which_a_part_fails_is_translated_whole(translator):
    def empty_if_shorter(source, target):
        short = len(re.findall(r"\w+", target)) < len(re.findall(r"\w+", source))
        return (Flag(kind="empty", detail="a word less"),) if short else ()

    quoting = replace(translator, check=empty_if_shorter, max_source_tokens=9)
    failing = replace(quoting, engine=LosesTheLast())
    (result,) = failing(["« un deux trois », quatre cinq"])
    assert (result.status, result.repairs) == ("translated", ())
    assert len(failing.engine.calls[-1][0]) == 1  # all of it at once


def test_a_quotation_that_stays_french_keeps_its_marks(translator):
    empty = replace(translator, engine=EmptyEngine(), check=doubt_what_differs)
    (result,) = empty(["« Bonjour à tous »"])
    assert (result.status, result.target) == ("kept", "« Bonjour à tous »")
