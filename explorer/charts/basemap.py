"""The offline base map: a MapLibre style over our own GeoJSON, so that nothing is asked of the network."""

from __future__ import annotations

from typing import Any

from explorer.charts.palette import Palette

COUNTRIES_IN_FOCUS = ["IRQ", "SYR"]
FONT = ["Source Sans"]  # the app's own; the style names no glyphs, so the browser draws the labels itself
UNDER_DOTS = "under-dots"  # a layer that draws nothing: what belongs under the dots is put below it whenever it comes
SOURCE = "all"  # one for all files, as each is cut into tiles of its own; "file" says which a feature is from
ATTRIBUTION = "Made with Natural Earth · Places © GeoNames, CC BY 4.0"
_ANCHOR = {"id": UNDER_DOTS, "type": "background", "layout": {"visibility": "none"}}


def build_style(palette: Palette, url: str, *, text_scale: float = 1) -> dict[str, Any]:
    """Make the style; `url` is where the GeoJSON files of `explorer/data/basemap` are served, and all of them as one.

    `text_scale` is how much larger than usual its names are.
    """
    return {
        "version": 8,
        "sources": {SOURCE: {"type": "geojson", "data": f"{url}/{SOURCE}.geojson"}},
        "layers": [*_land(palette), *_water(palette), *_borders(palette), *_labels(palette, text_scale), _ANCHOR],
    }


def with_tiles(style: dict[str, Any], address: str) -> dict[str, Any]:
    """The style with online tiles over its land; where they do not come, the land is seen."""
    tiles = {"type": "raster", "tiles": [address], "tileSize": 256}
    over = [layer["id"] for layer in style["layers"]].index("focus") + 1
    layers = [*style["layers"][:over], {"id": "tiles", "type": "raster", "source": "tiles"}, *style["layers"][over:]]
    return style | {"sources": style["sources"] | {"tiles": tiles}, "layers": layers}


def _of(file: str, *conditions: list[Any]) -> dict[str, Any]:
    """Which features a layer draws: those of a file, under these conditions too."""
    return {"source": SOURCE, "filter": ["all", ["==", ["get", "file"], file], *conditions]}


_IN_FOCUS = ["in", ["get", "id"], ["literal", COUNTRIES_IN_FOCUS]]


def _by_zoom(*stops: float) -> list[Any]:
    return ["interpolate", ["linear"], ["zoom"], *stops]


def _line(name: str, of: dict[str, Any], color: str, width: Any) -> dict[str, Any]:
    layout = {"line-join": "round", "line-cap": "round"}
    return {"id": name, "type": "line", "layout": layout, "paint": {"line-color": color, "line-width": width}} | of


def _land(palette: Palette) -> list[dict[str, Any]]:
    return [
        {"id": "sea", "type": "background", "paint": {"background-color": palette.sea}},
        {"id": "land", "type": "fill", "paint": {"fill-color": palette.land}} | _of("countries"),
        {"id": "focus", "type": "fill", "paint": {"fill-color": palette.focus}} | _of("countries", _IN_FOCUS),
    ]


def _water(palette: Palette) -> list[dict[str, Any]]:
    return [
        {
            "id": "lakes",  # rough outlines: they fade as the map comes closer than they are true
            "type": "fill",
            "paint": {"fill-color": palette.sea, "fill-opacity": _by_zoom(6, 1, 8.5, 0.35)},
        }
        | _of("lakes"),
        _line("rivers", _of("rivers"), palette.river, _by_zoom(4, 0.8, 8, 2.4)),
    ]


def _borders(palette: Palette) -> list[dict[str, Any]]:
    return [
        _line("governorates", _of("governorates"), palette.governorate, _by_zoom(4, 0.6, 8, 1.2)),
        _line("borders", _of("borders"), palette.border, _by_zoom(4, 0.8, 8, 1.6)),
        _line("focus-border", _of("countries", _IN_FOCUS), palette.focus_border, _by_zoom(4, 1.1, 8, 2.2)),
    ]


def _label(name: str, kind: str, color: str, halo: str, *, size: Any, spacing: float, minzoom: float) -> dict[str, Any]:
    return {
        "id": name,
        "type": "symbol",
        "minzoom": minzoom,
        "layout": {
            "text-field": ["get", "name"],
            "text-font": FONT,
            "text-size": size,
            "text-letter-spacing": spacing,
            "text-transform": "uppercase" if kind == "country" else "none",
            "text-max-width": 8,
        },
        "paint": {"text-color": color, "text-halo-color": halo, "text-halo-width": 1},
    } | _of("labels", ["==", ["get", "kind"], kind])


def _labels(palette: Palette, text_scale: float) -> list[dict[str, Any]]:
    return [
        _label(
            "country-names",
            "country",
            palette.country_label,
            palette.land,
            size=_by_zoom(4, 11 * text_scale, 7, 15 * text_scale),
            spacing=0.18,
            minzoom=0,
        ),
        _label(
            "governorate-names",
            "governorate",
            palette.label,
            palette.focus,
            size=_by_zoom(5, 10.5 * text_scale, 8, 13 * text_scale),
            spacing=0.04,
            minzoom=5.3,
        ),
    ]
