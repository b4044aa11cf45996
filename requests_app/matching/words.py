"""Cut a text into words that remember where they stood."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from threading import Lock

import snowballstemmer

from requests_app.matching.wordlists import lines, word_set

_STEMMER = snowballstemmer.stemmer("dutch")
# The newer stemmer knows that "kookt" and "koken" are one word, but makes "geweld" into "wel" as well.
_CAREFUL_STEMMER = snowballstemmer.stemmer("dutch_porter")
# A stemmer keeps the word it works on in itself: two threads at once give wrong stems, which would be kept.
_STEMMING = Lock()
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
_SENTENCE_END = re.compile(r"[.!?\n](?=\s|$|[\"')])|[!?\n]")
_CLAUSE_END = re.compile(r"[,;:()\n\"“”+–—/]|[.!?](?=\s|$|[\"')])|\s-\s")
_NO_SENTENCE_AFTER = word_set("words.no-sentence-after")
# A clause also ends before these words, because what follows turns the meaning.
_TURNING_WORDS = frozenset(["maar", "want", "but", "omdat", "zodat", "hoewel", "terwijl"])
_BEFORE_ENGLISH_WANT = word_set("words.before-english-want")
_APOSTROPHES = "’‘`´ʼ"

ABBREVIATIONS = dict(line.split() for line in lines("abbreviations"))


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place in the text, its plain form and stem, and the clause and sentence it stands in."""

    start: int
    end: int
    form: str
    stem: str
    clause: int
    sentence: int
    turn: int = 0  # how many "maar", "want" and the like came before


def plain(text: str) -> str:
    """The text in lower case without accents, every character still in its own place."""
    return "".join(_plain_character(character) for character in text)


@lru_cache(maxsize=512)
def _plain_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


@lru_cache(maxsize=20_000)
def stem(form: str) -> str:
    """The Dutch stem, the same for "wandel", "wandelen" and "wandelt"."""
    if form.endswith(("heid", "heden")):
        return form
    if form.endswith(("je", "jes")):
        return form.removesuffix("s")  # "praatje" is a chat, "praten" is speaking
    careful = form.startswith("ge") or form.endswith(("ing", "ingen"))
    with _STEMMING:
        stemmed = (_CAREFUL_STEMMER if careful else _STEMMER).stemWord(form)
    if len(stemmed) >= 6 and stemmed[-1] == "t" and stemmed[-2] in "lrnmkpbgd":
        return stemmed[:-1]  # "wandelt" as "wandelen"
    return stemmed


def plain_form(form: str) -> str:
    """One way of writing: abbreviations in full, no apostrophes."""
    return ABBREVIATIONS.get(form) or form.replace("'", "")


# Twice what a form takes; longer text would cost memory and time without end.
LONGEST_READ = 8_000
# No word is longer; every piece of a word is looked up, so one of thousands of letters would take seconds.
LONGEST_WORD = 60


def split_words(text: str) -> list[Word]:
    """The words of a text, in order; what lies beyond LONGEST_READ characters is not read."""
    flat = plain(text[:LONGEST_READ])
    sentence_ends = _sentence_ends(flat)
    clause_ends = sorted({found.end() for found in _CLAUSE_END.finditer(flat)} | set(sentence_ends))
    words: list[Word] = []
    sentence = clause = turns = 0
    for found in _WORD.finditer(flat):
        form = plain_form(found.group()[:LONGEST_WORD])
        while sentence < len(sentence_ends) and sentence_ends[sentence] <= found.start():
            sentence += 1
        while clause < len(clause_ends) and clause_ends[clause] <= found.start():
            clause += 1
        if form in _TURNING_WORDS and not (
            form == "want" and words and words[-1].form in _BEFORE_ENGLISH_WANT
        ):
            turns += 1
        words.append(Word(found.start(), found.end(), form, stem(form), clause + turns, sentence, turns))
    return words


def split_pattern(text: str) -> list[str]:
    """The plain forms of the words of a pattern written in a word list."""
    return [plain_form(found.group()) for found in _WORD.finditer(plain(text))]


def same_sentence(words: list[Word]) -> list[range]:
    """Index ranges of the sentences."""
    starts = [
        index for index, word in enumerate(words) if not index or words[index - 1].sentence != word.sentence
    ]
    return [range(first, last) for first, last in pairwise([*starts, len(words)])]


def _sentence_ends(flat: str) -> list[int]:
    ends = []
    for found in _SENTENCE_END.finditer(flat):
        before = flat[: found.start()].rsplit(None, 1)
        last = before[-1] if before else ""
        if found.group() == "." and last.lstrip("(\"'") in _NO_SENTENCE_AFTER:
            continue
        ends.append(found.end())
    return ends


_LITTLE = word_set("words.little")


def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, each once."""
    return tuple(
        dict.fromkeys(
            word.stem for word in split_words(text) if len(word.form) > 3 and word.form not in _LITTLE
        )
    )
