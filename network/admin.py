"""Django's admin, for the technical keeper only: the lists behind the forms, never a person's data.

A site of its own, because ready-made packages register e-mail addresses, sessions and second factors with
Django's default site; that one has no address here.
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from network.models import Category, District, Neighbourhood, Postcode, ReferralTarget, Theme


class KeeperSite(admin.AdminSite):
    site_header = _("NIZU: techniek")
    site_title = _("NIZU: techniek")
    index_title = _("Lijsten")
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        """`is_keeper` and not Django's flag: roles count only after the second factor."""
        return request.user.is_authenticated and request.user.is_keeper


keeper_site = KeeperSite()
keeper_site.login = secure_admin_login(keeper_site.login)


@admin.register(District, site=keeper_site)
class DistrictAdmin(admin.ModelAdmin):
    list_display = ("number", "name", "population")


@admin.register(Neighbourhood, site=keeper_site)
class NeighbourhoodAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "district")
    list_filter = ("district",)
    search_fields = ("name",)


@admin.register(Postcode, site=keeper_site)
class PostcodeAdmin(admin.ModelAdmin):
    list_display = ("code", "place", "district", "kind")
    list_filter = ("district", "kind")
    search_fields = ("code", "place")


@admin.register(Theme, site=keeper_site)
class ThemeAdmin(admin.ModelAdmin):
    list_display = ("label_nl", "label_en", "position")


@admin.register(Category, site=keeper_site)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ("label_nl", "theme", "volunteer_fit")
    list_filter = ("theme",)
    search_fields = ("label_nl", "slug")


@admin.register(ReferralTarget, site=keeper_site)
class ReferralTargetAdmin(admin.ModelAdmin):
    list_display = ("name", "route", "phone")
