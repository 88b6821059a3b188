"""Joining two people's edits: properties that hold whatever they typed."""

import json
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from sia_contract.merging import edits_of, merge3

Json = dict[str, JsonValue]

words = st.text(alphabet="abcdef", min_size=1, max_size=3)
values: st.SearchStrategy[JsonValue] = st.one_of(
    st.none(), st.booleans(), st.integers(2, 9), words, st.lists(words)
)
sections = st.dictionaries(st.sampled_from(["focus", "strengths", "next_steps"]), values)
records: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {"urn": st.integers(2, 5), "answers": sections}, optional={"reason": words, "head_mark": sections}
)


@given(base=records, mine=records)
def test_one_side_s_edits_are_taken_whole(base: Json, mine: Json) -> None:
    for merge in (merge3(base, mine, base), merge3(base, base, mine), merge3(base, mine, mine)):
        assert merge.payload == mine
        assert merge.set_aside == {}


@given(base=records, data=st.data())
def test_edits_of_different_sections_commute(base: Json, data: st.DataObject) -> None:
    mine, theirs = (dict(base), dict(base))
    mine["answers"] = {**_answers(base), "focus": data.draw(values)}
    theirs["answers"] = {**_answers(base), "next_steps": data.draw(values)}
    theirs["reason"] = data.draw(words)

    one, other = merge3(base, mine, theirs), merge3(base, theirs, mine)

    assert one.payload == other.payload
    assert one.set_aside == other.set_aside == {}
    assert _answers(one.payload)["focus"] == _answers(mine)["focus"]


@given(base=records, mine=records, theirs=records)
def test_no_typed_word_is_dropped(base: Json, mine: Json, theirs: Json) -> None:
    merge = merge3(base, mine, theirs)

    kept = _typed(merge.payload) | _typed(merge.set_aside)

    assert _typed_anew(base, theirs) <= _typed(merge.payload)
    assert _typed_anew(base, mine) <= kept


@given(base=records, mine=records, theirs=records)
def test_theirs_stands_where_both_wrote_and_mine_is_set_aside_whole(
    base: Json, mine: Json, theirs: Json
) -> None:
    merge = merge3(base, mine, theirs)

    for section, aside in _answers(merge.set_aside).items():
        assert _answers(merge.payload).get(section) == _answers(theirs).get(section)
        assert aside == _answers(mine).get(section)


@given(base=records, mine=records, theirs=records)
def test_merging_again_changes_nothing(base: Json, mine: Json, theirs: Json) -> None:
    once = merge3(base, mine, theirs)

    again = merge3(theirs, once.payload, theirs)

    assert again.payload == once.payload
    assert again.set_aside == {}


@given(base=records, mine=records, theirs=records)
def test_the_sides_are_not_touched(base: Json, mine: Json, theirs: Json) -> None:
    before = json.dumps([base, mine, theirs])

    merge3(base, mine, theirs)
    edits_of(base, mine, theirs)

    assert json.dumps([base, mine, theirs]) == before


@given(base=records, mine=records, theirs=records)
def test_edits_that_give_way_to_signed_words_are_all_there(base: Json, mine: Json, theirs: Json) -> None:
    edits = edits_of(base, mine, theirs)

    assert _typed_anew(base, mine) <= _typed(edits) | _typed(theirs)
    assert edits_of(base, mine, mine) == edits_of(base, base, theirs) == {}


def _answers(record: Mapping[str, JsonValue]) -> Json:
    answers = record.get("answers", {})
    assert isinstance(answers, dict)
    return answers


def _typed(record: Mapping[str, JsonValue]) -> set[tuple[str, str]]:
    """Every section and field with what stands in it."""
    fields = {(name, json.dumps(value)) for name, value in record.items() if name != "answers"}
    return fields | {(f"answers/{name}", json.dumps(value)) for name, value in _answers(record).items()}


def _typed_anew(base: Json, side: Json) -> set[tuple[str, str]]:
    return _typed(side) - _typed(base)


rows: st.SearchStrategy[list[JsonValue]] = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("pqrst"), "text": words}),
    max_size=4,
    unique_by=lambda row: row["id"],
).map(lambda found: [{**row} for row in found])
"""Rows that each carry an id."""


def _merged(base: list[JsonValue], mine: list[JsonValue], theirs: list[JsonValue]) -> tuple[Json, Json]:
    """The rows both sides make, by id, and those of mine that gave way."""
    merge = merge3({"actions": base}, {"actions": mine}, {"actions": theirs})
    return _by_id(merge.payload["actions"]), _by_id(merge.set_aside.get("actions", []))


def _by_id(value: JsonValue) -> Json:
    assert isinstance(value, list)
    return {str(row["id"]): row["text"] for row in value if isinstance(row, dict)}


@given(base=rows, mine=rows, theirs=rows)
def test_both_sides_rows_are_kept(
    base: list[JsonValue], mine: list[JsonValue], theirs: list[JsonValue]
) -> None:
    kept, aside = _merged(base, mine, theirs)
    was, my, their = _by_id(base), _by_id(mine), _by_id(theirs)
    for name in my.keys() | their.keys():
        if name in my and name in their and my[name] != was.get(name) and their[name] != was.get(name):
            assert kept[name] == their[name]
            assert my[name] in (their[name], aside.get(name))
        elif name in their and their[name] != was.get(name):
            assert kept[name] == their[name]
        elif name in my and my[name] != was.get(name):
            assert kept[name] == my[name]
        else:
            assert kept.get(name) == (was[name] if name in my and name in their else None)


@given(base=rows, mine=rows, theirs=rows)
def test_rows_merged_again_change_nothing(
    base: list[JsonValue], mine: list[JsonValue], theirs: list[JsonValue]
) -> None:
    once = merge3({"actions": base}, {"actions": mine}, {"actions": theirs})
    again = merge3({"actions": theirs}, once.payload, {"actions": theirs})
    assert again.payload == once.payload
    assert again.set_aside == {}


@given(base=rows, mine=rows)
def test_rows_of_one_side_stand_in_its_own_order(base: list[JsonValue], mine: list[JsonValue]) -> None:
    for merge in (
        merge3({"actions": base}, {"actions": mine}, {"actions": base}),
        merge3({"actions": base}, {"actions": base}, {"actions": mine}),
    ):
        assert merge.payload == {"actions": mine}
