"""manage.py evaluate_matching FILE.jsonl: how often the matcher is right, on labelled requests."""

import json
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from network.directory.services import fixture
from network.models import Offer, Partner
from requests_app import agreement
from requests_app.matching.evaluation import (
    MODES,
    BadFileError,
    LabelledRequest,
    Result,
    detail,
    evaluate,
    figures,
    read_requests,
)
from requests_app.matching.vocabulary import Vocabulary

# Later than any referral in any portal: places given away and answers of demo use do not count.
CLOCK = datetime(2100, 1, 1, 12, tzinfo=UTC)

LABELS = {
    "route_accuracy": "route right",
    "emergency_recall": "emergency: recall",
    "emergency_precision": "emergency: precision",
    "outside_accuracy": "outside the city right",
    "category_top1": "main category first",
    "category_top3": "main category in first three",
    "first_acceptable": "first suggestion acceptable",
    "first3_acceptable": "one of first three acceptable",
    "unacceptable_share": "unacceptable among first three",
}


class Command(BaseCommand):
    help = "Run the matcher over labelled requests against the network's own files; nothing is changed."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="labelled requests, one JSON object a line")
        parser.add_argument(
            "--from-choices", action="store_true", help="score the rules on what ambassadors chose instead"
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument("--details", action="store_true", help="one line per request and mode as well")

    def handle(self, *, file: Path | None, **options) -> None:
        if options["from_choices"]:
            self._print_choices()
            return
        if file is None:
            raise CommandError("Name a file of labelled requests, or say --from-choices.", returncode=2)
        try:
            requests = read_requests(file)
        except BadFileError as error:
            raise CommandError(str(error), returncode=2) from error
        results = _results(requests)
        counted = {mode: figures(found) for mode, found in results.items()}
        if options["json"]:
            answer: dict = {"requests": len(requests), **counted}
            if options["details"]:
                answer["details"] = {
                    mode: [detail(result) for result in found] for mode, found in results.items()
                }
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        if options["details"]:
            for mode, found in results.items():
                self.stdout.write(f"{mode}:")
                for result in found:
                    self.stdout.write(f"  {detail(result)}")
        self.stdout.write(f"{len(requests)} requests{'':<26} {'text':>6} {'facts':>6}")
        for name, label in LABELS.items():
            shown = [
                "     -" if counted[mode][name] is None else f"{counted[mode][name]:6.3f}" for mode in MODES
            ]
            self.stdout.write(f"  {label:<36} {' '.join(shown)}")

    def _print_choices(self) -> None:
        """Agreement as it was, per version of the rules, and what today's rules would have put first."""
        self.stdout.write(f"{'rules':<20} choices  first  first3  accepted  helped (%)")
        for row in agreement.by_rules_version():
            shares = (row.first_share, row.first_three_share, row.accepted_share, row.helped_share)
            cells = "  ".join("  -" if value is None else f"{value:3}" for value in shares)
            self.stdout.write(f"{row.label:<20} {row.choices:7}  {cells}")
        today = agreement.replay(timezone.now())
        cells = "  ".join(
            "  -" if value is None else f"{value:3}"
            for value in (
                agreement.share(today.first, today.choices),
                agreement.share(today.first_three, today.choices),
            )
        )
        self.stdout.write(f"{'today, replayed':<20} {today.choices:7}  {cells}")


def _results(requests: list[LabelledRequest]) -> dict[str, list[Result]]:
    """Both modes on the network as its files describe it; everything is rolled back."""
    with transaction.atomic():
        _fresh_network()
        vocabulary = Vocabulary.from_database()
        results = {mode: evaluate(requests, mode, vocabulary=vocabulary, at=CLOCK) for mode in MODES}
        transaction.set_rollback(True)
    return results


def _fresh_network() -> None:
    """Partners and offers as in the files, all places free, nobody paused; other offers are not there."""
    Offer.objects.update(is_published=False)
    fixture.load(fixture.DATA, at=CLOCK, overwrite=True)
    Partner.objects.update(paused_until=None, is_published=True)
    Offer.objects.filter(capacity_confirmed_at=CLOCK).update(is_published=True)
