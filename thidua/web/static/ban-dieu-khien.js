// Bàn điều khiển: the clock of the meeting, and the keys of whoever leads its screen.
(() => {
  "use strict";

  const two = (number) => String(number).padStart(2, "0");

  function span(seconds) {
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  }

  // The clock of Vietnam, wherever this computer thinks it is.
  const CLOCK = new Intl.DateTimeFormat("vi-VN", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone: "Asia/Ho_Chi_Minh",
  });

  setInterval(() => {
    for (const clock of document.querySelectorAll(".dong-ho")) {
      const now = new Date();
      const since = Number(clock.title.match(/\d+$/)?.[0] ?? 0);
      const spent = since ? ` · mục này ${span(Math.max(0, Math.floor(now / 1000) - since))}` : "";
      const said = CLOCK.format(now) + spent;
      if (clock.textContent !== said) clock.textContent = said;
    }
  }, 500);

  const KEYS = {
    ArrowRight: "man-tiep",
    PageDown: "man-tiep",
    " ": "man-tiep",
    ArrowLeft: "man-lui",
    PageUp: "man-lui",
  };
  const TAKEN = "input, textarea, select, button, summary, a, [contenteditable='true'], [role='dialog'] *";

  document.addEventListener("keydown", (event) => {
    if (!(event.key in KEYS) || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const field = document.activeElement?.closest(TAKEN);
    // A remote's keys still lead after a click on a button, which would take the space bar alone.
    const only_space = field?.matches("button, summary, a") && event.key !== " ";
    if (field && !only_space) return;
    const button = document.querySelector(`.st-key-${KEYS[event.key]} button`);
    if (!button) return;
    event.preventDefault();
    if (!button.disabled) button.click();
  });
})();
