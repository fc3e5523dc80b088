// A program: how long `import` takes in a plain Pyodide. Arguments: Pyodide's folder, a wheel, and how often.
// Each import finds nothing loaded and nothing compiled, as on a reader's first visit without a snapshot.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, wheel, count] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: folder });
pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
pyodide.globals.set("count", Number(count));
const measured = pyodide.runPython(`
import json, sys, time
sys.dont_write_bytecode = True

def milliseconds(statement, *packages):
    for name in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[name]
    code = compile(statement, "statement", "exec")
    start = time.perf_counter()
    exec(code, {})
    return (time.perf_counter() - start) * 1000

BARE = "import gdcore"
USED = "import gdcore; gdcore.minimize(lambda x: x * x, 10.0, lambda x: 2 * x)"
THEIRS = "import statistics"
KIN = "statistics", "fractions", "decimal", "numbers", "random"
rows = [
    [[milliseconds(ours, "gdcore"), milliseconds(THEIRS, *KIN)] for _ in range(count)]
    for ours in (BARE, USED)
]
json.dumps(rows)
`);
console.log(measured);
