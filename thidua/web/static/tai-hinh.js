// Tải hình: what Streamlit saves of a chart is the bare drawing. The sentence over it, whose numbers
// they are, whether they are final and the fingerprint go onto the picture too, which then stands by
// itself in a paper or on a slide; its name is what it says.
(() => {
  "use strict";

  const SCALE = Math.max(2, window.devicePixelRatio || 1); // as Streamlit draws it
  const EDGE = 16 * SCALE;
  const BUTTON = /^(?:Tải ảnh xuống|Download as PNG): /;
  const PART = '[data-testid="stElementContainer"]';

  let said = "";
  addEventListener("click", (event) => {
    const label = event.target.closest?.("button")?.getAttribute("aria-label") ?? "";
    if (BUTTON.test(label)) said = label.replace(BUTTON, "");
  }, true);

  // The head and foot of the paper lie on the page as data; `ban-in.js` reads them likewise.
  const ofPage = () => {
    for (const place of document.querySelectorAll(".chi-in")) {
      const data = place.closest(PART)?.nextElementSibling?.querySelector('[data-testid="stText"]');
      const told = data ? JSON.parse(data.textContent) : {};
      if ("foot" in told) return told;
    }
    return { title: "", foot: "" };
  };

  const lines = (pen, text, room) => {
    const found = [""];
    for (const word of text.split(" ")) {
      const longer = `${found.at(-1)} ${word}`.trim();
      if (found.at(-1) && pen.measureText(longer).width > room) found.push(word);
      else found[found.length - 1] = longer;
    }
    return found.filter(Boolean);
  };

  const whole = (drawing, sentence, { title, foot }) => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const style = getComputedStyle(document.body);
    const look = (size, weight) => { pen.font = `${weight} ${size * SCALE}px ${style.fontFamily}`; };
    const room = drawing.width;
    const parts = [[sentence, 16, 700], [title, 12, 400], [foot, 10, 400]].map(([text, size, weight]) => {
      look(size, weight);
      return { told: lines(pen, text, room), size, weight, step: size * 1.45 * SCALE };
    });
    const tall = (part) => part.told.length * part.step;
    const [above, whose, below] = parts;
    const head = EDGE + tall(above) + tall(whose) + EDGE / 2;
    canvas.width = drawing.width + 2 * EDGE;
    canvas.height = head + drawing.height + EDGE / 2 + tall(below) + EDGE / 2;
    pen.drawImage(drawing, EDGE, head);
    const [red, green, blue] = pen.getImageData(EDGE, head, 1, 1).data;
    pen.globalCompositeOperation = "destination-over";
    pen.fillStyle = `rgb(${red} ${green} ${blue})`;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.globalCompositeOperation = "source-over";
    pen.fillStyle = red + green + blue > 380 ? "#221E19" : "#ECE6DA";
    pen.textBaseline = "top";
    const write = (part, from) => {
      look(part.size, part.weight);
      part.told.forEach((text, place) => pen.fillText(text, EDGE, from + place * part.step));
    };
    write(above, EDGE);
    write(whose, EDGE + tall(above));
    write(below, head + drawing.height + EDGE / 2);
    return canvas.toDataURL("image/png");
  };

  const named = (text) => text.replace(/[đĐ]/g, "d").normalize("NFD").replace(/[^\w ]/g, "")
    .trim().toLowerCase().replace(/\s+/g, "-").slice(0, 60).replace(/-+$/, "");

  const press = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function click() {
    const sentence = said;
    said = "";
    if (!sentence || !this.download.endsWith(".png") || !this.href.startsWith("data:image/png")) {
      press.call(this);
      return;
    }
    const told = ofPage();
    const drawing = new Image();
    const link = document.createElement("a");
    link.download = `${named(sentence) || "hinh"}.png`;
    drawing.onload = () => {
      link.href = whole(drawing, sentence, told);
      press.call(link);
    };
    drawing.src = this.href;
  };
})();
