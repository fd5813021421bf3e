// What browsers since Chrome 80 lack of what Streamlit calls. Only what is missing is added.
const add = (target, name, value) => {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
};

function at(index) {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

add(Array.prototype, "at", at);
add(String.prototype, "at", at);
add(Object, "hasOwn", (object, name) => Object.prototype.hasOwnProperty.call(object, name));
add(Array.prototype, "toSorted", function toSorted(compare) {
  return [...this].sort(compare);
});
add(String.prototype, "replaceAll", function replaceAll(sought, replacement) {
  const pattern = sought instanceof RegExp ? sought : new RegExp(String(sought).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "g");
  return this.replace(pattern, replacement);
});
add(AbortSignal, "timeout", (milliseconds) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
});
add(globalThis, "WeakRef", function WeakRef(target) {
  this.deref = () => target;
});
