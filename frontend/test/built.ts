// One build of the whole front end for the tests of a file, with a lock that names two tiny wheels: a library, and a package.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { tinyWheel } from "./wheel.ts";

export const frontend = join(import.meta.dirname, "..");
export const pyodide = join(frontend, "node_modules", "pyodide");
const wheelName = (name: string): string => `${name}-1.0-py3-none-any.whl`;

export interface Built {
  folder: string;
  out: string;
  host: string;
  wheel: string;
  lock: string;
  font: string;
  /** A package that pages may name, as the build's host is told of it. */
  package: { wheel: string; folder: string };
}

export function makeInput(): Built {
  const folder = mkdtempSync(join(tmpdir(), "lesson-"));
  after(() => rmSync(folder, { recursive: true }));
  const built = {
    folder,
    out: join(folder, "out"),
    host: join(folder, "host"),
    wheel: join(folder, "wheels", wheelName("tinylib")),
    lock: join(folder, "lock.json"),
    font: join(folder, "math.woff2"),
    package: { wheel: join(folder, "packages", wheelName("extra")), folder: "" },
  };
  const packages: Record<string, unknown> = {};
  for (const [name, place] of [["tinylib", built.wheel], ["extra", built.package.wheel]] as const) {
    const wheel = tinyWheel(name);
    const sha256 = createHash("sha256").update(wheel).digest("hex");
    packages[name] = { name, version: "1.0", file_name: wheelName(name), sha256, imports: [name], depends: [] };
    mkdirSync(dirname(place));
    writeFileSync(place, wheel);
  }
  writeFileSync(built.font, "a font");
  writeFileSync(built.lock, JSON.stringify({ info: {}, packages }));
  return built;
}

export function runBuild(built: Built, out: string = built.out, draft = false): void {
  const wheels = join(built.folder, "wheels");
  const script = join(frontend, "build.mjs");
  const packages = join(built.folder, "packages");
  const parameters = ["--lock", built.lock, "--wheels", wheels, "--packages", packages, "--out", out, "--host", built.host];
  parameters.push("--snapshot", join(built.folder, "snapshot.bin"), "--font", built.font, ...(draft ? ["--draft"] : []));
  execFileSync(process.execPath, [script, ...parameters], { stdio: ["ignore", "ignore", "pipe"] });
}
