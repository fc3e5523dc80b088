import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeCode, nextVersion, showing, withoutOthers } from "../src/page/code_versions.ts";
import { canonical } from "../src/page/kinds.ts";
import { counted, merge, planImport } from "../src/page/merge.ts";
import type { Entries } from "../src/page/progress_file.ts";
import { isSavedCode, type SavedCode } from "../src/page/saved_code.ts";

/** Numbers that look random and are the same at every run. */
function* numbers(seed: number): Generator<number> {
  for (let n = seed; ; ) yield (n = Math.imul(n ^ (n >>> 15), 0x2c1b3c6d) + 0x9e3779b9 | 0) >>> 0;
}

/** A device's entries: few keys and few values, so that devices meet. */
function device(random: Generator<number>): Entries {
  const pick = <T>(...choices: T[]): T => choices[random.next().value as number % choices.length] as T;
  const text = (): string => pick("a", "b", "c", "d");
  const code = (): SavedCode => {
    let code: SavedCode = { edit: pick(null, text(), text()), of: pick("1", "2"), undo: pick(null, null, text()) };
    for (let n = pick(0, 0, 1, 2); n > 0; n--) code = mergeCode(code, { edit: text(), of: pick("1", "2"), undo: null });
    return code;
  };
  const values: Record<string, () => unknown> = {
    progress: () => pick<unknown>("done", { state: "started", of: [] }, { state: "done", of: [pick("1", "2"), "3"] }),
    code,
    answer: () => ({ chosen: [pick("0", "1")], of: pick("1", "2"), right: pick(true, false) }),
    stars: () => pick<unknown>(1, 2, { many: [text()] }),
  };
  const entries = new Map<string, unknown>();
  for (let n = 0; n < 6; n++) {
    const kind = pick("progress", "code", "answer", "stars");
    entries.set(`page/#${pick("x", "y")}:${kind}`, values[kind]?.());
  }
  return entries;
}

const text = (entries: Entries): string => canonical(Object.fromEntries(entries));

test("merging is commutative, associative and idempotent, and what is in a merge adds nothing to it", () => {
  const random = numbers(7);
  for (let n = 0; n < 2_000; n++) {
    const [a, b, c] = [device(random), device(random), device(random)];
    assert.equal(text(merge(a, b)), text(merge(b, a)));
    assert.equal(text(merge(merge(a, b), c)), text(merge(a, merge(b, c))));
    const normal = merge(a, new Map());
    assert.equal(text(merge(a, a)), text(normal));
    assert.equal(text(merge(normal, normal)), text(normal));
    assert.equal(text(merge(merge(a, b), b)), text(merge(a, b)));
  }
});

test("no edit is ever lost, and what was shown is shown", () => {
  const random = numbers(11);
  const texts = (value: unknown): string[] => {
    const { edit, undo, others = [] } = value as SavedCode;
    return [edit, undo, ...others.map((other) => other.text)].filter((each) => each !== null);
  };
  let met = 0;
  for (let n = 0; n < 2_000; n++) {
    const [own, file] = [device(random), device(random)];
    const { changes } = planImport(own, file);
    const after = new Map([...own, ...changes]);
    for (const [key, value] of [...own, ...file]) {
      if (!key.endsWith(":code")) continue;
      const kept = after.get(key) as SavedCode;
      assert.ok(isSavedCode(kept));
      assert.deepEqual(texts(value).filter((each) => !texts(kept).includes(each)), []);
      const mine = (own.get(key) as SavedCode | undefined)?.edit ?? null;
      if (mine !== null) assert.equal(kept.edit, mine);
      met += own.has(key) && file.has(key) ? 1 : 0;
    }
    // Taking in the same file again changes nothing.
    assert.deepEqual([...planImport(after, file).changes], []);
  }
  assert.ok(met > 500);
});

test("the furthest state wins", () => {
  const key = "p/#cell-a:progress";
  const done = { state: "done", of: ["2"] };
  assert.deepEqual([...planImport(new Map([[key, "started"]]), new Map([[key, done]])).changes], [[key, done]]);
  assert.deepEqual([...planImport(new Map([[key, done]]), new Map([[key, "started"]])).changes], []);
});

test("a right answer wins over a wrong one, otherwise one's own stays", () => {
  const key = "p/#quiz-q:answer";
  const answer = (chosen: string, right: boolean): Entries => new Map([[key, { chosen: [chosen], of: "1", right }]]);
  assert.deepEqual(planImport(answer("0", false), answer("1", true)).changes, answer("1", true));
  assert.equal(planImport(answer("0", true), answer("1", false)).changes.size, 0);
  assert.equal(planImport(answer("0", false), answer("1", false)).changes.size, 0);
});

test("an import is told before it is made", () => {
  const own = new Map<string, unknown>([
    ["p/#cell-a:code", { edit: "mine", of: "1", undo: null }], ["p/#quiz-q:answer", { chosen: ["0"], of: "1" }],
  ]);
  const file = new Map<string, unknown>([
    ["p/#cell-a:code", { edit: "theirs", of: "1", undo: null }], ["p/#quiz-q:answer", { chosen: ["1"], of: "1" }],
    ["p/#cell-a:progress", "done"], ["p/#cell-b:progress", "done"], ["#cell-h:stars", 3],
  ]);
  const plan = planImport(own, file);
  assert.deepEqual(plan.told, [
    "Home page: 1 entry of another kind",
    "p/: 2 items begun or done; 1 edit joined with yours; 1 answer that differs from yours, which stay as they are",
  ]);
  assert.deepEqual(plan.changes.get("p/#cell-a:code"), { edit: "mine", of: "1", undo: null, others: [{ text: "theirs", of: "1" }] });
  assert.equal(plan.changes.get("#cell-h:stars"), 3);
  assert.equal(counted(["p/#a:code", "p/#b:code", "p/#c:answer"]), "2 edits, 1 answer");
});

test("a value here that makes no sense gives way", () => {
  const key = "p/#cell-a:code";
  const theirs = { edit: "theirs", of: "1", undo: null };
  assert.deepEqual(planImport(new Map([[key, "nonsense"]]), new Map([[key, theirs]])).changes.get(key), theirs);
});

test("the reader goes through the other edits and comes back to the first", () => {
  const merged = ["mine", "second", "first"].map((edit): SavedCode => ({ edit, of: "1", undo: null })).reduce(mergeCode);
  let shown: SavedCode | null = showing("mine", merged);
  const seen: (string | null)[] = [];
  for (let n = 0; n < 4 && shown !== null; n++) {
    seen.push(shown.edit);
    assert.equal(shown.others?.length, 2);
    shown = nextVersion(shown);
  }
  assert.deepEqual(seen, ["mine", "second", "first", "mine"]);
  assert.deepEqual(shown && withoutOthers(shown), { edit: "second", of: "1", undo: null });
  assert.equal(nextVersion({ edit: "only", of: "1", undo: null }), null);
  assert.equal(withoutOthers({ edit: null, of: "1", undo: null, others: [{ text: "x", of: "" }] }), null);
});
