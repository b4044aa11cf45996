"""Understanding and ranking, measured inside one process: what a suggestion costs beside its page."""

import copy
import json
import time
import uuid
from pathlib import Path
from statistics import quantiles

from django.core.signals import request_started
from django.db import connection
from django.utils import timezone

from network.models import Offer
from requests_app.matching.suggestions import suggest
from requests_app.matching.understanding import Understanding, understand
from requests_app.matching.wish import Wish

REQUESTS = Path("requests_app/data/demo_requests.jsonl")
OFFERS = (119, 1_000, 10_000, 100_000)


def measure_matching(offers: tuple[int, ...] = OFFERS) -> None:
    """Print p50 and p95 in milliseconds: one text, and one need at growing numbers of offers."""
    texts = [json.loads(line) for line in REQUESTS.read_text().splitlines()]
    for _ in range(2):  # the first round fills what a process keeps
        read, times = _timed(_understand, texts)
    _print("understanding one text", times)
    wishes = [Wish.from_understanding(found) for found in read if found.route == "volunteer"]
    request_started.send(sender=None)  # what a page asks once is not asked for each suggestion
    for number in offers:
        grow_to(number)
        now = timezone.now()
        for _ in range(2):
            _, times = _timed(lambda wish, now=now: suggest(wish, now), wishes)
        _print(f"ranking one need, {number:,} offers", times)


def grow_to(number: int) -> None:
    """Copies of the network's own offers, until there are that many."""
    originals = list(Offer.objects.exclude(slug__startswith="bench-").order_by("pk"))
    copies = []
    for place in range(Offer.objects.count(), number):
        offer = copy.copy(originals[place % len(originals)])
        offer.pk, offer.public_id, offer.slug = None, uuid.uuid4(), f"bench-{place}"
        copies.append(offer)
    Offer.objects.bulk_create(copies, batch_size=500)
    with connection.cursor() as cursor:  # as the database does by itself after such a load
        cursor.execute(f"VACUUM ANALYZE {Offer._meta.db_table}")


def _understand(request: dict) -> Understanding:
    return understand(
        request["text"],
        channel=request["channel"],
        postcode4=request["postcode4"],
        facts=request["facts"],
    )


def _timed(work, items: list) -> tuple[list, list[float]]:
    results, times = [], []
    for item in items:
        start = time.perf_counter()
        results.append(work(item))
        times.append((time.perf_counter() - start) * 1000)
    return results, times


def _print(label: str, times: list[float]) -> None:
    cuts = quantiles(times, n=20)
    print(f"  {label:34} p50 {cuts[9]:6.1f} ms   p95 {cuts[18]:6.1f} ms")
