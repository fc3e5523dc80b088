// WebKit has two objects for a WebAssembly function that is exported and stands in the table as well; elsewhere it is
// one. Emscripten looks exports up in the table by identity and appends those that it does not find. So in WebKit
// functions would stand at other places than in a snapshot, which calls them by their places.

import type { PyodideConfig } from "pyodide";

export type CreateModule = NonNullable<PyodideConfig["createPyodideModule"]>;
type Receive = (instance: { exports: WebAssembly.Exports }, module: WebAssembly.Module) => void;
interface Settings {
  instantiateWasm(imports: WebAssembly.Imports, receive: Receive): unknown;
}

/** The same, with every exported function that is in the table given as the object from there. */
export function withOneObjectPerFunction(create: CreateModule): CreateModule {
  return ((settings: Settings) => {
    const { instantiateWasm } = settings;
    settings.instantiateWasm = (imports, receive) =>
      instantiateWasm(imports, ({ exports }, module) => {
        const inTable = byIndex(exports["__indirect_function_table"] as WebAssembly.Table);
        const given = ([name, value]: [string, WebAssembly.ExportValue]) => [name, isFunction(value) ? inTable.get(value.name) ?? value : value];
        receive({ exports: Object.fromEntries(Object.entries(exports).map(given)) }, module);
      });
    return (create as unknown as (settings: Settings) => unknown)(settings);
  }) as unknown as CreateModule;
}

const isFunction = (value: unknown): value is Function => typeof value === "function";

/** A WebAssembly function's name is its index in the module. */
function byIndex(table: WebAssembly.Table): Map<string, Function> {
  const entries = Array.from({ length: table.length }, (_, place) => table.get(place) as Function | null);
  return new Map(entries.filter(isFunction).map((each) => [each.name, each]));
}
