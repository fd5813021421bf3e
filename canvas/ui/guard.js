// For browsers that cannot read our other scripts: says what to do instead of waiting for ever. It comes first, and
// is written so that a browser of 2009 can read it.
(function () {
  function say() {
    var sentence = document.getElementById("too-old");
    if (!sentence || !document.getElementById("notice")) return setTimeout(say, 100);
    sentence.removeAttribute("hidden");
    document.documentElement.className += " too-old";
  }

  window.onerror = function (text) {
    // A script that loads but cannot be read; every browser names it so.
    if (/SyntaxError|syntax error/i.test(String(text))) say();
  };
  // Who has been here before is greeted differently: the first screen of newcomers would be the wrong one.
  try {
    if (localStorage.getItem("kanvas-known")) document.documentElement.className += " known";
  } catch (error) {
    // A browser that keeps nothing: it sees the newcomers' screen first.
  }
  if (!("noModule" in document.createElement("script"))) say();
})();
