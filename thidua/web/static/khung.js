// Khung: evidence in its place, a readable menu, tables saved as text and sorted by their numbers.
(() => {
  "use strict";

  // A PDF is shown by the browser's own reader, which refuses to work inside the sandboxed frames that
  // Streamlit draws; the panel of evidence draws a link instead, and it becomes a plain frame here.
  const EVIDENCE = 'a.xem-pdf[href^="/minh-chung/"]';
  new MutationObserver(() => {
    for (const link of document.querySelectorAll(EVIDENCE)) {
      const frame = document.createElement("iframe");
      frame.className = "xem-pdf";
      frame.src = link.getAttribute("href");
      frame.title = link.textContent;
      link.replaceWith(frame);
    }
  }).observe(document.documentElement, { subtree: true, childList: true });

  // Streamlit puts the headings of the side menu inside its list, which no list may contain; screen
  // readers get a row of links instead.
  const MENU = '[data-testid="stSidebarNavItems"]';
  new MutationObserver(() => {
    for (const part of document.querySelectorAll(`${MENU}:not([role]), ${MENU} li:not([role])`)) {
      part.setAttribute("role", "none");
    }
  }).observe(document.documentElement, { subtree: true, childList: true });

  // On a narrow screen the side menu lies over the page: whoever has chosen a page is to see it.
  const CLOSE = '[data-testid="stSidebarCollapseButton"] button';
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.(`${MENU} a`) || !matchMedia("(max-width: 768px)").matches) return;
    setTimeout(() => document.querySelector(CLOSE)?.click());
  });

  // The button of a grid that saves it as CSV writes each row with an encoder that begins with the
  // mark of byte order. What a spreadsheet would take for a formula gets the sign that keeps it text.
  const FIELD = /("(?:[^"]|"")*"|[^,\n]*)(,|\r?\n|$)/g;
  const NUMBER = /^[-+]?\d[\d.,\s]*%?$/;
  const plain = (field) => {
    const quoted = field.startsWith('"');
    const text = quoted ? field.slice(1, -1) : field;
    if (!/^\s*[=+\-@]/.test(text) || NUMBER.test(text)) return field;
    return quoted ? `"'${text}"` : `'${text}`;
  };
  window.TextEncoder = class extends TextEncoder {
    encode(text = "") {
      if (text === "\ufeff") this.writesTable = true;
      if (!this.writesTable) return super.encode(text);
      return super.encode(text.replace(FIELD, (_, field, end) => plain(field) + end));
    }
  };

  // A grid sorts the text of its cells with localeCompare, which would put 882,50 behind 1.107,00. Texts
  // that write a number as we write it stand in the order of the numbers, codes of digits part by part,
  // and what stands for no number before them; all else stays where letters put it.
  const WRITTEN = /^([+−-]?)(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?(?: %)?(?: \(đồng hạng\))?$/;
  const CODE = /^\d+(?:\.\d+)+$/;
  const placeOf = (text) => {
    if (text === "" || text === "—" || text === "–") return [0];
    const [, sign, whole, rest] = WRITTEN.exec(text) ?? [];
    if (whole !== undefined) {
      const size = Number(`${whole.replaceAll(".", "")}.${rest ?? 0}`);
      return [1, sign === "−" || sign === "-" ? -size : size];
    }
    return CODE.test(text) ? [1, ...text.split(".").map(Number)] : [2];
  };
  const byLetters = String.prototype.localeCompare;
  Object.defineProperty(String.prototype, "localeCompare", {
    configurable: true,
    writable: true,
    value: function (other, ...how) {
      if (!how.length) {
        const [own, its] = [placeOf(String(this)), placeOf(String(other))];
        for (let at = 0; at < Math.max(own.length, its.length); at += 1) {
          const [one, two] = [own[at] ?? -1, its[at] ?? -1];
          if (one !== two) return one < two ? -1 : 1;
        }
      }
      return byLetters.call(this, other, ...how);
    },
  });
})();
