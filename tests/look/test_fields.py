"""How the project's form renderer draws a field: label, hint, error and control belong together."""

import re

from django import forms

CHOICES = [("self", "Voor mijzelf"), ("other", "Voor iemand anders")]


class StoryForm(forms.Form):
    name = forms.CharField(label="Uw naam")
    phone = forms.CharField(label="Telefoon", required=False, help_text="Om terug te bellen.")
    story = forms.CharField(label="Uw vraag", widget=forms.Textarea, max_length=500)
    whom = forms.ChoiceField(label="Voor wie?", choices=CHOICES, widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Ik ga akkoord")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["story"].sees = "De ambassadeur leest dit."
        self.fields["story"].count = True


def test_hint_is_tied_to_its_control():
    html = StoryForm()["phone"].as_field_group()

    assert '<label class="field__label" for="id_phone">' in html
    assert 'id="id_phone_hint">Om terug te bellen.' in html
    assert 'aria-describedby="id_phone_hint"' in html


def test_only_optional_fields_say_so():
    form = StoryForm()

    assert "(niet verplicht)" in form["phone"].as_field_group()
    assert "(niet verplicht)" not in form["name"].as_field_group()


def test_error_stands_beside_the_field_and_is_tied_to_it():
    html = StoryForm({"name": ""})["name"].as_field_group()

    assert 'class="field field--error"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_who_sees_it_and_room_left_stand_under_the_field():
    html = StoryForm()["story"].as_field_group()

    assert 'aria-describedby="id_story_sees"' in html
    assert "De ambassadeur leest dit." in html
    assert 'data-count="id_story_count"' in html


def test_radios_form_a_group_with_a_legend():
    html = StoryForm({})["whom"].as_field_group()

    assert re.search(
        r'<fieldset class="field field--group field--error" aria-describedby="id_whom_error">', html
    )
    assert "<legend>Voor wie?</legend>" in html
    assert html.count('<label class="choice"') == 2


def test_tick_box_and_its_words_are_one_target():
    html = StoryForm()["agreed"].as_field_group()

    assert re.search(r'<label class="choice" for="id_agreed"><input type="checkbox"[^>]*>', html)


def test_summary_links_to_each_field_that_needs_mending():
    form = StoryForm({"story": "Ik wil weer naar buiten."})

    html = str(form)

    linked = re.findall(r'<a href="#([\w-]+)">', html)
    assert linked == ["id_name", "id_whom_0", "id_agreed"]
    for target in linked:
        assert f'id="{target}"' in html


def test_form_without_errors_has_no_summary():
    assert "error-summary" not in str(StoryForm())


def test_placeholder_that_repeats_the_label_is_left_out():
    class LoginForm(forms.Form):
        email = forms.EmailField(
            label="E-mailadres", widget=forms.EmailInput(attrs={"placeholder": "E-mailadres"})
        )

    assert "placeholder" not in LoginForm()["email"].as_field_group()
