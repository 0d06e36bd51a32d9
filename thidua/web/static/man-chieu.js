// Màn chiếu: follows who leads, keeps its slide while the network or the server is away.
(() => {
  "use strict";

  const EVERY = 1000; // how long between two looks
  const PATIENCE = 5000; // how long one look may take
  const LEAST = 3; // no text is smaller than this share of the screen's height
  const MOST = 6;

  const man = document.getElementById("man");
  const away = document.getElementById("noi");
  const address = location.pathname;
  let missed = 0;
  let turn = 0; // the latest look; an earlier one that comes back late says nothing
  let timer = 0;

  // The largest type at which the whole slide is on the screen.
  function fit() {
    const slide = man.querySelector(".trang");
    if (!slide) return;
    const fits = (size) => {
      slide.style.setProperty("--co", `${size / 10}vh`);
      return slide.scrollHeight <= slide.clientHeight + 1 && slide.scrollWidth <= slide.clientWidth + 1;
    };
    slide.classList.remove("chat");
    for (const row of slide.querySelectorAll("tr[hidden]")) row.hidden = false;
    slide.querySelector(".con-nua")?.remove();
    const grown = () => {
      let low = LEAST * 10;
      let high = MOST * 10;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (fits(middle)) low = middle;
        else high = middle - 1;
      }
      return fits(low);
    };
    if (grown()) return;
    slide.classList.add("chat");
    if (grown()) return;
    // Nothing is cut off in silence: what has no room is counted in a line of its own.
    // The newest stay longest: they are named above the table too.
    const newest = [...slide.querySelectorAll("tbody tr:has(.first)")];
    const rows = [...newest, ...slide.querySelectorAll("tbody tr:not(:has(.first))")];
    const more = document.createElement("p");
    more.className = "con-nua";
    slide.append(more);
    let left = 0;
    while (rows.length && !fits(LEAST * 10)) {
      rows.pop().hidden = true;
      left += 1;
      more.textContent = `… và ${left} dòng nữa`;
    }
  }

  function show(said) {
    if (said.phan_mem !== man.dataset.phanMem) {
      location.reload();
      return;
    }
    if (said.trang === undefined) return;
    man.innerHTML = said.trang;
    man.dataset.mau = said.mau;
    man.dataset.ban = said.ban;
    document.documentElement.dataset.nen = said.nen;
    fit();
  }

  async function ask() {
    clearTimeout(timer);
    const mine = ++turn;
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(`${address}/moi?mau=${man.dataset.mau}`, {
        cache: "no-store",
        signal: stop.signal,
      });
      if (answer.status === 410) {
        location.reload();
        return;
      }
      if (!answer.ok) throw new Error(answer.statusText);
      const said = await answer.json();
      if (mine !== turn) return;
      show(said);
      missed = 0;
    } catch {
      if (mine !== turn) return;
      missed += 1;
    } finally {
      clearTimeout(late);
    }
    away.hidden = missed < 2;
    timer = setTimeout(ask, EVERY);
  }

  // A browser that is signed in as who may lead is led by its own keys; any other only follows.
  async function lead(to) {
    try {
      await fetch(`${address}/di?toi=${to}&ban=${man.dataset.ban}`, { method: "POST" });
    } catch {
      return;
    }
    ask();
  }

  const KEYS = {
    ArrowRight: "tiep",
    PageDown: "tiep",
    " ": "tiep",
    ArrowLeft: "lui",
    PageUp: "lui",
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in KEYS) {
      event.preventDefault();
      if (!event.repeat) lead(KEYS[event.key]);
    } else if (event.key.toLowerCase() === "f") {
      event.preventDefault();
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    }
  });

  addEventListener("resize", fit);
  document.fonts?.ready.then(fit);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });
  navigator.wakeLock?.request("screen").catch(() => {});
  fit();
  timer = setTimeout(ask, EVERY);
})();
