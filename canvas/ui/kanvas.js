// What a browser does by itself: goes to the top of a newly opened place, puts the focus on its heading,
// and tells which language is spoken. The marker is drawn by canvas/ui/widgets.py, `arrive`.
(() => {
  "use strict";
  let place = "";

  function arrive(marker) {
    document.documentElement.lang = marker.dataset.language;
    if (marker.dataset.place === place) return;
    const first = place === "";
    place = marker.dataset.place;
    const main = document.querySelector('[data-testid="stMain"]');
    const heading = main && main.querySelector("h1");
    if (!heading || first) return;
    main.scrollTo(0, 0);
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
  }

  new MutationObserver(() => {
    const marker = document.querySelector(".place");
    if (marker) arrive(marker);
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-place", "data-language"] });
})();
