"""The card a resident takes home: number, code, and a square code that opens the own page."""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from fpdf import FPDF

from requests_app.links import card_code, resident_url
from requests_app.models import HelpRequest

A6 = (105, 148)
MARGIN = 10
SQUARE = 44


def make_card(help_request: HelpRequest) -> bytes:
    """A PDF of one small page. Nothing on it says who the resident is or what was asked."""
    pdf = FPDF(format=A6, unit="mm")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(MARGIN)
    pdf.set_title(f"NIZU {help_request.reference}")
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 16)
    _line(pdf, _("Uw vraag bij NIZU"), 9)
    pdf.set_font("Helvetica", size=10)
    _line(pdf, _("Bewaar deze kaart. Hiermee ziet u wat er met uw vraag gebeurt."), 5)
    pdf.ln(2)
    for label, value in ((_("Uw nummer"), help_request.reference), (_("Uw code"), card_code(help_request))):
        pdf.set_font("Helvetica", size=10)
        _line(pdf, label, 5)
        pdf.set_font("Courier", "B", 18)
        _line(pdf, value, 8)
    pdf.set_font("Helvetica", size=10)
    _line(pdf, _("Ga naar:"), 5)
    pdf.set_font("Helvetica", "B", 10)
    _line(pdf, f"{settings.SITE_URL}{reverse('requests:resident_find')}", 5)
    _draw_square(pdf, resident_url(help_request), (A6[0] - SQUARE) / 2, pdf.get_y() + 3)
    pdf.set_y(pdf.get_y() + SQUARE + 6)
    pdf.set_font("Helvetica", size=9)
    _line(pdf, _("Of richt de camera van uw telefoon op het blokje."), 4)
    _line(pdf, _("Liever bellen? %(phone)s") % {"phone": settings.CONTACT_PHONE}, 4)
    return bytes(pdf.output())


def _line(pdf: FPDF, text: str, height: float) -> None:
    # The built-in fonts know Latin letters only; what they lack becomes a question mark, not an error.
    known = text.encode("latin-1", "replace").decode("latin-1")
    pdf.multi_cell(0, height, known, align="L", new_x="LMARGIN", new_y="NEXT")


def _draw_square(pdf: FPDF, url: str, left: float, top: float) -> None:
    """The QR code as small black squares, with the white border that readers need."""
    rows = [list(row) for row in segno.make(url, error="m").matrix_iter(border=2)]
    size = SQUARE / len(rows)
    pdf.set_fill_color(0, 0, 0)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                pdf.rect(left + x * size, top + y * size, size, size, style="F")
