"""Pages of the events app."""

from tests.access.table import Row

ROWS: list[Row] = []
