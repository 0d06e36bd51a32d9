// Khung: a warning before unsaved work is left, the key that fills the screen, and a readable menu.
(() => {
  "use strict";

  // A page asks for the warning by drawing a container with key "chua-luu" while something is unsaved.
  // Cells of a grid stay in the browser until they are saved, where the page cannot see them; round
  // such a grid it draws a container with key "theo-doi-luu". A grid that was changed counts as
  // unsaved until it is replaced, which is what saving does.
  const changedGrids = new Set();
  let openGrid = null;

  const watchedGrid = (element) =>
    element instanceof Element && element.closest(".st-key-theo-doi-luu")
      ? element.closest('[data-testid="stDataFrame"]') : null;

  const markChanged = (grid) => { if (grid) changedGrids.add(grid); };

  const hasUnsaved = () => {
    for (const grid of changedGrids) if (!grid.isConnected) changedGrids.delete(grid);
    return changedGrids.size > 0 || document.querySelector(".st-key-chua-luu") !== null;
  };

  document.addEventListener("focusin", (event) => {
    if (!event.target.closest("#portal")) openGrid = watchedGrid(event.target);
  });
  document.addEventListener("input", (event) => {
    if (event.target.closest("#portal")) markChanged(openGrid);
  }, true);
  document.addEventListener("paste", (event) => markChanged(watchedGrid(event.target)), true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Delete" || event.key === "Backspace") markChanged(watchedGrid(event.target));
  }, true);

  window.addEventListener("beforeunload", (event) => {
    if (!hasUnsaved()) return;
    event.preventDefault();
    event.returnValue = "";  // browsers of before 2023 listen to this alone
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('[data-testid="stSidebarNavLink"]');
    if (!link || link.getAttribute("aria-current") === "page" || !hasUnsaved()) return;
    if (!window.confirm("Có ô chưa lưu. Rời trang này thì các ô đó mất. Vẫn rời?")) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  // Full screen may only be asked for by a key or a click, so the server cannot do it.
  document.addEventListener("keydown", (event) => {
    const typing = document.activeElement?.closest("input, textarea, select, [contenteditable='true']");
    if (event.key.toLowerCase() !== "f" || event.ctrlKey || event.altKey || event.metaKey || typing) return;
    if (!document.querySelector(".st-key-trinh-chieu")) return;
    event.preventDefault();
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  });

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
