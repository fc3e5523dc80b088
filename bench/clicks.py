"""Scripts that press Run and Stop in a page, and note when what was asked for is there: no driver's time in between."""

from __future__ import annotations

# In our page: press Run; `took` becomes the milliseconds until the state line says that the run has ended well.
RUN = """sign => {
    const cell = document.querySelector("lesson-cell");
    const state = cell.querySelector(".lesson-state");
    window.took = window.longest = window.longestYet = undefined;
    const long = [];
    let hasBegun = false;
    const tasks = globalThis.PerformanceObserver?.supportedEntryTypes.includes("longtask") ? new PerformanceObserver(
        list => long.push(...list.getEntries())) : null;
    tasks?.observe({ type: "longtask" });
    const observer = new MutationObserver(() => {
        const is = state.textContent.startsWith(sign);
        hasBegun ||= !is;
        if (!is || !hasBegun) return;
        window.took ??= performance.now() - begun;
        observer.disconnect();
        // Long tasks are told a little later. What begins once the output is there is not on the way to it.
        const before = ({ startTime }) => startTime < begun + window.took;
        const longest = tasks => Math.max(0, ...tasks.map(({ duration }) => duration));
        setTimeout(() => {
            tasks?.disconnect();
            window.longestYet = longest(long);
            window.longest = longest(long.filter(before));
        }, 500);
    });
    observer.observe(cell, { childList: true, subtree: true, characterData: true });
    const begun = performance.now();
    cell.querySelector(".lesson-primary").click();
}"""
# … press Stop and, as soon as that is told, Reset and Run.
STOP = """() => {
    const cell = document.querySelector("lesson-cell");
    const state = cell.querySelector(".lesson-state");
    const primary = cell.querySelector(".lesson-primary");
    window.stopped = window.took = undefined;
    let begun = performance.now(), hasReset = false;
    const observer = new MutationObserver(() => {
        if (state.textContent.startsWith("Stopped")) {
            window.stopped ??= performance.now() - begun;
            // Once the button offers Run again.
            if (hasReset || primary.textContent.trim() !== "Run") return;
            hasReset = true;
            // As a reader would: not in the midst of what the page does.
            setTimeout(() => {
                cell.querySelector("[data-action=reset]").click();
                begun = performance.now();
                primary.click();
            });
        } else if (state.textContent.startsWith("Same as published")) {
            observer.disconnect();
            window.took = performance.now() - begun;
        }
    });
    observer.observe(cell, { attributes: true, childList: true, subtree: true, characterData: true });
    primary.click();
}"""
# What a later visit needs is kept by then: nothing is under way any more.
KEPT = """(() => {
    (async () => {
        await navigator.serviceWorker.ready;
        const names = await caches.keys();
        const python = names.find(name => name.startsWith("lesson:python"));
        const files = python ? await (await caches.open(python)).keys() : [];
        window.kept = files.some(({ url }) => url.includes("python_stdlib")) ? true : undefined;
    })();
    return window.kept;
})()"""
# In the bare page.
BARE_RUN = """code => {
    const output = document.querySelector("#output");
    window.took = undefined;
    const observer = new MutationObserver(() => {
        if (output.dataset.state !== "done") return;
        observer.disconnect();
        window.took = performance.now() - begun;
    });
    observer.observe(output, { attributes: true });
    window.code = code;
    const begun = performance.now();
    document.querySelector("#run").click();
}"""
BARE_STOP = """() => {
    const output = document.querySelector("#output");
    const observer = new MutationObserver(() => {
        if (output.dataset.state === "stopped") window.stopped = performance.now() - begun;
    });
    observer.observe(output, { attributes: true });
    const begun = performance.now();
    document.querySelector("#stop").click();
}"""
