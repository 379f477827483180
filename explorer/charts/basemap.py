"""The offline base map: a MapLibre style over our own GeoJSON, so that nothing is asked of the network."""

from __future__ import annotations

from typing import Any

from explorer.charts.palette import Palette

COUNTRIES_IN_FOCUS = ["IRQ", "SYR"]
FONT = ["Source Sans"]  # the app's own; the style names no glyphs, so the browser draws the labels itself
UNDER_DOTS = "under-dots"  # a layer that draws nothing: what belongs under the dots is put below it whenever it comes
ATTRIBUTION = "Made with Natural Earth · Places © GeoNames, CC BY 4.0"


_ANCHOR = {"id": UNDER_DOTS, "type": "background", "layout": {"visibility": "none"}}


def build_style(palette: Palette, url: str, *, text_scale: float = 1) -> dict[str, Any]:
    """Make the style; `url` is where the GeoJSON files of `explorer/data/basemap` are served.

    `text_scale` is how much larger than usual its names are.
    """
    names = ("countries", "governorates", "borders", "rivers", "lakes", "labels")
    return {
        "version": 8,
        "sources": {name: {"type": "geojson", "data": f"{url}/{name}.geojson"} for name in names},
        "layers": [*_land(palette), *_water(palette), *_borders(palette), *_labels(palette, text_scale), _ANCHOR],
    }


def with_tiles(style: dict[str, Any], address: str) -> dict[str, Any]:
    """The style with online tiles over its land; where they do not come, the land is seen."""
    tiles = {"type": "raster", "tiles": [address], "tileSize": 256}
    over = [layer["id"] for layer in style["layers"]].index("focus") + 1
    layers = [*style["layers"][:over], {"id": "tiles", "type": "raster", "source": "tiles"}, *style["layers"][over:]]
    return style | {"sources": style["sources"] | {"tiles": tiles}, "layers": layers}


def _in_focus(property_name: str) -> list[Any]:
    return ["in", ["get", property_name], ["literal", COUNTRIES_IN_FOCUS]]


def _by_zoom(*stops: float) -> list[Any]:
    return ["interpolate", ["linear"], ["zoom"], *stops]


def _line(name: str, source: str, color: str, width: Any, **extra: Any) -> dict[str, Any]:
    layout = {"line-join": "round", "line-cap": "round"}
    paint = {"line-color": color, "line-width": width} | extra.pop("paint", {})
    return {"id": name, "type": "line", "source": source, "layout": layout, "paint": paint} | extra


def _land(palette: Palette) -> list[dict[str, Any]]:
    return [
        {"id": "sea", "type": "background", "paint": {"background-color": palette.sea}},
        {"id": "land", "type": "fill", "source": "countries", "paint": {"fill-color": palette.land}},
        {
            "id": "focus",
            "type": "fill",
            "source": "countries",
            "filter": _in_focus("id"),
            "paint": {"fill-color": palette.focus},
        },
    ]


def _water(palette: Palette) -> list[dict[str, Any]]:
    return [
        {
            "id": "lakes",  # rough outlines: they fade as the map comes closer than they are true
            "type": "fill",
            "source": "lakes",
            "paint": {"fill-color": palette.sea, "fill-opacity": _by_zoom(6, 1, 8.5, 0.35)},
        },
        _line("rivers", "rivers", palette.river, _by_zoom(4, 0.8, 8, 2.4)),
    ]


def _borders(palette: Palette) -> list[dict[str, Any]]:
    return [
        _line("governorates", "governorates", palette.governorate, _by_zoom(4, 0.6, 8, 1.2)),
        _line("borders", "borders", palette.border, _by_zoom(4, 0.8, 8, 1.6)),
        _line("focus-border", "countries", palette.focus_border, _by_zoom(4, 1.1, 8, 2.2), filter=_in_focus("id")),
    ]


def _label(name: str, kind: str, color: str, halo: str, *, size: Any, spacing: float, minzoom: float) -> dict[str, Any]:
    return {
        "id": name,
        "type": "symbol",
        "source": "labels",
        "minzoom": minzoom,
        "filter": ["==", ["get", "kind"], kind],
        "layout": {
            "text-field": ["get", "name"],
            "text-font": FONT,
            "text-size": size,
            "text-letter-spacing": spacing,
            "text-transform": "uppercase" if kind == "country" else "none",
            "text-max-width": 8,
        },
        "paint": {"text-color": color, "text-halo-color": halo, "text-halo-width": 1},
    }


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
