"""Pages of the network app."""

from tests.access.table import Row

ROWS: list[Row] = []
