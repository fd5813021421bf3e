// What happens in the browser without the server. Elements that canvas/ui draws hold all it needs, every word
// included, so that a screen drawn anew keeps working: `.place` the position of the person (widgets.py, `arrive`),
// `.word` the name of a part of Streamlit's own (widgets.py, `word_html`), `.aloud` the speaker (aloud.py); `#notice`
// is the line above everything (canvas/server/frame.py).
(() => {
  "use strict";
  // Streamlit's dialogs speak English only; what they would say appears in #notice. Where the server is, and that
  // nobody frames this page, is said here: otherwise Streamlit asks the server before it connects.
  window.__streamlit = {
    BACKEND_BASE_URL: new URL(".", location).href,
    HOST_CONFIG: { blockErrorDialogs: true, allowedOrigins: [location.origin], useExternalAuthToken: false },
  };

  // The connection is made while Streamlit's script is still loading. When Streamlit requests one, it receives this
  // one, with the events of any other.
  function connectEarly() {
    const Socket = window.WebSocket;
    const token = document.cookie.match(/(?:^|; )_streamlit_xsrf=([^;]*)/)?.[1] ?? "PLACEHOLDER_AUTH_TOKEN";
    const early = new Socket(new URL("_stcore/stream", location).href.replace(/^http/, "ws"), ["streamlit", token]);
    window.WebSocket = class extends Socket {
      constructor(address, protocols) {
        window.WebSocket = Socket;
        const isSame = new URL(address, location).href === early.url && String(protocols) === `streamlit,${token}`;
        if (isSame && early.readyState <= Socket.OPEN) {
          if (early.readyState === Socket.OPEN) setTimeout(() => early.dispatchEvent(new Event("open")));
          return early;
        }
        early.close();
        super(address, protocols);
      }
    };
  }

  // Streamlit makes one entry of the browser's history for a new page and another one for its query, in either order:
  // what one request to the server leads to is one entry here. Nobody can return to the consent, so that what follows
  // takes its entry.
  function keepOneEntry() {
    const { send } = WebSocket.prototype;
    const push = history.pushState.bind(history);
    let isFirst = true;
    WebSocket.prototype.send = function (...given) {
      isFirst = true;
      send.apply(this, given);
    };
    history.pushState = (...given) => {
      const isKept = isFirst && new URLSearchParams(location.search).get("at") !== "consent";
      isFirst = false;
      if (isKept) push(...given);
      else history.replaceState(...given);
    };
  }

  const SOON = 1500; // milliseconds: a shorter interruption is not worth a word
  const AT_FIRST = 10000; // a weak signal may need so long for its first connection
  const AGAIN = 5000;
  const LONG = 8000; // a tap that is not answered by then was lost, and may be tried again
  const PAUSE = 300; // until a new screen is complete
  const DOUBLE = 500; // between the two taps of a double tap, which on a phone no browser counts
  const THUMB = 30; // pixels around a tap
  const KEPT = "kanvas-aloud";
  const SURROUNDINGS = ".st-key-top, .st-key-menu";
  const READ = "h1, h2, h3, p, li, summary, label, button, .note, .chip";

  const find = (selector) => document.querySelector(selector);
  const main = () => find('[data-testid="stMain"]');
  const app = () => find('[data-testid="stApp"]');

  // Where the person is: a newly opened place is shown from its top with the focus on its heading.
  let place;
  let isNew = false;
  let changed = "";

  const isDrawn = () =>
    app().dataset.testScriptState === "notRunning" && !main().querySelector('[data-testid="stSkeleton"]');

  function arrive(marker) {
    document.documentElement.lang = marker.dataset.language;
    const next = marker.dataset.place;
    if (place !== undefined && place !== next) {
      main().scrollTo(0, 0);
      isNew = true;
      unfolded.clear();
      find(".menu[open]")?.removeAttribute("open");
    }
    place = next;
    if (!isDrawn()) return;
    const [key] = marker.dataset.changed.split(" ");
    const part = key ? find(`.st-key-${key}`) : null;
    const heading = main().querySelector("h1");
    if (isNew && heading) {
      isNew = false;
      heading.setAttribute("tabindex", "-1");
      (part?.querySelector("button") ?? heading).focus({ preventScroll: true });
    }
    if (marker.dataset.changed === changed) return;
    changed = marker.dataset.changed;
    if (part) part.scrollIntoView();
  }

  // A warning makes the foot higher: what was to be seen above it is to be seen above it still.
  let isWarned = false;

  function uncover() {
    const warning = find(".st-key-foot .alert");
    if (warning && !isWarned) main().scrollBy(0, warning.offsetHeight);
    isWarned = Boolean(warning);
  }

  // What somebody has opened stays open where the screen is drawn anew under the finger.
  const unfolded = new Set();

  function nameOf(part) {
    const [key] = part.closest('[class*="st-key-"]')?.className.match(/st-key-\S+/) ?? [""];
    return `${key} ${part.id || part.querySelector("summary").textContent}`;
  }

  function noteUnfolded(event) {
    const part = !event.defaultPrevented && event.target.closest?.("summary")?.parentElement;
    if (part) unfolded[part.open ? "delete" : "add"](nameOf(part));
  }

  function keepUnfolded() {
    if (!unfolded.size) return;
    for (const part of document.querySelectorAll("details:not([open])")) part.open = unfolded.has(nameOf(part));
  }

  // Streamlit's own words, in the language of the person.
  function reword() {
    for (const { dataset } of document.querySelectorAll(".word"))
      for (const part of document.querySelectorAll(dataset.part)) {
        if (dataset.text && part.textContent !== dataset.text && part.textContent.includes(dataset.where))
          part.textContent = dataset.text;
        if (dataset.label && part.getAttribute("aria-label") !== dataset.label)
          part.setAttribute("aria-label", dataset.label);
      }
  }

  // The line above everything: a lost connection, or else the message of the screen.
  const onThisMachine = ["localhost", "127.0.0.1"].includes(location.hostname);
  let connected = false;
  let lost = false;
  let message = "";
  let waiting;

  function notice() {
    const line = find("#notice");
    const text = lost ? (line.dataset[document.documentElement.lang] ?? line.dataset.id) : message;
    if (line.textContent !== text) line.textContent = text;
  }

  function report(text) {
    message = text;
    notice();
  }

  function watchConnection() {
    if (!app()) return;
    // A phone knows at once that it is off the network, Streamlit's socket only after a while.
    const isOff = !navigator.onLine && !onThisMachine;
    if (app().dataset.testConnectionState === "CONNECTED" && !isOff) {
      clearTimeout(waiting);
      waiting = undefined;
      connected = true;
      lost = false;
      notice();
    } else if (!waiting) waiting = setTimeout(sayLost, connected ? SOON : AT_FIRST);
  }

  function sayLost() {
    lost = true;
    silence();
    notice();
  }

  // Where Streamlit itself did not come through, nothing else will bring it: once the server answers, from the start.
  async function startAgain() {
    const answer = await fetch("./healthz").catch(() => undefined);
    if (answer?.ok) location.reload();
    else setTimeout(startAgain, AGAIN);
  }

  function neverCame({ target }) {
    if (target.tagName !== "SCRIPT") return;
    sayLost();
    setTimeout(startAgain, AGAIN);
  }

  // A button of the foot counts once until the server has answered: an impatient tap does not count for the next
  // screen as well. And a double tap counts once, wherever it meets the screen that the first tap has changed.
  let tapped = false;
  let run;
  let last = { time: -Infinity };
  let isSecond = false;
  let held; // which option the finger came down on, and where the screen was scrolled to then

  function watchTap(event) {
    const { timeStamp: time, clientX: x, clientY: y, pointerType } = event;
    held = { time, top: main()?.scrollTop, option: event.target.closest?.("label") };
    isSecond = pointerType === "touch" && time - last.time < DOUBLE && Math.hypot(x - last.x, y - last.y) < THUMB;
    if (isSecond) event.stopImmediatePropagation();
    else last = { time, x, y };
  }

  function onlyOnce(event) {
    const isTyping = event.target.closest?.("input[type=text], textarea");
    const ofFoot = event.target.closest?.('.st-key-foot [data-testid="stButton"]');
    if (!isTyping && (isSecond || event.detail > 1 || (ofFoot && tapped))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (ofFoot) {
      tapped = true;
      setTimeout(() => (tapped = false), LONG);
    }
  }

  // What is chosen gets the focus, and a browser moves what has the focus into full view: not under a finger. Where the
  // answer came first and has drawn it elsewhere, `followBox` moves the screen.
  function holdStill(event) {
    if (!event.target.matches?.("input[type=radio], input[type=checkbox]")) return;
    const option = event.target.closest("label");
    const isTapped = held?.option === option && event.timeStamp - held.time < DOUBLE;
    if (isTapped) requestAnimationFrame(() => option?.isConnected && main().scrollTo(0, held.top));
  }

  // A step that is chosen moves to those of the plan, and back: its box stays under the finger, and keeps the focus.
  let moving; // the key of the box, in which run it was tapped, and how far down the screen it is until the next one

  function watchBox({ target }) {
    const box = target.closest?.('[class*="st-key-choose_"]');
    moving = box && { key: box.className.match(/st-key-choose_\S+/)[0], run };
    measureBox();
  }

  function measureBox() {
    if (moving && moving.run === run) moving.top = find(`.${moving.key}`)?.getBoundingClientRect().top;
  }

  function followBox() {
    const box = moving && moving.run !== run && find(`.${moving.key}`);
    if (!box) return;
    main().scrollBy(0, box.getBoundingClientRect().top - moving.top);
    if (document.activeElement === document.body) box.querySelector("input").focus({ preventScroll: true });
    if (isDrawn()) moving = undefined;
  }

  // Every response of the server has the number of its run: two states that a slow phone draws at once cannot hide it.
  function watchAnswer(marker) {
    if (marker.dataset.run === run) return;
    run = marker.dataset.run;
    tapped = false;
    forgetDownload();
    if (isFileLate) report("");
    isFileLate = false;
  }

  // That a chosen file has arrived shows in the next run. On a dead line nothing else reports that it has not.
  let isFileLate = false;

  function watchFile({ target }) {
    if (!target.matches('input[type="file"]')) return;
    const before = run;
    const isRefused = () => find('[data-testid="stFileChip"] [role="alert"]');
    const sayNotSent = () => report(find(".not-sent")?.dataset.text ?? "");
    if (app().dataset.testConnectionState !== "CONNECTED") return sayNotSent();
    setTimeout(() => {
      isFileLate = run === before && !isRefused();
      if (isFileLate) sayNotSent();
    }, LONG);
  }

  // An object of the stall opens its part of the screen.
  function openPart(event) {
    const link = event.target.closest?.('.stall a[href^="#part_"]');
    if (!link) return;
    event.preventDefault();
    const part = document.getElementById(link.getAttribute("href").slice(1));
    if (!part) return;
    for (let each = part; each; each = each.parentElement.closest("details")) {
      each.open = true;
      unfolded.add(nameOf(each));
    }
    part.scrollIntoView({ block: "start" });
    part.querySelector("summary").focus({ preventScroll: true });
  }

  // The canvas alone, for a projector, fills the whole screen where the browser lets it.
  function fillScreen(event) {
    const isIn = (key) => event.target.closest?.(`.st-key-${key} button`);
    if (isIn("present")) document.documentElement.requestFullscreen?.().catch(() => {});
    if (isIn("stop_presenting") && document.fullscreenElement) document.exitFullscreen();
  }

  // Enter in a field of the questions continues, as the label of that key on a phone's keyboard says.
  function enterGoesOn(event) {
    if (event.key !== "Enter" || !event.target.matches('[class*="st-key-q_"] input[type="text"]')) return;
    setTimeout(() => find(".st-key-next button")?.click(), 100);
  }

  // A download starts no run of the script, and some phones show nothing of it: the line above the buttons reports it
  // until the next run. Streamlit's script taps a link once the server has made the file. Whether the file can be had
  // is asked first, because no browser reports a download that failed.
  let late;

  function reportDownload(outcome) {
    const line = find(".tally");
    if (!line) return;
    line.dataset.count ??= line.textContent;
    line.textContent = line.dataset[outcome];
  }

  function watchDownload(event) {
    if (!event.target.closest?.('[data-testid="stDownloadButton"] button')) return;
    clearTimeout(late);
    late = setTimeout(reportDownload, LONG, "undelivered");
  }

  function askBeforeDownload() {
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = async function () {
      if (!new URL(this.href).pathname.includes("/media/")) return click.call(this);
      clearTimeout(late);
      const answer = await fetch(this.href, { method: "HEAD" }).catch(() => undefined);
      if (answer?.ok) click.call(this);
      reportDownload(answer?.ok ? "downloaded" : "undelivered");
    };
  }

  function forgetDownload() {
    const line = find(".tally[data-count]");
    if (line) line.textContent = line.dataset.count;
  }

  // Which of the screens in the menu is open.
  function mark() {
    for (const link of document.querySelectorAll(".st-key-menu a"))
      link.ariaCurrent = link.pathname === location.pathname ? "page" : null;
  }

  // Reading aloud: off until tapped, then each place as it opens.
  const speech = window.speechSynthesis;
  let on = false;
  let heard;
  let coming;
  let warned = "";

  try {
    on = localStorage.getItem(KEPT) === "on";
  } catch {
    // A browser that keeps nothing: off until tapped, in every tab anew.
  }

  function turn(next) {
    on = next;
    try {
      localStorage.setItem(KEPT, next ? "on" : "off");
    } catch {
      // As above.
    }
  }

  function silence() {
    clearTimeout(coming);
    coming = undefined;
    speech?.cancel();
  }

  const visible = (part) => (part.checkVisibility ? part.checkVisibility() : part.getClientRects().length > 0);

  function languageOf(tag) {
    try {
      return new Intl.Locale(tag.replace("_", "-")).language; // also for Android's id_ID and Java's in-ID
    } catch {
      return tag;
    }
  }

  function voiceFor(tag) {
    const voices = speech?.getVoices() ?? [];
    return (
      voices.find((voice) => voice.lang === tag) ?? voices.find((voice) => languageOf(voice.lang) === languageOf(tag))
    );
  }

  // The text of the screen, the heading first; a button inside a list is said once.
  function passages() {
    const parts = [...main().querySelectorAll(READ)].filter((part) => !part.closest(SURROUNDINGS) && visible(part));
    const whole = parts.filter((part) => !parts.some((other) => other !== part && other.contains(part)));
    whole.sort((one, other) => other.matches("h1") - one.matches("h1"));
    return whole.map(wordsOf).filter((text) => text);
  }

  const wordsOf = (part) =>
    (part.matches("button[aria-label]") ? part.ariaLabel : part.innerText)
      .replace(/[‹›]/g, "")
      .replace(/\s*[·\n]\s*/g, ", ")
      .trim();

  function say(texts) {
    const tag = find(".aloud")?.dataset.speech;
    const voice = tag && voiceFor(tag);
    for (const text of voice ? texts : []) {
      const passage = new SpeechSynthesisUtterance(text);
      passage.lang = tag;
      passage.voice = voice;
      speech.speak(passage);
    }
  }

  // A new position is read once it is complete; a warning that appears there is read alone.
  function readOnArrival(marker) {
    const here = `${marker.dataset.place} ${marker.dataset.language}`;
    const warning = main().querySelector(".alert")?.innerText ?? "";
    if (here !== heard) {
      silence();
      if (on) readSoon();
    } else if (on && !coming && warning && warning !== warned) {
      silence();
      say([warning]);
    }
    heard = here;
    warned = warning;
  }

  function readSoon() {
    clearTimeout(coming);
    coming = setTimeout(() => {
      coming = undefined;
      if (!isDrawn()) readSoon();
      else if (on) say(passages());
    }, PAUSE);
  }

  // Voices arrive late in some browsers, and never in others.
  function voicesCame() {
    if (speech.getVoices().length) return Promise.resolve();
    return new Promise((done) => {
      speech.addEventListener("voiceschanged", done, { once: true });
      setTimeout(done, SOON);
    });
  }

  async function toggle(button) {
    silence();
    const { speech: tag, noSpeech, noVoice } = button.dataset;
    if (on) return turn(false);
    if (!speech) return report(noSpeech);
    await voicesCame();
    if (!voiceFor(tag)) return report(noVoice);
    turn(true);
    say(passages());
  }

  function show(button) {
    const pressed = String(on);
    if (button && button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }

  keepOneEntry();
  connectEarly();
  askBeforeDownload();
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".aloud");
    if (message) report("");
    if (button) await toggle(button);
    show(find(".aloud"));
  });
  document.addEventListener("pointerdown", watchTap, true);
  document.addEventListener("focusin", holdStill);
  document.addEventListener("change", watchFile);
  document.addEventListener("click", onlyOnce, true);
  document.addEventListener("click", watchBox, true);
  document.addEventListener("click", tapEarly);
  document.addEventListener("scroll", measureBox, true);
  document.addEventListener("click", watchDownload);
  document.addEventListener("click", openPart);
  document.addEventListener("click", noteUnfolded);
  document.addEventListener("click", fillScreen);
  document.addEventListener("keydown", enterGoesOn);
  addEventListener("error", neverCame, true);
  addEventListener("pagehide", silence);
  addEventListener("online", watchConnection);
  addEventListener("offline", watchConnection);

  // While the first screen is read, what the next ones need is fetched (server/boot/join.mjs).
  const fetchNext = () => dispatchEvent(new Event("next-screens"));

  // The first screen comes with the page (welcome.py); once Streamlit has drawn the same beneath it, it goes. What
  // was tapped until then is tapped for real: a language first, because it draws the screen anew.
  const KNOWN = "kanvas-known";
  let wanted = "";
  let wantsLanguage = "";

  function tapEarly(event) {
    const button = event.target.closest?.("#first-paint button");
    if (!button) return;
    const { language, for: key } = button.dataset;
    if (key) {
      wanted = key;
      button.setAttribute("aria-busy", "true");
    }
    if (language) {
      wantsLanguage = language;
      for (const page of document.querySelectorAll(".first-page")) page.hidden = page.lang !== language;
    }
  }

  function takeOver(marker) {
    const first = find("#first-paint");
    const isNewcomer = marker.dataset.place === "home";
    if (first && wantsLanguage && isNewcomer && marker.dataset.language !== wantsLanguage) {
      const choices = [...document.querySelectorAll(".st-key-language label")];
      choices.find((choice) => choice.innerText.toLowerCase() === wantsLanguage)?.click();
      return;
    }
    if (first) main().scrollTo(0, first.scrollTop);
    first?.remove();
    if (wanted && isNewcomer) find(`.st-key-${wanted} button`)?.click();
    wanted = "";
    remember(isNewcomer);
  }

  function remember(isNewcomer) {
    try {
      if (isNewcomer) localStorage.removeItem(KNOWN);
      else localStorage.setItem(KNOWN, "yes");
    } catch {
      // As above.
    }
  }

  // Everything above, whenever the page changes.
  function look() {
    watchConnection();
    reword();
    show(find(".aloud"));
    const marker = find(".place");
    if (!marker) return;
    arrive(marker);
    keepUnfolded();
    if (isDrawn()) {
      uncover();
      setTimeout(fetchNext, SOON);
      takeOver(marker);
    }
    watchAnswer(marker);
    followBox();
    mark();
    readOnArrival(marker);
  }

  new MutationObserver(look).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: [
      "data-place",
      "data-language",
      "data-run",
      "data-changed",
      "data-test-connection-state",
      "data-test-script-state",
      "aria-label",
    ],
  });
})();
