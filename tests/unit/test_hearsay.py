"""What the French only heard, in English."""

import pytest

from briefing.finishing.hearsay import heard


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        (
            "Le pont aurait coûté trois millions.",
            "The bridge would have cost three million.",
            "The bridge is said to have cost three million.",
        ),
        (
            "Deux hommes auraient été arrêtés.",
            "Two men would have been arrested.",
            "Two men are said to have been arrested.",
        ),
        (
            "Le maire n'aurait pas signé.",
            "The mayor would not have signed.",
            "The mayor is said not to have signed.",
        ),
    ],
)
def test_hearsay_is_told_as_such(french, english, right):
    assert heard(french, english) == right


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Sans lui le pont aurait cédé.", "Without him the bridge would have given."),
        ("S'il avait plu, il aurait cédé.", "Had it rained, it would have given way."),
        ("Il a dit qu'elle aurait fini.", "He said she would have finished."),
        ("Le maire aurait dû signer.", "The mayor would have had to sign."),
        ("Le pont aurait cédé.", "The bridge reportedly gave way."),
        ("Le pont aurait cédé.", "We would have given way."),
    ],
)
def test_what_is_no_hearsay_stays(french, english):
    assert heard(french, english) == english
