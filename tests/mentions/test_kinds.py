"""What kind of thing a cluster is, sign by sign."""

import pytest

from dateline.knowledge.lexicon.words import Noun
from dateline.mentions.clusters.kinds import Nature, Sign, classed, decide, described

UNKNOWN = Nature("other", guessed=True, unsure=True)


@pytest.mark.parametrize("sign", [Sign.TITLE, Sign.PRONOUN, Sign.FULL_NAME])
def test_personal_sign_makes_a_person_of_an_unknown_name(sign):
    assert decide(UNKNOWN, sign).kind == "person"
    assert not decide(UNKNOWN, sign).guessed


@pytest.mark.parametrize("sign", [Sign.TITLE, Sign.PRONOUN, Sign.FULL_NAME, Sign.IDLE])
def test_known_kind_stands_against_later_signs(sign):
    party = Nature("party")
    assert decide(party, sign) == party


def test_name_that_cannot_be_a_persons_stays_unknown_by_a_mere_name():
    body = Nature("other", guessed=True)
    assert decide(body, Sign.FULL_NAME) == body


def test_unknown_name_that_never_acts_is_no_actor():
    assert not decide(UNKNOWN, Sign.IDLE).is_actor
    assert decide(Nature("other"), Sign.IDLE).is_actor


def test_region_acts_only_where_it_does_something():
    texas = decide(Nature("government"), Sign.REGION)
    assert (texas.is_actor, texas.region) == (False, True)
    assert decide(texas, Sign.ACT).is_actor


def test_description_beside_a_name_tells_one_person_from_a_group():
    envoy = Noun("agent.envoy", "government", ("GOV",), "person")
    assert described(UNKNOWN, envoy, plural=False).kind == "person"
    assert described(UNKNOWN, envoy, plural=True).kind == "government"
    assert classed(UNKNOWN, Noun("agent.militia", "armed_group", ("UAF",))).kind == "armed_group"
