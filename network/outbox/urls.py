from django.urls import path

from network.outbox import views

mailbox_urls = [
    path("postvak/", views.mailbox, name="mailbox"),
    path("postvak/<int:pk>/", views.mailbox_message, name="mailbox_message"),
    path("postvak/<int:pk>/html/", views.mailbox_html, name="mailbox_html"),
    path("postvak/<int:pk>/bijlage/<int:index>/", views.mailbox_attachment, name="mailbox_attachment"),
]

delivery_urls = [
    path("beheer/berichten/", views.delivery_list, name="delivery_list"),
    path("beheer/berichten/<int:pk>/", views.delivery_settle, name="delivery_settle"),
]
