"""The city as ten tiles: a schematic map, drawn as SVG on the server."""

from collections.abc import Set
from dataclasses import dataclass

from network.directory.catalogue import Catalogue

WIDTH, HEIGHT, GAP = 92, 60, 6


@dataclass(frozen=True)
class Tile:
    name: str
    lines: list[str]  # the name in at most three lines, as wide as a tile
    is_on: bool
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def text_y(self) -> int:
        """Where the first line stands, so that all lines together are in the middle."""
        return self.y + HEIGHT // 2 + 6 - 9 * (len(self.lines) - 1)


@dataclass(frozen=True)
class TileMap:
    tiles: list[Tile]
    width: int
    height: int
    names_on: list[str]

    @property
    def covers_the_city(self) -> bool:
        return bool(self.tiles) and all(tile.is_on for tile in self.tiles)


def tile_map(catalogue: Catalogue, on: Set[str]) -> TileMap:
    """on: slugs of the districts to mark."""
    tiles = [
        Tile(
            district.name,
            district.name.replace("-", "-\n").replace(" ", "\n").split("\n"),
            district.slug in on,
            district.tile_column * (WIDTH + GAP),
            district.tile_row * (HEIGHT + GAP),
        )
        for district in catalogue.districts
    ]
    return TileMap(
        tiles,
        max((tile.x for tile in tiles), default=0) + WIDTH,
        max((tile.y for tile in tiles), default=0) + HEIGHT,
        [tile.name for tile in tiles if tile.is_on],
    )
