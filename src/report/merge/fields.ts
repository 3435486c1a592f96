import type { FieldReport, SentCount } from "../field-records.ts";
import { MOST_SAMPLES } from "../field-records.ts";
import { summedByName } from "./counts.ts";

/** The values that all parts have sent at each field. Parts of one contract have the same fields in the same order. */
export function mergedFields(parts: readonly (readonly FieldReport[])[]): FieldReport[] {
  const byName = new Map<string, FieldReport[]>();
  for (const field of parts.flat()) byName.set(field.name, [...(byName.get(field.name) ?? []), field]);
  return [...byName.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    return {
      ...first,
      values: mergedCounts(all.map(({ values }) => values)),
      wrong: mergedCounts(all.map(({ wrong }) => wrong)),
      checks: summedByName(all.map(({ checks }) => checks)),
    };
  });
}

function mergedCounts(all: readonly (readonly SentCount[])[]): SentCount[] {
  const byLabel = new Map<string, SentCount>();
  for (const { label, accepted, refused, samples } of all.flat()) {
    const known = byLabel.get(label) ?? { label, accepted: 0, refused: 0, samples: [] };
    known.accepted += accepted;
    known.refused += refused;
    const more = samples.filter((sample) => !known.samples.includes(sample));
    known.samples.push(...more.slice(0, Math.max(0, MOST_SAMPLES - known.samples.length)));
    byLabel.set(label, known);
  }
  return [...byLabel.values()];
}
