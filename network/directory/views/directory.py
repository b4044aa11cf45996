"""The public directory: offers and partners, for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from network.directory import catalogue, permissions
from network.directory.cards import offer_card, offer_facts
from network.directory.models import Contact, Offer, Partner
from network.directory.offer_filters import OfferFilter
from network.directory.partner_filters import PartnerFilter
from network.directory.tile_map import tile_map

SIMILAR = 3


@login_not_required
@require_safe
def offer_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    lists = catalogue.current()
    found = OfferFilter(request.GET, queryset=Offer.objects.published(), catalogue=lists, now=now)
    page = found.page(request.GET.get("page"))
    # Going back in the browser asks for the whole page, also after htmx had put a part of it in place.
    part = bool(request.htmx) and not request.htmx.history_restore_request
    context = {
        "found": found,
        "page_obj": page,
        "cards": [offer_card(offer, lists, now) for offer in page.object_list],
        "is_part": part,
    }
    response = render(
        request, "network/offer_list.html#answer" if part else "network/offer_list.html", context
    )
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response


@login_not_required
@require_safe
def offer_detail(request: HttpRequest, slug: str) -> HttpResponse:
    offers = Offer.objects.visible_to(request.user).select_related("partner", "contact").defer("search")
    offer = get_object_or_404(offers, slug=slug)
    lists, now = catalogue.current(), timezone.now()
    similar = Offer.objects.published().similar_to(offer).with_card_data()[:SIMILAR]
    context = {
        "offer": offer,
        "card": offer_card(offer, lists, now),
        "facts": offer_facts(offer, lists),
        "similar": [offer_card(other, lists, now) for other in similar],
        "shows_contact": permissions.can_see_contacts(request.user, offer.partner),
        "can_edit": permissions.can_edit(request.user, offer.partner),
    }
    return render(request, "network/offer_detail.html", context)


@login_not_required
@require_safe
def partner_list(request: HttpRequest) -> HttpResponse:
    lists = catalogue.current()
    offers = Offer.objects.filter(is_published=True).only("title", "slug", "partner", "district_slugs")
    partners = Partner.objects.published().defer("evidence")
    found = PartnerFilter(request.GET, queryset=partners, catalogue=lists)
    page = found.page(request.GET.get("page"), Prefetch("offers", offers, to_attr="shown_offers"))
    context = {"found": found, "page_obj": page}
    return render(request, "network/partner_list.html", context)


@login_not_required
@require_safe
def partner_detail(request: HttpRequest, slug: str) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.visible_to(request.user), slug=slug)
    lists, now = catalogue.current(), timezone.now()
    can_edit = permissions.can_edit(request.user, partner)
    offers = partner.offers.all() if can_edit else partner.offers.filter(is_published=True)
    offers = list(offers.with_card_data())
    shows_contacts = permissions.can_see_contacts(request.user, partner)
    context = {
        "partner": partner,
        "is_paused": partner.is_paused(timezone.localdate(now)),
        "cards": [offer_card(offer, lists, now) for offer in offers],
        "map": tile_map(lists, {slug for offer in offers for slug in offer.district_slugs}),
        "contacts": Contact.objects.filter(partner=partner) if shows_contacts else None,
        "shows_verification": permissions.can_see_verification(request.user),
        "can_edit": can_edit,
    }
    return render(request, "network/partner_detail.html", context)
