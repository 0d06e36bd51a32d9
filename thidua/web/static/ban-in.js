// Bản in: a grid draws only the rows in sight, so beside it lies what the printer gets, as data. A
// table is made of it when printing begins, cell by cell as text, and is gone when that ends.
(() => {
  "use strict";

  const made = (tag, text, kind) => {
    const one = document.createElement(tag);
    if (text !== undefined) one.textContent = text;
    if (kind) one.className = kind;
    return one;
  };

  const table = ({ title, columns, rows }) => {
    const whole = made("table");
    whole.append(made("caption", title), made("thead"), made("tbody"));
    const head = made("tr");
    head.append(...columns.map(([name]) => made("th", name)));
    whole.tHead.append(head);
    for (const cells of rows) {
      const row = made("tr");
      row.append(...cells.map((cell, place) => made("td", cell, columns[place][1])));
      whole.tBodies[0].append(row);
    }
    return whole;
  };

  const PART = '[data-testid="stElementContainer"]';
  addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll(".chi-in")) {
      const data = place.closest(PART)?.nextElementSibling?.querySelector('[data-testid="stText"]');
      if (!data) continue;
      const told = JSON.parse(data.textContent);
      place.replaceChildren(table(told));
      if (told.more) place.append(made("p", told.more));
    }
  });
  addEventListener("afterprint", () => {
    for (const place of document.querySelectorAll(".chi-in")) place.replaceChildren();
  });
})();
