import type { Contract, Operation } from "../contract/contract.ts";
import { decodedSegment, PathTemplate } from "../contract/path-template.ts";

/** The match of a request line: an operation, a path that knows other methods only, or nothing. */
export type Route =
  | { readonly kind: "operation"; readonly operation: Operation; readonly parameters: Parameters }
  | { readonly kind: "other-method"; readonly operation: Operation; readonly allow: string }
  | { readonly kind: "unknown" };

/** Path and query parameters by name, percent-decoded; of a query parameter that is given twice, the last. */
export type Parameters = { readonly [name: string]: string };

interface PathEntry {
  readonly template: PathTemplate;
  readonly methods: Map<string, Operation>;
}

/** Routes by method and path template; literal paths win over templates, and a trailing slash is another path. */
export function createRouter(contract: Contract): (method: string, target: string) => Route {
  const paths = new Map<string, PathEntry>();
  for (const operation of Object.values(contract.operations)) {
    const entry: PathEntry = paths.get(operation.path) ?? {
      template: new PathTemplate(operation.path),
      methods: new Map(),
    };
    entry.methods.set(operation.method.toUpperCase(), operation);
    paths.set(operation.path, entry);
  }
  const entries = [...paths.values()].sort(
    (left, right) => left.template.names.length - right.template.names.length,
  );
  return (method, target) => {
    const [path = "", ...query] = target.split("?");
    for (const entry of entries) {
      const segments = entry.template.segmentsIn(path);
      if (segments) return route(entry, method, segments, query.join("?"));
    }
    return { kind: "unknown" };
  };
}

function route(entry: PathEntry, method: string, values: readonly string[], query: string): Route {
  const operation = entry.methods.get(method);
  if (!operation) {
    const [neighbour] = entry.methods.values();
    const allow = [...entry.methods.keys()].join(", ");
    return neighbour ? { kind: "other-method", operation: neighbour, allow } : { kind: "unknown" };
  }
  const parameters = Object.fromEntries([
    ...new URLSearchParams(query),
    ...entry.template.names.map((name, index) => [name, decodedSegment(values[index] ?? "")]),
  ]);
  return { kind: "operation", operation, parameters };
}
