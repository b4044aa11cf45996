"""Addresses of people: invitations, the own profile, and who keeps whom."""

from django.urls import path

from network.directory.views import invitations, members, people, profile

people_urls = [
    path("profiel/", profile.profile, name="profile"),
    path("uitnodiging/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path(
        "uitnodigingen/<uuid:public_id>/opnieuw/",
        invitations.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "uitnodigingen/<uuid:public_id>/intrekken/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("beheer/mensen/", people.people_list, name="people_list"),
    path("beheer/mensen/uitnodigen/", people.people_invite, name="people_invite"),
    path("beheer/mensen/<uuid:public_id>/", people.person_detail, name="person_detail"),
    path("beheer/mensen/<uuid:public_id>/rol/", people.person_give_role, name="person_give_role"),
    path("beheer/mensen/<uuid:public_id>/rol-weg/", people.person_take_role, name="person_take_role"),
    path("beheer/mensen/<uuid:public_id>/wijken/", people.person_districts, name="person_districts"),
    path("beheer/mensen/<uuid:public_id>/blokkeren/", people.person_block, name="person_block"),
    path("beheer/mensen/<uuid:public_id>/toelaten/", people.person_unblock, name="person_unblock"),
    path(
        "beheer/mensen/<uuid:public_id>/tweede-stap-wissen/",
        people.person_forget_second_factor,
        name="person_forget_second_factor",
    ),
    path("balie/mensen/", members.desk_people, name="desk_people"),
    path("balie/mensen/<slug:slug>/uitnodigen/", members.desk_person_invite, name="desk_person_invite"),
    path(
        "balie/mensen/<slug:slug>/<uuid:public_id>/weg/",
        members.desk_person_remove,
        name="desk_person_remove",
    ),
]
