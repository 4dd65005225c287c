"""A record's JSON is what its lists and dictionaries give, whatever stands in it."""

import json
from dataclasses import replace

import pytest

from dateline.record import StoryRecord
from records import make_record


@pytest.mark.parametrize("outlet", ["The Ferry Post", 'Caf\u00e9 "\U0001f600" \u2028', None])
def test_json_is_that_of_the_dictionary(outlet):
    record = replace(make_record("a"), outlet=outlet)
    assert record.to_json() == json.dumps(record.to_dict(), ensure_ascii=False, separators=(",", ":"))
    assert StoryRecord.from_dict(json.loads(record.to_json())) == record


def test_what_is_no_part_of_a_record_is_an_error():
    with pytest.raises(TypeError, match="no part of a record: object"):
        replace(make_record("a"), outlet=object()).to_json()
