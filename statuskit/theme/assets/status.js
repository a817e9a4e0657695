// @ts-check
// What a page does on its own once it is read. Without it every word still stands there.

/** The technical section: collapsed on small screens, open when printed and when linked to. */
function technicalSection() {
  const section = document.getElementById("technical");
  const details = section?.querySelector("details");
  if (!section || !details) return;

  const isLinkedTo = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return Boolean(target) && section.contains(target || null);
  };
  if (matchMedia("(max-width: 34rem)").matches && !isLinkedTo()) details.open = false;
  addEventListener("hashchange", () => {
    if (isLinkedTo()) details.open = true;
  });
  addEventListener("beforeprint", () => {
    details.open = true;
  });
}

/** A tooltip that hides what one wants to read goes with Escape. */
function tooltips() {
  addEventListener("keydown", (event) => {
    const focused = document.activeElement;
    if (event.key === "Escape" && focused instanceof HTMLElement && focused.matches(".term")) focused.blur();
  });
}

technicalSection();
tooltips();
