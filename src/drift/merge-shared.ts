/** Makes one change of a difference in the docs, however often the changed schema is used on one side. */
import { equal } from "../core/json.ts";
import type { FoundChange } from "./change.ts";
import type { Finding } from "./finding.ts";

/**
 * Findings that are one change: the same difference on one side, of one schema. It is one schema where both stand at the same
 * place of a document, behind references, or where the objects that hold it say the same as a whole, before and after:
 * a page copies out what its source shares.
 */
export function mergeShared(findings: readonly Finding[]): FoundChange[] {
  const merged: { first: Finding; also: string[] }[] = [];
  for (const finding of findings) {
    const same = merged.find(({ first }) => isSame(first, finding));
    if (same === undefined) merged.push({ first: finding, also: [] });
    else same.also.push(shownLocation(finding, same.first));
  }
  return merged.map(({ first: { location: _, origins: _origins, ...change }, also }) => ({
    ...change,
    ...(also.length === 0 ? {} : { also }),
    impact: [],
  }));
}

function isSame(a: Finding, b: Finding): boolean {
  return (
    a.side === b.side &&
    a.kind === b.kind &&
    a.class === b.class &&
    a.keyword === b.keyword &&
    equal(a.before, b.before) &&
    equal(a.after, b.after) &&
    (isOneSchema(a, b) || isOneHolder(a, b))
  );
}

function isOneSchema(a: Finding, b: Finding): boolean {
  return a.origins.some((origin, index) => origin !== "" && origin === b.origins[index]);
}

function isOneHolder(a: Finding, b: Finding): boolean {
  return (
    a.location.holder !== "" && a.location.holder === b.location.holder && a.location.path === b.location.path
  );
}

/** A location for people; the status goes with it where it is another one. */
function shownLocation({ at, status }: Finding, first: Finding): string {
  return status === undefined || status === first.status ? at : `${status} ${at}`;
}
