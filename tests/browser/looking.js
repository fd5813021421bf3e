// Put into a page to be looked at; looking.py says what for.
window.looking = (() => {
  "use strict";
  const SPOKEN = ["aria-label", "placeholder", "title", "alt", "aria-description", "aria-roledescription"];
  const TAPPED = "button, a[href], summary, select, textarea, input, [role=button], [tabindex='0']";

  const elements = () => [...document.body.querySelectorAll("*")];
  const isShown = (element) =>
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && element.getClientRects().length > 0;
  const isCutOff = (element) => element.closest("[style*='clip']") !== null;
  const named = (element) => `<${element.outerHTML.slice(1, 160).replace(/\s+/g, " ")}`;

  // A list or a box with a scroll bar of its own holds its content; nothing here may need that sideways.
  function sideways() {
    const faults = [];
    for (const element of elements()) {
      if (!isShown(element) || isCutOff(element) || element.ownerSVGElement) continue; // a drawing clips itself
      const { left, right, width } = element.getBoundingClientRect();
      if (width > 0 && (right > innerWidth + 1 || left < -1)) faults.push(`${Math.round(right)}: ${named(element)}`);
      const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
      if (scrolls && element.scrollWidth > element.clientWidth + 1) faults.push(`scrolls: ${named(element)}`);
    }
    return faults.slice(0, 5);
  }

  function smallTargets(target, option) {
    const faults = [];
    for (const element of document.body.querySelectorAll(TAPPED)) {
      const tapped = element.closest("label") ?? element;
      if (!isShown(tapped) || tapped.matches("[tabindex='-1'], :disabled") || element.type === "file") continue;
      const { width, height } = tapped.getBoundingClientRect();
      if (width <= 1) continue; // shown to screen readers, and to the keyboard once it is there
      const isAnswer = tapped.closest("[class*='st-key-q_']") && !tapped.closest("[class*='st-key-chips_']");
      const least = isAnswer ? option : target; // chips: ten of several are to be in sight at once
      if (Math.round(width) < target || Math.round(height) < least)
        faults.push(`${Math.round(width)} × ${Math.round(height)}: ${named(tapped)}`);
    }
    return faults;
  }

  // All that is to be read or heard; what is marked as no language's word, such as a code, is left out.
  function words() {
    const texts = [document.title];
    for (const element of elements()) {
      if (element.closest("body [translate=no], style, script") || !element.checkVisibility({ checkVisibilityCSS: true })) continue;
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
      if (!element.parentElement.closest("[role=img]")) // a picture is heard as one, by its own label
        for (const name of SPOKEN) texts.push(element.getAttribute(name) ?? "");
      for (const side of ["::before", "::after"]) {
        const { content } = getComputedStyle(element, side);
        if (content.startsWith('"')) texts.push(content.slice(1, -1));
      }
    }
    return texts;
  }

  const sheet = () => [...document.styleSheets].find((one) => [...one.cssRules].some((rule) => rule.cssText.includes("st-key-foot")));

  function* selectors(list) {
    for (const rule of list) {
      if (rule.cssRules?.length) yield* selectors(rule.cssRules);
      if (rule.selectorText) yield* parts(rule.selectorText);
    }
  }
  // The selectors of a list: commas within parentheses separate none.
  function parts(list) {
    let depth = 0;
    const marked = [...list].map((sign) => {
      depth += (sign === "(") - (sign === ")");
      return sign === "," && depth === 0 ? "\n" : sign;
    });
    return marked.join("").split("\n").map((one) => one.trim());
  }
  const rules = () => [...new Set(selectors(sheet().cssRules))];
  const still = (selector) => selector.replace(/::?(before|after|-webkit-[a-z-]+|hover|focus-visible|focus-within|active|focus)/g, "") || "*";
  const rulesUsed = () => rules().filter((rule) => document.querySelector(still(rule)));

  return { sideways, smallTargets, words, rules, rulesUsed };
})();
