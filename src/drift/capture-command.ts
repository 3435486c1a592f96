import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { parse } from "yaml";
import { CaptureError } from "../capture/capture-error.ts";
import { captureCommand } from "../capture/command.ts";
import { loadSource } from "../capture/load-source.ts";
import { explainProblems } from "../capture/overlay.ts";
import { readOverlay } from "../capture/read-overlay.ts";
import type { JsonObject } from "../contract.ts";
import { isObject } from "../json.ts";
import { captureDrift } from "./capture-drift.ts";
import type { DriftReport } from "./change.ts";
import { operationIds } from "./operation-model.ts";

const OVERLAY = "openapi/overlay.yaml";

export interface CaptureOptions {
  /** A file, or a URL. */
  readonly file: string;
  readonly operation?: string | undefined;
  readonly check: boolean;
  readonly root: string;
}

/** What a capture came to: its drift, whether a file is or was out of date, and a sentence for the reader. */
export interface CaptureOutcome {
  readonly report: DriftReport;
  readonly stale: boolean;
  readonly message: string;
  /** Why nothing can be written: overlay actions that do not fit; absent where all do. */
  readonly refusal?: string;
}

/**
 * Compares what a source says with the contract that stands, and writes `openapi/` unless it only checks; nothing is written where
 * an action of the overlay does not fit. Throws `CaptureError`.
 */
export async function captureWithDrift({
  file,
  operation,
  check,
  root,
}: CaptureOptions): Promise<CaptureOutcome> {
  const text = readFile(join(root, OVERLAY), OVERLAY);
  const overlay = readOverlay(OVERLAY, text);
  const name = `openapi/${overlay.document}`;
  const standing = standingDocument(root, name);
  const sourceName = /^https?:\/\//.test(file)
    ? file
    : relative(resolve(root), resolve(file)).split(sep).join("/");
  const preferred = standing && operationIds(standing.document)[0];
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
  });
  if (problems.length > 0) {
    const refusal = `${OVERLAY}: ${explainProblems(problems)}`;
    return { report, stale: true, message: `${name} is left as it is`, refusal };
  }
  // A source of another name stands for the one that the document was made from: only what it says counts.
  const isOwn = standing?.madeFrom === sourceName;
  if (!report.drift && standing && !isOwn)
    return { report, stale: false, message: `${name} says what ${sourceName} says` };
  const { changed, message } = await captureCommand({ file, check, root });
  return { report, stale: changed, message };
}

interface Standing {
  readonly name: string;
  readonly document: JsonObject;
  /** The source that the header names. */
  readonly madeFrom: string | undefined;
}

function standingDocument(root: string, name: string): Standing | undefined {
  const path = join(root, name);
  if (!existsSync(path)) return undefined;
  const text = readFile(path, name);
  const document: unknown = parse(text, { maxAliasCount: 100 });
  if (!isObject(document) || operationIds(document).length === 0) return undefined;
  return { name, document, madeFrom: /^# Made from (\S+) and /m.exec(text)?.[1] };
}

function readFile(path: string, name: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CaptureError(
      `${name}:1: the file cannot be read (${code}); expected a text file; check the path`,
    );
  }
}
