// Joins the files that Streamlit needs for a first screen into one, for every browser from Chrome 80 and Safari 14 on.
//
//     node join.mjs STREAMLIT_JS OUTPUT INDEX_FILE
//
// Prints {"boot": FILE, "early": [FILES]}: the file that the page starts, and all that the first screens need.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { rolldown } from "rolldown";

const [source, output, index] = process.argv.slice(2);
const BROWSERS = ["chrome80", "safari14"];
const START = "start";
const READY = "ready";
const OLDER = join(import.meta.dirname, "older.js");

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
const first = withAllItNeeds([index, ...FIRST.map(fileOf)]).add(START).add(READY).add(basename(OLDER));
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
  visitAll(parseAst(code), ({ type, left, right, start, end }) => {
    if (type === "AssignmentExpression" && right.type === "FunctionExpression" && left.property)
      found.push({ name: left.property.name, start, end });
  });
  return found.sort((one, other) => one.start - other.start);
}

function visitAll(node, see) {
  if (!node || typeof node !== "object") return;
  if (node.type) see(node);
  for (const key in node) visitAll(node[key], see);
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

// Regular expressions that older browsers refuse. One of the newest kind (v) that uses nothing new in it is of the
// older kind (u). One that looks behind, which Safari has learned late, is for formulas and addresses in Markdown:
// there it finds nothing.
function withOlderExpressions(code) {
  const found = [];
  visitAll(parseAst(code), (node) => {
    const expression = expressionOf(node);
    if (expression && (expression.flags.includes("v") || LOOKS_BEHIND.test(expression.pattern)))
      found.push({ ...expression, start: node.start, end: node.end });
  });
  found.sort((one, other) => other.start - one.start);
  for (const { pattern, flags, start, end } of found) {
    const older = NEWEST.test(pattern) ? flags : flags.replace("v", "u");
    const made = `RegExp(${JSON.stringify(pattern)},"${older}")`;
    const safe = LOOKS_BEHIND.test(pattern) ? `(()=>{try{return ${made}}catch{return/(?!)/}})()` : made;
    code = code.slice(0, start) + safe + code.slice(end);
  }
  return code;
}

const NEWEST = /&&|--|\\q/;
const LOOKS_BEHIND = /\(\?<[=!]/;

// The pattern and the flags of a regular expression, written as such or as a call; undefined for any other node.
function expressionOf({ type, regex, callee, arguments: given }) {
  if (type === "Literal" && regex) return regex;
  if ((type !== "CallExpression" && type !== "NewExpression") || callee.name !== "RegExp") return undefined;
  const [pattern, flags] = given.map((each) => each.value ?? (each.quasis?.length === 1 ? each.quasis[0].value.cooked : undefined));
  return typeof pattern === "string" && given.length <= 2 ? { pattern, flags: flags ?? "" } : undefined;
}

// React waits for the code of an element, even where it is there, and shows what has come half a second later. So
// what is ready is handed over at once: FIRST from the start, NEXT once the page says that there is time to load it.
const LATER = new RegExp(`\\(\\)=>[\\w$]+\\(\\(\\)=>import\\([\`"']\\./((?:${[...FIRST, ...NEXT].join("|")})\\.[\\w-]+\\.js)[\`"']\\),[^()]*\\([^()]*\\),import\\.meta\\.url\\)`, "g");

function withReadyElements(code) {
  let count = 0;
  const found = code.replace(LATER, (whole, file) => {
    count += 1;
    return `()=>readyElements.has("${file}")?{then:show=>show(readyElements.get("${file}"))}:(${whole})()`;
  });
  if (count !== FIRST.length + NEXT.length) throw new Error("Streamlit loads its elements otherwise");
  return `import readyElements from "${READY}";${found}`;
}

const startingCode = [
  `import ${JSON.stringify(OLDER)};`, // what older browsers lack comes before all that may call it
  `import ${JSON.stringify(join(source, index))};`,
  `import ready from "${READY}";`,
  ...FIRST.map((element) => `import * as ${element} from ${JSON.stringify(join(source, fileOf(element)))};`),
  ...FIRST.map((element) => `ready.set("${fileOf(element)}", ${element});`),
  'addEventListener("next-screens", () => {',
  ...NEXT.map(fileOf).map((file) => `import(${JSON.stringify(join(source, file))}).then((found) => ready.set("${file}", found));`),
  "}, { once: true });",
];
const written = { [START]: startingCode.join("\n"), [READY]: "export default new Map();" };

const lighter = {
  name: "lighter",
  resolveId: (name) => (name in written ? { id: name } : null),
  load: (id) => written[id] ?? null,
  transform: (code, file) => {
    if (!file.endsWith(".js")) return null;
    const name = basename(file);
    if (name === index) code = withReadyElements(code);
    if (name.startsWith("protobuf.")) code = withoutUnusedProtocol(code);
    return { code: withOlderExpressions(withoutPreloads(code)), map: null };
  },
};

const inGroup = (group) => (file) => group.has(basename(file));
const joined = await rolldown({
  input: START,
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
const early = chunks.filter((chunk) => chunk.isEntry || chunk.name === "next").map((chunk) => chunk.fileName);
console.log(JSON.stringify({ boot: chunks.find((chunk) => chunk.isEntry).fileName, early }));
