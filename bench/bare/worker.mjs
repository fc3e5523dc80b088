import { loadPyodide } from "./pyodide.mjs";
import { wheel } from "./wheel.mjs";

const starting = (async () => {
  const pyodide = await loadPyodide({ stdout: (line) => postMessage(line) });
  await pyodide.loadPackage(new URL(wheel, import.meta.url).href, { messageCallback: () => {} });
  return pyodide;
})();

onmessage = async ({ data: code }) => {
  (await starting).runPython(code);
  postMessage(null);
};
