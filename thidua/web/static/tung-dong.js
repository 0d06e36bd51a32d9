// Từng dòng: the fields of one criterion. Enter in one of them saves the line and goes on, as its
// button does, and what is to be typed next has the focus, so that scoring one line after another
// asks for nothing but its number and Enter.
(() => {
  "use strict";

  const FIELDS = '[class*="st-key-cac-o-"]';
  const ONWARD = '[class*="st-key-luu-sang-"] button, [class*="st-key-luu-cheo-"] button';
  const SAVES = `${ONWARD}, [class*="st-key-luu-tung-tieu-chi"] button`;
  const LEADS = `${ONWARD}, [class*="st-key-toi-"] button`;
  const [LONGEST, SETTLING] = [20_000, 1500];

  // The fields as they were when going on was asked for; those that come next are named otherwise.
  let before = null;
  let until = 0;
  let given = null;
  const drawn = () => document.querySelector(FIELDS);
  const goOn = () => {
    before = drawn()?.className ?? "";
    until = performance.now() + LONGEST;
  };

  const arrive = () => {
    if (before === null) return;
    const fields = drawn();
    const first = fields?.querySelector("input, textarea");
    if (performance.now() > until) before = null;
    else if (first && fields.className !== before) {
      const state = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState;
      // Until it is at rest the page may draw a field anew, or another before it.
      if (state === "notRunning") until = Math.min(until, performance.now() + SETTLING);
      const active = document.activeElement;
      if (fields.contains(active) && (active !== given || active === first)) return;
      given = first;
      fields.scrollIntoView({ block: "nearest" });
      // On a phone the focus would lay a keyboard over the words that are to be read first.
      if (matchMedia("(pointer: fine)").matches) first.focus({ preventScroll: true });
    }
  };
  new MutationObserver(arrive).observe(document.documentElement, {
    subtree: true, childList: true, attributeFilter: ["data-test-script-state"],
  });

  document.addEventListener("pointerdown", () => { before = null; }, true);
  document.addEventListener("click", ({ target }) => {
    if (target.closest?.(LEADS)) goOn();
  }, true);
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.key !== "Enter" || event.isComposing || !target.closest?.(FIELDS)) return;
    if (target.tagName !== "INPUT" || target.getAttribute("role") === "combobox") return;
    const button = document.querySelector(SAVES);
    if (!button || button.disabled) return;
    event.preventDefault();
    event.stopPropagation();
    button.focus();  // the field that is left tells Streamlit what is typed in it
    goOn();
    button.click();
  }, true);
})();
