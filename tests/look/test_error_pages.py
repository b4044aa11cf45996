"""Error pages stand on their own: no request, no session, no database."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.views.defaults import server_error

CODES = [400, 403, 404, 429, 500, 503]


@pytest.mark.parametrize("code", CODES)
def test_error_page_needs_no_context(code):
    """No database fixture here: a query would fail the test."""
    html = render_to_string(f"{code}.html")

    assert "<h1>" in html
    assert 'href="/"' in html
    assert 'href="tel:112"' in html
    assert "nizu.css" in html


def test_server_error_view_answers_with_our_page():
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Dat ligt niet aan u" in response.content.decode()
