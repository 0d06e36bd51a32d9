// Khung: evidence in its place, and a readable menu.
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
})();
