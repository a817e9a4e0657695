"""The events of a build and of a preview, as MkDocs calls them."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, cast

import click
from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page

from statuskit import cache as cache_room
from statuskit import clock, gate, handwritten, lasting, load, looks, preview, publish, report, settings, site
from statuskit.cache import Cache, Kept, Standing, of_code
from statuskit.documents import Documents
from statuskit.errors import StatuskitError
from statuskit.facts.moments import Settled, settle
from statuskit.facts.public import public
from statuskit.model import Catalog
from statuskit.outputs import OutputFile, feeds, hosting
from statuskit.outputs.assets import asset
from statuskit.outputs.templates import Templates, compiled
from statuskit.plugin.theirs import calm, top_of
from statuskit.plugin.watching import watch_closely
from statuskit.problems import Problem, Severity, count, in_order
from statuskit.prose import Prose
from statuskit.views.brand import Brand
from statuskit.words import Words
from statuskit.writing import with_progress, write

_log = logging.getLogger("mkdocs.plugins.statuskit")
_FRONT = "index.html"
_MANY = 1_000
"""From how many incidents on looking at all files so often would keep a machine busy."""
_OURS = ("404.html", "sitemap.xml")
"""Templates of a theme in whose place we write files of our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the command line asked for; `now` is None where MkDocs' own command runs."""

    now: datetime | None = None
    frozen: bool = False
    clean: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Where a site was published, and how much of it changed."""

    site_dir: Path
    published: publish.Published


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What one build is made from: checked files, and the settled moment."""

    site: settings.SiteSettings
    catalog: Catalog
    asked: datetime
    settled: Settled
    cache: Cache
    digests: Mapping[str, bytes]


