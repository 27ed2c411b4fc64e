"""Text in two languages."""

from rules_engine.text import Text


def test_a_text_is_picked_by_language():
    """Each language has its own statement."""
    text = Text("符合", "conforms")
    assert (text.pick("zh"), text.pick("en")) == ("符合", "conforms")


def test_texts_with_the_same_words_are_equal():
    """A text is a value, and may be a key."""
    assert len({Text("甲", "a"), Text("甲", "a"), Text("甲", "b")}) == 2
