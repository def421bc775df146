"""Pages out of templates: one environment, escaping everything, with the words all templates share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kithly.interfaces.pictures import bars, marks
from kithly.interfaces.web import feed_words, phrases, start_words
from kithly.interfaces.web.assets import Assets
from kithly.interfaces.web.filing import current_job

if TYPE_CHECKING:
    from kithly.interfaces.web.visit import Visit


class Pages:
    """Makes pages.

    Args:
        assets: Where style sheet, scripts and icons lie.
    """

    def __init__(self, assets: Assets) -> None:
        self._assets = assets
        self._icons: dict[str, Markup] = {}
        self._environment = Environment(
            loader=PackageLoader("kithly.interfaces.web"),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters.update({**phrases.FILTERS, **start_words.FILTERS, **feed_words.FILTERS})
        self._environment.globals.update(
            asset=assets.url,
            icon=self._icon,
            band_mark=marks.band_mark,
            measure=bars.measure,
            columns=bars.columns,
            **phrases.GLOBALS,
        )

    def show(self, visit: Visit, template: str, values: Mapping[str, Any]) -> str:
        """Return a page as HTML.

        Args:
            visit: Who looks.
            template: Name of the template.
            values: What it shows.
        """
        return self._environment.get_template(template).render(
            visit=visit,
            token=visit.guest.token,
            now=visit.network.now.astimezone(visit.network.zone),
            today=visit.network.today,
            zone=visit.network.zone,
            here=visit.page,
            **{"job": None if visit.is_device else current_job(visit.tray), **values},
        )

    def check(self, template: str) -> None:
        """Read a template without making a page of it.

        Raises:
            TemplateError: It is not sound.
        """
        self._environment.get_template(template)

    def alone(self, template: str, **values: Any) -> str:
        """Return a page that needs neither a visit nor the network."""
        return self._environment.get_template(template).render(**values)

    def _icon(self, name: str) -> Markup:
        """Return an icon of the sprite; a word always stands beside it."""
        if name not in self._icons:
            url = self._assets.url("vendor/icons.svg")
            shape = Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>')
            self._icons[name] = shape.format(url, name)
        return self._icons[name]
