from requests_app.matching.words import content_stems, plain, split_words, stem


def test_words_remember_their_place():
    text = "Mw. Jansen, 84 jr, zoekt ’s avonds  gezelschap."

    words = split_words(text)

    assert [text[word.start : word.end] for word in words] == [
        "Mw", "Jansen", "84", "jr", "zoekt", "s", "avonds", "gezelschap",
    ]  # fmt: skip
    assert words[0].form == "mevrouw"


def test_plain_text_keeps_every_character_in_place():
    text = "Syrië, één café – ’s morgens"

    assert len(plain(text)) == len(text)
    assert plain(text).startswith("syrie, een cafe")


def test_an_abbreviation_ends_no_sentence():
    words = split_words("Mevr. de Wit is 84. Zij zoekt bezoek.")

    assert [word.sentence for word in words] == [0, 0, 0, 0, 0, 1, 1, 1]


def test_stem_joins_forms_of_a_verb():
    assert stem("kookt") == stem("koken")
    assert stem("wandelt") == stem("wandelen")


def test_stem_keeps_words_apart_that_mean_something_else():
    assert stem("praatje") != stem("praten")
    assert stem("geweld") != stem("wel")
    assert stem("zitting") != stem("zit")
    assert stem("overheid") != stem("over")


def test_content_stems_leave_little_words_out():
    assert content_stems("Ik zoek iemand voor de tuin en de heg") == (stem("zoek"), stem("tuin"))
