// Phiên: nothing that was typed goes to a server that would refuse it. While the session is asked for,
// what the page wants to say is held; if the session has ended, signing in happens over the page, and
// the same person goes on where they were.
(() => {
  "use strict";

  const PRESENCE = "/phien";
  const STREAM = "/_stcore/stream";
  const FRESH = 60_000;  // how long an answer about the session is believed while nothing is unsaved
  const NOTED = 240_000;  // how often typing is told to the server
  const LONGEST_RUN = 15_000;
  const OPEN = WebSocket.OPEN;
  const now = () => performance.now();
  const root = document.documentElement;

  let current = null;
  let held = [];
  let isSettling = false;
  let isReleasing = false;
  let isLeaving = false;
  let knownAt = now();
  let notedAt = now();
  let noteLater = 0;
  let bound = null;
  let past = "";
  window.addEventListener("pagehide", () => { isLeaving = true; });
  window.addEventListener("pageshow", () => { isLeaving = false; });

  // Whose page this is, by what its last run drew beside the name; after signing in anew the page goes
  // on showing the mark of the session before, until it is drawn again.
  const read = (digits) => new TextDecoder().decode(
    Uint8Array.from(digits.match(/../g) ?? [], (two) => parseInt(two, 16)));
  const owner = () => {
    const drawn = document.querySelector(".nguoi-dung[data-phien]");
    if (drawn && drawn.dataset.phien !== past) {
      bound = { ...drawn.dataset, nguoi: read(drawn.dataset.nguoi) };
    }
    return bound;
  };

  // state: "minh" mine, "het" ended, "khac" somebody else's, "doi" a password must be changed first,
  // "xa" out of reach.
  const look = async (method = "GET") => {
    try {
      const answer = await fetch(PRESENCE, { method, cache: "no-store" });
      const found = await answer.json();
      if (answer.status === 401) return { state: "het", outside: found.ngoai };
      if (!answer.ok) return { state: "xa" };
      const mine = owner();
      if (mine && (mine.nguoi !== found.nguoi || Boolean(mine.mau) !== found.mau)) {
        return { state: "khac", person: found.nguoi };
      }
      return {
        state: found.doi ? "doi" : "minh",
        mark: found.phien,
        isNew: Boolean(mine) && mine.phien !== found.phien,
      };
    } catch {
      return { state: "xa" };
    }
  };

  const pause = (time) => new Promise((done) => { setTimeout(done, time); });
  const isRunning = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    return (app?.dataset.testScriptState ?? "notRunning") !== "notRunning";
  };

  // One after another, each run to its end: a request that follows at once would break off the save
  // that the one before it had begun.
  const release = async () => {
    if (isReleasing) return;
    isReleasing = true;
    while (held.length > 0 && current.readyState === OPEN) {  // the line that opens next asks anew
      current.isKnown = true;
      knownAt = notedAt = now();
      current.sendNow(held.shift());
      const since = now();
      do await pause(30); while (isRunning() && now() - since < LONGEST_RUN);
    }
    if (held.length === 0) delete root.dataset.dangGiu;
    isReleasing = false;
  };

  const goOn = (found) => {
    giuO.showEnded(false);
    if (!found.isNew) {
      if (held.length > 0) release();
      return;
    }
    past = bound.phien;
    bound = { ...bound, phien: found.mark };
    // Streamlit knows the session by the cookie its line was opened with; it opens another at once.
    root.dataset.dangGiu = "";
    current?.close();
  };

  const settle = async () => {
    if (isSettling) return;
    isSettling = true;
    for (let tries = 0; held.length > 0; tries += 1) {
      const found = await look();
      const isOpen = current?.readyState === OPEN;
      if (found.state === "xa" && (!isOpen || tries < 3)) {
        await pause(1000);
        continue;
      }
      if (found.state === "xa" || (found.state === "khac" && !giuO.hasUnsaved())) {
        if (found.state === "xa" || current.isKnown) release();
        else reload();
      } else if (found.state === "minh") goOn(found);
      else ask(found);
      break;
    }
    isSettling = false;
  };

  const reload = () => {
    giuO.letGo();
    location.reload();
  };

  class HeldBack extends WebSocket {
    constructor(...given) {
      super(...given);
      this.isStream = new URL(this.url).pathname.endsWith(STREAM);
      if (!this.isStream) return;
      this.isKnown = current === null;
      current = this;
      this.addEventListener("open", () => {
        if (held.length > 0) {
          settle();
          return;
        }
        delete root.dataset.dangGiu;
        if (!this.isKnown && giuO.hasUnsaved()) setTimeout(rerun, 500);
      });
      this.addEventListener("close", () => setTimeout(lost, 500));
    }

    send(data) {
      if (!this.isStream) super.send(data);
      else if (!isReleasing && held.length === 0 && this.isTrusted()) {
        notedAt = now();
        super.send(data);
      } else {
        // A line that opens anew begins with a run of its own, from what stood in the fields then; sent
        // after a save that waits, it would take the page back to before that save.
        if (this.hasSpoken || this.isKnown) held.push(data);
        else held.unshift(data);
        this.hasSpoken = true;
        root.dataset.dangGiu = "";
        if (!isReleasing) settle();
      }
    }

    isTrusted() {
      return this.isKnown && now() - knownAt < FRESH && !giuO.hasUnsaved();
    }

    sendNow(data) {
      super.send(data);
    }
  }
  window.WebSocket = HeldBack;

  // A server that was started anew knows nothing of the page until it is run; «Lưu» pressed first would
  // only run it. The key is Streamlit's own.
  const rerun = () => document.dispatchEvent(new KeyboardEvent("keydown",
    { key: "r", code: "KeyR", keyCode: 82, bubbles: true }));

  // The line was cut: by a network or a server that comes back, or because nobody is signed in.
  const lost = async () => {
    if (isLeaving) return;
    const found = await look();
    if (isLeaving || isSettling) return;
    if (found.state === "het" || (found.state === "khac" && giuO.hasUnsaved())) ask(found);
    else if (found.state === "khac") reload();
  };

  // Typing counts as being there: told at once, then at most every few minutes, the last key included.
  const note = async () => {
    notedAt = now();
    const found = await look("POST");
    giuO.showEnded(found.state === "het");
  };
  const typed = () => {
    clearTimeout(noteLater);
    noteLater = 0;
    const wait = NOTED - (now() - notedAt);
    if (wait <= 0) note();
    else noteLater = setTimeout(note, wait);
  };
  for (const kind of ["input", "keydown", "paste"]) document.addEventListener(kind, typed, true);
  giuO.ended.addEventListener("click", async () => {
    const found = await look();
    if (found.state === "minh") goOn(found);
    else if (found.state !== "xa") ask(found);
  });

  // The door, over the page.
  const part = (tag, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside);
    return made;
  };
  const dialog = part("dialog", { id: "dang-nhap-lai" });
  dialog.setAttribute("aria-labelledby", "dang-nhap-lai-ten");
  dialog.setAttribute("data-no-focus-lock", "true");
  dialog.addEventListener("cancel", (event) => event.preventDefault());

  const close = () => {
    dialog.close();
    dialog.replaceChildren();
  };

  const kept = () => {
    const said = giuO.said();
    return said ? `${said}; các ô ấy vẫn còn trên trang này.` : "Trang này vẫn còn nguyên.";
  };

  const sent = async (path, fields, tell) => {
    let answer;
    try {
      const body = new URLSearchParams(fields);
      answer = await fetch(path, { method: "POST", body, redirect: "manual" });
    } catch {
      tell("Chưa nối được tới máy chủ; hãy thử lại sau giây lát.");
      return;
    }
    if (answer.type !== "opaqueredirect") {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      tell(page.querySelector("[role=alert]")?.textContent.trim() || "Chưa đăng nhập được.");
      return;
    }
    await again(tell);
  };

  const again = async (tell) => {
    const found = await look();
    if (found.state === "minh") {
      close();
      goOn(found);
      if (held.length > 0) settle();
    } else if (found.state === "khac") reload();
    else if (found.state === "doi") ask(found);
    else tell("Chưa đăng nhập được; hãy thử lại.");
  };

  const button = (label, act, isMain = false) => {
    const made = part("button", { type: "button", textContent: label });
    if (!isMain) made.className = "phu";
    made.addEventListener("click", act);
    return made;
  };

  const passwordForm = (tell) => {
    const name = part("input", { id: "dang-nhap-lai-nguoi", name: "ten", required: true,
      autocomplete: "username", maxLength: 64, value: owner()?.nguoi ?? "", spellcheck: false });
    const secret = part("input", { id: "dang-nhap-lai-mat-khau", name: "mat-khau", required: true,
      type: "password", autocomplete: "current-password", maxLength: 200, autofocus: true });
    const form = part("form", {},
      part("label", { htmlFor: name.id, textContent: "Tên đăng nhập" }), name,
      part("label", { htmlFor: secret.id, textContent: "Mật khẩu" }), secret,
      part("button", { textContent: "Đăng nhập" }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sent("/dang-nhap", [["ten", name.value], ["mat-khau", secret.value]], tell);
    });
    return form;
  };

  const ask = (found) => {
    if (!dialog.isConnected) document.body.append(dialog);
    const alert = part("p", { className: "loi", hidden: true });
    alert.setAttribute("role", "alert");
    const tell = (text) => {
      alert.textContent = text;
      alert.hidden = false;
    };
    const later = button("Để sau, xem lại các ô", () => {
      held = [];
      delete root.dataset.dangGiu;
      giuO.showEnded(true);
      close();
    });
    const tried = button("Tôi đã vào ở thẻ khác", () => again(tell));
    const elsewhere = (path, label) =>
      part("a", { href: path, target: "_blank", rel: "opener", className: "nut phu",
        textContent: label });
    const mine = owner();
    const inside = [];
    let title = "Phiên làm việc đã hết";
    if (found.state === "khac") {
      title = "Người khác đã đăng nhập";
      inside.push(
        part("p", { textContent: `Trình duyệt này đang do «${found.person}» dùng, còn các ô trên `
          + `trang là của «${mine.nguoi}». ${kept()} Đăng nhập lại bằng «${mine.nguoi}» để lưu, `
          + "hoặc tải lại trang và bỏ các ô ấy." }),
      );
    } else if (found.state === "doi") {
      title = "Cần đổi mật khẩu trước";
      inside.push(part("p", { textContent: `${kept()} Hãy đổi mật khẩu được cấp ở thẻ mới rồi quay `
        + "lại đây." }), elsewhere("/doi-mat-khau", "Đổi mật khẩu ở thẻ mới"));
    } else {
      inside.push(part("p", { textContent: `${kept()} Đăng nhập lại để làm tiếp.` }));
    }
    inside.push(alert);
    if (found.state !== "doi") {
      if (mine?.mau) {
        inside.push(button(`Vào lại vai «${mine.nguoi}»`,
          () => sent("/vao-vai", [["vai", mine.nguoi]], tell), true));
      } else {
        inside.push(passwordForm(tell));
        if (found.outside) inside.push(elsewhere(found.outside["dia-chi"], found.outside.ten));
      }
    }
    inside.push(tried);
    if (found.state === "khac") inside.push(button("Tải lại trang, bỏ các ô", reload));
    inside.push(later);
    const buttons = inside.filter((one) => one.matches("button, a"));
    const rest = inside.filter((one) => !buttons.includes(one));
    dialog.replaceChildren(
      part("h2", { id: "dang-nhap-lai-ten", textContent: title }), ...rest,
      part("div", { className: "nut-bam" }, ...buttons));
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("[autofocus], .nut-bam button, .nut-bam a").focus();
  };

  window.addEventListener("focus", async () => {
    if (!dialog.open) return;
    const found = await look();
    if (dialog.open && found.state === "minh") {
      close();
      goOn(found);
      if (held.length > 0) settle();
    }
  });
})();
