"""The project's nbconvert exporter: an executed notebook becomes one self-contained page.

`jupyter nbconvert --to ceasefires` finds it by its entry point; `ceasefires report` calls it
with the facts of the edition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined, TemplateError
from markupsafe import Markup

from analysis.errors import RenderFailed
from analysis.publishing.execution import skip_slow_format_checker

skip_slow_format_checker()

from nbconvert.exporters.templateexporter import TemplateExporter  # noqa: E402
from nbformat import NotebookNode  # noqa: E402
from traitlets import default  # noqa: E402

from analysis.publishing import assets, packing  # noqa: E402
from analysis.publishing.glyphs import glyph  # noqa: E402
from analysis.publishing.page import Page, read_page  # noqa: E402
from analysis.publishing.provenance import Edition, edition_of_notebook  # noqa: E402
from analysis.publishing.safe_text import safe_href  # noqa: E402


class ReportExporter(TemplateExporter):
    """Renders block data by kind with escaping templates; adds charts, style, scripts and policy."""

    export_from_notebook = "Ceasefire report"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "ceasefires"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        # An editable install has no share/jupyter: the templates lie in the package.
        return [str(assets.TEMPLATES)]

    def _create_environment(self) -> Environment:
        return prepare_environment(super()._create_environment())

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Change nothing: the page was read from the notebook before; nbconvert would copy both."""
        return nb, resources

    def prepare(self) -> None:
        """Read and compile the templates, which else the first page waits for."""
        for name in ("index.html.j2", "blocks.html.j2"):
            self.environment.get_template(name)

    def from_notebook_node(  # type: ignore[override] # as in TemplateExporter itself
        self, nb: NotebookNode, resources: Mapping[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources; `resources` may hold an Edition as `edition`, and the
        Page read from the notebook before as `page`.

        Raises RenderFailed where an output is an error or a block lacks a field.
        """
        given = dict(resources or {})
        page: Page = given.get("page") or read_page(nb)
        edition: Edition = given.get("edition") or edition_of_notebook(nb, page)
        given |= page_context(page, edition)
        try:
            return super().from_notebook_node(nb, given, **options)
        except TemplateError as problem:
            raise RenderFailed(
                f"Expected blocks with all their fields, the template stopped: {problem.message}."
            ) from problem


def prepare_environment(environment: Environment) -> Environment:
    """Make a Jinja environment escape everything, refuse unknown names, and know the page's helpers."""
    environment.autoescape = True
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters["safe_href"] = safe_href
    environment.filters["cell_words"] = cell_words
    environment.filters["host_of"] = host_of
    environment.filters["grouped_by"] = grouped_by
    environment.globals["glyph"] = glyph
    return environment


def page_context(page: Page, edition: Edition) -> dict[str, Any]:
    """Return what the template reads from nbconvert's resources."""
    style, script = assets.style(), assets.script(assets.PAGE_SCRIPTS)
    charts = {"charts": page.charts}
    scripts = [script, packing.plotly_js_for(page.trace_types())] if page.charts else [script]
    return {
        "page": page,
        "edition": edition,
        "style": assets.as_inline(style),
        "script": assets.as_inline(script),
        "policy": assets.policy(scripts, [style]),
        # Packed text holds neither `<` nor `&`, see packing.
        "charts": Markup(packing.pack_json(charts)) if page.charts else "",  # noqa: S704
        "plotly": Markup(packing.packed_plotly_js(page.trace_types())) if page.charts else "",  # noqa: S704
    }


def host_of(address: str) -> str:
    """Return the site of a web address, as a reader would name it."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def grouped_by(entries: Sequence[Mapping[str, Any]], name: str) -> list[list[Mapping[str, Any]]]:
    """Return entries grouped by one of their fields, in the order in which its values first appear."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        groups.setdefault(entry[name], []).append(entry)
    return list(groups.values())


def cell_words(value: Any) -> str:
    """Return a plain table value in words: what is missing is said, never left empty."""
    if value is None or value == "":
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
