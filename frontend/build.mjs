// Builds everything that a browser loads (--out: flat, named by content) and the programs that verify pages (--host).
// The same input gives the same bytes.

import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const here = import.meta.dirname;
const npm = join(here, "node_modules", "pyodide");
const option = { type: "string" };
const { values: options } = parseArgs({ options: { lock: option, wheels: option, out: option, host: option } });
for (const name of ["lock", "wheels", "out", "host"]) {
  if (!options[name]) throw new Error(`--${name} is missing: build.mjs --lock FILE --wheels DIR --out DIR --host DIR`);
}

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  write: false,
  logLevel: "warning",
  loader: { ".py": "text" },
};
const forBrowsers = { ...common, platform: "browser", target: ["chrome119", "firefox124", "safari17.4"] };

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

async function publishWheels(lock) {
  const wheels = {};
  for (const { file_name: name, sha256 } of Object.values(lock.packages)) {
    const bytes = await readFile(join(options.wheels, name));
    const found = createHash("sha256").update(bytes).digest("hex");
    if (found !== sha256) throw new Error(`${name} is not the wheel that the lock names: its SHA-256 is ${found}.`);
    wheels[name] = publish(name, bytes);
  }
  return wheels;
}

async function publishRuntime(lockBytes) {
  const runtime = { lock: publish("pyodide-lock.json", lockBytes) };
  for (const name of ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]) {
    runtime[name] = publish(name, withoutSourceMap(name, await readFile(join(npm, name))));
  }
  return runtime;
}

/** The comment would make developer tools ask for a file that is not published. */
function withoutSourceMap(name, bytes) {
  if (!name.endsWith(".mjs")) return bytes;
  return Buffer.from(bytes.toString("utf8").replace(/\n\/\/# sourceMappingURL=.*\n?$/, "\n"));
}

// The frame starts the worker from a blob, which works everywhere only for a classic script.
async function publishWorker() {
  const entryPoints = ["src/sandbox/worker.ts"];
  const { outputFiles } = await build({ ...forBrowsers, entryPoints, format: "iife" });
  return publish("worker.js", Buffer.from(outputFiles[0].contents));
}

async function publishPage(manifest) {
  const { outputFiles } = await build({
    ...forBrowsers,
    entryPoints: { lesson: "src/page/main.ts" },
    format: "esm",
    splitting: true,
    outdir: "out",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    define: { __MANIFEST__: JSON.stringify(manifest) },
  });
  for (const { path, contents } of outputFiles) published.set(basename(path), Buffer.from(contents));
  return outputFiles.map(({ path }) => basename(path)).find((name) => /^lesson-.*\.js$/.test(name));
}

async function publishStyle() {
  const { outputFiles } = await build({ ...forBrowsers, entryPoints: ["src/page/style/lesson.css"] });
  return publish("lesson.css", Buffer.from(outputFiles[0].contents)).file;
}

async function buildHost() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ["src/host/run_lesson.ts", "src/host/make_snapshot.ts"],
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

const lockBytes = await readFile(options.lock);
const pyodide = JSON.parse(await readFile(join(npm, "package.json"), "utf8")).version;
const [worker, runtime, wheels, style, host] = await Promise.all([
  publishWorker(),
  publishRuntime(lockBytes),
  publishWheels(JSON.parse(lockBytes)),
  publishStyle(),
  buildHost(),
]);
const script = await publishPage({ pyodide, worker, runtime, wheels });

const files = Object.fromEntries(
  [...published].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, bytes]) => {
    return [name, { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") }];
  }),
);
published.set("manifest.json", `${JSON.stringify({ script, style, files, pyodide }, null, 2)}\n`);
await replace(options.out, published);
await replace(options.host, host);
