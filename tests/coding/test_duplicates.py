"""Which texts are copies of others."""

from __future__ import annotations

from analysis.coding.joining.duplicates import find_duplicates

STORY = (
    "The two governments said on Tuesday that their troops would stop firing at noon. The envoy of the United Nations "
    "had carried messages between them for a week. Residents of the border town came out of their cellars in the "
    "afternoon, and the first lorries with bread crossed the bridge before dark. Neither side would say how long the "
    "quiet would last."
)
OTHER = (
    "Ministers met in the lakeside town for a third day. Nothing was signed, and the delegates of the north left. "
    "The mediator said that he would try again in the autumn, once the harvest was in and the roads were open."
)


def test_the_same_words_in_other_lines_and_case_are_a_copy():
    assert find_duplicates({"a": STORY, "b": STORY.upper().replace(". ", ".\n\n"), "c": OTHER}) == {"b": "a"}


def test_a_copy_with_a_few_changed_words_is_one():
    changed = "By our correspondent. " + STORY.replace("quiet", "calm")
    assert find_duplicates({"a": STORY, "b": changed}) == {"b": "a"}


def test_a_retelling_is_no_copy():
    retold = STORY.replace("on Tuesday", "this week").replace("noon", "midday").replace("bread", "flour")
    assert find_duplicates({"a": STORY, "b": retold}) == {}


def test_a_text_that_quotes_another_is_none():
    assert find_duplicates({"a": STORY, "b": OTHER + " " + STORY[:150]}) == {}


def test_the_first_in_order_is_the_original_of_all():
    assert find_duplicates({"b": STORY, "a": STORY, "c": STORY}) == {"a": "b", "c": "b"}


def test_short_and_empty_texts_are_compared_word_for_word():
    texts = {"a": "A truce.", "b": "a TRUCE", "c": "A truce was made.", "d": "", "e": ""}
    assert find_duplicates(texts) == {"b": "a"}
