/** The drift between the contract that stands and the one that a source gives. */

import type { JsonObject } from "../core/json.ts";
import { isObject } from "../core/json.ts";
import { type OverlayProblem, tryOverlay } from "../docs/overlay/overlay.ts";
import { readOverlay } from "../docs/overlay/read-overlay.ts";
import { type DriftReport, driftReport } from "./change.ts";
import { compareOperations } from "./compare-operations.ts";
import { impactOf } from "./impact/impact.ts";
import { type OperationModel, operationIds, operationModel } from "./operation-model.ts";
import { readReview, unreviewed, withReview } from "./review.ts";

export interface CaptureDriftInput {
  /** The source's document, without the overlay. */
  readonly source: JsonObject;
  readonly sourceName: string;
  /** The current document; absent where there is none yet. */
  readonly standing?: { readonly name: string; readonly document: JsonObject };
  readonly overlay: { readonly name: string; readonly text: string };
  /** The project's root, with known differences and recordings below it. */
  readonly root: string;
}

export interface CaptureDrift {
  readonly report: DriftReport;
  /** The actions of the overlay that do not fit the source. */
  readonly problems: readonly OverlayProblem[];
}

/**
 * The report of a capture. Both contracts are compared with the overlay in them, and sentences are looked for in the source too,
 * where the overlay has not yet put its own words in their place. Actions that do not fit are left out and reported.
 */
export async function captureDrift(input: CaptureDriftInput): Promise<CaptureDrift> {
  const { source, sourceName, standing, root } = input;
  const overlay = readOverlay(input.overlay.name, input.overlay.text);
  const review = readReview(input.overlay.name, input.overlay.text);
  const { document: made, problems } = tryOverlay(source, overlay);
  const raw = operationModel(source, sourceName);
  const trouble = problems.map(({ action, target, problem }) => ({ action, target, problem }));
  if (standing === undefined) {
    const report = driftReport(
      raw.id,
      unreviewed([raw, operationModel(made, sourceName, raw.id)], review, []),
      { overlay: trouble },
    );
    return { report: { ...report, drift: true }, problems };
  }
  const known = operationIds(standing.document);
  const id = known.includes(raw.id) ? raw.id : known[0];
  const before = operationModel(standing.document, standing.name, id);
  // The overlay is applied at the old path and method, so that a new path does not lose everything that the overlay
  // says.
  const document = tryOverlay(calledAs(before, source), overlay).document;
  const { method, path } = raw;
  const after = { ...operationModel(document, sourceName, raw.id), method, path };
  const found = withReview(compareOperations(before, after), review);
  const { changes, ...more } = await impactOf(found, {
    before,
    after,
    standing,
    document,
    overlay,
    problems,
    root,
  });
  const open = unreviewed([raw, after], review, changes);
  return { report: driftReport(raw.id, [...changes, ...open], { overlay: trouble, ...more }), problems };
}

/** The document with its one operation at the path and method of another. */
function calledAs({ path, method }: OperationModel, source: JsonObject): JsonObject {
  const [item] = Object.values(isObject(source.paths) ? source.paths : {});
  const [operation] = Object.values(isObject(item) ? item : {});
  return operation === undefined
    ? source
    : { ...source, paths: { [path]: { [method.toLowerCase()]: operation } } };
}
