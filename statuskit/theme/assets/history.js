// @ts-check
"use strict";
// The filter of history. It shows the form that waits in the page, fetches the list of all incidents once somebody
// means to use it, and keeps what was asked in the address. All sentences come from the page, and what it shows of
// an incident goes into the page as text.
{
  const AT_ONCE = 50;
  const REST = 500;
  const NAMES = ["q", "component", "kind", "year"];

  /**
   * @typedef {{ id: string, title: string, words: string, at: Date, kind: string, tone: string, phases: string[][],
   *   components: string[], parts: string[], text: string }} Listed
   */

  const told = document.getElementById("told");
  const page = document.documentElement;
  const scripts = /** @type {HTMLScriptElement | null} */ (document.querySelector("script[data-language]"));
  /** The language of our own words, which the site's may not be. */
  const language = scripts?.dataset.language ?? page.lang;
  const isForeign = new Intl.Locale(language).language !== new Intl.Locale(page.lang).language;
  const number = new Intl.NumberFormat(language, { numberingSystem: "latn" });
  const listing = new Intl.ListFormat(language);
  const moment = new Intl.DateTimeFormat(language, {
    ...{ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
    ...{ hourCycle: "h23", numberingSystem: "latn", timeZone: "UTC" },
  });

  /** What is asked for, by the names of the controls. @type {Map<string, string>} */
  let wanted = new Map();
  /** @type {Listed[]} */
  let list = [];
  /** @type {Listed[]} what of the list is asked for */
  let found = [];
  /** How much of it may be shown, and how much is. */
  let limit = AT_ONCE;
  let shown = 0;
  /** The bytes of the list; "" before it is here. */
  let received = "";
  let fetching = false;
  let hasFailed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} while somebody types */
  let rest;

  let main = take();
  /** What the page says before anything is asked. */
  let hint = place("found").textContent ?? "";

  /** @returns {HTMLElement} the page's content, which newer words replace */
  function take() {
    return /** @type {HTMLElement} */ (document.getElementById("main"));
  }

  /** @param {string} id @returns {HTMLElement} */
  function place(id) {
    return /** @type {HTMLElement} */ (main.querySelector(`#${id}`));
  }

  /** @param {string} name @returns {HTMLInputElement | HTMLSelectElement} */
  function control(name) {
    return /** @type {HTMLInputElement | HTMLSelectElement} */ (place(name));
  }

  /** @param {string} name */
  function want(name) {
    return (wanted.get(name) ?? "").trim();
  }

  /** Make texts comparable: case, accents and widths of letters count for nothing. @param {string} text */
  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  }

  // The list.

  /** Read the list as the build wrote it (`outputs/history.py`). @param {string} text */
  function read(text) {
    const { components, looks, ...columns } = JSON.parse(text);
    let minutes = 0;
    return columns.ids.map((/** @type {string} */ id, /** @type {number} */ i) => {
      minutes = i ? minutes - columns.began[i] : columns.began[i];
      const [kind, tone, phases] = looks[columns.look[i]];
      const [title, words] = [columns.titles[i], columns.words[i]];
      const named = columns.parts[i].map((/** @type {number} */ part) => components[part]);
      const parts = named.map((/** @type {string[]} */ component) => component[1]);
      return {
        ...{ id, title, words, kind, tone, phases, parts, at: new Date(minutes * 60_000) },
        components: named.map((/** @type {string[]} */ component) => component[0]),
        text: fold([title, words, ...parts, columns.tags[i]].join("\n")),
      };
    });
  }

  /** Fetch the list; what is known already stays until there is a newer one. */
  async function fetchList() {
    if (fetching) return;
    fetching = true;
    try {
      const answer = await fetch("index.json", { cache: "no-cache" });
      const text = await answer.text();
      if (!answer.ok) throw new TypeError("no list");
      if (text !== received) list = read(text);
      received = text;
      hasFailed = false;
    } catch {
      hasFailed = !received;
    }
    fetching = false;
    show(limit);
    if (isFiltered() && rest === undefined) tell();
  }

  // What is shown.

  function isFiltered() {
    return NAMES.some(want);
  }

  /** Show what is asked for. @param {number} [most] of it at first */
  function show(most = AT_ONCE) {
    const words = fold(want("q")).split(/\s+/);
    const [component, kind, year] = [want("component"), want("kind"), want("year")];
    found = list.filter(
      (it) =>
        (!component || it.components.includes(component)) &&
        (!kind || it.kind === kind) &&
        (!year || String(it.at.getUTCFullYear()) === year) &&
        words.every((word) => it.text.includes(word)),
    );
    const isShown = isFiltered() && received !== "";
    const held = rows().contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
    // What stands below does not move into view for a shorter list.
    main.style.minHeight = isShown ? main.style.minHeight || `min(${main.offsetHeight}px, 100vh)` : "";
    main.classList.toggle("filtered", isShown);
    place("results").hidden = !isShown;
    rows().replaceChildren();
    shown = 0;
    limit = most;
    if (isShown) add();
    if (held) links().find((link) => link.getAttribute("href") === held)?.focus({ preventScroll: true });
    const button = place("filter").querySelector("button");
    if (button) button.hidden = !isFiltered();
    say();
  }

  /** Say how much was found, or why nothing is shown. */
  function say() {
    const line = place("found");
    if (line.textContent !== sentence()) line.textContent = sentence();
  }

  /** @returns {Element} the list of results */
  function rows() {
    return /** @type {Element} */ (place("results").firstElementChild);
  }

  function links() {
    return [...rows().querySelectorAll("a")];
  }

  /** Show more of what was found, up to the limit. */
  function add() {
    const blank = /** @type {HTMLTemplateElement} */ (place("result")).content;
    rows().append(...found.slice(shown, limit).map((it) => row(blank, it)));
    shown = Math.min(limit, found.length);
    const more = place("results").querySelector(".more");
    if (more instanceof HTMLElement) more.hidden = shown === found.length;
    // Its times and marks are brought up to the moment where all others are.
    rows().dispatchEvent(new Event("statuskit:added", { bubbles: true }));
  }

  /** @param {DocumentFragment} blank @param {Listed} it */
  function row(blank, it) {
    const row = /** @type {HTMLElement} */ (blank.querySelector("li")?.cloneNode(true));
    const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (row.querySelector(selector));
    const link = part("a");
    const [tag, time] = [part(".tag"), document.createElement("time")];
    row.classList.add(it.tone);
    link.textContent = it.title;
    link.setAttribute("href", `../incidents/${it.id}/`);
    for (const [start = "", end = "", shape = "", text = ""] of it.phases) {
      const mark = /** @type {HTMLElement} */ (tag.cloneNode(true));
      mark.classList.add(shape);
      mark.querySelector("use")?.setAttribute("href", `#${shape}`);
      mark.append(text);
      if (start) mark.dataset.from = start;
      if (end) mark.dataset.until = end;
      mark.hidden = start !== "";
      tag.before(mark);
    }
    tag.remove();
    if (isForeign) for (const ours of [...row.querySelectorAll(".tag"), time]) ours.setAttribute("lang", language);
    time.dateTime = it.at.toISOString().replace(".000", "");
    time.textContent = `${moment.format(it.at)} UTC`;
    part(".parts").before(time);
    part(".parts").textContent = listing.format(it.parts);
    part(".soft").textContent = it.words;
    return row;
  }

  /** @returns {string} what there is to say of the list */
  function sentence() {
    const sentences = place("filter").dataset;
    if (!isFiltered()) return hint;
    if (!received) return (hasFailed && !fetching ? sentences.failed : sentences.fetching) ?? "";
    if (!found.length) return sentences.none ?? "";
    const counts = { found: number.format(found.length), total: number.format(list.length) };
    return (sentences.found ?? "").replace("{found}", counts.found).replace("{total}", counts.total);
  }

  /** Let a screen reader know, politely. */
  function tell() {
    if (told) told.textContent = sentence();
  }

  // What is asked for.

  /** Take what is asked for from the address into the form. */
  function readAddress() {
    const query = new URLSearchParams(location.search);
    wanted = new Map(NAMES.map((name) => [name, query.get(name) ?? ""]));
    fillForm();
  }

  function fillForm() {
    for (const name of NAMES) {
      const it = control(name);
      const value = wanted.get(name) ?? "";
      // What nobody could choose is shown as what was asked for, and finds nothing.
      const isKnown = !(it instanceof HTMLSelectElement) || [...it.options].some((option) => option.value === value);
      if (it instanceof HTMLSelectElement && !isKnown) it.add(new Option(value, value));
      if (it.value !== value) it.value = value;
    }
  }

  /** Keep in the address what is asked for; only while a text is being typed is that no step to go back by. */
  function writeAddress() {
    const before = new URLSearchParams(location.search);
    const after = new URLSearchParams(before);
    for (const name of NAMES) {
      if (want(name)) after.set(name, want(name));
      else after.delete(name);
    }
    const changed = NAMES.filter((name) => (before.get(name) ?? "") !== (after.get(name) ?? ""));
    if (!changed.length) return;
    const isTyping = changed.join() === "q" && before.get("q") && after.get("q");
    history[isTyping ? "replaceState" : "pushState"](null, "", `${location.pathname}?${after}`.replace(/\?$/, ""));
  }

  /** What is asked for stands: keep it, fetch the list where it is not here, and tell of it. */
  function settle() {
    clearTimeout(rest);
    rest = undefined;
    writeAddress();
    if (isFiltered() && !received) fetchList();
    say();
    tell();
  }

  /** @param {Event} event @returns {HTMLInputElement | HTMLSelectElement | null} the control of ours that it is about */
  function asked(event) {
    const it = event.target;
    const isOurs = (it instanceof HTMLInputElement || it instanceof HTMLSelectElement) && it.form === place("filter");
    return isOurs ? it : null;
  }

  /** Forget what is asked for, by these names. @param {string[]} names */
  function forget(names) {
    for (const name of names) wanted.delete(name);
    fillForm();
    show();
    settle();
    control("q").focus();
  }

  /** Go on with a page that is new, or newer: what was asked for still is. */
  function begin() {
    place("filter").classList.add("ready");
    const line = /** @type {HTMLElement} */ (place("found").parentElement);
    // A shorter sentence pulls nothing up.
    line.style.minHeight = `${line.offsetHeight}px`;
    fillForm();
    if (isFiltered()) show(limit);
  }

  // The page's content is replaced by newer words, so all is heard where it stays.
  document.addEventListener("focusin", (event) => {
    if (asked(event) && !received) fetchList();
  });
  document.addEventListener("input", (event) => {
    const it = asked(event);
    if (!it) return;
    wanted.set(it.name, it.value);
    show();
    clearTimeout(rest);
    rest = setTimeout(settle, REST);
  });
  document.addEventListener("change", (event) => {
    if (asked(event)) settle();
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== place("filter")) return;
    event.preventDefault();
    settle();
  });
  document.addEventListener("reset", (event) => {
    if (event.target !== place("filter")) return;
    event.preventDefault();
    forget(NAMES);
  });
  document.addEventListener("keydown", (event) => {
    const it = asked(event);
    if (event.key !== "Escape" || event.isComposing || it?.name !== "q" || !it.value) return;
    event.preventDefault();
    forget(["q"]);
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.matches("#results button")) return;
    const first = shown;
    limit += AT_ONCE;
    add();
    links()[first]?.focus();
  });
  addEventListener("popstate", () => {
    const before = NAMES.map(want).join("\n");
    readAddress();
    // A step to another place of the same page asks for nothing else.
    if (before === NAMES.map(want).join("\n")) return;
    show();
    settle();
  });
  document.addEventListener("statuskit:renewed", () => {
    const before = control("q");
    main = take();
    hint = place("found").textContent ?? "";
    begin();
    const after = control("q");
    if (before instanceof HTMLInputElement && after instanceof HTMLInputElement) {
      after.setSelectionRange(before.selectionStart, before.selectionEnd);
    }
    if (received) fetchList();
  });

  readAddress();
  begin();
  if (isFiltered()) settle();
}
