"""One offer at the partner's counter: write it, show it, and say how much room there is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.directory import catalogue, permissions
from network.directory.errors import DirectoryError
from network.directory.forms.offer import CapacityForm, NewOfferForm, OfferForm
from network.directory.models import Offer, Partner
from network.directory.services.capacity import PlacesChanged, confirm_capacity, free_places, tell_capacity
from network.directory.services.keeping import create_offer, publish_offer
from network.directory.views.desk import desk_url, posted, status


def _offer(request: HttpRequest, slug: str, may, *, lock: bool = False) -> Offer:
    """404 for an offer this person may not know of, 403 for one they may not touch. may: a permission."""
    offers = Offer.objects.visible_to(request.user).select_related("partner")
    offer = get_object_or_404(offers.select_for_update(of=("self",)) if lock else offers, slug=slug)
    if not may(request.user, offer.partner):
        raise PermissionDenied
    return offer


def desk_offer_create(request: HttpRequest, slug: str) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.visible_to(request.user), slug=slug)
    if not permissions.can_edit(request.user, partner):
        raise PermissionDenied
    form = NewOfferForm(posted(request), partner=partner, catalogue=catalogue.current())
    if request.method == "POST" and form.is_valid():
        offer = create_offer(form.save(commit=False), by=request.user, at=timezone.now())
        messages.success(request, _("Het aanbod is bewaard. Bekijk het en zet het dan in de gids."))
        return redirect(offer)
    context = {"form": form, "partner": partner, "desk_url": desk_url(partner)}
    return render(request, "network/desk_offer_form.html", context, status=status(request))


def desk_offer_edit(request: HttpRequest, slug: str) -> HttpResponse:
    with transaction.atomic():
        offer = _offer(request, slug, permissions.can_edit, lock=request.method == "POST")
        partner = offer.partner
        form = OfferForm(posted(request), instance=offer, partner=partner, catalogue=catalogue.current())
        if request.method == "POST" and form.is_valid():
            form.save()
            messages.success(request, _("Het aanbod is bewaard."))
            return redirect(desk_url(partner))
    title = Offer.objects.values_list("title", flat=True).get(pk=offer.pk)  # not what was typed just now
    context = {
        "form": form,
        "offer": offer,
        "title": title,
        "partner": partner,
        "desk_url": desk_url(partner),
    }
    return render(request, "network/desk_offer_form.html", context, status=status(request))


@require_POST
def desk_offer_publish(request: HttpRequest, slug: str) -> HttpResponse:
    offer = _offer(request, slug, permissions.can_edit)
    visible = request.POST.get("visible") == "yes"
    publish_offer(offer, visible=visible, by=request.user)
    messages.success(
        request,
        _("Het aanbod staat in de gids.") if visible else _("Het aanbod staat niet meer in de gids."),
    )
    return redirect(desk_url(offer.partner))


def desk_capacity(request: HttpRequest, slug: str) -> HttpResponse:
    offer = _offer(request, slug, permissions.can_tell_capacity)
    free = free_places([offer])[offer.pk]
    form = CapacityForm(posted(request), offer=offer, free=free)
    if request.method == "POST" and form.is_valid():
        try:
            tell_capacity(offer, **form.cleaned_data, by=request.user)
        except PlacesChanged as changed:
            free = changed.free
            form.show_change(str(changed), free=free)
        except DirectoryError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Dank u wel. Ambassadeurs zien nu hoeveel plek u heeft."))
            return redirect(desk_url(offer.partner))
    context = {"form": form, "offer": offer, "free": free, "desk_url": desk_url(offer.partner)}
    return render(request, "network/desk_capacity.html", context, status=status(request))


@require_POST
def desk_capacity_confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """“Klopt nog”: one tap. `shown` is the number of free places on the button's page."""
    offer = _offer(request, slug, permissions.can_tell_capacity)
    shown = request.POST.get("shown", "")
    if not shown.isdecimal():
        return redirect("network:desk_capacity", offer.slug)
    try:
        confirm_capacity(offer, shown=int(shown), by=request.user)
    except DirectoryError as error:
        messages.error(request, str(error))
        return redirect("network:desk_capacity", offer.slug)
    messages.success(request, _("Dank u wel. “%(offer)s” is bevestigd.") % {"offer": offer.title})
    return redirect(desk_url(offer.partner))
