"""Rebuild the vendored icons and fonts from the two npm packages that static/VENDORED.md names.

    npm pack lucide-static@1.62.0 @fontsource-variable/source-sans-3@5.3.0
    python -m nizu.vendored FOLDER_WITH_THE_TWO_TARBALLS

The tarballs are compared with the hashes in static/VENDORED.md first; a difference stops the run.
"""

import hashlib
import re
import sys
import tarfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
FONT_FILES = {
    "files/source-sans-3-latin-wght-normal.woff2": "source-sans-3-latin.woff2",
    "files/source-sans-3-latin-ext-wght-normal.woff2": "source-sans-3-latin-ext.woff2",
    "LICENSE": "source-sans-3-LICENSE.txt",
}


def icon_names() -> list[str]:
    """The names in static/icons.txt, without comments, in file order."""
    lines = (STATIC / "icons.txt").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def symbol(name: str, svg: str) -> str:
    """One Lucide file as a <symbol>; its paint attributes come along, its licence comment does not."""
    body = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL).group(1)
    body = re.sub(r"\s*\n\s*", "", body).replace(" />", "/>")
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        f' stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
    )


def own_mark() -> str:
    """Our own logo mark (static/img/mark.svg) as a symbol, so that one file serves every icon."""
    svg = (STATIC / "img" / "mark.svg").read_text()
    body = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL).group(1)
    one_line = re.sub(r">\s+<", "><", body.strip())
    return f'<symbol id="nizu-mark" viewBox="0 0 48 48" fill="none">{one_line}</symbol>'


def build_sprite(icons: dict[str, str]) -> str:
    """The whole sprite, one symbol a line so that a change reads well in a diff."""
    lines = [own_mark(), *(symbol(name, svg) for name, svg in icons.items())]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg">\n'
        "<!-- Lucide icons 1.62.0, ISC licence, see lucide-LICENSE.txt; nizu-mark is our own drawing. -->\n"
        + "\n".join(lines)
        + "\n</svg>\n"
    )


def read_members(tarball: Path) -> dict[str, bytes]:
    with tarfile.open(tarball) as tar:
        return {
            member.name.removeprefix("package/"): tar.extractfile(member).read()
            for member in tar.getmembers()
            if member.isfile()
        }


def main(folder: Path) -> None:
    known = (STATIC / "VENDORED.md").read_text()
    tarballs = {}
    for kind in ("lucide-static", "fontsource-variable-source-sans-3"):
        tarball = next(folder.glob(f"{kind}-*.tgz"), None)
        if tarball is None:
            sys.exit(f"no {kind}-*.tgz in {folder}; see static/VENDORED.md")
        digest = hashlib.sha256(tarball.read_bytes()).hexdigest()
        if digest not in known:
            sys.exit(f"{tarball.name} has sha256 {digest}, which static/VENDORED.md does not name")
        tarballs[kind] = read_members(tarball)
    lucide = tarballs["lucide-static"]
    icons = {name: lucide[f"icons/{name}.svg"].decode() for name in icon_names()}
    (STATIC / "icons.svg").write_text(build_sprite(icons))
    (STATIC / "lucide-LICENSE.txt").write_bytes(lucide["LICENSE"])
    for source, target in FONT_FILES.items():
        (STATIC / "fonts" / target).write_bytes(tarballs["fontsource-variable-source-sans-3"][source])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
