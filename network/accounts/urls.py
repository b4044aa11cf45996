from django.urls import path

from network.accounts import views

account_urls = [
    path("profiel/tweede-stap/", views.second_factor, name="second_factor"),
]
