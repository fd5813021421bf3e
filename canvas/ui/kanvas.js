// What a browser does by itself. A marker in the page (canvas/ui/widgets.py, `arrive`) tells the place, the
// language and the token: a newly opened place is shown from its top with the focus on its heading, the page
// names its language, and the device remembers its person until the token goes.
(() => {
  "use strict";
  let place;
  let token;

  function open(next) {
    const before = place;
    place = next;
    if (before === undefined || before === next) return;
    const main = document.querySelector('[data-testid="stMain"]');
    const heading = main && main.querySelector("h1");
    if (!heading) return;
    main.scrollTo(0, 0);
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
  }

  function remember(next) {
    const before = token;
    token = next;
    if (next && next !== before) fetch("/device", { method: "POST", body: next });
    if (!next && before) fetch("/device", { method: "DELETE" });
  }

  function look() {
    const marker = document.querySelector(".place");
    if (!marker) return;
    document.documentElement.lang = marker.dataset.language;
    remember(marker.dataset.token);
    open(marker.dataset.place);
  }

  new MutationObserver(look).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-place", "data-language", "data-token"],
  });
})();
