// Joins the files that Streamlit needs for a first screen into one, for every browser from Chrome 80 and Safari 14 on.
//
//     node join.mjs STREAMLIT_JS OUTPUT INDEX_FILE
//
// Prints {"boot": FILE, "later": [FILES]}: the file that the page starts, and what the next screens need.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { rolldown } from "rolldown";

const [source, output, index] = process.argv.slice(2);
const BROWSERS = ["chrome80", "safari14"];

// Streamlit's elements by the file each has of its own: those of the first screen, and those of the next ones.
const FIRST = ["Html", "Button", "PageLink", "Radio"];
const NEXT = ["TextInput", "TextArea", "Checkbox", "ButtonGroup", "DownloadButton", "LinkButton", "BidiComponent"];

const IMPORTED = /(?:import|export)\s*(?:[\w$*{},\s]+?from)?\s*["`']\.\/([\w.$-]+\.js)["`']/g;
const imported = (file) => [...readFileSync(join(source, file), "utf8").matchAll(IMPORTED)].map((found) => found[1]);

function withAllItNeeds(files, found = new Set()) {
  for (const file of files)
    if (!found.has(file)) {
      found.add(file);
      withAllItNeeds(imported(file), found);
    }
  return found;
}

// An element's file is named by the dynamic import in the index.
const entry = readFileSync(join(source, index), "utf8");
const fileOf = (element) => {
  const found = entry.match(new RegExp(`import\\(["\`']\\./(${element}\\.[\\w-]+\\.js)["\`']\\)`));
  if (!found) throw new Error(`Streamlit has no element ${element}`);
  return found[1];
};
const first = withAllItNeeds([index, ...FIRST.map(fileOf)]);
const next = withAllItNeeds(NEXT.map(fileOf));

// What a chunk needs is joined with it: naming it again for a preload would fetch it twice. Styles stay named.
function withoutPreloads(code) {
  const list = code.match(/m\.f=\[(.*?)\]/);
  if (!list) return code;
  const files = list[1].split(",");
  return code.replace(/__vite__mapDeps\(\[([\d,]*)\]\)/g, (_, numbers) => {
    const styles = numbers.split(",").filter((number) => number && files[Number(number)].includes(".css"));
    return styles.length ? `__vite__mapDeps([${styles}])` : "[]";
  });
}

// The browser decodes what the server sends and encodes one kind of message, BackMsg. The rest of the protocol's
// code (from and to plain objects, encoding of what only the server encodes) is half of its weight.
const UNUSED = ["fromObject", "toObject", "toJSON", "getTypeUrl"];
const SENT = "BackMsg";

function withoutUnusedProtocol(code) {
  const functions = functionsOf(code);
  const kept = encodersOf(SENT, functions, code);
  const cuts = functions.filter(({ name, start }) => UNUSED.includes(name) || (name === "encode" && !kept.has(start)));
  for (const { start, end } of cuts.reverse()) code = `${code.slice(0, start)}0${code.slice(end)}`;
  return code;
}

// Functions that are assigned to a name of a message, in the order of the file.
function functionsOf(code) {
  const found = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!node || typeof node !== "object") return;
    const { type, left, right, start, end } = node;
    if (type === "AssignmentExpression" && right.type === "FunctionExpression" && left.property)
      found.push({ name: left.property.name, start, end });
    for (const key in node) visit(node[key]);
  };
  visit(parseAst(code));
  return found.sort((one, other) => one.start - other.start);
}

// Where the encoders of a message and of all that it holds begin. The decoder that follows an encoder names its message.
function encodersOf(sent, functions, code) {
  const encoders = new Map();
  functions.forEach(({ name, start, end }, number) => {
    const decoder = functions[number + 1];
    if (name !== "encode" || decoder?.name !== "decode") return;
    const message = code.slice(decoder.start, decoder.end).match(/\|\|new [\w$]+\.([\w$.]+)/)?.[1];
    const holds = [...code.slice(start, end).matchAll(/[\w$]+\.([\w$.]+)\.encode\(/g)].map((found) => found[1]);
    if (message) encoders.set(message, { start, holds });
  });
  if (!encoders.has(sent)) throw new Error(`Streamlit's protocol has no ${sent}`);
  const found = new Set();
  const keep = (message) => {
    const encoder = encoders.get(message);
    if (!encoder) throw new Error(`Streamlit's protocol has no ${message}`);
    if (found.has(encoder.start)) return;
    found.add(encoder.start);
    encoder.holds.forEach(keep);
  };
  keep(sent);
  return found;
}

const lighter = {
  name: "lighter",
  transform: (code, file) => {
    const isProtocol = basename(file).startsWith("protobuf.");
    return { code: withoutPreloads(isProtocol ? withoutUnusedProtocol(code) : code), map: null };
  },
};

const inGroup = (group) => (file) => group.has(basename(file));
const joined = await rolldown({
  input: join(source, index),
  logLevel: "silent",
  transform: { target: BROWSERS },
  preserveEntrySignatures: false, // nobody imports the boot file from outside: no file in between
  plugins: [lighter],
});
const { output: chunks } = await joined.write({
  dir: output,
  minify: true,
  entryFileNames: "boot.[hash].js",
  chunkFileNames: "[name].[hash].js",
  codeSplitting: {
    groups: [
      { name: "boot", test: inGroup(first), priority: 2 },
      { name: "next", test: inGroup(next), priority: 1 },
    ],
  },
});
const named = (name) => chunks.filter((chunk) => chunk.name === name).map((chunk) => chunk.fileName);
console.log(JSON.stringify({ boot: chunks.find((chunk) => chunk.isEntry).fileName, next: named("next") }));