class _Told(logging.Handler):
    """Counts warnings, and keeps the words of errors, as MkDocs tells them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings = 0
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.warnings += 1
        if record.levelno >= logging.ERROR:
            self.errors.append(record.getMessage())


class _Options(Config):
    """None for MkDocs to read."""


class StatuskitPlugin(BasePlugin[_Options]):
    """Check the incident files first, build aside, and publish by difference.

    Under `serve` problems never end the build: the preview shows them in place of every page.
    """

    def __init__(self) -> None:
        self.orders = Orders()
        self.built: Built | None = None
        self._serving = False
        self._told = _Told()
        self._source: _Source | None = None
        self._site_dir = Path()
        self._style = OutputFile("", b"")
        self._undo = ExitStack()
        self._wrong = ""
        self._home = ""
        self._nav: Navigation | None = None
        self._pages: tuple[str, ...] = ()
        self._files: dict[str, str] = {}
        self._written: frozenset[str] = frozenset()
        self._theme_files: tuple[str, ...] = ()

    def load_config(
        self,
        options: dict[str, Any],
        config_file_path: str | None = None,
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Leave the options alone: `settings` reads them from the file, with their places."""
        return super().load_config({}, config_file_path)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview, and count warnings from now on."""
        self._serving = command == "serve"
        self._told.warnings = 0
        logging.getLogger("mkdocs").addHandler(self._told)

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check every file before anything is written, then point MkDocs at a folder aside."""
        self._undo.close()
        self.built, self._home, self._nav, self._pages, self._files = None, "", None, (), {}
        self._source = self._read(config)
        self._undo.enter_context(clock.stopped(self._source.settled.now))
        self._style = asset("handwritten.css")
        calm(config, self._style.path)
        self._site_dir = Path(config.site_dir)
        if not self._serving:
            staging = self._undo.enter_context(closing(_aside(self._site_dir)))
            config.site_dir = os.fspath(staging.path)
        return config

    def _read(self, config: MkDocsConfig) -> _Source:
        try:
            asked = self.orders.now or clock.moment(None, os.environ)
            described = settings.read(Path(config.config_file_path))
        except StatuskitError as error:
            raise Abort(str(error)) from error
        cache = self._undo.enter_context(Cache(described.root / cache_room.FOLDER))
        documents = Documents(cache, described.settings, alone=self._serving)
        self._undo.enter_context(lasting.looked_through_seldom())
        self._wrong = ""
        with lasting.made_to_last():
            loaded = load.load(described.root, described.settings, asked, read_files=documents.read)
            self._tell(
                gate.told_in_build(described, loaded, asked, cache, documents.digests, alone=self._serving)
            )
            settled = settle(loaded.catalog, asked, documents.cases)
        documents.keep(loaded.catalog.incidents, settled.cases)
        return _Source(
            site=described,
            catalog=loaded.catalog,
            asked=asked,
            settled=settled,
            cache=cache,
            digests=documents.digests,
        )

    def _tell(self, problems: Sequence[Problem]) -> None:
        """Print problems; errors end a build, and stand in the browser of a preview."""
        if not problems:
            return
        click.echo(report.render_text(problems, color="NO_COLOR" not in os.environ), err=True)
        counts = count(problems)
        if counts[Severity.ERROR]:
            self._wrong = "\n\n".join(filter(None, [self._wrong, report.render_text(problems, color=False)]))
            if not self._serving:
                raise Abort("Nothing was written; the last site stays as it is.")
        elif warnings := counts[Severity.WARNING]:
            _log.warning("%d to look at in the site's files, told above", warnings)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Remember what stands at which address, but for the front page; take over two of the theme's."""
        # Not before: a template that the theme does not render, it takes for a file to copy.
        config.theme.static_templates.difference_update(_OURS)
        fronts = [file for file in files.documentation_pages() if file.dest_uri == _FRONT]
        self._files = {file.dest_uri: file.src_uri for file in files if file not in fronts}
        self._written = frozenset(file.dest_uri for file in files.documentation_pages() if file not in fronts)
        self._theme_files = tuple(
            file.dest_uri for file in files if file.src_dir not in {None, config.docs_dir}
        )
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give hand-written pages a way back to the front page."""
        if nav.homepage is None:
            language = str(config.theme.get("language") or "en")
            nav.items.insert(0, Link(Words(language).gettext("Status"), "."))
        self._nav = nav
        pages = (file for file in files.documentation_pages() if file.dest_uri != _FRONT)
        self._pages = tuple(sorted(file.url for file in pages))
        return nav

    # Last, when others have set it up.
    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the next build find the theme's templates compiled."""
        env.bytecode_cache = compiled(of_code().hex(), env)
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the text of `index.md`: it stands below our state line."""
        if page.file.dest_uri == _FRONT:
            self._home = handwritten.below_heading(handwritten.tidy(html, own_diagrams=True))
        return html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Mend what the theme wrote, and name the feeds in it."""
        own_diagrams = any("mermaid" in str(script) for script in config.extra_javascript)
        page_of_theme = handwritten.tidy(output, own_diagrams=own_diagrams)
        root = "../" * page.url.count("/") or "./"
        return handwritten.with_feeds(page_of_theme, self._feeds(config), root)

    def _feeds(self, config: MkDocsConfig) -> tuple[feeds.FeedLink, ...]:
        """Tell the feeds that the site has as a whole."""
        language = str(config.theme.get("language") or config.theme.get("locale") or "en")
        brand = Brand(name=config.site_name, url=config.site_url or "", language=language)
        if self._source is None or feeds.left_out(brand, self._source.catalog.settings.feeds):
            return ()
        return feeds.site_links(Words(language), brand.name)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write our files beside MkDocs' own, then publish; in strict mode only where nothing warned."""
        source = self._source
        if source is None:
            raise RuntimeError("the build ended before it began")
        folder = Path(config.site_dir)
        docs_dir = os.path.relpath(config.docs_dir, source.site.root)
        hand_written = {address: Path(docs_dir, file).as_posix() for address, file in self._files.items()}
        policies = {} if self._serving else handwritten.under_policies(folder, self._written)
        beside = hosting.Beside(
            root=source.site.root,
            home=self._home,
            policies=policies,
            theme_files=self._theme_files,
            is_preview=self._serving,
        )
        standing = self._standing(source.cache)
        files = self._outputs(source, config, beside, standing)
        written = write(with_progress(files, len(source.catalog.incidents)), folder, hand_written)
        # A preview is nobody's but the writer's; what may not be public is told by the build.
        leaks = [] if self._serving else gate.leaks(source.site, public(source.catalog), folder, hand_written)
        if told := in_order([*written.problems, *leaks]):
            self._tell(told)
        if self._serving:
            self._undo.close()
            return
        if config.strict and self._told.warnings:
            raise Abort(
                f"{self._told.warnings} warning(s), and the build is strict: nothing was written; "
                "the last site stays as it is."
            )
        if self.orders.clean:
            publish.empty(self._site_dir)
        published = publish.publish(folder, self._site_dir, written.standing)
        standing.note(written.digests, written.standing)
        self.built = Built(site_dir=self._site_dir, published=published)
        # Who deploys after the build looks for the site here.
        config.site_dir = os.fspath(self._site_dir)
        self._undo.close()

    def _standing(self, cache: Cache) -> Standing:
        """Look at what the site has, alone from here to the end of the build."""
        if not self._serving:
            self._undo.enter_context(publish.in_turn(self._site_dir, self._say_that_we_wait))
        return Standing(cache, self._site_dir, forget=self._serving or self.orders.clean)

    def _say_that_we_wait(self) -> None:
        click.echo(f"Another build is at work on {self._site_dir}: waiting for it to end.", err=True)

    def _outputs(
        self, source: _Source, config: MkDocsConfig, beside: hosting.Beside, standing: Standing
    ) -> Iterator[OutputFile]:
        yield self._style
        brand = self._brand(config)
        self._say_what_is_left_out(brand, source)
        custom = config.theme.custom_dir
        yield from site.build(
            source.catalog,
            brand,
            settled=source.settled,
            frozen=source.asked if self.orders.frozen else None,
            prose=Prose(
                config.markdown_extensions,
                config.mdx_configs,
                back=Words(brand.language).gettext("Back to note {n} in the text"),
            ),
            beside=beside,
            theme=Templates(dirs=[Path(custom)] if custom else [], by=of_code().hex()),
            kept=Kept(cache=source.cache, has=standing.has, digests=source.digests, alone=self._serving),
        )

    def _brand(self, config: MkDocsConfig) -> Brand:
        own = [style for style in config.extra_css if style != self._style.path]
        look = looks.looks(
            {**config, "extra_css": own},
            config.theme,
            nav=top_of(self._nav, _FRONT) if self._nav else (),
            pages=self._pages,
        )
        for setting, address in look.left_out:
            _log.warning("%s: status pages do without %s, which is no file of the site", setting, address)
        return look.brand

    def _say_what_is_left_out(self, brand: Brand, source: _Source) -> None:
        """Tell once a build which files the site goes without; that is a choice, and no warning."""
        if not self._serving and (said := feeds.left_out(brand, source.catalog.settings.feeds)):
            click.echo(said, err=True)

    # First, so that whoever else watches something does it with the observer that stays.
    @event_priority(100)
    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch the incident files, and show problems in the browser instead of stopping."""

        def rebuild() -> None:
            self._told.errors.clear()
            try:
                builder()
            except MkDocsException as error:
                self._wrong = "\n".join([*self._told.errors, str(error)])
            except Exception as error:  # noqa: BLE001 - whatever it is, the preview stays up and shows it
                _log.exception("The site could not be built")
                self._wrong = f"The site could not be built. {type(error).__name__}: {error}"

        server.builder = rebuild
        app = cast("Any", server.get_app())
        server.set_app(preview.instead_of_pages(app, lambda: self._wrong))
        described = settings.read(Path(config.config_file_path))
        if self._source and len(self._source.catalog.incidents) < _MANY:
            watch_closely(server, [config.docs_dir, config.config_file_path, *config.theme.dirs])
        incidents = described.root / described.settings.incidents_dir
        if incidents.is_dir():
            server.watch(os.fspath(incidents))
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing aside behind."""
        self._undo.close()

    def on_shutdown(self) -> None:
        """Leave nothing behind, also after Ctrl-C."""
        self._undo.close()
        logging.getLogger("mkdocs").removeHandler(self._told)


def _aside(site_dir: Path) -> publish.Staging:
    if publish.is_foreign(site_dir):
        raise Abort(f"{site_dir} holds something that is no site. Name another folder, or empty this one.")
    try:
        return publish.Staging(site_dir)
    except OSError as error:
        raise Abort(f"The site's folder {site_dir} cannot be made: {error.strerror}.") from error
