// Draws a graph in Graphviz's language as SVG that belongs into a page: no ids, no colours, no font of its own.

import { instance } from "@viz-js/viz";
import type { GraphResult } from "../protocol/index.ts";

const graphviz = await instance();

// Graphviz knows how wide Helvetica's letters are; that fits the sans-serif faces of user interfaces.
const font = { fontname: "Helvetica", fontsize: 14 };
const options = {
  format: "svg",
  graphAttributes: { ...font, bgcolor: "transparent" },
  nodeAttributes: { ...font, shape: "box", style: "rounded", margin: "0.16,0.08" },
  edgeAttributes: { ...font, arrowsize: 0.8 },
};

export function drawGraph(dot: string): GraphResult {
  const { output, errors: all } = graphviz.render(dot, options);
  // It knows no widths for letters like ∇ and takes a space's instead, which is near enough.
  const errors = all.filter(({ message }) => !message.includes("no value for width of non-ASCII"));
  // Graphviz only warns about a misspelt shape or colour and draws something else: here that is an error, too.
  if (output === undefined || errors.length > 0) {
    const message = errors.map((error) => error.message).join(" ") || "There is no graph in it.";
    const line = /in line (\d+)/.exec(message)?.[1];
    return { svg: null, nodes: [], error: { type: "GraphError", message, line: line ? Number(line) : null } };
  }
  const nodes = [...output.matchAll(TITLED_NODE)].map(([, name]) => plain(name!));
  return { svg: cleanSvg(output), nodes, error: null };
}

const TITLED_NODE = /<g id="[^"]*" class="node[^"]*">\s*<title>([^<]*)<\/title>/g;
const TITLED_GROUP = /<g id="[^"]*" class="([^"]*)"([^>]*)>\s*(?:<title>([^<]*)<\/title>)?/g;

function cleanSvg(svg: string): string {
  return svg
    .slice(svg.indexOf("<svg"))
    .replace(/<!--.*?-->|<defs>.*?<\/defs>/gs, "")
    .replace(/<svg [^>]*viewBox="([^"]*)"[^>]*>/, (_, box: string) => openSvg(box))
    .replace(TITLED_GROUP, (_, classes: string, rest: string, title = "") => openGroup(classes, rest, title))
    .replace(/<g id="a_[^"]*"><a [^>]*>(.*?)<\/a>\s*<\/g>/gs, "$1")
    .replace(/<(path|polygon|polyline|ellipse|text) ([^>]*)>/g, (_, tag: string, attributes: string) =>
      `<${tag} ${inherit(tag, attributes)}>`,
    )
    .replace(/>\s*\n\s*</g, "><")
    .trim();
}

/** The size is in CSS pixels, so that letters come out as large as asked for and the page can shrink it. */
function openSvg(box: string): string {
  const [, , width, height] = box.split(" ").map(Number);
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `<svg ${size} aria-hidden="true" focusable="false">`;
}

function openGroup(classes: string, rest: string, title: string): string {
  const name = title.replaceAll("&#45;", "-");
  if (classes.startsWith("node")) return `<g class="${classes}" data-node="${name}"${rest}>`;
  if (classes.startsWith("edge")) return `<g class="${classes}" data-edge="${edgeName(name)}"${rest}>`;
  return `<g class="${classes}"${rest}>`;
}

/** `a:port->b` and `a--b` are both the edge `a-b`. */
function edgeName(title: string): string {
  return title
    .split(/-&gt;|--/)
    .map((end) => end.replace(/:.*/, ""))
    .join("-");
}

/** Leave colours and the font to the page; a shape that the author filled is marked by a class. */
function inherit(tag: string, attributes: string): string {
  const colour = (of: string) => new RegExp(`${of}="([^"]*)"`).exec(attributes)?.[1] ?? "none";
  const isNone = (name: string) => name === "none" || name === "transparent";
  const rest = attributes.replace(/ ?\b(fill|stroke|font-family|xml:space)="[^"]*"/g, "").trim();
  if (tag === "text") return `fill="currentColor" ${rest}`;
  const stroke = isNone(colour("stroke")) ? "none" : "currentColor";
  if (isNone(colour("fill"))) return `fill="none" stroke="${stroke}" ${rest}`;
  // An arrowhead is as its line; a box of another colour than its outline was filled on purpose.
  if (colour("fill") === colour("stroke")) return `fill="currentColor" stroke="${stroke}" ${rest}`;
  return `class="filled" fill="none" stroke="${stroke}" ${rest}`;
}

function plain(escaped: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return escaped.replace(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code ? String.fromCodePoint(Number(code)) : (named[name!] ?? whole),
  );
}
