import assert from "node:assert/strict";
import { test } from "node:test";
import { Intake } from "../src/sandbox/intake.ts";

const bytes = (length: number): ArrayBuffer => new ArrayBuffer(length);

test("a file can be awaited before and after it comes", async () => {
  const intake = new Intake();
  const early = intake.file("lock");
  intake.arrive("lock", bytes(1));
  intake.arrive("snapshot", bytes(2));
  assert.equal((await early).byteLength, 1);
  assert.equal((await intake.file("snapshot")).byteLength, 2);
});

test("wheels come in the order of their names, however they arrive", async () => {
  const intake = new Intake();
  const wheels = intake.wheels();
  intake.arrive("wheel b", bytes(2));
  intake.expectWheels(["a", "b"]);
  intake.arrive("wheel a", bytes(1));
  assert.deepEqual((await wheels).map(({ byteLength }) => byteLength), [1, 2]);
});

test("a start may have no wheels", async () => {
  const intake = new Intake();
  intake.expectWheels([]);
  assert.deepEqual(await intake.wheels(), []);
});
