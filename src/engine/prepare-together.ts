import { operationOf } from "../contract/documented-operation.ts";
import { makersOf } from "../contract/precondition.ts";
import { Cleanup } from "../journal/cleanup.ts";
import { type PreparedRun, prepareInSlices, type RunOptions } from "./prepare.ts";

/**
 * Makes ready for a run of several operations, which share the clean-up of what they make.
 * @throws SuiteError as for one operation
 */
export async function prepareTogether(
  options: RunOptions,
  operations: readonly string[],
): Promise<readonly PreparedRun[]> {
  if (operations.length === 1) return [await prepareInSlices(options)];
  const cleanups = cleanupsOf(options, operations);
  const tried = new Set<string>();
  const prepared: PreparedRun[] = [];
  for (const operation of operations) {
    const [maker] = makersOf(options.contract, operationOf(options.contract, operation));
    const tries = maker !== undefined && !tried.has(maker.id);
    if (maker) tried.add(maker.id);
    prepared.push(await prepareInSlices({ ...options, operation }, { cleanups, tries }));
  }
  return prepared;
}

/** The clean-up of each operation that makes something, those before the ones in which they make it. */
function cleanupsOf(
  { contract, journals, clock }: RunOptions,
  operations: readonly string[],
): ReadonlyMap<string, Cleanup> {
  const makers = operations.flatMap((operation) => makersOf(contract, operationOf(contract, operation)));
  const depth = (id: string): number => makersOf(contract, operationOf(contract, id)).length;
  const ids = [...new Set(makers.map(({ id }) => id))].sort((one, other) => depth(other) - depth(one));
  return new Map(
    ids.map((id) => [id, new Cleanup(contract, operationOf(contract, id), journals?.get(id), clock)]),
  );
}
