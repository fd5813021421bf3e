// For browsers that cannot read our other scripts: says what to do instead of waiting for ever. It comes first, and
// is written so that a browser of 2009 can read it.
(function () {
  function say() {
    var sentence = document.getElementById("too-old");
    var waiting = document.getElementById("root");
    if (!sentence) return setTimeout(say, 100);
    sentence.removeAttribute("hidden");
    if (waiting) waiting.style.display = "none";
  }

  window.onerror = function (text) {
    // A script that loads but cannot be read; every browser names it so.
    if (/SyntaxError|syntax error/i.test(String(text))) say();
  };
  if (!("noModule" in document.createElement("script"))) say();
})();
