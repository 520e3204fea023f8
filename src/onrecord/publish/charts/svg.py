"""The renderer's SVG -> what a page takes over: shapes and text, in the page's colours, and nothing that can act."""

import re
from xml.etree import ElementTree as ET

from markupsafe import Markup
from msgspec import Struct

from onrecord.publish.inert import make_inert

_SVG = "http://www.w3.org/2000/svg"
_SHAPES = frozenset(("svg", "g", "path", "line", "text", "tspan", "rect"))
_KEPT = frozenset(
    (
        "d",
        "dx",
        "dy",
        "fill",
        "font-size",
        "font-weight",
        "height",
        "stroke",
        "stroke-dasharray",
        "stroke-width",
        "text-anchor",
        "transform",
        "viewBox",
        "width",
        "x",
        "x2",
        "y",
        "y2",
    )
)
# what SVG takes for granted: to say so costs a third of the bytes
_DEFAULTS = {"stroke-width": "1", "x2": "0", "y2": "0", "transform": "translate(0,0)", "text-anchor": "start"}
_DAY = re.compile(r"day:(\d{4}-\d\d-\d\d)")
_LONG_NUMBER = re.compile(r"\d+\.\d{2,}")


class Legend(Struct, frozen=True):
    """What a chart shows, for those who do not see it."""

    key: str  # unique on the page
    title: str
    description: str


def clean_svg(drawn: str, legend: Legend) -> Markup:
    """Return an SVG with the shapes, text and colours of `drawn` alone, named and described by `legend`.

    What a mark of the chart is described as becomes an attribute that the page's script may read: `day:2024-03-28`
    the day before which it is not known, `today` the line of the as-of day.
    """
    root = ET.fromstring(drawn)  # noqa: S314 - made a moment ago by the renderer, from our own specification
    _clean(root)
    root.set("role", "img")
    for name, text in (("desc", legend.description), ("title", legend.title)):
        element = ET.Element(f"{{{_SVG}}}{name}", {"id": f"{legend.key}-{name}"})
        element.text = make_inert(text)
        root.insert(0, element)
    root.set("aria-labelledby", f"{legend.key}-title")
    root.set("aria-describedby", f"{legend.key}-desc")
    ET.register_namespace("", _SVG)
    return Markup(ET.tostring(root, encoding="unicode"))  # noqa: S704 - serialised from allowed names alone


def _clean(element: ET.Element) -> None:
    label = element.get("aria-label", "")
    for name, value in list(element.attrib.items()):
        del element.attrib[name]
        if name in _KEPT and _DEFAULTS.get(name) != value:
            element.set(name, _LONG_NUMBER.sub(lambda match: f"{float(match[0]):.1f}", value))
    if found := _DAY.fullmatch(label):
        element.set("data-d", found[1])
    elif label == "today":
        element.set("class", "today")
    for child in list(element):
        name = child.tag.removeprefix(f"{{{_SVG}}}")
        if name not in _SHAPES or _is_empty(child, name):
            element.remove(child)
            continue
        _clean(child)
        if name == "g" and not len(child):
            element.remove(child)
        elif name == "g" and not child.attrib and len(child) == 1:
            element[list(element).index(child)] = child[0]


def _is_empty(element: ET.Element, name: str) -> bool:
    hidden = element.get("display") == "none" or element.get("class") == "background"
    return (
        hidden
        or (name == "path" and not element.get("d"))
        or (name == "text" and not "".join(element.itertext()))
    )
