// Bản in: a grid draws only the rows in sight, so beside it lies what the printer gets, as data. A
// table, or slips to be cut apart, are made of it when printing begins, cell by cell as text, and are
// gone when that ends. What stands at the head and foot of each sheet is data too.
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

  const slips = ({ columns, rows }) => {
    const whole = made("ul", undefined, "phieu-giao");
    for (const [name, ...cells] of rows) {
      const slip = made("li");
      slip.append(made("b", name));
      cells.forEach((cell, place) => {
        const line = made("span", `${columns[place + 1][0]}: `);
        line.append(made("code", cell));
        slip.append(line);
      });
      whole.append(slip);
    }
    return whole;
  };

  // Sign by sign as code points: a text of a style sheet that can be nothing but text.
  const quoted = (text) => `"${[...text].map(
    (sign) => `\\${sign.codePointAt(0).toString(16).padStart(6, "0")}`).join("")}"`;
  const edges = new CSSStyleSheet();
  document.adoptedStyleSheets.push(edges);
  const sheet = ({ title, foot }) => edges.replaceSync(
    `@page { @top-left { content: ${quoted(title)}; } @bottom-left { content: ${quoted(foot)}; } }`);

  const PART = '[data-testid="stElementContainer"]';
  addEventListener("beforeprint", () => {
    edges.replaceSync("");
    for (const place of document.querySelectorAll(".chi-in")) {
      const data = place.closest(PART)?.nextElementSibling?.querySelector('[data-testid="stText"]');
      if (!data) continue;
      const told = JSON.parse(data.textContent);
      if ("foot" in told) {
        sheet(told);
        continue;
      }
      place.replaceChildren(told.slips ? slips(told) : table(told));
      if (told.more) place.append(made("p", told.more));
    }
  });
  addEventListener("afterprint", () => {
    for (const place of document.querySelectorAll(".chi-in")) place.replaceChildren();
  });
})();
