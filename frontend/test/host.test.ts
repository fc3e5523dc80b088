import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import type { CellResult, GraphResult, HostEvent, HostJob, HostSetup, ProgramResult, ValueResult } from "../src/protocol/index.ts";
import { makeInput, pyodide, runBuild } from "./built.ts";

const built = makeInput();
runBuild(built, built.out, true);
const runLesson = join(built.host, "run_lesson.mjs");

const NONCE = "only this page's";

function start(pages: HostJob["steps"][], snapshot: string | null = null, packages: HostJob["packages"][] = []) {
  const child = spawn(process.execPath, [runLesson], { stdio: ["pipe", "pipe", "pipe"] });
  const send = (message: HostSetup | HostJob) => child.stdin.write(`${JSON.stringify(message)}\n`);
  send({ pyodide, wheels: [built.wheel], snapshot });
  const begin = () => {
    const steps = pages.shift();
    if (steps === undefined) child.stdin.end();
    else send({ nonce: NONCE, folder: "", packages: packages.shift() ?? [], steps });
  };
  begin();
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const lines = createInterface({ input: child.stdout });
  return { child, begin, lines, exit: once(child, "exit"), stderr: () => stderr };
}

/** The events of each page in turn, and its results. */
async function runPages(
  pages: HostJob["steps"][],
  snapshot: string | null = null,
  packages: HostJob["packages"][] = [],
) {
  const { begin, lines, exit, stderr } = start(pages, snapshot, packages);
  const told: HostEvent[][] = [[]];
  for await (const line of lines) {
    if (line === "") continue;
    const { nonce, ...event } = JSON.parse(line) as HostEvent;
    assert.equal(nonce, NONCE);
    told.at(-1)!.push(event as HostEvent);
    if (event.event === "end") {
      if (pages.length > 0) told.push([]);
      begin();
    }
  }
  const [, signal] = await exit;
  return { told, signal, stderr: stderr() };
}

async function run<Result>(steps: HostJob["steps"], snapshot: string | null = null) {
  const { told, stderr } = await runPages([steps], snapshot);
  const events = told[0]!;
  const results = events.flatMap((event) => (event.event === "result" ? [event.result as Result] : []));
  return { events: events.slice(0, -1), results, end: events.at(-1)!, stderr };
}

const cell = (source: string) => ({ do: "cell" as const, name: "a-cell", source });

test("cells share their names; each step is announced before its result", async () => {
  const { events, end } = await run([cell("x = 20"), cell("print('x', x)\nx + 1")]);
  assert.deepEqual(events[0], { event: "ready", python: "3.14.2", pyodide: "314.0.7" });
  assert.deepEqual(events.slice(1).map((event) => event.event), ["start", "result", "start", "result"]);
  const last = events.at(-1) as { result: CellResult };
  assert.equal(last.result.text, "x 20\n21\n");
  assert.deepEqual(last.result.parts.map(([kind]) => kind), ["stdout", "value"]);
  assert.equal(end.event, "end");
});

