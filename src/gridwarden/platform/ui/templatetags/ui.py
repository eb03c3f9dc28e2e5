"""Components that templates call by name: ``{% load ui %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import get_template, render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gridwarden.platform.ui import slots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import BaseForm, BoundField
    from django.template.context import RequestContext

    from gridwarden.platform.ui.charts import Chart
    from gridwarden.platform.ui.parts import Moment, Photo, Rung, Stat, Tab
    from gridwarden.platform.ui.tables import Table

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "", *, label: str = "") -> SafeString:
    """Draw a Tabler outline icon; give ``label`` only when no text beside it says the same."""
    href = f"{static('dist/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon {}" role="img" aria-label="{}"><use href="{}"/></svg>', extra, label, href)
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}"/></svg>', extra, href)


@register.simple_tag
def entry(name: str) -> SafeString:
    """Load a built script and its styles: ``{% entry "map" %}`` in the block ``scripts``."""
    return format_html('<script type="module" src="{}"></script>', static(f"dist/{name}.js"))


@register.simple_tag
def entry_css(name: str) -> SafeString:
    """Load the styles of a built entry that has some: ``{% entry_css "map" %}`` in the block ``styles``."""
    return format_html('<link rel="stylesheet" href="{}">', static(f"dist/{name}.css"))


@register.simple_tag(takes_context=True)
def slot(context: RequestContext, name: str) -> SafeString:
    """Render what another room has put into this place of the frame."""
    name_of_template = slots.template_of(name)
    if name_of_template is None:
        return mark_safe("")
    values = {str(name): value for name, value in context.flatten().items()}
    return mark_safe(get_template(name_of_template).render(values, context.request))  # noqa: S308 - a template's output


@register.simple_block_tag
def page_header(content: str, title: str, over: str = "", back: str = "") -> SafeString:
    """Head a page: title, a small line over it, a way back; what stands inside becomes its buttons."""
    values = {"title": title, "over": over, "back": back, "actions": SafeString(content.strip())}
    return render_to_string("ui/_page_header.html", values)


@register.simple_block_tag
def card(content: str, title: str = "", extra: str = "", *, flush: bool = False) -> SafeString:
    """Draw a card around the content; ``flush`` lets a table reach its edges."""
    return render_to_string("ui/_card.html", {"title": title, "extra": extra, "content": content, "flush": flush})


@register.simple_block_tag
def dialog(content: str, name: str, title: str, size: str = "") -> SafeString:
    """Make a dialog that a button with ``data-opens="name"`` opens."""
    return render_to_string("ui/_dialog.html", {"name": name, "title": title, "content": content, "size": size})


@register.simple_block_tag
def popup(content: str, label: str, *, icon: str = "", extra: str = "") -> SafeString:
    """Make a small menu behind a button; put ``<a class="dropdown-item">`` inside."""
    values = {"label": label, "symbol": icon, "content": content, "extra": extra}
    return render_to_string("ui/_popup.html", values)


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField, *, hint: str = "", wide: bool = False) -> dict[str, Any]:
    """Render one form field with its label, help and errors, wired for screen readers."""
    return {"field": bound, "hint": hint, "wide": wide, "kind": _kind_of(bound)}


@register.inclusion_tag("ui/_form.html")
def form(bound: BaseForm) -> dict[str, Any]:
    """Render every field of a form, its general errors first."""
    return {"form": bound}


@register.inclusion_tag("ui/_light.html")
def light(colour: str, text: object = "") -> dict[str, Any]:
    """Show a deadline's light: shape, word and colour say the same; ``text`` replaces the word."""
    return {"colour": colour or "none", "text": text}


@register.inclusion_tag("ui/_badge.html")
def badge(text: object, tone: str = "neutral", icon: str = "") -> dict[str, Any]:
    """Show a state or kind as a small label."""
    return {"text": text, "tone": tone or "neutral", "symbol": icon}


@register.inclusion_tag("ui/_stat.html")
def stat(figure: Stat) -> dict[str, Any]:
    """Show a figure that leads to what it counts."""
    return {"stat": figure}


@register.inclusion_tag("ui/_ladder.html")
def ladder(rungs: Sequence[Rung]) -> dict[str, Any]:
    """Show the five levels and where the matter stands."""
    return {"rungs": rungs}


@register.inclusion_tag("ui/_timeline.html")
def timeline(moments: Sequence[Moment]) -> dict[str, Any]:
    """Show what happened, in the order given."""
    return {"moments": moments}


@register.inclusion_tag("ui/_photos.html")
def photos(strip: Sequence[Photo], label: object = "") -> dict[str, Any]:
    """Show thumbnails that open large, one after the other."""
    return {"photos": strip, "label": label}


@register.inclusion_tag("ui/_compare.html")
def compare(before: Photo, after: Photo) -> dict[str, Any]:
    """Lay the photo after over the one before, with a slider between them."""
    return {"before": before, "after": after}


@register.inclusion_tag("ui/_table.html")
def table(content: Table[Any]) -> dict[str, Any]:
    """Draw a list: sticky head, sorting, selection boxes, pager."""
    return {"table": content}


@register.inclusion_tag("ui/_pager.html")
def pager(content: Table[Any]) -> dict[str, Any]:
    """Draw only the way to the neighbouring pages."""
    return {"table": content}


@register.inclusion_tag("ui/_export.html")
def export_menu(content: Table[Any]) -> dict[str, Any]:
    """Offer the list as a file."""
    return {"table": content}


@register.inclusion_tag("ui/_chart.html")
def chart(content: Chart, extra: str = "") -> dict[str, Any]:
    """Draw figures; the page also loads ``{% entry "chart" %}``."""
    return {"chart": content, "source": f"{content.name}-figures", "extra": extra}


@register.inclusion_tag("ui/_capture.html")
def capture(name: str, label: object, *, most: int = 6, required: bool = False) -> dict[str, Any]:
    """Take photos into the form field ``name``, time and place into ``name_facts``; needs ``{% entry "photo" %}``."""
    return {"name": name, "label": label, "most": most, "required": required}


@register.inclusion_tag("ui/_tabs.html")
def tabs(items: Sequence[Tab], label: object) -> dict[str, Any]:
    """Draw tabs: links between pages, or switches of panels on one page."""
    return {"tabs": items, "label": label, "links": any(item.href for item in items)}


@register.inclusion_tag("ui/_empty.html")
def empty(title: object, text: object = "", icon: str = "inbox", href: str = "", action: object = "") -> dict[str, Any]:
    """Say that there is nothing, and what to do about it."""
    return {"title": title, "text": text, "symbol": icon, "href": href, "action": action}


def _kind_of(bound: BoundField) -> str:
    """Return which of the field forms fits the widget."""
    kinds = {"CheckboxInput": "check", "RadioSelect": "choices", "CheckboxSelectMultiple": "choices"}
    return kinds.get(type(bound.field.widget).__name__, "plain")
