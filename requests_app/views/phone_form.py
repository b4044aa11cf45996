"""The phone and desk form: one screen, kept every few seconds, with the portal reading along."""

import uuid
from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from network import audit
from network.accounts.roles import Role
from network.models import User
from requests_app.answers import facts_from, intake_from
from requests_app.duplicates import likely_duplicates
from requests_app.forms.phone import DRAFT_FIELDS, PhoneForm
from requests_app.matching.understanding import understand
from requests_app.matching.wish import Wish
from requests_app.models import Channel, Draft, HelpRequest, Route
from requests_app.permissions import ambassadors_only
from requests_app.reference import districts, kinds_of_help, referral_targets
from requests_app.services.intake import receive
from requests_app.services.planning import START_OF_CALLS, plan
from requests_app.suggesting import proposals_for
from requests_app.views.triage import back_to

SHOWN_OFFERS = 3
LONGEST_ANSWER = 5000
# The same names return with every few letters that are typed: one conversation is one look.
ONE_CONVERSATION = timedelta(hours=1)


@require_http_methods(["GET", "POST"])
@ambassadors_only
def help_request_new(request: HttpRequest) -> HttpResponse:
    """A new request by telephone or at the desk; after saving one goes straight to its page."""
    if request.method == "GET":
        draft = _draft(request.user, request.GET.get("concept", ""))
        form = _form_of(draft.data) if draft else PhoneForm()
        key = draft.submission_key if draft else uuid.uuid4()
        return render(request, "requests_app/help_request_new.html", _page(request, form, key))
    key = _key(request.POST.get("submission_key", ""))
    if "keep" in request.POST:
        return _keep_and_go_on(request, key)
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return render(request, "requests_app/help_request_new.html", _page(request, form, key), status=422)
    answers, now = form.cleaned_data, timezone.now()
    intake = intake_from(
        answers,
        form.grounds,
        for_whom=HelpRequest.ForWhom.OTHER if answers["asker_name"] else HelpRequest.ForWhom.SELF,
        contact_by=HelpRequest.ContactBy.PHONE if answers["phone"] else HelpRequest.ContactBy.EMAIL,
        category_slugs=(answers["main_kind"],) if answers["main_kind"] else None,
        urgency=answers["urgency"] or None,
        owner=request.user.ambassador if answers["mine"] else None,
    )
    help_request = receive(intake, channel=answers["channel"], by=request.user, at=now, submission_key=key)
    if answers["again_on"]:
        plan(
            help_request,
            on=answers["again_on"],
            what=_("Terugbellen"),
            call_back_from=answers["again_from"] or START_OF_CALLS,
            by=request.user,
            at=now,
        )
    Draft.objects.filter(author=request.user, submission_key=key).delete()
    messages.success(request, _("%(reference)s is bewaard.") % {"reference": help_request.reference})
    visible = HelpRequest.objects.visible_to(request.user).filter(pk=help_request.pk).exists()
    return back_to(help_request) if visible else redirect("requests:workplace")


def _keep_and_go_on(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The button for who has no script: the draft is kept, and the form is there again as it was."""
    data = _typed(request.POST)
    if _keep_draft(request.user, key, data):
        messages.success(request, _("Het concept is bewaard. U vindt het bij ‘Mijn dag’."))
        return redirect(f"{reverse('requests:help_request_new')}?concept={key}")
    words = _("Er is geen concept bewaard: er staat nog te weinig in, of de vraag is al verstuurd.")
    messages.error(request, words)
    return render(
        request, "requests_app/help_request_new.html", _page(request, _form_of(data), key), status=422
    )


@require_POST
@ambassadors_only
def draft_save(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep what was typed so far, and show what the portal reads in it."""
    data = _typed(request.POST)
    _keep_draft(request.user, key, data)
    return render(request, "requests_app/_reading_along.html", reading_along(request.user, data))


def reading_along(user: User, data: dict) -> dict:
    """What the portal reads in the answers so far, who may have asked before, and which offers fit."""
    form = PhoneForm(data)
    form.is_valid()
    answers = form.cleaned_data
    text, postcode4 = data.get("text", ""), answers.get("postcode4") or ""
    understood = understand(
        text,
        channel=answers.get("channel") or Channel.PHONE,
        postcode4=postcode4 or None,
        facts=facts_from(answers),
    )
    kinds = kinds_of_help()
    slugs = [answers["main_kind"]] if answers.get("main_kind") else list(understood.category_slugs)
    known = referral_targets()
    proposals = []
    if slugs and understood.route == Route.VOLUNTEER:
        wish = Wish.from_understanding(understood, categories=slugs[:3])
        if answers.get("urgency"):
            wish = replace(wish, urgency=answers["urgency"])
        proposals = proposals_for(wish, at=timezone.now(), limit=SHOWN_OFFERS)
    return {
        "understood": understood,
        "kinds": [kinds[slug] for slug in slugs if slug in kinds][:3],
        "district": districts().get(understood.district or ""),
        "targets": [known[code] for code in understood.refer_to if code in known],
        "duplicates": _duplicates(user, answers),
        "proposals": proposals,
        "has_words": bool(text.strip()),
    }


def _duplicates(user: User, answers: dict) -> list[HelpRequest]:
    """Who may have asked before; that somebody saw their names is on record."""
    found = list(
        likely_duplicates(
            user,
            phone=str(answers.get("phone") or ""),
            email=answers.get("email") or "",
            name=answers.get("name") or "",
            postcode4=answers.get("postcode4") or "",
        )
    )
    audit.record_list(
        user,
        [audit.Seen(one, str(one.public_id)) for one in found],
        role=Role.AMBASSADOR,
        reason="duplicate",
        once_within=ONE_CONVERSATION,
    )
    return found


def _page(request: HttpRequest, form: PhoneForm, key: uuid.UUID) -> dict:
    data = form.data.dict() if form.is_bound else dict(form.initial or {})
    return {"form": form, "key": key, **reading_along(request.user, data)}


def _typed(posted: QueryDict) -> dict:
    data = {
        name: [text[:LONGEST_ANSWER] for text in posted.getlist(name)]
        if name == "helpers"
        else posted.get(name, "")[:LONGEST_ANSWER]
        for name in DRAFT_FIELDS
        if name in posted
    }
    return {name: _without_null(value) for name, value in data.items()}


def _form_of(data: dict) -> PhoneForm:
    """The form with what was typed; a tick that was taken away is not in the data."""
    return PhoneForm(initial={"mine": False, **data})


def _keep_draft(user: User, key: uuid.UUID, data: dict) -> bool:
    """Whether the draft is kept.

    Without words or a way back there is nothing to keep; a late saving of a form that was sent already,
    or of a colleague's key, keeps nothing.
    """
    if not any(data.get(name) for name in ("text", "name", "phone", "email")):
        return False
    if HelpRequest.objects.filter(submission_key=key).exists():
        return False
    draft, is_new = Draft.objects.get_or_create(submission_key=key, defaults={"author": user, "data": data})
    if not is_new and draft.author_id == user.pk:
        draft.data = data
        draft.save(update_fields=["data", "updated_at"])
    return draft.author_id == user.pk


def _draft(user: User, key: str) -> Draft | None:
    return Draft.objects.filter(author=user, submission_key=_key(key)).first() if key else None


def _key(written: str) -> uuid.UUID:
    try:
        return uuid.UUID(written)
    except ValueError:
        return uuid.uuid4()


def _without_null(value: object) -> object:
    """PostgreSQL keeps no null bytes, in JSON either."""
    if isinstance(value, list):
        return [_without_null(one) for one in value]
    return str(value).replace("\x00", "")
