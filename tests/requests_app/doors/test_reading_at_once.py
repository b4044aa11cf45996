"""The web server reads several requests in one process; no reading may disturb another."""

import sys
import threading

import pytest

from requests_app.matching import words

SAMPLE = [
    "wandelen",
    "boodschappen",
    "eenzaamheid",
    "schuldeisers",
    "mantelzorger",
    "gezelschap",
    "zelfmoordgedachten",
    "mishandeling",
    "bewusteloos",
    "ademhaling",
    "wanhopig",
]


@pytest.fixture
def _eager_switching():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_eager_switching")
def test_stems_are_right_when_four_threads_read_at_once():
    stem = words.stem.__wrapped__  # without its cache, which would hide the race
    right = {word: stem(word) for word in SAMPLE}
    wrong = []

    def read():
        for _ in range(300):
            for word in SAMPLE:
                try:
                    if stem(word) != right[word]:
                        wrong.append(word)
                except IndexError as error:
                    wrong.append(repr(error))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
