// Giữ ô: what is typed in a grid, or in the fields of one criterion, stays in the browser until it is
// saved. Here it is counted, asked about before the page is left, and a paste is taken whole or
// refused whole.
(() => {
  "use strict";

  // Round a grid whose cells wait for «Lưu» the page draws a container with key "theo-doi-luu", or
  // "theo-doi-luu-luot" where lines may be added; round plain fields one with key "cac-o-…". What
  // waits in the page's own session it names by a container with key "chua-luu", and how many cells
  // that are by one in it with key "chua-luu-so-…".
  const GRID = '[data-testid="stDataFrame"]';
  const GROWING = ".st-key-theo-doi-luu-luot";
  const WATCHED = `:is(.st-key-theo-doi-luu, ${GROWING})`;
  const FIELDS = '[class*="st-key-cac-o-"]';
  const EDITOR = "#portal textarea, #portal input";
  const SETTLING = 600;  // Streamlit notes a cell a moment after it was left

  const changedGrids = new Set();
  let openGrid = null;
  let isEditing = false;
  let changedAt = -SETTLING;
  let freeUntil = 0;

  const watchedGrid = (element) =>
    element instanceof Element && element.closest(WATCHED) ? element.closest(GRID) : null;

  const markChanged = (grid) => {
    if (!grid) return;
    changedGrids.add(grid);
    changedAt = performance.now();
    for (const wait of [0, 250, SETTLING + 50]) setTimeout(show, wait);
  };

  // What Streamlit holds as typed in a grid; null when it keeps that elsewhere than where it is known.
  const editsOf = (grid) => {
    const name = Object.keys(grid).find((one) => one.startsWith("__reactFiber$"));
    for (let at = grid[name]; at; at = at.return) {
      const given = at.memoizedProps;
      if (typeof given?.widgetMgr?.getStringValue !== "function" || !given.element?.id) continue;
      return JSON.parse(given.widgetMgr.getStringValue(given.element) || "{}");
    }
    return null;
  };

  // Plain fields saved by a button are drawn anew once they are saved, so what one held when it was
  // first entered is what is stored.
  const stored = new Map();
  document.addEventListener("focusin", ({ target }) => {
    const isField = target.matches?.("input, textarea") && target.closest(FIELDS);
    if (isField && !stored.has(target)) stored.set(target, target.value);
  });
  const changedFields = () => {
    for (const field of stored.keys()) if (!field.isConnected) stored.delete(field);
    return [...stored].filter(([field, value]) => field.value !== value).length;
  };

  const cellsOf = (edits) =>
    Object.values(edits.edited_rows ?? {}).reduce((sum, row) => sum + Object.keys(row).length, 0)
    + (edits.added_rows?.length ?? 0) + (edits.deleted_rows?.length ?? 0);

  // [how many cells, whether there are some that cannot be counted]
  const unsaved = () => {
    let [cells, others] = [changedFields(), false];
    for (const grid of changedGrids) if (!grid.isConnected) changedGrids.delete(grid);
    for (const grid of document.querySelectorAll(`${WATCHED} ${GRID}`)) {
      const edits = editsOf(grid);
      if (edits) cells += cellsOf(edits);
      else others ||= changedGrids.has(grid);
    }
    const kept = document.querySelector('.st-key-chua-luu [class*="st-key-chua-luu-so-"]');
    if (kept) cells += Number(/st-key-chua-luu-so-(\d+)/.exec(kept.className)[1]);
    else others ||= document.querySelector(".st-key-chua-luu") !== null;
    if (isEditing && !document.querySelector(EDITOR)) isEditing = false;
    const settling = changedGrids.size > 0 && performance.now() - changedAt < SETTLING;
    return [cells, others || isEditing || settling];
  };

  const hasUnsaved = () => {
    const [cells, others] = unsaved();
    return cells > 0 || others;
  };

  const said = () => {
    const [cells, others] = unsaved();
    if (cells > 0) return `${cells} ô chưa lưu`;
    return others ? "Có ô chưa lưu" : "";
  };

  const bar = document.createElement("div");
  bar.id = "o-chua-luu";
  bar.setAttribute("role", "status");
  const count = bar.appendChild(document.createElement("span"));
  const ended = document.createElement("button");
  ended.type = "button";
  ended.textContent = "Phiên đã hết – đăng nhập lại";
  const told = document.createElement("div");
  told.id = "dan-bi-tu-choi";
  told.setAttribute("role", "alert");

  // The page may be dark by the system's choice or by a person's, so its own ground is asked.
  const noteGround = () => {
    const page = document.querySelector('[data-testid="stApp"]');
    const [red, green, blue] = page ? getComputedStyle(page).backgroundColor.match(/\d+/g) : [255];
    const ground = Number(red) + Number(green ?? 255) + Number(blue ?? 255) < 384 ? "toi" : "sang";
    if (document.documentElement.dataset.nen !== ground) document.documentElement.dataset.nen = ground;
  };

  const show = () => {
    if (!document.body) return;
    noteGround();
    const kept = said();
    const isAway = kept !== "" && !navigator.onLine;
    const text = isAway ? `${kept}; đang mất mạng, các ô vẫn còn ở đây` : kept;
    if (count.textContent !== text) count.textContent = text;
    const isWanted = text !== "" || ended.parentNode === bar;
    if (isWanted !== bar.isConnected) isWanted ? document.body.append(bar) : bar.remove();
  };
  setInterval(show, 1000);
  const showEnded = (isEnded) => {
    if (isEnded) bar.append(ended);
    else ended.remove();
    show();
  };

  const refuse = (why) => {
    told.replaceChildren();
    const line = told.appendChild(document.createElement("p"));
    line.textContent = `Chưa dán ô nào. ${why}`;
    const close = told.appendChild(document.createElement("button"));
    close.type = "button";
    close.textContent = "Đã rõ";
    close.addEventListener("click", () => told.remove());
    document.body.append(told);
  };

  document.addEventListener("focusin", (event) => {
    if (!event.target.closest("#portal")) openGrid = watchedGrid(event.target);
  });
  document.addEventListener("input", (event) => {
    if (!event.target.closest("#portal") || !openGrid) return;
    isEditing = true;
    markChanged(openGrid);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.target.closest?.("#portal")) {
      if (event.key === "Enter" || event.key === "Tab") markChanged(openGrid);
      return;
    }
    if (event.key === "Delete" || event.key === "Backspace") markChanged(watchedGrid(event.target));
  }, true);

  // Leaving: within the program by its links and by Back and Forward, and altogether.
  const LINKS = '[data-testid="stSidebarNavLink"], [data-testid="stLogoLink"], '
    + '[data-testid="stPageLink-NavLink"]';
  const mayLeave = () =>
    !hasUnsaved() || window.confirm(`${said()}. Rời trang này thì các ô đó mất. Vẫn rời?`);
  const letGo = () => { freeUntil = performance.now() + 3000; };

  window.addEventListener("beforeunload", (event) => {
    if (performance.now() < freeUntil || !hasUnsaved()) return;
    event.preventDefault();
    event.returnValue = "";  // browsers of before 2023 listen to this alone
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(LINKS);
    if (!link || link.target === "_blank" || link.getAttribute("aria-current") === "page") return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;  // opens elsewhere
    if (mayLeave()) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // By the time Back is heard the address has changed already, so whoever stays is brought back by as
  // many steps as it took; every entry of the history is numbered for that.
  let place = history.state?.thuTu ?? 0;
  let address = location.href;
  let isReturning = false;
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  history.pushState = (state, title, url) => {
    place += 1;
    push({ ...state, thuTu: place }, title, url);
    address = location.href;
  };
  history.replaceState = (state, title, url) => {
    replace({ ...state, thuTu: place }, title, url);
    address = location.href;
  };
  replace({ ...history.state, thuTu: place }, "");
  window.addEventListener("popstate", (event) => {
    const to = event.state?.thuTu;
    if (isReturning) {
      isReturning = false;
      event.stopImmediatePropagation();
    } else if (mayLeave()) {
      place = to ?? place;
      address = location.href;
    } else {
      event.stopImmediatePropagation();
      isReturning = to !== undefined && to !== place;
      if (isReturning) history.go(place - to);
      else history.pushState({}, "", address);
    }
  }, true);

  // Pasting: the grid asks the browser's clipboard, which exists on HTTPS only and needs a permission;
  // without it the grid takes what the key itself brings, which every address has.
  const copied = (text) => {
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("Trình duyệt không cho chép."));
  };
  if (navigator.clipboard === undefined) {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: copied } });
  } else {
    for (const name of ["read", "readText"]) {
      Object.defineProperty(navigator.clipboard, name, { value: undefined, configurable: true });
    }
  }

  const rowsOfText = (text) => {
    const rows = [[""]];
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const [sign, row] = [text[at], rows[rows.length - 1]];
      if (sign === '"' && quoted && text[at + 1] === '"') {
        row[row.length - 1] += sign;
        at += 1;
      } else if (sign === '"' && (quoted || row[row.length - 1] === "")) quoted = !quoted;
      else if (sign === "\t" && !quoted) row.push("");
      else if (sign === "\n" && !quoted) rows.push([""]);
      else if (sign !== "\r" || quoted) row[row.length - 1] += sign;
    }
    return rows;
  };

  const pastedRows = (data) => {
    const html = data.getData("text/html");
    const table = html && new DOMParser().parseFromString(html, "text/html").querySelector("table");
    const rows = table
      ? [...table.rows].map((row) => [...row.cells].map(
        (cell) => cell.getAttribute("gdg-raw-value") ?? cell.textContent.trim()))
      : rowsOfText(data.getData("text/plain"));
    while (rows.length > 1 && rows[rows.length - 1].every((cell) => cell === "")) rows.pop();
    return rows;
  };

  // The cell a paste begins at. What screen readers are told lags behind the keys, so it is read from
  // the state that Streamlit keeps of the grid.
  const chosenCell = (grid) => {
    const canvas = grid.querySelector("canvas");
    const name = Object.keys(canvas).find((one) => one.startsWith("__reactFiber$"));
    for (let at = canvas[name]; at; at = at.return) {
      for (let hook = at.memoizedState; hook?.queue !== undefined; hook = hook.next) {
        const range = hook.queue?.lastRenderedState?.current?.range;
        if (range) return [range.x, range.y];
      }
    }
    const chosen = grid.querySelector('[role=gridcell][aria-selected="true"]');
    return chosen ? chosen.id.split("-").slice(-2).map(Number) : null;
  };

  // Why these rows do not fit into the grid from the chosen cell on; "" when they do.
  const misfit = (grid, rows) => {
    const tree = grid.querySelector("[role=grid]");
    if (!tree) return "";
    const start = chosenCell(grid);
    const [left, top] = start ?? [0, 0];
    const wide = Math.max(...rows.map((row) => row.findLastIndex((cell) => cell !== "") + 1));
    const lines = grid.closest(GROWING) ? Infinity : Number(tree.getAttribute("aria-rowcount"));
    const roomDown = lines - 1 - top;
    const roomAcross = Number(tree.getAttribute("aria-colcount")) - left;
    const size = `Bảng dán có ${rows.length} dòng, ${wide} cột`;
    const cure = "Hãy chọn ô đầu khác, hoặc chép lại đúng phần cần dán.";
    if (rows.length > roomDown || wide > roomAcross) {
      const room = roomDown === Infinity ? "" : `${roomDown} dòng, `;
      return `${size}; từ ô đang chọn lưới chỉ còn ${room}${roomAcross} cột. ${cure}`;
    }
    for (let across = 0; start && across < wide; across += 1) {
      for (const [down, row] of rows.entries()) {
        const cell = tree.querySelector(`#glide-cell-${left + across}-${top + down}`);
        const wanted = (row[across] ?? "").trim();
        if (cell?.getAttribute("aria-readonly") !== "true" || wanted === "") continue;
        if (wanted === cell.textContent.trim()) continue;
        const titles = [...tree.querySelectorAll("[role=columnheader]")];
        const title = titles.find((one) => one.ariaColIndex === cell.ariaColIndex)?.textContent;
        return `${size}; phần rơi vào cột «${title}» không nhập được. ${cure}`;
      }
    }
    return "";
  };

  window.addEventListener("paste", (event) => {
    if (!event.clipboardData) return;
    told.remove();
    const rows = pastedRows(event.clipboardData);
    const isMany = rows.length > 1 || rows[0].length > 1;
    const inEditor = event.target.closest?.("#portal");
    const grid = inEditor ? openGrid : watchedGrid(document.activeElement);
    if (!grid) return;
    let why = "";
    if (!inEditor) why = isMany ? misfit(grid, rows) : "";
    else if (isMany) {
      const numbers = rows.every((row) => row.every((cell) => /^[-\d.,%\s]*$/.test(cell)));
      // Lines of one column that are words may be one explanation.
      if (numbers || rows.some((row) => row.length > 1)) {
        why = "Ô đang mở chỉ nhận một ô; hãy bấm Esc để đóng ô rồi dán lại.";
      }
    }
    if (!why) {
      if (!inEditor) markChanged(grid);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    refuse(why);
  }, true);

  window.giuO = { hasUnsaved, said, letGo, showEnded, ended };
})();
