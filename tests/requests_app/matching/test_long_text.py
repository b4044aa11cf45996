"""A text without end costs no time or memory without end."""

from requests_app.matching.words import LONGEST_READ, split_words


def test_words_beyond_the_limit_are_not_read():
    words = split_words("koffie " * 200_000)

    assert len(words) <= LONGEST_READ / len("koffie ") + 1
