// @ts-check
"use strict";
// What a page does on its own once it is read. Without it every word still stands there, as of the build and in UTC.
//
// The page holds what the clock alone will change, printed already: `data-from` and `data-until` tell when it is
// shown. The script adds the reader's zone, the ages, and the bars of new days; every minute it asks whether the
// site has changed, and then takes the page itself anew. All sentences come from the page.
{
  const MINUTE = 60_000;
  const DAY = 24 * 60 * MINUTE;
  const PATIENCE = 20_000;
  const TOO_FAR_OFF = 5 * MINUTE;

  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = own.dataset.root ?? "./";
  const frozen = Date.parse(own.dataset.frozen ?? "");
  /** The language of our own words, which the site's may not be. */
  const language = own.dataset.language;
  const checkedLine = document.getElementById("checked");
  const told = document.getElementById("told");
  const ranks = [...document.querySelectorAll(".marks symbol")].map((symbol) => symbol.id);
  const icon = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=icon]"));
  const ownIcon = icon?.href ?? "";

  let main = /** @type {HTMLElement} */ (document.getElementById("main"));
  /** The page as it came, before this script changed it. */
  let received = main.innerHTML;
  let headline = heading();
  let titleEnd = document.title.startsWith(headline) ? document.title.slice(headline.length) : null;

  /** How far the reader's clock is behind the server's, where that is too much to go by it. */
  let skew = 0;
  let clockIsKnown = false;
  let opened = Date.now();
  /** When the site was last known to be as shown; 0: never. */
  let checked = 0;
  /** The bytes of the summary that the page belongs to. */
  let summary = "";
  /** @type {any} the summary, read */
  let site;
  let failures = 0;
  let asked = 0;
  let asking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let next;

  /** @returns {number} the moment that the page goes by, in milliseconds since 1970 */
  function now() {
    return frozen || Date.now() + skew;
  }

  /** @param {string} selector @param {ParentNode} [within] */
  function all(selector, within = document) {
    return /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);
  }

  /** Write a text where it differs: what has not changed is not touched. @param {Element} place @param {string} text */
  function write(place, text) {
    if (place.textContent !== text) place.textContent = text;
  }

  // Words for times. The page's own are UTC; formats are made once, as making them is slow.

  /** @param {Intl.DateTimeFormatOptions} options */
  function format(options) {
    return new Intl.DateTimeFormat(language, { numberingSystem: "latn", hourCycle: "h23", ...options });
  }
  /** @type {Intl.DateTimeFormatOptions} */
  const asTime = { hour: "2-digit", minute: "2-digit" };
  /** @type {Intl.DateTimeFormatOptions} */
  const asDay = { day: "numeric", month: "short" };
  /** @type {Intl.DateTimeFormatOptions} */
  const asDate = { ...asDay, year: "numeric" };
  const here = {
    time: format(asTime),
    date: format(asDate),
    day: format({ day: "numeric" }),
    month: format({ month: "short" }),
    dayAndTime: format({ ...asDay, ...asTime }),
    dateAndTime: format({ ...asDate, ...asTime }),
  };
  const utc = {
    date: format({ ...asDate, timeZone: "UTC" }),
    dayAndTime: format({ ...asDay, ...asTime, timeZone: "UTC" }),
    weekday: format({ ...asDay, weekday: "short", timeZone: "UTC" }),
  };

  /** Say a time of the reader's zone, its day where that is not today. @param {number} at */
  function clock(at) {
    const isToday = here.date.format(at) === here.date.format(now());
    return (isToday ? here.time : here.dayAndTime).format(at);
  }

  /** Say a length of time by its two greatest units. @param {number} length in milliseconds */
  function spoken(length) {
    const minutes = Math.floor(length / MINUTE);
    const parts = { day: Math.floor(minutes / 1440), hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
    const counted = Object.entries(parts).filter(([, count]) => count);
    return (counted.length ? counted : Object.entries({ minute: 0 }))
      .slice(0, 2)
      .map(([unit, n]) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(n))
      .join(" ");
  }

  /** @param {string | undefined} sentence @param {Record<string, string>} values */
  function fill(sentence, values) {
    return (sentence ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  /** Put the reader's zone in front of every time, and keep the UTC; whole days are the same everywhere. @param {ParentNode} [within] */
  function localise(within) {
    for (const it of all("[data-sheet]", within)) {
      const at = Date.parse(it.dataset.sheet ?? "");
      const [month, day] = it.children;
      if (month) write(month, here.month.format(at));
      if (day) write(day, here.day.formatToParts(at).find((part) => part.type === "day")?.value ?? "");
    }
    const today = here.date.format(now());
    let before = "";
    for (const it of /** @type {HTMLTimeElement[]} */ (all("time", within))) {
      const written = (it.dataset.utc ??= it.textContent ?? "");
      const [, dayThere, hourThere] = /^(.*?)(\d\d:\d\d)(?: UTC)?$/.exec(written) ?? [];
      const at = Date.parse(it.dateTime);
      if (hourThere === undefined || Number.isNaN(at)) continue;
      const [hour, date, dateThere] = [here.time.format(at), here.date.format(at), utc.date.format(at)];
      // The day of a time without one is that of its row, of today in a promise, else of the time before it.
      const plain = it.closest(".timeline") ? dateThere : it.closest(".promise") ? today : before;
      before = date;
      const isSameDay = date === dateThere;
      let text = (date === plain ? here.time : here.dayAndTime).format(at);
      if (dayThere) text = isSameDay ? dayThere + hour : here.dateAndTime.format(at);
      if (hour === hourThere && isSameDay) {
        write(it, dayThere ? written : `${text} UTC`);
        continue;
      }
      const beside = document.createElement("span");
      beside.className = "utc";
      beside.textContent = `(${isSameDay ? hourThere : utc.dayAndTime.format(at)} UTC)`;
      text += " ";
      if (it.textContent !== text + beside.textContent) it.replaceChildren(text, beside);
    }
  }

  // What the clock changes.

  /** Show what holds at this moment, and hide what held before or will hold later. @param {ParentNode} [within] */
  function turn(within) {
    const at = now();
    for (const it of all("[data-from], [data-until]", within)) {
      it.hidden = at < Date.parse(it.dataset.from ?? "") || at >= Date.parse(it.dataset.until ?? "");
    }
    for (const it of all("[data-any]", within)) it.hidden = !it.querySelector(":scope > article:not([hidden])");
    for (const it of all("[data-clock]", within)) write(it, here.time.format(at));
    for (const it of all("[data-age]", within)) {
      const age = at - Date.parse(it.dataset.age ?? "");
      const sentence = (it.dataset.sentence ??= it.textContent ?? "");
      it.hidden = !(age >= 0);
      write(it, fill(sentence, { length: spoken(age) }));
    }
  }

  /** @param {number} at @returns {string} the UTC day as the page writes it in attributes */
  function isoDay(at) {
    return new Date(at).toISOString().slice(0, 10);
  }

  /** @type {WeakMap<Element, { built: Element[], drawn: string }>} */
  const drawings = new WeakMap();

  /** Let the bars go on from their last day: by the clock alone a state lasts, begins or ends. */
  function drawBars() {
    const today = Date.parse(isoDay(now()));
    for (const it of all(".bars[data-day]")) {
      const drawing = drawings.get(it) ?? { built: [...it.children], drawn: "" };
      drawings.set(it, drawing);
      const first = Date.parse(it.dataset.day ?? "");
      const bars = [...drawing.built];
      for (let start = first; start <= today; start += DAY) {
        const built = start === first ? bars.pop() : undefined;
        const shape = worst(it.dataset.states ?? "", start, built?.className || "operational");
        const bar = built && (built.className || "operational") === shape ? built : document.createElement("i");
        bar.className = shape === "operational" ? "" : shape;
        bars.push(bar);
      }
      const drawn = [today, ...bars.map((bar) => bar.className)].join();
      if (drawn !== drawing.drawn) it.replaceChildren(...bars.slice(-drawing.built.length));
      drawing.drawn = drawn;
    }
  }

  /**
   * Find the worst state of a day up to now.
   * @param {string} states moment and state in turn, in order @param {number} start of the day
   * @param {string} shape the day's worst state as built
   */
  function worst(states, start, shape) {
    const spells = states.split(" ");
    for (let i = 0; i + 1 < spells.length; i += 2) {
      const [begins, state, ends] = [Date.parse(spells[i] ?? ""), spells[i + 1] ?? "", Date.parse(spells[i + 2] ?? "")];
      const isOver = ends <= start;
      if (begins <= now() && begins < start + DAY && !isOver && ranks.indexOf(state) > ranks.indexOf(shape)) shape = state;
    }
    return shape;
  }

  /** Begin a new day in the list of the last ones, once UTC has. */
  function turnDays() {
    const list = main.querySelector(".days");
    const blank = main.querySelector("#day");
    if (!list || !(blank instanceof HTMLTemplateElement)) return;
    const today = isoDay(now());
    const shown = all("li:not([hidden])", list);
    const newest = shown[0]?.dataset.day ?? today;
    const oldest = Date.parse(today) - (shown.length - 1) * DAY;
    for (let at = Math.max(Date.parse(newest) + DAY, oldest); isoDay(at) <= today; at += DAY) {
      const row = list.querySelector(`[data-day="${isoDay(at)}"]`) ?? blank.content.querySelector("li")?.cloneNode(true);
      if (!(row instanceof HTMLElement)) return;
      row.dataset.day = isoDay(at);
      row.hidden = false;
      list.prepend(row);
    }
    if (newest >= today) return;
    const name = blank.content.querySelector("time")?.textContent ?? "";
    all("li:not([hidden])", list).forEach((row, place) => {
      const label = row.querySelector("time");
      if (place >= shown.length) row.remove();
      else if (label) {
        label.dateTime = row.dataset.day ?? "";
        if (row.dataset.day === today) write(label, name);
        else if (label.textContent === name) write(label, utc.weekday.format(Date.parse(label.dateTime)));
      }
    });
  }

  /** @returns {string} the state of everything, where it is this page's heading */
  function heading() {
    return main.querySelector(".state:not([hidden]) :is(h1, [role=heading])")?.textContent ?? "";
  }

  /** Let title, icon and screen readers follow the state. @param {boolean} [hasChanged] the page has, too */
  function follow(hasChanged) {
    const shown = heading();
    if (titleEnd !== null) document.title = shown + titleEnd;
    const state = main.querySelector(".state:not([hidden])") ?? document.getElementById("state");
    if (icon && state instanceof HTMLElement) icon.href = drawIcon(state) ?? ownIcon;
    const words = [hasChanged ? told?.dataset.changed : "", shown === headline ? "" : shown].filter(Boolean);
    if (told && words.length) told.textContent = words.join(" ");
    headline = shown;
  }

  /** Show the state of everything on a page that is about something else, while the summary can know it. */
  function showState() {
    const place = document.getElementById("state");
    const text = place?.querySelector("span");
    if (!place || !text || !site) return;
    const rankOf = (/** @type {any} */ component) => ranks.indexOf(String(component.status).replaceAll("_", "-"));
    const shape = ranks[Math.max(0, ...site.components.map(rankOf))] ?? "";
    place.className = `tag ${shape}`;
    place.querySelector("use")?.setAttribute("href", `#${shape}`);
    write(text, site.status.localized_description ?? site.status.description);
    // A summary is as of its build; a window that has begun or ended since makes it wrong.
    const isOld = site.scheduled_maintenances.some((/** @type {any} */ each) => {
      const [start, end, said] = [each.scheduled_for, each.scheduled_until, each.updated_at].map(Date.parse);
      return each.status === "scheduled" ? (start ?? 0) <= now() : (said ?? 0) < (end ?? 0) && (end ?? 0) <= now();
    });
    // Statuspage calls all well while an incident is open that hurts no component; we do not.
    place.hidden = isOld || (shape === "operational" && site.incidents.length > 0);
  }

  /** Draw a state's mark in its colour; of none that is well, the site has an icon. @param {HTMLElement} state */
  function drawIcon(state) {
    const shape = ranks.find((rank) => state.classList.contains(rank)) ?? "operational";
    const path = document.getElementById(shape)?.innerHTML ?? "";
    if (shape === "operational" || shape === "note" || state.hidden) return null;
    const colour = getComputedStyle(state).getPropertyValue("--edge").trim();
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="${colour}">${path}</svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }

  /** Say how far one can rely on the page. */
  function sayChecked() {
    if (!checkedLine) return;
    const say = checkedLine.dataset;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const lastWord = Date.parse(site?.page.updated_at ?? "");
    const isStale = !frozen && failures > 0 && now() - (checked || opened + skew) > 2.5 * MINUTE;
    const parts = [
      document.getElementById("word") || !lastWord ? "" : fill(say.word, { time: clock(lastWord) }),
      isStale ? fill(say.stale, { time: clock(checked || opened + skew) }) : "",
      checked && !isStale ? fill(say.checked, { time: clock(checked) }) : "",
      skew ? fill(say.off, { length: spoken(Math.abs(skew)) }) : "",
      frozen || clockIsKnown ? "" : say.unsure,
      /UTC|GMT/.test(zone) ? "" : fill(say.zone, { zone }),
    ];
    checkedLine.classList.toggle("late", isStale);
    write(checkedLine, parts.filter(Boolean).join(" ").replaceAll("。 ", "。"));
  }

  /** Bring the page up to the moment. @param {boolean} [hasChanged] */
  function tick(hasChanged) {
    turn();
    drawBars();
    makeSliders();
    turnDays();
    localise();
    showState();
    follow(hasChanged);
    sayChecked();
  }

  // What the site changes.

  /** Ask the server, and learn from its clock. @param {string} address */
  async function ask(address) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(address, { cache: "no-cache", signal: patience.signal });
      const date = Date.parse(answer.headers.get("Date") ?? "") + 1000 * Number(answer.headers.get("Age") ?? 0);
      if (!Number.isNaN(date)) {
        const ahead = date - Date.now();
        skew = Math.abs(ahead) > TOO_FAR_OFF ? ahead : 0;
        clockIsKnown = true;
      }
      return { isGood: answer.ok || answer.status === 404, headers: answer.headers, text: await answer.text() };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ask whether the site has changed, and take the page anew if so. Throws where there is no sound answer. */
  async function check() {
    const answer = await ask(`${root}api/v2/summary.json`);
    const found = JSON.parse(answer.text);
    const isSummary = answer.isGood && found.page && found.status && found.components && found.scheduled_maintenances;
    if (!isSummary) throw new TypeError("not a summary");
    // A page from a cache may be older than the first summary that it sees.
    const isFirst = !summary && Date.parse(answer.headers.get("Last-Modified") ?? "") <= Date.parse(document.lastModified);
    const hasChanged = answer.text !== summary && !isFirst && (await renew());
    summary = answer.text;
    site = found;
    checked = Date.now() + skew;
    return hasChanged;
  }

  /** Take the page anew, keeping the reader's place. */
  async function renew() {
    const answer = await ask(location.href.replace(/#.*/s, ""));
    const page = new DOMParser().parseFromString(answer.text, "text/html");
    const newer = page.getElementById("main");
    const isWhole = page.querySelector("script[data-root]") && /<\/html>\s*$/.test(answer.text);
    if (!answer.isGood || !newer || !isWhole) throw new TypeError("not a page of ours");
    if (assets(page) !== assets(document)) location.reload();
    if (newer.innerHTML === received) return false;
    received = newer.innerHTML;
    const find = remember();
    titleEnd = titleEnd === null ? null : page.title.slice(page.querySelector("h1")?.textContent?.length);
    main.replaceWith(newer);
    main = newer;
    const word = page.getElementById("word");
    if (word) document.getElementById("word")?.replaceWith(word);
    tick(true);
    document.dispatchEvent(new Event("statuskit:renewed"));
    find();
    return true;
  }

  /** Name our style and script, as a page asks for them. @param {Document} page */
  function assets(page) {
    const ours = page.querySelectorAll('script[src*="/statuskit/"], link[rel=stylesheet][href*="/statuskit/"]');
    return [...ours].map((it) => it.getAttribute("src") ?? it.getAttribute("href")).join();
  }

  /** Remember focus, open details and scroll; gives what finds them again in a newer `main`. */
  function remember() {
    const older = main;
    const focused = older.contains(document.activeElement) ? document.activeElement : null;
    const details = /** @type {HTMLDetailsElement[]} */ (all("details", older));
    const marks = scrollY < 8 ? [] : all("h1, h2, h3, h4, p, li, tr, summary, dt, dd", older);
    const inView = marks.filter((it) => it.getBoundingClientRect().bottom > 0 && it.offsetParent).slice(0, 30);
    const places = inView.map((it) => ({ it, top: it.getBoundingClientRect().top }));

    /** @param {Element} it */
    const nameOf = (it) =>
      it.id || it.getAttribute("href") || (it.matches("details") ? it.firstElementChild : it)?.textContent || "";
    /** Find what an element has become. @param {Element} it */
    const twin = (it) => {
      const namesakes = (/** @type {ParentNode} */ page) =>
        all(it.tagName, page).filter((each) => nameOf(each) === nameOf(it));
      return namesakes(main)[namesakes(older).indexOf(/** @type {HTMLElement} */ (it))];
    };
    return () => {
      for (const it of details) {
        const same = twin(it);
        if (same instanceof HTMLDetailsElement) same.open = it.open;
      }
      if (focused) {
        const held = twin(focused);
        if (!held) main.tabIndex = -1;
        const bars = barsOf(held ?? null);
        if (bars) choose(bars, bars.children[Number(focused.ariaValueNow) - 1]);
        (held ?? main).focus({ preventScroll: true });
      }
      for (const { it, top } of places) {
        const found = twin(it);
        if (!found) continue;
        scrollBy({ top: found.getBoundingClientRect().top - top, behavior: "instant" });
        break;
      }
    };
  }


  async function run() {
    if (asking) return;
    asking = true;
    asked = Date.now();
    try {
      await check();
      failures = 0;
    } catch {
      failures += 1;
    }
    asking = false;
    tick();
    plan();
  }

  /** Ask again in a minute; later while nobody looks, or while there is no answer. */
  function plan() {
    clearTimeout(next);
    const wait = MINUTE * Math.min(2 ** failures, 15);
    next = setTimeout(run, document.hidden ? Math.max(wait, 5 * MINUTE) : wait);
  }

  /** Somebody looks again: the clock has gone on, and an answer may be overdue. */
  function lookAgain() {
    if (document.hidden || asking) return;
    tick();
    if (Date.now() - asked >= MINUTE) run();
    else plan();
  }

  // What readers do.

  /** The text of the day that the pointer or an arrow key has come to. */
  const tip = document.createElement("p");
  tip.className = "tip";
  tip.ariaHidden = "true";

  /** @param {Element | null} place @returns {HTMLElement | null} the bars that a place belongs to */
  function barsOf(place) {
    return place?.closest(".bars") ?? null;
  }

  /** Say what a day was. @param {Element} bar @param {number} back how many days before today it lies */
  function sayDay(bar, back) {
    const day = utc.weekday.format(Date.parse(isoDay(now())) - back * DAY);
    const say = told?.dataset;
    const state = document.getElementById(bar.className)?.dataset.name ?? "";
    return fill(bar.className === "unknown" ? say?.unmeasured : state ? say?.state : say?.quiet, { day, state });
  }

  /** Let one tab stop a component lead to all its days: without this script the bars are a picture. */
  function makeSliders() {
    for (const it of all(".bars[role=img]")) {
      it.role = "slider";
      it.tabIndex = 0;
      it.ariaValueMin = "1";
      it.ariaValueMax = String(it.children.length);
      for (const bar of /** @type {HTMLElement[]} */ (all("[title]", it))) {
        bar.dataset.text = bar.title;
        bar.removeAttribute("title");
      }
      choose(it);
    }
  }

  /** Choose a day of the bars, today where none is named. @param {HTMLElement} bars @param {Element | null} [named] */
  function choose(bars, named) {
    const days = [...bars.children];
    const bar = /** @type {HTMLElement} */ (named ?? days.at(-1));
    const place = days.indexOf(bar);
    const text = bar.dataset.text ?? sayDay(bar, days.length - 1 - place);
    bars.ariaValueNow = String(place + 1);
    bars.ariaValueText = text;
    return { bar, text };
  }

  /** Show the text of a day above its bar. @param {HTMLElement} bars @param {Element | null} [named] */
  function showDay(bars, named) {
    const { bar, text } = choose(bars, named);
    hideDay();
    bar.dataset.chosen = "";
    write(tip, text);
    const middle = bar.offsetLeft + bar.offsetWidth / 2 - bars.offsetLeft;
    tip.style.setProperty("--middle", `${(100 * middle) / bars.offsetWidth}%`);
    tip.style.setProperty("--top", `${bars.offsetTop}px`);
    bars.before(tip);
  }

  function hideDay() {
    tip.remove();
    main.querySelector("[data-chosen]")?.removeAttribute("data-chosen");
  }

  /** Bars tell their days to the mouse, to a finger that slides along them, and to the arrow keys. */
  function tellDays() {
    const point = (/** @type {PointerEvent} */ event) => {
      const bar = document.elementFromPoint(event.clientX, event.clientY);
      const bars = barsOf(bar);
      if (bar && bars && bar !== bars) showDay(bars, bar);
      else if (event.pointerType === "mouse" && !bars && bar !== tip) hideDay();
    };
    addEventListener("pointermove", point);
    addEventListener("pointerdown", point);
    addEventListener("focusin", (event) => {
      const bars = barsOf(/** @type {Element} */ (event.target));
      if (bars?.matches(":focus-visible")) showDay(bars, bars.children[Number(bars.ariaValueNow) - 1]);
    });
    addEventListener("focusout", (event) => barsOf(/** @type {Element} */ (event.target)) && hideDay());
    addEventListener("keydown", (event) => {
      const focused = document.activeElement;
      if (event.key === "Escape") {
        // A tooltip that hides what one wants to read goes with Escape.
        hideDay();
        if (focused instanceof HTMLElement && focused.matches(".term")) focused.blur();
      }
      const bars = barsOf(focused);
      if (!bars) return;
      const count = bars.children.length;
      const ahead = document.dir === "rtl" ? -1 : 1;
      const steps = { ArrowRight: ahead, ArrowLeft: -ahead, ArrowUp: 1, ArrowDown: -1, PageUp: 7, PageDown: -7 };
      const to = { Home: 1, End: count }[event.key];
      const step = /** @type {Record<string, number>} */ (steps)[event.key];
      if (to === undefined && step === undefined) return;
      event.preventDefault();
      const place = to ?? Number(bars.ariaValueNow) + (step ?? 0);
      showDay(bars, bars.children[Math.min(Math.max(place, 1), count) - 1]);
    });
  }

  /** The technical section: collapsed on small screens, open when printed and when linked to. */
  function technicalSection() {
    const details = () => main.querySelector("#technical details");
    const open = () => details()?.setAttribute("open", "");
    const isLinkedTo = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      return Boolean(target && target.closest("#technical"));
    };
    if (matchMedia("(max-width: 34rem)").matches && !isLinkedTo()) details()?.removeAttribute("open");
    addEventListener("hashchange", () => isLinkedTo() && open());
    addEventListener("beforeprint", open);
  }

  /** What another script of ours puts onto the page goes by the same clock and zone. */
  function additions() {
    addEventListener("statuskit:added", ({ target }) => {
      if (!(target instanceof Element)) return;
      turn(target);
      localise(target);
    });
  }

  technicalSection();
  tellDays();
  additions();
  if (frozen) {
    tick();
  } else {
    // Zones need no clock. What does waits for the server's word on it, but not for long.
    localise();
    makeSliders();
    run();
    setInterval(tick, MINUTE / 4);
    document.addEventListener("visibilitychange", lookAgain);
    addEventListener("online", run);
    addEventListener("pageshow", lookAgain);
  }
  document.documentElement.classList.add("ready");
}
