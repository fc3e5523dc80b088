// Builds everything that a browser loads (--out: flat, named by content) and the programs that verify pages (--host).
// The same input gives the same bytes. --draft is for an author at work: what changes with every save is compressed less.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { constants, zstdCompress } from "node:zlib";
import { build } from "esbuild";

const here = import.meta.dirname;
const npm = join(here, "node_modules", "pyodide");
const option = { type: "string" };
const NEEDED = { lock: option, wheels: option, packages: option, font: option, out: option, host: option, snapshot: option };
const { values: options } = parseArgs({ options: { ...NEEDED, draft: { type: "boolean", default: false } } });
for (const name of Object.keys(NEEDED)) {
  const usage = "build.mjs --lock FILE --wheels DIR --packages DIR --font FILE --out DIR --host DIR --snapshot FILE [--draft]";
  if (!options[name]) throw new Error(`--${name} is missing: ${usage}`);
}

const common = {
  absWorkingDir: here,
  // Names of outputs depend on paths of inputs: on those in this folder, wherever packages really lie.
  preserveSymlinks: true,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  write: false,
  logLevel: "warning",
  loader: { ".py": "text", ".html": "text" },
};
const forBrowsers = { ...common, platform: "browser", target: ["chrome119", "firefox124", "safari17.4"] };

/** Stands for what is known only when the page's script is built. */
const PARTS = "@@PARTS@@";
/** Files of --out: name → bytes. */
const published = new Map();

/** Publish under a name that changes with the content; returns what the page must know to fetch it. */
function publish(name, bytes) {
  const digest = createHash("sha256").update(bytes).digest();
  const extension = extname(name);
  const file = `${basename(name, extension)}-${digest.toString("hex").slice(0, 10)}${extension}`;
  published.set(file, bytes);
  return { file, bytes: bytes.length, sha256: digest.toString("base64") };
}

const isWheel = (name) => name.endsWith(".whl");
const lockBytes = await readFile(options.lock);
/** By file name: the wheels that every start takes, and those of packages that only some pages use. */
const [inLock, libraryWheels, packageWheels] = [
  new Map(Object.values(JSON.parse(lockBytes).packages).map((entry) => [entry.file_name, entry])),
  (await readdir(options.wheels)).filter(isWheel).sort(),
  (await readdir(options.packages)).filter(isWheel).sort(),
];

/** Publish wheels under a name that `nameOf` takes from the lock. */
async function publishWheels(folder, names, nameOf) {
  const wheels = {};
  for (const name of names) {
    const entry = inLock.get(name);
    const bytes = await readFile(join(folder, name));
    const found = createHash("sha256").update(bytes).digest("hex");
    if (found !== entry?.sha256) throw new Error(`${name} is not the wheel that the lock names: its SHA-256 is ${found}.`);
    wheels[nameOf(entry)] = publish(`${name}.zst`, await compress(bytes));
  }
  return wheels;
}

// A free host compresses some types of file with gzip and others not at all. Zstandard is smaller than gzip by a fifth.
const zstd = promisify(zstdCompress);
/** Level 19 takes a tenth off what level 12 leaves, and four times as long. */
const compress = (bytes, level = 19) =>
  zstd(bytes, { params: { [constants.ZSTD_c_compressionLevel]: level }, pledgedSrcSize: bytes.length });

/** Pyodide's own files change with its version only: the best that can be had, kept from build to build. */
async function compressOnce(bytes) {
  const digest = createHash("sha256").update(bytes).digest("hex");
  const kept = join(here, "node_modules", ".cache", "lesson", `${digest}.zst`);
  const found = await readFile(kept).catch(() => null);
  if (found) return found;
  const compressed = await compress(bytes);
  await mkdir(join(kept, ".."), { recursive: true });
  const own = `${kept}-${process.pid}`;
  await writeFile(own, compressed);
  await rename(own, kept);
  return compressed;
}

async function publishRuntime(lockBytes) {
  const read = async (name) => withoutSourceMap(name, await readFile(join(npm, name)));
  const publishOnce = async (name) => publish(`${name}.zst`, await compressOnce(await read(name)));
  const [asm, wasm] = await Promise.all([publishOnce("pyodide.asm.mjs"), publishOnce("pyodide.asm.wasm")]);
  return {
    lock: publish("pyodide-lock.json", lockBytes),
    "pyodide.mjs": publish("pyodide.mjs", await read("pyodide.mjs")),
    "pyodide.asm.mjs": asm,
    "pyodide.asm.wasm": wasm,
  };
}

/** Python's memory once it has started, which spares every reader the start; made by the host programs. */
async function publishSnapshot() {
  const packed = `${options.snapshot}.packed`;
  const program = join(options.host, "make_snapshot.mjs");
  const parameters = ["--pyodide", npm, "--out", options.snapshot, "--packed", packed];
  await promisify(execFile)(process.execPath, [
    program,
    ...parameters,
    ...libraryWheels.flatMap((name) => ["--wheel", join(options.wheels, name)]),
  ]);
  const bytes = await readFile(packed);
  await rm(packed);
  return publish("snapshot.zst", await compress(bytes, options.draft ? 12 : 19));
}

