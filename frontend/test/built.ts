// One build of the whole front end for the tests of a file, with a lock that names one tiny wheel.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { tinyWheel } from "./wheel.ts";

export const frontend = join(import.meta.dirname, "..");
export const pyodide = join(frontend, "node_modules", "pyodide");
const WHEEL = "tinylib-1.0-py3-none-any.whl";

export interface Built {
  folder: string;
  out: string;
  host: string;
  wheel: string;
  lock: string;
}

export function makeInput(): Built {
  const folder = mkdtempSync(join(tmpdir(), "lesson-"));
  after(() => rmSync(folder, { recursive: true }));
  const built = {
    folder,
    out: join(folder, "out"),
    host: join(folder, "host"),
    wheel: join(folder, "wheels", WHEEL),
    lock: join(folder, "lock.json"),
  };
  const wheel = tinyWheel();
  const sha256 = createHash("sha256").update(wheel).digest("hex");
  const tinylib = { name: "tinylib", version: "1.0", file_name: WHEEL, sha256, imports: ["tinylib"], depends: [] };
  mkdirSync(join(folder, "wheels"));
  writeFileSync(built.wheel, wheel);
  writeFileSync(built.lock, JSON.stringify({ info: {}, packages: { tinylib } }));
  return built;
}

export function runBuild(built: Built, out: string = built.out): void {
  const wheels = join(built.folder, "wheels");
  const script = join(frontend, "build.mjs");
  const parameters = ["--lock", built.lock, "--wheels", wheels, "--out", out, "--host", built.host];
  parameters.push("--snapshot", join(built.folder, "snapshot.bin"));
  execFileSync(process.execPath, [script, ...parameters], { stdio: ["ignore", "ignore", "pipe"] });
}
