// The values of controls in a cell's code: the same pattern as `site_hooks/control.py`. No DOM here.

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const STRING = String.raw`"[^"\\\n]*"|'[^'\\\n]*'`;
const PAIR = String.raw`\(\s*${NUMBER}\s*,\s*${NUMBER}\s*\)`;
const DECLARATION = new RegExp(
  String.raw`^(?<head>(?<name>[\p{L}_][\p{L}\p{N}_]*)[ \t]*=[ \t]*)(?<value>${NUMBER}|${STRING}|True|False|${PAIR})(?<tail>[ \t]*#@.*)$`, "u");

interface Found {
  index: number;
  head: string;
  value: string;
  tail: string;
}

function find(lines: readonly string[], name: string): Found | null {
  for (const [index, line] of lines.entries()) {
    const { name: found, head, value, tail } = DECLARATION.exec(line)?.groups ?? {};
    if (found === name) return { index, head: head!, value: value!, tail: tail! };
  }
  return null;
}

/** The value of a control as the code says it; null when the code declares none. */
export function literalIn(code: string, name: string): string | null {
  return find(code.split("\n"), name)?.value ?? null;
}

/** The code with another value for a control. One that declares none stays as it is. */
export function withLiteral(code: string, name: string, literal: string): string {
  const lines = code.split("\n");
  const found = find(lines, name);
  if (found === null) return code;
  lines[found.index] = found.head + literal + found.tail;
  return lines.join("\n");
}
