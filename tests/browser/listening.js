// Put into every page before anything else: knows the page's sockets, so that a test can cut them as a weak signal
// does, and counts how often the server has said that it drew a screen to its end.
(() => {
  "use strict";
  const SCRIPT_FINISHED = 6; // streamlit.proto.ForwardMsg.script_finished
  const EARLY_FOR_RERUN = 2; // … and at once begun again
  window.runs = 0;
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

  function listen(event) {
    for (const [field, value] of fields(new Uint8Array(event.data)))
      if (field === SCRIPT_FINISHED && value !== EARLY_FOR_RERUN)
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => (window.runs += 1))));
  }

  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      window.sockets.push(this);
      this.addEventListener("message", listen);
    }
  };
})();
