/** The operations of a project that some docs are about, each with its own docs so far. */
import { addedOperations } from "../core/project.ts";
import { addedDocs } from "./added/added-docs.ts";
import { CaptureError } from "./capture-error.ts";
import { firstOperation } from "./current-document.ts";
import { openapi } from "./forms/openapi.ts";
import {
  type Candidate,
  isKnown,
  type KnownOperation,
  publishedOperations,
} from "./openapi/pick-operation.ts";
import { referencesOf } from "./openapi/read-openapi.ts";
import {
  hasProjectDocs,
  type ProjectDocs,
  readProjectDocs,
  readProjectSource,
  wholeDocs,
} from "./project-docs.ts";
import { detectForm } from "./source/detect-form.ts";
import type { LoadedSource, SourceFile } from "./source/load-source.ts";
import { readSource } from "./source/read-source.ts";

/** An operation's docs so far, and what a source says of it now. */
export interface ProjectSource {
  readonly docs: ProjectDocs;
  readonly source: LoadedSource;
}

export interface ProjectSources {
  readonly held: readonly ProjectSource[];
  /** The operations of the project of which a document with several says nothing, one line for each. */
  readonly remarks: readonly string[];
}

/** The docs of each operation of a project, those of its first one first. @throws SuiteError | CaptureError */
export async function allProjectDocs(root: string, check: boolean): Promise<readonly ProjectDocs[]> {
  const added = addedOperations(root);
  await wholeDocs(root, check);
  const main = added.length === 0 || hasProjectDocs(root) ? [await readProjectDocs(root, check)] : [];
  return [...main, ...added.map((id) => addedDocs(root, id))];
}

/**
 * Reads of a source each operation that the project has, known by method and path, or else by its name; the one that is named
 * where one is. @throws CaptureError for a source of which the project has none
 */
export async function projectSources(
  all: readonly ProjectDocs[],
  from: SourceFile,
  operation: string | undefined,
): Promise<ProjectSources> {
  const isOpen = operation === undefined && all.length > 1;
  const published = isOpen ? await publishedIn(from) : [];
  const chosen = operation === undefined ? chosenBy(all, published, from) : [namedOf(all, operation, from)];
  const held: ProjectSource[] = [];
  for (const docs of chosen) {
    // An operation that was added is known by its id here, which need not be its name there.
    const wanted = docs.added ? undefined : operation;
    held.push({ docs, source: await readProjectSource(docs, from, wanted) });
  }
  const missed = published.length > 1 ? all.filter((docs) => !chosen.includes(docs)) : [];
  return { held, remarks: missed.flatMap((docs) => missedRemark(docs, from)) };
}

async function publishedIn(from: SourceFile): Promise<readonly Candidate[]> {
  const isDocument = detectForm(from.name, from.text).form === openapi.form;
  try {
    const root = isDocument ? openapi.read(from).root : (await readSource(from)).document;
    return await publishedOperations(referencesOf({ ...from, root }));
  } catch (error) {
    // What nests too deep is refused where it is read for an operation.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

const knownOf = ({ current }: ProjectDocs): KnownOperation | undefined =>
  current && firstOperation(current.document);

/** Those of the project's operations that are published, or else the only one, which may have moved. */
function chosenBy(
  all: readonly ProjectDocs[],
  published: readonly Candidate[],
  { name }: SourceFile,
): readonly ProjectDocs[] {
  const known = all.map(knownOf);
  const others = published.filter((one) => !known.some((operation) => isKnown(one, operation)));
  const held = all.filter((docs) => {
    const own = knownOf(docs);
    // Docs that were never captured may be any.
    return (
      own === undefined ||
      published.some((one) => isKnown(one, own)) ||
      others.some(({ names }) => names.includes(own.id))
    );
  });
  if (held.length > 0) return held;
  const first = all.find(({ added }) => added === undefined) ?? (all.length === 1 ? all[0] : undefined);
  if (first) return [first];
  throw new CaptureError(
    `${name}: it has none of the project's operations; expected ${lines(all)}; name the one that has moved with --operation`,
  );
}

/** The operation that was added under an id, or whose request line it is; else the project's first one. */
function namedOf(all: readonly ProjectDocs[], operation: string, { name }: SourceFile): ProjectDocs {
  const added = all.find((docs) => docs.added && isNamed(docs, operation));
  const first = all.find((docs) => docs.added === undefined);
  const found = added ?? first;
  if (found) return found;
  throw new CaptureError(
    `${name}: --operation ${operation}: no operation of the project; there is ${lines(all)}`,
  );
}

function isNamed(docs: ProjectDocs, operation: string): boolean {
  const own = knownOf(docs);
  return operation === docs.added?.id || (own !== undefined && operation === requestLine(own));
}

const requestLine = ({ method, path }: KnownOperation): string => `${method.toUpperCase()} ${path}`;

const lines = (all: readonly ProjectDocs[]): string =>
  all
    .flatMap((docs) => knownOf(docs) ?? [])
    .map((own) => `${own.id} (${requestLine(own)})`)
    .join(", ");

function missedRemark(docs: ProjectDocs, { name }: SourceFile): string[] {
  const own = knownOf(docs);
  return own === undefined ? [] : [`${name} has no ${own.id} (${requestLine(own)}), which stays as it is`];
}
