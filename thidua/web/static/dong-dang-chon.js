// Dòng đang chọn: the whole text of the line one stands on in a grid of scores, and how it is typed.
// A grid draws on a canvas and cuts what is longer than its cell; what it gives to screen readers
// holds every cell in view, and the chosen one has the focus. The words stand in a place kept free
// below the grid (khung.css), so that nothing moves under the mouse.
(() => {
  "use strict";

  const GRID = ".st-key-theo-doi-luu", READ = ["Mã", "Nội dung", "Loại", "Cách nhập"];

  const words = (table, row) => READ.map((title) => {
    const heads = [...table.querySelectorAll('[role="columnheader"]')];
    const column = heads.find((one) => one.textContent.trim() === title)?.getAttribute("aria-colindex");
    return table.querySelector(`[data-testid="glide-cell-${column - 1}-${row}"]`)?.textContent ?? "";
  });

  const show = (around, cell, row) => {
    const [code, text, kind, how] = words(cell.closest('[data-testid="stDataFrame"]'), row);
    if (!text) return;
    const more = [text.endsWith(kind) ? "" : kind, how].filter(Boolean).map((one) => ` — ${one}`);
    around.dataset.dong = `${code}  ${text}${more.join("")}`;
    const page = document.querySelector('[data-testid="stApp"]');
    around.style.setProperty("--nen-trang", getComputedStyle(page).backgroundColor);
  };

  document.addEventListener("focusin", ({ target }) => {
    const row = target.dataset?.testid?.match(/^glide-cell-\d+-(\d+)$/)?.[1];
    const around = row && target.closest(GRID);
    if (around) show(around, target, row);
    else if (target.closest('[role="radiogroup"]')) {  // another group has other lines
      for (const one of document.querySelectorAll(`${GRID}[data-dong]`)) delete one.dataset.dong;
    }
  });
})();
