"""The partner's own part of the directory: what we offer, who we are, how to reach us, a pause."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.directory import catalogue, permissions
from network.directory.cards import offer_card
from network.directory.forms.partner import ContactFormSet, ManagedPartnerForm, PartnerForm, PauseForm
from network.directory.models import CapacityAge, Partner
from network.directory.services.capacity import free_places
from network.directory.services.keeping import pause_partner
from network.directory.views.desk import desk_url, posted, status


def _editable(request: HttpRequest, slug: str, *, lock: bool = False) -> Partner:
    """404 for a partner this person may not know of, 403 for one they may not change."""
    partners = Partner.objects.visible_to(request.user)
    partner = get_object_or_404(partners.select_for_update() if lock else partners, slug=slug)
    if not permissions.can_edit(request.user, partner):
        raise PermissionDenied
    return partner


@require_safe
def desk_offer_list(request: HttpRequest) -> HttpResponse:
    """One partner's offers; who works for several chooses, a coordinator comes from the list of partners."""
    mine = Partner.objects.of(request.user)
    if request.user.is_coordinator and "partner" not in request.GET:
        return redirect("network:manage_partner_list")
    if "partner" in request.GET:
        partner = get_object_or_404(mine, slug=request.GET["partner"])
    else:
        partner = mine.first()
    if partner is None:
        raise PermissionDenied
    now = timezone.now()
    lists = catalogue.current()
    offers = list(partner.offers.with_card_data())
    free = free_places(offers)
    for offer in offers:
        offer.places_free = free[offer.pk]  # the level goes with what is left now; nothing is saved
    cards = [offer_card(offer, lists, now) for offer in offers]
    context = {
        "partner": partner,
        "is_paused": partner.is_paused(timezone.localdate(now)),
        "mine": [] if request.user.is_coordinator else list(mine),
        "rows": list(zip(offers, cards, strict=True)),
        "number_old": sum(card.freshness != CapacityAge.FRESH for card in cards),
        "can_edit": permissions.can_edit(request.user, partner),
        "pause_form": PauseForm(),
    }
    return render(request, "network/desk_offer_list.html", context)


def desk_partner_edit(request: HttpRequest, slug: str) -> HttpResponse:
    with transaction.atomic():
        partner = _editable(request, slug, lock=request.method == "POST")
        form_class = ManagedPartnerForm if request.user.is_coordinator else PartnerForm
        form = form_class(posted(request), instance=partner)
        if request.method == "POST" and form.is_valid():
            form.save()
            messages.success(request, _("Het profiel is bewaard."))
            return redirect(desk_url(partner))
    context = {"form": form, "partner": partner, "desk_url": desk_url(partner)}
    return render(request, "network/desk_partner_edit.html", context, status=status(request))


@require_POST
def desk_partner_pause(request: HttpRequest, slug: str) -> HttpResponse:
    partner = _editable(request, slug)
    if "stop" in request.POST:
        pause_partner(partner, until=None, by=request.user)
        messages.success(request, _("De pauze is voorbij. U krijgt weer nieuwe vragen."))
        return redirect(desk_url(partner))
    form = PauseForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "partner": partner, "desk_url": desk_url(partner)}
        return render(request, "network/desk_partner_pause.html", context, status=422)
    until = form.cleaned_data["until"]
    pause_partner(partner, until=until, by=request.user)
    messages.success(
        request,
        _("U krijgt tot en met %(day)s geen nieuwe vragen.") % {"day": date_format(until, "j F Y")},
    )
    return redirect(desk_url(partner))


def desk_contacts(request: HttpRequest, slug: str) -> HttpResponse:
    with transaction.atomic():
        partner = _editable(request, slug, lock=request.method == "POST")
        formset = ContactFormSet(posted(request), instance=partner)
        if request.method == "POST" and formset.is_valid():
            formset.save()
            messages.success(request, _("De contactgegevens zijn bewaard."))
            return redirect("network:desk_contacts", partner.slug)
    context = {"formset": formset, "partner": partner, "desk_url": desk_url(partner)}
    return render(request, "network/desk_contacts.html", context, status=status(request))
