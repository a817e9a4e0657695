// @ts-check
"use strict";
// One line on somebody else's page: what is broken now, and where to read on. It shows nothing while all is well.
//
//   <script src="https://status.example/embed.js" async></script>
//
// The line stands where this script stands; above the page, where the script is in its head.
//   data-show="always"  shows the state also while all is well
//   data-theme="dark"   or "light"; else the line follows the page's own `color-scheme`
//
// It keeps nothing on the reader's device, and asks its own server alone. The page around it is not ours: no style
// of the line leaks out, none leaks in, and whatever goes wrong shows nothing.
{
  /**
   * What the line says, in the site's language.
   * @typedef {object} Words
   * @property {string} lang
   * @property {string} dir
   * @property {string} spoken the language of our words, where the site's is another
   * @property {string} well
   * @property {string} maintenance
   * @property {Record<string, string>} statuses
   * @property {Record<string, { outline: string, light: string, dark: string }>} marks by name, from well to worst
   */
  const words = /** @type {Words} */ ({}); // The build puts them here.

  const MINUTE = 60_000;
  const PERIOD = 2 * MINUTE;
  const STALE = 15 * MINUTE;
  const PATIENCE = 20_000;
  const LISTED = 3;

  const SVG = "http://www.w3.org/2000/svg";
  const LOOK = `
    :host { display: block; }
    :host([data-theme=light]) { color-scheme: light; }
    :host([data-theme=dark]) { color-scheme: dark; }
    .line {
      all: initial; color-scheme: inherit;
      display: flex; gap: .6em; padding: .6em .9em; border: 1px solid; border-inline-start: 4px solid; border-radius: 8px;
      font: 400 .9375rem/1.5 ui-sans-serif, system-ui, sans-serif; overflow-wrap: anywhere;
      background: #fff; background: light-dark(#fff, #181c20);
      color: #1c2024; color: light-dark(#1c2024, #e8eaec);
      border-color: #dfe3e6; border-color: light-dark(#dfe3e6, #2b3136);
      border-inline-start-color: var(--edge);
    }
    svg { flex: none; width: 1em; height: 1em; margin-top: .25em; fill: var(--edge); }
    b { font-weight: 600; }
    a { color: inherit; text-underline-offset: .18em; text-decoration-thickness: 1px; }
    a:focus-visible { outline: 2px solid; outline-offset: 2px; border-radius: 2px; }
    ul { margin: 0; padding: 0; list-style: none; }
    small { font-size: .9em; color: #59636d; color: light-dark(#59636d, #9aa5af); }
    @media print { :host { display: none; } }`;

  /** @param {HTMLScriptElement} own */
  function start(own) {
    const root = new URL(".", own.src).href;
    const host = document.createElement("statuskit-status");
    host.dataset.theme = own.dataset.theme ?? "";
    const shadow = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    const edges = Object.entries(words.marks).map(
      ([name, { light, dark }]) => `.${name} { --edge: ${light}; --edge: light-dark(${light}, ${dark}); }`,
    );
    sheet.replaceSync(LOOK + edges.join(""));
    shadow.adoptedStyleSheets = [sheet];
    // There before its words are: a screen reader speaks what is put into it, once.
    const told = make("div", { role: "status", lang: words.lang, dir: words.dir });
    shadow.append(told);

    let shown = "";
    let asked = 0;
    let read = 0;
    let failures = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let next;

    /** @param {ReturnType<typeof look>} seen */
    function show(seen) {
      const now = JSON.stringify(seen);
      if (now === shown) return;
      shown = now;
      told.replaceChildren(...(seen ? [draw(seen, root)] : []));
    }

    async function run() {
      clearTimeout(next);
      if (!document.hidden && host.isConnected) {
        asked = Date.now();
        try {
          show(look(await ask(`${root}api/v2/summary.json`), own.dataset.show === "always"));
          read = asked;
          failures = 0;
        } catch {
          failures += 1;
          if (asked - read > STALE) show(null);
        }
      }
      next = setTimeout(run, PERIOD * 2 ** Math.min(failures, 4));
    }

    if (document.body.contains(own)) own.after(host);
    else document.body.prepend(host);
    document.addEventListener("visibilitychange", () => Date.now() - asked >= PERIOD && run());
    run();
  }

  /** @param {string} address */
  async function ask(address) {
    const answer = await fetch(address, {
      cache: "no-cache",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) throw new TypeError();
    return answer.json();
  }

  /**
   * Find what there is to say; null: nothing. Throws where the summary is none.
   * @param {any} summary @param {boolean} always
   */
  function look(summary, always) {
    const at = Date.now();
    const works = summary.scheduled_maintenances.filter((/** @type {any} */ each) => {
      // A summary is as of its build, while a window begins and ends by the clock; past it runs on what was said to.
      const [start, end, said] = [each.scheduled_for, each.scheduled_until, each.updated_at].map(Date.parse);
      return Number(start) <= at && (at < Number(end) || Number(said) >= Number(end));
    });
    const { indicator, description, localized_description } = summary.status;
    const isHurt = !/^(none|maintenance)$/.test(indicator);
    const names = Object.keys(words.marks);
    const ranks = summary.components.map((/** @type {any} */ each) => names.indexOf(each.status.replaceAll("_", "-")));
    let [mark, text] = ["operational", always ? words.well : ""];
    if (isHurt) [mark, text] = [names[Math.max(0, ...ranks)] ?? "note", String(localized_description ?? description)];
    else if (summary.incidents.length) [mark, text] = ["note", ""];
    else if (works.length) [mark, text] = ["under-maintenance", words.maintenance];
    const items = [...summary.incidents, ...works].slice(0, LISTED).map((/** @type {any} */ each) => ({
      title: String(each.name),
      status: words.statuses[each.status === "scheduled" ? "in_progress" : each.status] ?? "",
      link: String(each.shortlink),
    }));
    return text || items.length ? { mark, text, items } : null;
  }

  /** @param {NonNullable<ReturnType<typeof look>>} seen @param {string} root */
  function draw({ mark, text, items }, root) {
    const icon = document.createElementNS(SVG, "svg");
    icon.setAttribute("viewBox", "0 0 16 16");
    icon.setAttribute("aria-hidden", "true");
    const outline = document.createElementNS(SVG, "path");
    outline.setAttribute("d", words.marks[mark]?.outline ?? "");
    icon.append(outline);
    const ours = { lang: words.spoken };
    const list = items.map(({ title, status, link }) => {
      const item = make("li");
      item.append(anchor(title, new URL(link, root).href), " ", make("small", ours, status));
      return item;
    });
    const said = make("div");
    const state = make("b", ours);
    state.append(anchor(text, root));
    const titles = make("ul");
    titles.append(...list);
    said.append(...(text ? [state] : []), ...(list.length ? [titles] : []));
    const line = make("div", { class: `line ${mark}` });
    line.append(icon, said);
    return line;
  }

  /** @param {string} text @param {string} href */
  function anchor(text, href) {
    return make("a", { href }, text);
  }

  /** @param {string} name @param {Record<string, string>} [attributes] @param {string} [text] */
  function make(name, attributes = {}, text = "") {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  }

  const own = document.currentScript;
  if (own instanceof HTMLScriptElement) {
    // A browser that lacks something shows nothing.
    const begin = () => {
      try {
        start(own);
      } catch {}
    };
    if (document.body) begin();
    else document.addEventListener("DOMContentLoaded", begin);
  }
}
