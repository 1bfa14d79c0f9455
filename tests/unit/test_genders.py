"""Pronouns of women, where a sentence tells of one woman and no man."""

from __future__ import annotations

import pytest

from briefing.finishing.genders import of_women


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        ("Agnès Buzyn a son plan.", "Agnès Buzyn has his plan.", "her plan."),
        ("Mme Buzyn a son plan.", "Ms. Buzyn has his plan.", "her plan."),
        ("Julie Roy se dit prête.", "Julie Roy says he is ready.", "she is ready."),
        ("Julie Roy se défend.", "Julie Roy defends himself.", "herself."),
        ("Agnès Roy (Oise) a son plan.", "Agnès Roy (Oise) has his plan.", "her plan."),
        ("Agnès Roy, sur Twitter, en rit.", "Agnès Roy, he laughs.", "she laughs."),
        ("Svetlana Tikhanovskaïa a sa loi.", "Tikhanovskaia has his law.", "her law."),
        ("Karine Le Marchand a son plan.", "Karine Le Marchand has his.", "has her."),
    ],
)
def test_pronouns_behind_the_name_of_a_woman_are_hers(source, target, mended):
    assert of_women(source, target).endswith(mended)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Son alibi est nié par Julie Roy.", "His alibi is denied by Julie Roy."),
        (
            "Julie Roy cite Paul Petit et son plan.",
            "Julie Roy cites Petit's plan, his.",
        ),
        ("Julie Roy a vu le président et son plan.", "Julie Roy saw his plan."),
        ("Julie Roy dit qu'il a son plan.", "Julie Roy says he has his plan."),
        ("Julie Roy le verra mardi.", "Julie Roy will see him on Tuesday."),
        ("Julie Roy dit : « Son plan. »", "Julie Roy says: “His plan.”"),
        ("Julie Roy et Anne Petit ont son plan.", "Julie Roy and Anne Petit have his."),
        ("Julie Roy a vu Merkel et son plan.", "Julie Roy saw Merkel and his plan."),
        ("Camille Roy a son plan.", "Camille Roy has his plan."),
        ("Paul Roy a son plan.", "Paul Roy has his plan."),
        ("Le maire a son plan.", "The mayor has his plan."),
    ],
)
def test_what_may_be_somebody_else_s_stays(source, target):
    assert of_women(source, target) == target
