import assert from "node:assert/strict";
import { test } from "node:test";
import { JointWork } from "../src/page/joint_work.ts";

const never = new AbortController().signal;
const ignore = (): void => {};

/** Work whose course the test decides. */
function makeWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const begun: AbortSignal[] = [];
  let report: (progress: number) => void = ignore;
  const work = new JointWork<string>((onProgress, signal) => {
    begun.push(signal);
    report = onProgress;
    return promise;
  });
  return { work, begun, resolve, reject, report: (progress: number) => report(progress) };
}

test("work is begun once, and everybody has its outcome", async () => {
  const { work, begun, resolve } = makeWork();
  const both = [work.join(ignore, never), work.join(ignore, never)];
  resolve("done");
  assert.deepEqual(await Promise.all(both), ["done", "done"]);
  assert.equal(begun.length, 1);
});

test("who joins later hears at once how far it is, and then what everybody hears", async () => {
  const { work, resolve, report } = makeWork();
  const heard: [who: string, progress: number][] = [];
  const first = work.join((progress) => heard.push(["first", progress]), never);
  report(1);
  const second = work.join((progress) => heard.push(["second", progress]), never);
  report(2);
  resolve("done");
  await Promise.all([first, second]);
  report(3);
  assert.deepEqual(heard, [["first", 0], ["first", 1], ["second", 1], ["first", 2], ["second", 2]]);
});

test("one function may join twice", async () => {
  const { work, resolve, report } = makeWork();
  const heard: number[] = [];
  const listener = (progress: number): void => void heard.push(progress);
  const [one, other] = [new AbortController(), new AbortController()];
  const left = assert.rejects(work.join(listener, one.signal), /enough/);
  const stayed = work.join(listener, other.signal);
  one.abort(new Error("enough"));
  await left;
  report(5);
  resolve("done");
  await stayed;
  assert.deepEqual(heard, [0, 0, 5]);
});

test("who leaves is let go at once; the others have their outcome", async () => {
  const { work, begun, resolve } = makeWork();
  const leaving = new AbortController();
  const left = assert.rejects(work.join(ignore, leaving.signal), /enough/);
  const stayed = work.join(ignore, never);
  leaving.abort(new Error("enough"));
  await left;
  assert.equal(work.isGivenUp, false);
  assert.equal(begun[0]!.aborted, false);
  resolve("done");
  assert.equal(await stayed, "done");
});

test("work that nobody waits for is given up, with the reason of the last who left", async () => {
  const { work, begun } = makeWork();
  const [one, other] = [new AbortController(), new AbortController()];
  const both = [one, other].map(({ signal }) => assert.rejects(work.join(ignore, signal)));
  one.abort(new Error("first"));
  other.abort(new Error("last"));
  await Promise.all(both);
  assert.equal(work.isGivenUp, true);
  assert.equal((begun[0]!.reason as Error).message, "last");
});

test("who had left before joining does not join", async () => {
  const { work } = makeWork();
  await assert.rejects(work.join(ignore, AbortSignal.abort(new Error("gone"))), /gone/);
  assert.equal(work.isGivenUp, true);
});

test("a failure reaches everybody, and nobody is no error", async () => {
  const { work, reject } = makeWork();
  const both = [work.join(ignore, never), work.join(ignore, never)].map((each) => assert.rejects(each, /broken/));
  reject(new Error("broken"));
  await Promise.all(both);
  const alone = makeWork();
  alone.reject(new Error("unheard"));
  await new Promise((resolve) => setImmediate(resolve));
});
