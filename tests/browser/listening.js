// Put into every page before anything else: knows the page's sockets, so that a test can cut them as a weak signal
// does, and knows which requests for a run of the script the server has not answered yet.
(() => {
  "use strict";
  const RERUN = 11; // streamlit.proto.BackMsg.rerun_script
  const SCRIPT_FINISHED = 6; // streamlit.proto.ForwardMsg.script_finished
  const EARLY_FOR_RERUN = 2; // … and at once begun again
  const QUIET = 500; // milliseconds; where one run has answered two requests, no other one begins for so long
  let answers = 0;
  let isLastAnswered = false; // whether a run has ended since the last request
  let heard = 0;
  window.requests = 0;
  window.isAnswered = (before) => {
    const isQuiet = isLastAnswered && performance.now() - heard > QUIET;
    if (isQuiet) answers = window.requests;
    return window.requests > before && answers >= window.requests;
  };
  window.sockets = [];

  function* fields(bytes) {
    let at = 0;
    const number = () => {
      let value = 0;
      for (let shift = 1; ; shift *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * shift;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const key = number();
      const kind = key % 8;
      const value = number();
      if (kind === 2) at += value;
      else if (kind !== 0) return;
      yield [(key - kind) / 8, value];
    }
  }

  function ask(data) {
    const [[kind]] = fields(ArrayBuffer.isView(data) ? data : new Uint8Array(data));
    if (kind !== RERUN) return;
    window.requests += 1;
    isLastAnswered = false;
  }

  function listen(event) {
    heard = performance.now();
    const { requests } = window;
    for (const [field, value] of fields(new Uint8Array(event.data)))
      if (field === SCRIPT_FINISHED && value !== EARLY_FOR_RERUN)
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => answer(requests))));
  }

  function answer(requests) {
    answers = Math.min(answers + 1, window.requests);
    isLastAnswered = requests === window.requests;
  }

  function forget() {
    answers = window.requests;
  }

  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      window.sockets.push(this);
      this.addEventListener("message", listen);
      this.addEventListener("close", forget);
    }

    send(data) {
      ask(data);
      super.send(data);
    }
  };
})();