/** The comment would make developer tools ask for a file that is not published. */
function withoutSourceMap(name, bytes) {
  if (!name.endsWith(".mjs")) return bytes;
  return Buffer.from(bytes.toString("utf8").replace(/\n\/\/# sourceMappingURL=.*\n?$/, "\n"));
}

// The frame starts the worker from a blob, which works everywhere only for a classic script.
async function publishWorker() {
  return publish("worker.js", await script("src/sandbox/worker.ts"));
}

async function script(entry) {
  const { outputFiles } = await build({ ...forBrowsers, entryPoints: [entry], format: "iife" });
  return Buffer.from(outputFiles[0].contents);
}

async function publishPage(manifest, frame) {
  const { outputFiles, metafile } = await build({
    ...forBrowsers,
    entryPoints: { lesson: "src/page/main.ts" },
    format: "esm",
    splitting: true,
    outdir: "out",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    define: { __MANIFEST__: JSON.stringify(manifest), __FRAME__: JSON.stringify(frame), __PARTS__: `"${PARTS}"` },
    metafile: true,
  });
  for (const { path, contents } of outputFiles) published.set(basename(path), Buffer.from(contents));
  fillInParts(metafile);
  return outputFiles.map(({ path }) => basename(path)).find((name) => /^lesson-.*\.js$/.test(name));
}

/**
 * What the page must know of its parts that come later can only be written once they are there. It stands in the file
 * that imports them: so that file's name changes with theirs.
 */
function fillInParts({ outputs }) {
  const parts = {};
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    const file = basename(path);
    const bytes = published.get(file);
    if (!entryPoint || bytes.includes(PARTS)) continue;
    parts[entryPoint] = { file, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("base64") };
  }
  const places = [...published].filter(([, bytes]) => bytes.includes(PARTS));
  if (places.length !== 1) throw new Error(`The parts of the page's script must be named in one file, not in ${places.length}.`);
  const [[file, bytes]] = places;
  const whole = bytes.toString("utf8").replace(new RegExp(`(["'\`])${PARTS}\\1`), () => JSON.stringify(JSON.stringify(parts)));
  if (whole.includes(PARTS)) throw new Error(`${file} does not hold the parts of the page's script as a text of their own.`);
  published.set(file, Buffer.from(whole));
}

async function publishStyle() {
  const font = publish("math.woff2", await readFile(options.font)).file;
  const entry = { entryPoints: ["src/page/style/lesson.css"], external: ["math.woff2"] };
  const { outputFiles } = await build({ ...forBrowsers, ...entry });
  // It stands beside the style under a name that changes with the content.
  const style = Buffer.from(outputFiles[0].text.replace("math.woff2", font));
  return { font, style: publish("lesson.css", style).file };
}

async function buildHost() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ["run_lesson", "run_page", "draw_graphs", "make_snapshot"].map((name) => `src/host/${name}.ts`),
    platform: "node",
    target: "node20",
    format: "esm",
    splitting: true,
    outdir: "out",
    outExtension: { ".js": ".mjs" },
    chunkNames: "[name]-[hash]",
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}

/** Only a complete build replaces an older one. */
async function replace(folder, files) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await Promise.all([...files].map(([name, bytes]) => writeFile(join(folder, name), bytes)));
}

const pyodide = JSON.parse(await readFile(join(npm, "package.json"), "utf8")).version;
const [worker, runtime, wheels, packages, library, style, host] = await Promise.all([
  publishWorker(),
  publishRuntime(lockBytes),
  publishWheels(options.wheels, libraryWheels, (entry) => entry.file_name),
  publishWheels(options.packages, packageWheels, (entry) => entry.name),
  readFile(join(npm, "python_stdlib.zip")).then((bytes) => publish("python_stdlib.zip", bytes)),
  publishStyle(),
  buildHost(),
]);
await replace(options.host, host);
const snapshot = await publishSnapshot();
const frameScript = (await script("src/sandbox/frame_program.ts")).toString("utf8").trim();
const frame = { script: frameScript, sha256: createHash("sha256").update(frameScript).digest("base64") };
const page = await publishPage({ pyodide, worker, runtime, snapshot, wheels, library, packages }, frame);

const files = Object.fromEntries(
  [...published].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, bytes]) => {
    return [name, { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") }];
  }),
);
const text = async (entry) => (await script(entry)).toString("utf8");
const manifest = {
  script: page,
  ...style,
  files,
  pyodide,
  // For what is made of each site as a whole: its policy and its service worker.
  frame: frame.sha256,
  offline: { keep: await text("src/offline/service_worker.ts"), retire: await text("src/offline/retired.ts") },
  /** What the page fetches and keeps by itself. */
  python: [worker, snapshot, library, ...Object.values(runtime), ...Object.values(wheels)].map(({ file }) => file),
};
published.set("manifest.json", `${JSON.stringify(manifest, null, 2)}\n`);
await replace(options.out, published);
