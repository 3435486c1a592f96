import { words } from "../../checks/violation/words.ts";
import type { ReportedFinding } from "../reported-finding.ts";

/**
 * The findings of all parts, each once with the number of all exchanges that show it, in a report's order. It is shown by the
 * simplest request of all, and its scope is what that part has seen.
 */
export function mergedFindings(parts: readonly (readonly ReportedFinding[])[]): ReportedFinding[] {
  const byKey = new Map<string, ReportedFinding[]>();
  for (const finding of parts.flat())
    byKey.set(keyOf(finding), [...(byKey.get(keyOf(finding)) ?? []), finding]);
  const merged = [...byKey.values()].flatMap((all) => {
    const [simplest] = all.toSorted(bySimplicity);
    return simplest === undefined
      ? []
      : {
          ...asMade(simplest),
          count: all.reduce((sum, { count }) => sum + count, 0),
          firstRequest: Math.min(...all.map(({ firstRequest }) => firstRequest)),
        };
  });
  const rank = ({ severity }: ReportedFinding): number => (severity === "violation" ? 0 : 1);
  return merged.sort((a, b) => rank(a) - rank(b) || b.count - a.count);
}

/** A finding as it was before it was written as JSON, which has no words beside texts. */
function asMade(finding: ReportedFinding): ReportedFinding {
  const told = (finding.inWords ?? []).flatMap((name) => {
    const value = finding[name];
    return typeof value === "string" ? [[name, words(value)] as const] : [];
  });
  return { ...finding, ...Object.fromEntries(told) };
}

/** The identity of a finding, of which a known one at the same place has another. */
const keyOf = ({ fingerprint, deviation }: ReportedFinding): string =>
  JSON.stringify([fingerprint, deviation]);

const bySimplicity = (a: ReportedFinding, b: ReportedFinding): number =>
  Number(b.shrunk) - Number(a.shrunk) || sizeOf(a) - sizeOf(b);

const sizeOf = ({ request }: ReportedFinding): number => JSON.stringify(request.body ?? null).length;
