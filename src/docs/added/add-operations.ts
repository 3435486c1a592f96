import { existsSync } from "node:fs";
import { join } from "node:path";
import { contractPath, generatedFiles } from "../../codegen/command.ts";
import type { AddedDocument } from "../../codegen/merge-documents.ts";
import { differencesFrom } from "../../codegen/shared-settings.ts";
import { SuiteError } from "../../core/errors.ts";
import type { JsonObject } from "../../core/json.ts";
import { OPERATIONS_DIR, OVERLAY_FILE, readProject } from "../../core/project.ts";
import type { Change } from "../../core/write-all.ts";
import { CaptureError } from "../capture-error.ts";
import { checkGenerates } from "../check-generates.ts";
import { firstOperation, readCurrentDocument } from "../current-document.ts";
import { loadText, type SourceFile } from "../source/load-source.ts";
import { documentOf, type WholeDocument } from "../source/whole-document.ts";
import { accountIds } from "./account-ids.ts";
import { addedDocuments, madeDocument } from "./added-documents.ts";
import { besideIt } from "./beside-it.ts";
import { bindingsIn } from "./bindings-in.ts";
import { allOf } from "./known-bindings.ts";
import type { KnownOperation } from "./known-operation.ts";
import { operationsAround } from "./operations-around.ts";
import { operationsIn } from "./operations-in.ts";
import { proposedOverlay } from "./propose.ts";
import { sourceText } from "./source-text.ts";
import { everySource, namedSources, type Read, type Wanted } from "./wanted-sources.ts";

/** An operation that is added, with the reasons of what is proposed for it. */
export interface Added {
  readonly id: string;
  readonly line: string;
  readonly reasons: readonly string[];
  /** Each point in which its docs say otherwise than what the project's operations share. */
  readonly differences: readonly string[];
}

export interface Addition {
  readonly added: readonly Added[];
  /** Operations that cannot be taken, with the reason; none unless all are wanted. */
  readonly leftOut: readonly string[];
  /** Every file that the addition writes. */
  readonly changes: readonly Change[];
}

/**
 * Makes the files of further operations, and writes none.
 * @throws CaptureError | SuiteError for one that cannot be taken, or is in the project already
 */
export async function additionOf(root: string, file: string, wanted: Wanted): Promise<Addition> {
  // Where all operations were added, none of them is the project's own document.
  const path = existsSync(join(root, OVERLAY_FILE)) ? contractPath(root) : undefined;
  const main = path === undefined ? undefined : readCurrentDocument(root, path);
  const before = addedDocuments(root);
  const leftOut: string[] = [];
  const from = await loadText(file);
  const every = wanted.all ? await documentOf(from) : undefined;
  const each = every ? everySource(every, leftOut) : namedSources(from, wanted.operations);
  const taken = await takenFrom({ name: from.name, each }, wanted, leftOut, (own) =>
    refusalOf(own, main?.document, before, root),
  );
  const there = [...(main ? [main.document] : []), ...before.map(({ document }) => document)];
  const all = [...there.flatMap(operationsIn), ...taken.map(({ own }) => own)];
  const project = readProject(root);
  const whole = every ?? (await wholeDocument(from));
  const bindings = {
    shared: project.bindings ?? {},
    seen: bindingsIn(there),
    suggested: whole === undefined ? {} : await accountIds(whole.references, project.tokenVariable),
  };
  const made: ReturnType<typeof filesOf>[] = [];
  for (const { own, name } of taken) {
    const around = wanted.all || !whole ? [] : await operationsAround(own, all, whole, allOf(bindings));
    made.push(filesOf(own, name, proposedOverlay(own, all, bindings, besideIt(own, around))));
  }
  const documents = [...before, ...made.map(({ document }) => document)].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const files = made.flatMap((one) => one.files);
  const contract = main && path !== undefined ? path : firstFile(documents);
  const generated = await generatedFiles(root, contract, main?.text ?? "", documents, files);
  const code = [...generated].map(([name, text]) => ({ path: `generated/${name}`, text }));
  return {
    added: made.map(({ added, document }) => ({
      ...added,
      differences: differencesFrom(document.document, project.shared),
    })),
    leftOut,
    changes: [...files, ...code].map((change) => ({ ...change, path: join(root, change.path) })),
  };
}

/** A document with all of its operations; undefined for docs of one alone. */
async function wholeDocument(from: SourceFile): Promise<WholeDocument | undefined> {
  try {
    return await documentOf(from);
  } catch (error) {
    if (error instanceof CaptureError) return undefined;
    throw error;
  }
}

interface Taken {
  /** The source's name in messages. */
  readonly name: string;
  readonly own: KnownOperation;
}

/** The wanted operations that can be taken. @throws SuiteError where there is none, or one that is named cannot be */
async function takenFrom(
  source: { readonly name: string; readonly each: AsyncIterable<Read> },
  wanted: Wanted,
  leftOut: string[],
  refusalOfOne: (own: KnownOperation) => string | undefined,
): Promise<readonly Taken[]> {
  const taken: Taken[] = [];
  for await (const { name, document } of source.each) {
    const [own] = operationsIn(document);
    const refusal = own ? refusalOfOne(own) : `${name}: it has no operation with an id`;
    if (refusal !== undefined && !wanted.all) throw new SuiteError(refusal);
    if (refusal !== undefined) leftOut.push(refusal);
    else if (own && (await isTaken(own, name, wanted.all, leftOut))) taken.push({ name, own });
  }
  if (taken.length > 0) return taken;
  throw new SuiteError([`${source.name}: no operation was added`, ...leftOut.slice(0, 1)].join(": "));
}

const firstFile = ([first]: readonly AddedDocument[]): string => first?.file ?? "";

/** The reason why an operation cannot be added; undefined where it can. */
function refusalOf(
  { id, path, method }: KnownOperation,
  main: JsonObject | undefined,
  before: readonly AddedDocument[],
  root: string,
): string | undefined {
  const first = main && firstOperation(main);
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(id)) return `${id}: no folder can have this name`;
  if (first && (first.id === id || (first.path === path && first.method === method)))
    return `${id} is in the project already, as its first operation`;
  return before.some((one) => one.id === id) || existsSync(join(root, OPERATIONS_DIR, id))
    ? `${OPERATIONS_DIR}/${id} is there already; npx contract remove ${id} takes it out`
    : undefined;
}

async function isTaken(own: KnownOperation, name: string, all: boolean, leftOut: string[]): Promise<boolean> {
  try {
    await checkGenerates(sourceText(own, name), `${name}, ${own.id}`, "it cannot be tested");
    return true;
  } catch (error) {
    if (!all || !(error instanceof CaptureError)) throw error;
    leftOut.push(`${own.id}: ${error.message}`);
    return false;
  }
}

function filesOf(own: KnownOperation, name: string, overlay: ReturnType<typeof proposedOverlay>) {
  const { id, method, path } = own;
  const file = `${OPERATIONS_DIR}/${id}/source.yaml`;
  const overlayFile = `${OPERATIONS_DIR}/${id}/overlay.yaml`;
  const text = sourceText(own, name);
  const files = [
    { path: file, text },
    { path: overlayFile, text: overlay.text },
  ];
  const added = { id, line: `${method.toUpperCase()} ${path}`, reasons: overlay.reasons };
  return { added, files, document: madeDocument({ id, file, text }, overlayFile, overlay.text) };
}
