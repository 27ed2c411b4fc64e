"""Folding: what a copy changes without changing the document."""

import hashlib

import pytest

from rules_engine.originals import fold
from rules_engine.originals.fold import fingerprint, folded, simplified


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第一，必须；做到。", "第一,必须;做到。"),
        ("(一)坚持", "（一）坚持"),
        ("1—2个", "1－2个"),
        ("抚政字〔2019〕28号", "抚政字[2019]28号"),
        ("“四个意识”", '"四个意识"'),
        ("２０２３年", "2023年"),
        ("区 政 府\u3000会议\ufeff", "区政府\n会议"),
    ],
)
def test_white_space_and_width_do_not_count(one, other):
    """Two copies that differ in blanks and in full-width forms have one fingerprint."""
    assert folded(one) == folded(other)
    assert fingerprint(one) == fingerprint(other)


def test_words_count():
    """A changed character changes the fingerprint; so does another script."""
    assert fingerprint("三日内") != fingerprint("五日内")
    assert fingerprint("區政府") != fingerprint("区政府")


def test_a_fingerprint_is_the_sha_256_of_the_folded_text():
    """Anyone can compute it."""
    assert fingerprint("三 日内。") == "sha256:" + hashlib.sha256("三日内.".encode()).hexdigest()


def test_traditional_numbers_and_posts_become_simplified():
    """Characters that the table does not have stay."""
    assert simplified("區長、辦公室主任兩個工作時") == "区长、办公室主任两个工作时"
    assert simplified("龜") == "龜"


def test_the_table_maps_each_character_to_another_once():
    """The two lines of the table are of one length, and no character stands in it twice."""
    assert len(fold._TRADITIONAL) == len(fold._SIMPLIFIED) == len(set(fold._TRADITIONAL))
    assert not [pair for pair in zip(fold._TRADITIONAL, fold._SIMPLIFIED, strict=True) if pair[0] == pair[1]]
