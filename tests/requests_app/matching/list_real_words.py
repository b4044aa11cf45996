"""Write `data/real_words.txt`: Dutch and English words that only look like misspelt words of our lists.

Run it after the lists have grown, with simplemma installed for the occasion (its dictionaries are MIT):

    pip install simplemma && python -m tests.requests_app.matching.list_real_words
"""

from simplemma import lemmatize
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from requests_app.matching.lexicon import lexicon
from requests_app.matching.spelling import SpellingBook
from requests_app.matching.wordlists import DATA
from requests_app.matching.words import plain

LONGEST = 13  # a longer word is hardly ever another word
HEAD = """# Real words that look like misspelt words of our lists; they are not corrected. Made by
# tests/requests_app/matching/list_real_words.py from the dictionaries of simplemma (MIT licence).
"""


def real_words() -> list[str]:
    """Dictionary words near a listed word, other than forms of that word."""
    book = lexicon().book
    spelling = SpellingBook(book.known_forms)
    found = set()
    for language in ("nl", "en"):
        for form in _dictionary(language):
            meant = None if book.knows(form) else spelling.meant(form)
            if meant and lemmatize(form, lang=language) != lemmatize(meant, lang=language):
                found.add(form)
    return sorted(found)


def _dictionary(language: str) -> set[str]:
    entries = DefaultDictionaryFactory().get_dictionary(language)
    words = {
        plain(word.decode() if isinstance(word, bytes) else word)
        for entry in entries.items()
        for word in entry
    }
    return {word for word in words if word.isascii() and word.isalpha() and len(word) <= LONGEST}


if __name__ == "__main__":
    (DATA / "real_words.txt").write_text(HEAD + "\n".join(real_words()) + "\n", encoding="utf-8")
