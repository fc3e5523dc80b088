import assert from "node:assert/strict";
import { test } from "node:test";
import { Shelf, type Backend } from "../src/page/shelf.ts";

const isNumber = (value: unknown): value is number => typeof value === "number";

function backend(): Backend & { map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map, get length() { return map.size; }, key: (n) => [...map.keys()][n] ?? null,
    getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value), removeItem: (key) => void map.delete(key),
  };
}

test("values come back, under the prefix of the site", () => {
  const store = backend();
  const shelf = new Shelf(store, "lesson:1:/base/", assert.fail);
  shelf.write("page/#a", 3);
  assert.deepEqual([...store.map], [["lesson:1:/base/page/#a", "3"]]);
  assert.equal(shelf.read("page/#a", isNumber), 3);
  shelf.remove("page/#a");
  assert.equal(shelf.read("page/#a", isNumber), null);
});

test("what cannot be understood is set aside, not thrown away", () => {
  const store = backend();
  const shelf = new Shelf(store, "", assert.fail);
  for (const broken of ["{not json", '"of another kind"']) {
    store.map.set("a", broken);
    assert.equal(shelf.read("a", isNumber), null);
  }
  assert.deepEqual([...store.map], [["a!unreadable", "{not json"], ["a!unreadable-2", '"of another kind"']]);
});

test("a full store: values last for this visit, and trouble is told once", () => {
  const store = { ...backend(), setItem: () => { throw new Error("full"); } };
  let told = 0;
  const shelf = new Shelf(store, "", () => told++);
  shelf.write("a", 1);
  shelf.write("b", 2);
  assert.deepEqual([shelf.read("a", isNumber), shelf.read("b", isNumber), told], [1, 2, 1]);
});

test("a store that is denied altogether troubles nobody who only reads", () => {
  let told = 0;
  const shelf = new Shelf(null, "", () => told++);
  assert.deepEqual([shelf.read("a", isNumber), told], [null, 0]);
  shelf.write("a", 1);
  shelf.remove("a");
  assert.deepEqual([shelf.read("a", isNumber), told], [null, 1]);
});

test("a removal that fails is remembered: the old value does not come back", () => {
  const store = backend();
  store.map.set("a", "1");
  const shelf = new Shelf({ ...store, removeItem: () => { throw new Error("denied"); } }, "", () => {});
  shelf.remove("a");
  assert.equal(shelf.read("a", isNumber), null);
});

test("the keys are those of the site, and of this visit", () => {
  const store = backend();
  store.map.set("other:x", "1");
  store.map.set("site:old", "1");
  store.map.set("site:gone", "1");
  let full = false;
  const set = store.setItem;
  store.setItem = (key, value) => { if (full) throw new Error("full"); set(key, value); };
  store.removeItem = () => { throw new Error("denied"); };
  const shelf = new Shelf(store, "site:", () => {});
  shelf.write("new", 2);
  assert.deepEqual([shelf.keys(), shelf.lasting], [["new", "old"].concat("gone").sort(), true]);
  full = true;
  shelf.write("passing", 3);
  shelf.remove("gone");
  assert.deepEqual([shelf.keys(), shelf.lasting], [["new", "old", "passing"], false]);
  assert.deepEqual(new Shelf(null, "site:", () => {}).keys(), []);
});
