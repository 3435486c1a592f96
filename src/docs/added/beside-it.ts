import { renamedIn, withRenamed } from "../../codegen/rename-components.ts";
import { type JsonObject, objectOf } from "../../core/json.ts";
import type { KnownOperation } from "./known-operation.ts";
import { operationsIn } from "./operations-in.ts";

/** Operations as one document holds them beside another operation: components that differ from its own have names of their own. */
export interface Beside {
  readonly operations: readonly KnownOperation[];
  /** The components that the document lacks. */
  readonly components: JsonObject;
}

/** @param own the operation whose document is to hold them */
export function besideIt(own: KnownOperation, others: readonly KnownOperation[]): Beside {
  const there = structuredClone(objectOf(own.document.components)) as JsonObject;
  const components: JsonObject = {};
  const operations = others.map((one) => {
    const document = withRenamed(one.document, renamedIn(one.document, there, one.id));
    for (const [section, named] of Object.entries(objectOf(document.components)))
      for (const [name, value] of Object.entries(objectOf(named))) {
        const known = objectOf(there[section]);
        if (Object.hasOwn(known, name)) continue;
        there[section] = { ...known, [name]: value };
        components[section] = { ...objectOf(components[section]), [name]: value };
      }
    return operationsIn(document)[0] ?? one;
  });
  return { operations, components };
}
