// The least that a page can do to run Python: a worker, started at the first run, ended by Stop.

const output = document.querySelector("#output");
let worker = null;

/** Run code; `output.dataset.state` becomes "done" when all that it printed is in the page. */
window.runCode = (code) => {
  output.textContent = "";
  output.dataset.state = "running";
  worker ??= new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => {
    if (data === null) output.dataset.state = "done";
    else output.append(`${data}\n`);
  };
  worker.postMessage(code);
};
document.querySelector("#run").addEventListener("click", () => window.runCode(window.code));
document.querySelector("#stop").addEventListener("click", () => {
  worker?.terminate();
  worker = null;
  output.dataset.state = "stopped";
});
