// @ts-check
"use strict";
// Copies what stands on the page of ways to follow. Without it all of that stands there too, to be copied by hand.
{
  const SHOWN = 2_000;

  /** @param {Element} code what to copy */
  function whole(code) {
    const root = code.closest("[data-root]")?.getAttribute("data-root");
    const place = code.querySelector("a") ?? code;
    // A site that does not know its address is known by where the reader found it.
    if (root) place.textContent = (place.textContent ?? "").replaceAll(root, new URL(root, location.href).href);
    return code.textContent ?? "";
  }

  /** @param {HTMLElement} button */
  async function copy(button) {
    const code = button.parentElement?.querySelector("code");
    const said = /** @type {HTMLElement | null} */ (button.closest(".ways"))?.dataset;
    const told = document.getElementById("told");
    const label = button.firstChild;
    if (!code || !said || !told || !label) return;
    try {
      await navigator.clipboard.writeText(whole(code));
    } catch {
      // Without encryption, or where the reader forbids it, there is no clipboard for us.
      getSelection()?.selectAllChildren(code);
      told.textContent = said.selected ?? "";
      return;
    }
    told.textContent = said.copied ?? "";
    const name = label.textContent;
    if (name === said.copied) return;
    label.textContent = said.copied ?? "";
    setTimeout(() => {
      label.textContent = name;
      told.textContent = "";
    }, SHOWN);
  }

  /** Open the part that the address names. */
  function reveal() {
    const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!(part instanceof HTMLDetailsElement)) return;
    part.open = true;
    part.scrollIntoView();
  }

  for (const code of document.querySelectorAll(".address code")) whole(code);
  document.documentElement.classList.add("can-copy");
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".copy") : null;
    if (button instanceof HTMLElement) copy(button);
  });
  addEventListener("hashchange", reveal);
  reveal();
}
