import { join, relative, resolve, sep } from "node:path";
import { SuiteError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import { readText, readTextIfThere } from "../core/read-text.ts";
import { documentText } from "../docs/capture.ts";
import { CaptureError } from "../docs/capture-error.ts";
import { type CaptureOptions, captureCommand, checkGenerates, settleBefore } from "../docs/command.ts";
import { explainProblems, tryOverlay } from "../docs/overlay/overlay.ts";
import { type Overlay, readOverlay } from "../docs/overlay/read-overlay.ts";
import { firstOperation, standingDocument } from "../docs/overlay/unmatched-actions.ts";
import { type LoadedSource, loadSource } from "../docs/source/load-source.ts";
import { isUrl } from "../docs/source/read-location.ts";
import { captureDrift } from "./capture-drift.ts";
import type { DriftReport } from "./change.ts";

const OVERLAY = "openapi/overlay.yaml";

/** The result of a capture: its drift, whether a file is or was out of date, and a sentence for the reader. */
export interface CaptureOutcome {
  readonly report: DriftReport;
  readonly stale: boolean;
  readonly message: string;
  /** Further notes for the reader. */
  readonly remarks: readonly string[];
  /** The reason why nothing can be written: overlay actions that do not fit; absent where all do. */
  readonly refusal?: string;
}

/**
 * Compares what a source says with the contract that stands, and writes `openapi/` unless it only checks; nothing is written where
 * an action of the overlay does not fit. Throws `CaptureError`.
 */
export async function captureWithDrift(options: Omit<CaptureOptions, "source">): Promise<CaptureOutcome> {
  const { file, operation, root } = options;
  await settleBefore(root, options.check);
  const text = readText(join(root, OVERLAY), OVERLAY);
  const overlay = readOverlay(OVERLAY, text);
  const name = `openapi/${overlay.document}`;
  const standing = readStanding(root, name);
  const sourceName = isUrl(file) ? file : relative(resolve(root), resolve(file)).split(sep).join("/");
  const preferred = firstOperation(standing?.document);
  const source = await loadSource(file, {
    name: sourceName,
    successStatus: overlay.successStatus,
    ...(operation === undefined ? {} : { operation }),
    ...(preferred === undefined ? {} : { preferred }),
  });
  const { report, problems } = await captureDrift({
    source: source.document,
    sourceName,
    ...(standing ? { standing } : {}),
    overlay: { name: OVERLAY, text },
    root,
  }).catch((error) => blame(error, source, overlay, standing));
  if (problems.length > 0) {
    const refusal = `${OVERLAY}: ${explainProblems(problems)}`;
    return { report, stale: true, message: `${name} is left as it is`, remarks: [], refusal };
  }
  // A source other than the one that the document was made from counts only by its content.
  if (standing && !report.drift && standing.madeFrom !== sourceName)
    return { report, stale: false, message: `${name} says what ${sourceName} says`, remarks: [] };
  const { changed, message, remarks } = await captureCommand({ ...options, source });
  return { report, stale: changed, message, remarks };
}

/** Turns an error of a document that cannot be used into the user's error; any other error is ours. */
async function blame(
  error: unknown,
  source: LoadedSource,
  overlay: Overlay,
  standing: Standing | undefined,
): Promise<never> {
  if (error instanceof SuiteError || error instanceof CaptureError) throw error;
  const made = documentText(tryOverlay(source.document, overlay).document, source.name, OVERLAY);
  const name = `openapi/${overlay.document}`;
  await checkGenerates(made, name, `what ${source.name} and ${OVERLAY} make is no document`);
  if (standing) await checkGenerates(standing.text, name, `${name} is no document; remove it`);
  throw error;
}

interface Standing {
  readonly text: string;
  readonly name: string;
  readonly document: JsonObject;
  /** The source that the header names. */
  readonly madeFrom: string | undefined;
}

function readStanding(root: string, name: string): Standing | undefined {
  const text = readTextIfThere(join(root, name), name) ?? "";
  const document = standingDocument(text);
  if (document === undefined || firstOperation(document) === undefined) return undefined;
  return { name, text, document, madeFrom: /^# Made from (\S+) and /m.exec(text)?.[1] };
}
