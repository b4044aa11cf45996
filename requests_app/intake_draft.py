"""What somebody has typed into the online form so far, until it is sent.

It stands in two places, so that nothing typed is lost: in the visitor's session on the server (back,
reload and a lost connection keep it) and, as a hidden field, in the page itself (a session that ended
while somebody was looking for a telephone number does not matter). Nothing is put in the browser's
storage, because many people use a computer of the library. The session's copy goes away when the form
is sent, and with the session after twelve hours. Answers in a draft are never trusted: every step is
checked again when the form is sent.
"""

import json
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, QueryDict

from network.spam import started_now
from requests_app.forms.intake import ContactForm, SituationForm, StoryForm, voice_of
from requests_app.questions import QuestionForm, Voice

SESSION_KEY = "intake_drafts"
SENT_KEY = "intake_sent"
MOST_DRAFTS = 4
# More than the form accepts by far; longer answers are shown again by the form but not kept.
MOST_CHARACTERS = 20_000
EARLIER = "earlier"

STEP_FORMS: dict[str, type[QuestionForm]] = {
    "vraag": StoryForm,
    "situatie": SituationForm,
    "contact": ContactForm,
}
STEPS = (*STEP_FORMS, "controle")
ASKED = frozenset(
    {name for form in STEP_FORMS.values() for name in (*form.questions, *form.base_fields)}
    | {*ContactForm.OWN, *ContactForm.FOR_OTHER}
)


