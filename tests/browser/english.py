"""Chữ Anh: finds what is said in English on a page, to eyes and to screen readers."""

from playwright.sync_api import Page

WORDS = (
    "the of to and or is are per file files press choose select selected open close clear "
    "show hide search row column download upload next previous date day month year hour minute "
    "time page data main menu sidebar stop running dismiss remove result results option options "
    "available icon increment decrement link app error required invalid loading system light dark"
)
ENGLISH = """(words) => {
  const english = new RegExp(`(?<!\\\\p{L})(${words.replaceAll(" ", "|")})(?!\\\\p{L})`, "iu");
  const people = "script, style, noscript, [role=gridcell], [role=columnheader], " +
    "[role=option], [data-testid=stTable], [data-testid=stMarkdown]";
  const icon = one => getComputedStyle(one).fontFamily.includes("Material");
  const found = [];
  const look = (text, element) => {
    const ours = element.checkVisibility() && !element.closest(people);
    const words = text.replace(/https?:\\S+/g, "");  // the key of a link may spell anything
    if (ours && english.test(words)) found.push(text.trim());
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const place = walker.currentNode.parentElement;
    if (!icon(place)) look(walker.currentNode.nodeValue, place);
  }
  for (const element of document.body.querySelectorAll("*")) {
    for (const name of ["aria-label", "placeholder", "title", "alt", "aria-roledescription"]) {
      look(element.getAttribute(name) ?? "", element);
    }
  }
  return found;
}"""


def english_on(page: Page) -> list[str]:
    """Chữ Anh trên trang: every word or label that is English and not somebody's own."""
    return page.evaluate(ENGLISH, WORDS)
