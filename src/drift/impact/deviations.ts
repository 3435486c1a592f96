/** Which known differences a change touches: what the docs say now is no difference any more. */

import { dotted } from "../../core/json.ts";
import { covers, type Deviation } from "../../findings/deviations.ts";
import type { Change, Impact } from "../change.ts";
import { placesOf } from "./places.ts";

/** Fingerprints that speak of the place of a change; `isDocumented` where the change makes the docs say what the difference was. */
function fingerprintsOf(
  change: Change,
  operation: string,
  resource: string,
): { readonly fingerprint: string; readonly isDocumented: boolean }[] {
  const { kind, side } = change;
  if (kind === "status-added" || kind === "status-removed")
    return [{ fingerprint: `${operation}/status/${change.at}`, isDocumented: kind === "status-added" }];
  if (side === "operation") return [];
  return placesOf(change).flatMap(({ at, status }) => {
    const place = dotted(side === "request" ? `${resource}${at}` : at);
    const speak = (check: string, isDocumented = false) => ({
      fingerprint: `${operation}/${check}/${place}`,
      isDocumented,
    });
    if (kind === "property-added")
      return side === "response" ? [speak(`undocumented-field/${status}`, true)] : [];
    if (kind === "default-changed") return [speak("default")];
    if (
      kind === "type-changed" ||
      kind.startsWith("enum") ||
      kind.startsWith("nullable") ||
      kind.startsWith("required")
    )
      return side === "response" ? [speak("response-schema")] : [];
    return kind === "property-removed" ? [speak("default"), speak("echo"), speak("response-schema")] : [];
  });
}

/** The known differences that a change touches; one that the docs have taken in is proposed for removal. */
export function touchedDeviations(
  change: Change,
  deviations: readonly Deviation[],
  operation: string,
  resource: string,
): Impact[] {
  const spoken = fingerprintsOf(change, operation, resource);
  return deviations.flatMap(({ covers: pattern }): Impact[] => {
    const found = spoken.filter(({ fingerprint }) => covers(pattern, fingerprint));
    if (found.length === 0) return [];
    const isDocumented = found.some((one) => one.isDocumented);
    const others = pattern.includes("*") ? ", unless it covers what other answers still do" : "";
    const note = isDocumented
      ? `documented now: remove it from openapi/deviations.yaml${others}`
      : "look whether the endpoint still differs";
    return [{ what: "deviation", name: pattern, note }];
  });
}
