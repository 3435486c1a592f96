/** The known differences that a change touches: a behaviour that the docs now describe is no difference any more. */

import { CHECKS } from "../../checks/index.ts";
import type { Clause, LocationClause } from "../../checks/violation/clause.ts";
import { locationPattern } from "../../contract/pointers.ts";
import { covers, type Deviation } from "../../findings/deviations.ts";
import { fingerprintOf } from "../../findings/fingerprint.ts";
import type { ChangeKind, FoundChange, Impact } from "../change.ts";
import { locationsOf } from "./body-locations.ts";

/** The clauses of the docs that a change changes. */
function clausesOf(change: FoundChange): Clause[] {
  const { kind, side, at } = change;
  if (kind === "status-added" || kind === "status-removed") return [{ about: "status", status: at }];
  const about = aboutOf(kind);
  if (side === "operation" || about === undefined) return [];
  return locationsOf(change).map((location) => ({
    about,
    side,
    at: location.at,
    status: location.status,
  }));
}

function aboutOf(kind: ChangeKind): LocationClause["about"] | undefined {
  switch (kind) {
    case "property-added":
      return "absence";
    case "property-removed":
      return "presence";
    case "default-changed":
      return "default";
    case "type-changed":
    case "enum-added":
    case "enum-removed":
    case "nullable-added":
    case "nullable-removed":
    case "required-added":
    case "required-removed":
      return "values";
    default:
      return undefined;
  }
}

/** Changes by which the docs take in a behaviour, so that it is no difference any more. */
const DOCUMENTING: readonly ChangeKind[] = ["status-added", "property-added"];

/** The fingerprints that rest on a changed clause, as each check says. */
const fingerprintsOf = (change: FoundChange, operation: string, resource: string): string[] =>
  CHECKS.flatMap(({ id, subjectsOf }) =>
    clausesOf(change)
      .flatMap((clause) => subjectsOf?.(clause, locationPattern(resource)) ?? [])
      .map((subject) => fingerprintOf(operation, id, subject)),
  );

/** The known differences that a change touches; one that the docs have taken in is proposed for removal. */
export function touchedDeviations(
  change: FoundChange,
  deviations: readonly Deviation[],
  operation: string,
  resource: string,
): Impact[] {
  const fingerprints = fingerprintsOf(change, operation, resource);
  return deviations.flatMap(({ covers: pattern }): Impact[] => {
    if (!fingerprints.some((fingerprint) => covers(pattern, fingerprint))) return [];
    const others = pattern.includes("*") ? ", unless it covers what other answers still do" : "";
    const note = DOCUMENTING.includes(change.kind)
      ? `documented now: remove it from openapi/deviations.yaml${others}`
      : "look whether the endpoint still differs";
    return [{ what: "deviation", name: pattern, note }];
  });
}