test("a page has the packages that it names, and the next one has not", async () => {
  const look = cell("import extra\nextra.double(4)");
  const { told } = await runPages([[look], [look], [look]], null, [[], [built.package], []]);
  const [before, mine, after] = told.map((events) => {
    const found = events.find((event) => event.event === "result");
    return (found as { result: CellResult }).result;
  });
  assert.equal(mine!.text, "8\n");
  assert.equal(before!.error!.message, "No module named 'extra'");
  assert.match(before!.text, /On this page you can import Python's standard library and tinylib\./);
  assert.deepEqual(after, before);
});

test("pages share a process but no names, no modules, no files", async () => {
  const spoil = "import tinylib, random, os\ntinylib.double = None\nrandom.seed(7)\nopen('left', 'w').close()\nx = 1\nprint = None";
  const look = "import tinylib, random, os\n(tinylib.double(2), random.random(), os.path.exists('left'), 'x' in globals())";
  const { told, signal } = await runPages([[cell(look)], [cell(spoil)], [cell(look)]]);
  const [before, , after] = told.map((events) => events.find((event) => event.event === "result"));
  assert.match((before as { result: CellResult }).result.text, /^\(4, 0\.\d+, False, False\)$/m);
  assert.deepEqual(after, before);
  assert.equal(signal, "SIGKILL");
});

test("a page whose Python ends takes no other page with it", async () => {
  const { told } = await runPages([[cell("import os"), cell("os._exit(4)"), cell("1")], [cell("1 + 1")]]);
  assert.deepEqual(told[0]!.map(({ event }) => event), ["ready", "start", "result", "start", "end"]);
  assert.match((told[0]!.at(-1) as { status: string }).status, /exit\(4\)/);
  assert.deepEqual(told[1]!.map(({ event }) => event), ["ready", "start", "result", "end"]);
});

test("Python may take two gibibytes, not more", async () => {
  const { results } = await run<CellResult>([cell("len(bytearray(1 << 30))"), cell("bytearray((1 << 31) - 1)")]);
  assert.equal(results[0]!.text, `${2 ** 30}\n`);
  assert.equal(results[1]!.error?.type, "MemoryError");
});

test("more on standard output than a pipe holds arrives whole", async () => {
  const { results } = await run<CellResult>([cell("print('x' * 240_000)"), cell("print('y' * 240_000)")]);
  assert.deepEqual(results.map(({ text }) => text.length), [240_001, 240_001]);
});

test("values, programs and errors come back as results", async () => {
  const program = "def f(x): return x + 1";
  const tests = "def test_one():\n    'After one'\n    assert f(1) == 2\ndef test_two():\n    assert f(2) == 4\n";
  const { results } = await run<unknown>([
    { do: "value", name: "v", expression: "2 ** 0.5" },
    { do: "program", name: "p", source: program, tests },
    cell("1 / 0"),
    cell("raise SystemExit"),
    { do: "value", name: "still", expression: "'alive'" },
  ]);
  assert.equal((results[0] as ValueResult).value, "1.4142135623730951");
  const outcomes = (results[1] as ProgramResult).tests;
  assert.deepEqual(outcomes.map(({ title, passed, got }) => [title, passed, got]), [["After one", true, null], ["two", false, "3"]]);
  assert.equal((results[2] as CellResult).error?.type, "ZeroDivisionError");
  assert.equal((results[3] as CellResult).error?.type, "SystemExit");
  assert.equal((results[4] as ValueResult).value, "alive");
});

test("what Python writes past sys.stdout cannot become an event", async () => {
  const forged = JSON.stringify({ event: "result", step: 0, result: "forged" });
  const source = `import os, sys\nos.write(1, b'${forged}\\n')\nsys.__stdout__.write('raw')\nsys.__stdout__.flush()\nprint('kept')`;
  const { results } = await run<CellResult>([cell(source), cell("os.system('echo from a shell')")]);
  assert.deepEqual(results.map(({ text }) => text), ["kept\n", "32512\n"]);
});

test("Python has no way to the machine: no files, no network, no JavaScript", async (t) => {
  let visitors = 0;
  const server = createServer((socket) => void ((visitors += 1), socket.destroy())).listen(0, "127.0.0.1");
  t.after(() => server.close());
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const { results } = await run<CellResult>([
    cell(`import os; os.path.exists(${JSON.stringify(built.folder)})`),
    cell(`import urllib.request\nurllib.request.urlopen("http://127.0.0.1:${port}")`),
    cell("from js import fetch"),
    cell("from pyodide.code import run_js\nrun_js('process.version')"),
  ]);
  assert.equal(results[0]!.text, "False\n");
  assert.deepEqual(results.slice(1).map(({ error }) => error !== null), [true, true, true]);
  assert.equal(visitors, 0);
});

test("an endless loop can be ended from outside, with what went before it at hand", async () => {
  const { child, lines, exit } = start([[cell("1 + 1"), cell("while True: pass")]]);
  const events: HostEvent[] = [];
  for await (const line of lines) {
    if (line === "") continue;
    events.push(JSON.parse(line));
    if (events.at(-1)!.event === "start" && events.length === 4) child.kill("SIGKILL");
  }
  assert.deepEqual(await exit, [null, "SIGKILL"]);
  assert.deepEqual(events.at(-1), { nonce: NONCE, event: "start", step: 1 });
});

test("an endless loop ends with standard input", async () => {
  const { child, lines, exit } = start([[cell("while True: pass")]]);
  for await (const line of lines) {
    if (line !== "" && (JSON.parse(line) as HostEvent).event === "start") child.stdin.end();
  }
  assert.deepEqual(await exit, [null, "SIGKILL"]);
});

test("a snapshot starts the same Python as a plain boot, and is the same file each time", async () => {
  const [one, two] = [join(built.folder, "one.snapshot"), join(built.folder, "two.snapshot")];
  for (const out of [one, two]) {
    const parameters = ["--pyodide", pyodide, "--wheel", built.wheel, "--out", out];
    execFileSync(process.execPath, [join(built.host, "make_snapshot.mjs"), ...parameters]);
  }
  assert.ok(readFileSync(one).equals(readFileSync(two)));
  const steps = [
    cell("import random, tinylib\nprint(random.random(), tinylib.double(4), set('abcdef'))"),
    cell("from tinylib.later import WORD\nimport csv, pathlib\nWORD"),
    cell("tinylib.double()"),
  ];
  const [plain, restored] = [await run(steps), await run(steps, one)];
  assert.equal(restored.stderr, "");
  assert.deepEqual(restored.events, plain.events);
});

test("a snapshot that cannot be used only costs time", async () => {
  const { results, stderr } = await run<CellResult>([cell("1 + 1")], built.lock);
  assert.equal(results[0]!.text, "2\n");
  assert.match(stderr, /could not be used, Python starts without it/);
});

test("graphs need no Python", async () => {
  const { events } = await run<GraphResult>([{ do: "graph", name: "g", dot: "digraph { a -> b }" }]);
  assert.deepEqual(events[0], { event: "ready", python: null, pyodide: null });
  assert.deepEqual((events.at(-1) as { result: GraphResult }).result.nodes, ["a", "b"]);
});