@dataclass
class IntakeDraft:
    """One form of one visitor. `key` becomes the submission key, so a draft becomes one request at most."""

    key: UUID
    answers: dict[str, list[str]] = field(default_factory=dict)
    started: str = field(default_factory=started_now)
    done: list[str] = field(default_factory=list)
    # Rises with each step that is sent; what a page sent along while typing may not undo a later step.
    revision: int = 0
    # At an information point: an ambassador's tablet, with the resident beside it.
    in_neighbourhood: bool = False

    @classmethod
    def of(cls, request: HttpRequest, key: UUID) -> "IntakeDraft | None":
        """The draft of the session, else the copy that travelled with the page."""
        kept = request.session.get(SESSION_KEY, {}).get(str(key))
        if kept is None and request.method == "POST":
            kept = _read(request.POST.get(EARLIER, ""))
        return cls(key=key, **kept) if kept is not None else None

    def take(self, step: str, posted: QueryDict) -> None:
        """Take over what was just posted for this step, also when it does not pass."""
        names = self.fields_of(step)
        taken = {name: posted.getlist(name) for name in names if name in posted}
        if sum(len(value) for values in taken.values() for value in values) > MOST_CHARACTERS:
            return
        self.answers = {name: values for name, values in self.answers.items() if name not in names} | taken

    def finish(self, step: str) -> None:
        if step not in self.done:
            self.done.append(step)

    def keep_while_typing(self, request: HttpRequest, step: str, posted: QueryDict) -> None:
        """Take over what is being typed, unless the visitor has gone on meanwhile.

        A slow line brings this in after the step itself. So the session is read again under its row's
        lock: a step that was sent before has another revision, one that is sent now waits and wins.
        """
        if posted.get("revision") != str(self.revision):
            return
        self.take(step, posted)
        key = request.session.session_key
        if key is None:  # a first visit: saved with its cookie, at the end
            self.save(request)
            return
        with transaction.atomic():
            request.session.model.objects.select_for_update().filter(session_key=key).first()
            now = type(request.session)(key)
            drafts = now.get(SESSION_KEY, {})
            kept = drafts.get(str(self.key))
            if kept is not None and kept["revision"] != self.revision:
                return
            if str(self.key) in now.get(SENT_KEY, []):
                return
            now[SESSION_KEY] = self._put_into(drafts)
            now.save()

    def fields_of(self, step: str) -> tuple[str, ...]:
        form = STEP_FORMS[step]
        if form is ContactForm:
            return tuple(form(voice=self.voice).fields)
        return (*form.questions, *form.base_fields)

    def go_on(self, request: HttpRequest) -> None:
        """Save after a step was sent."""
        self.revision += 1
        self.save(request)

    def save(self, request: HttpRequest) -> None:
        request.session[SESSION_KEY] = self._put_into(request.session.get(SESSION_KEY, {}))

    def _put_into(self, drafts: dict) -> dict:
        """The drafts of a session with this one as the newest; the oldest make room."""
        others = {key: draft for key, draft in drafts.items() if key != str(self.key)}
        return dict([*others.items(), (str(self.key), self.as_dict())][-MOST_DRAFTS:])

    def sent(self, request: HttpRequest) -> None:
        """Forget the answers; remember only that this visitor may see the receipt."""
        drafts = request.session.get(SESSION_KEY, {})
        drafts.pop(str(self.key), None)
        request.session[SESSION_KEY] = drafts
        sent = [key for key in request.session.get(SENT_KEY, []) if key != str(self.key)]
        request.session[SENT_KEY] = [*sent, str(self.key)][-MOST_DRAFTS:]

    @property
    def voice(self) -> Voice:
        return voice_of(self.first("for_whom"))

    @property
    def is_for_other(self) -> bool:
        return self.voice is Voice.OTHER

    def first(self, name: str) -> str:
        values = self.answers.get(name) or [""]
        return values[0]

    def form(self, step: str, posted: QueryDict | None = None) -> QuestionForm:
        """The form of a step: with what was posted now, else with what is kept, unchecked."""
        make = STEP_FORMS[step]
        if posted is not None:
            return make(posted, voice=self.voice)
        if step in self.done:
            return make(self.as_post(), voice=self.voice)
        several = {"helpers", "days", "dayparts"}
        initial = {
            name: values if name in several else values[-1] for name, values in self.answers.items() if values
        }
        return make(initial=initial, voice=self.voice)

    def checked(self, step: str) -> QuestionForm:
        """The form of a step with all that is kept, checked; what it says of the answers can be used."""
        form = STEP_FORMS[step](self.as_post(), voice=self.voice)
        form.is_valid()
        return form

    def as_post(self) -> QueryDict:
        posted = QueryDict(mutable=True)
        for name, values in self.answers.items():
            posted.setlist(name, values)
        return posted

    def first_unfinished(self) -> str | None:
        """The first step whose answers do not pass; None when the form can be sent."""
        for step in STEP_FORMS:
            if not self.checked(step).is_valid():
                return step
        return None

    def as_dict(self) -> dict:
        return {
            "answers": self.answers,
            "started": self.started,
            "done": self.done,
            "revision": self.revision,
            "in_neighbourhood": self.in_neighbourhood,
        }

    def as_json(self) -> str:
        """For the hidden field of the page."""
        return json.dumps(self.as_dict())


def forget_sent(request: HttpRequest) -> None:
    """The tablet goes on to the next resident: receipts and drafts of the one before are gone."""
    request.session.pop(SENT_KEY, None)
    request.session.pop(SESSION_KEY, None)


def was_sent(request: HttpRequest, key: UUID) -> bool:
    return str(key) in request.session.get(SENT_KEY, [])


def _read(text: str) -> dict | None:
    """The hidden copy, or None when it is not one of ours in shape; its content is checked by the forms."""
    if not text or len(text) > 3 * MOST_CHARACTERS:
        return None
    try:
        found = json.loads(text)
        answers = {
            name: [_printable(value) for value in values]
            for name, values in found["answers"].items()
            if name in ASKED and isinstance(values, list)
        }
        done = [step for step in found["done"] if step in STEP_FORMS]
        return {
            "answers": answers,
            "started": _printable(found["started"])[:100],
            "done": done,
            "revision": int(found["revision"]),
            "in_neighbourhood": found.get("in_neighbourhood") is True,
        }
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def _printable(value: object) -> str:
    """As text that can be written on a page again: JSON can carry half characters, a form cannot."""
    return str(value).encode("utf-8", "replace").decode()
