import assert from "node:assert/strict";
import { test } from "node:test";
import { drawGraph } from "../src/host/graph.ts";

const draw = (dot: string): string => drawGraph(dot).svg ?? assert.fail(`no SVG for ${dot}`);

test("nodes and edges carry their names", () => {
  const svg = draw('digraph loop { rankdir=LR; "a-b" [label="Position\\nw"]; "a-b" -> c:e; c -> "<&>" [label="step"] }');
  assert.deepEqual([...svg.matchAll(/data-(node|edge)="([^"]*)"/g)].map(([, kind, name]) => `${kind} ${name}`), [
    "node a-b",
    "node c",
    "edge a-b-c",
    "node &lt;&amp;&gt;",
    "edge c-&lt;&amp;&gt;",
  ]);
  assert.match(draw("graph { a -- b }"), /data-edge="a-b"/);
});

test("names come in the order drawn, unescaped", () => {
  assert.deepEqual(drawGraph('digraph { "x & y" -> "it\'s" }').nodes, ["x & y", "it's"]);
});

test("nothing in the SVG belongs to Graphviz alone: no ids, titles, comments, links, fonts or colours", () => {
  const svg = draw(`digraph "title" {
    subgraph cluster_one { label="Group"; a [URL="https://example.org" color=red fillcolor=yellow style=filled] }
    a -> b [color=blue style=dashed]; b [fontcolor=green shape=record label="<f>l|r" fillcolor="red:blue" style=filled]; b:f -> a
  }`);
  assert.doesNotMatch(svg, /<\?|<!|<title|<a |<defs|\bid=|xlink|xmlns|font-family|red|yellow|blue|green|black|pt"/);
  assert.match(svg, /^<svg viewBox="0 0 [\d.]+ [\d.]+" width="[\d.]+" height="[\d.]+" aria-hidden="true" focusable="false">/);
  assert.match(svg, /<polygon class="filled" fill="none" stroke="currentColor"/);
  assert.match(svg, /stroke-dasharray/);
  assert.equal(svg.match(/<g\b/g)!.length, svg.match(/<\/g>/g)!.length);
});

test("an author's class stays", () => {
  assert.match(draw('digraph { a [class="hot"] }'), /<g class="node hot" data-node="a">/);
});

test("the same graph gives the same bytes", () => {
  assert.equal(draw("digraph { a -> b -> c -> a }"), draw("digraph { a -> b -> c -> a }"));
});

test("mistakes are errors, with Graphviz's words and the line", () => {
  const wrong = (dot: string) => drawGraph(dot).error;
  assert.deepEqual(wrong("digraph {\n a -> \n}"), { type: "GraphError", message: "syntax error in line 3 near '}'", line: 3 });
  assert.match(wrong("digraph { a [shape=bx] }")!.message, /unknown shape bx/);
  assert.match(wrong("")!.message, /no graph/);
});
