"""Pages of the requests app."""

from tests.access.table import Row

ROWS: list[Row] = []
