"""The portal's addresses. Each app keeps its own; docs/architecture.md lists those that stay."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from network.admin import keeper_site
from nizu import gallery, health, views

urlpatterns = [
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("beheer/", views.manage, name="manage"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("taal/", login_not_required(set_language), name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("admin/", keeper_site.urls),
    path("", include("network.urls")),
    path("", include("requests_app.urls")),
    path("", include("events.urls")),
]

handler500 = "nizu.views.server_error"

if settings.DEMO_FACILITIES:
    urlpatterns.append(path("stijl/", gallery.gallery, name="gallery"))

if settings.DEBUG:
    urlpatterns.append(path("__debug__/", include("debug_toolbar.urls")))
