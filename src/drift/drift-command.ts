import { type LoadedSource, loadSource } from "../docs/source/load-source.ts";
import type { DriftReport, UnresolvedReference } from "./change.ts";
import { compareOperations } from "./compare-operations.ts";
import { driftReport } from "./drift-report.ts";
import type { OperationModel } from "./operation-model.ts";
import { operationModel } from "./read-operation.ts";
import { sayableByBoth, withoutExampleOnly } from "./sayable.ts";

/**
 * Compares two sources of any form with nothing of the project in between; throws `CaptureError`. Without `operation` the second
 * source may hold several: the one with the method and path of the first is taken, or else the one of its name.
 */
export async function driftCommand(before: string, after: string, operation?: string): Promise<DriftReport> {
  const wanted = { isCompared: true, ...(operation === undefined ? {} : { operation }) };
  const old = await loadSource(before, wanted);
  const from = modelOf(old);
  const now = await loadSource(after, { ...wanted, preferred: from.id, known: from });
  return sourcesDrift(old, now, from);
}

/** The report on two sources that are read. */
export function sourcesDrift(before: LoadedSource, after: LoadedSource, from = modelOf(before)): DriftReport {
  const to = modelOf(after);
  const [old, now] = sayableByBoth([from, before.form], [to, after.form]);
  // A field that is gone from the list of a page may linger in the example.
  const areAlike = before.form === after.form;
  const changes = areAlike
    ? compareOperations(
        withoutExampleOnly(old, before.exampleOnly, after.exampleOnly),
        withoutExampleOnly(now, after.exampleOnly, before.exampleOnly),
      )
    : compareOperations(old, now);
  return driftReport(to.id, changes, unresolvedIn(before, after));
}

export const modelOf = ({ document, name, unknown }: LoadedSource): OperationModel =>
  operationModel(document, name, undefined, unknown);

/** The references of some sources that lead nowhere, each once. */
export function unresolvedIn(...sources: readonly Pick<LoadedSource, "broken">[]): {
  readonly unresolved?: readonly UnresolvedReference[];
} {
  const all = sources.flatMap(({ broken }) => broken);
  const once = new Map(
    all.toReversed().map((reference) => [`${reference.name} ${reference.ref}`, reference]),
  );
  return once.size === 0 ? {} : { unresolved: [...once.values()].toReversed() };
}
