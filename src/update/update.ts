import { join, relative, sep } from "node:path";
import { defaultOperation } from "../account/environment.ts";
import { contractText, generatedFiles } from "../codegen/command.ts";
import { readDocument } from "../codegen/document.ts";
import { changesTo } from "../codegen/generate.ts";
import { SchemaCompiler } from "../codegen/validators.ts";
import type { Contract } from "../contract/contract.ts";
import { SuiteError } from "../core/errors.ts";
import { readProject } from "../core/project.ts";
import { type Change, expectWhole, projectFiles, recover, wholeProject } from "../core/write-all.ts";
import { CaptureError } from "../docs/capture-error.ts";
import { type ProjectDocs, projectText } from "../docs/project-docs.ts";
import { allProjectDocs, type ProjectSources, projectSources } from "../docs/project-sources.ts";
import { remarksOf } from "../docs/source/remarks.ts";
import type { DriftReport } from "../drift/change.ts";
import { memoryContract } from "../drift/impact/memory-contract.ts";
import { loadDeviations } from "../findings/deviations-file.ts";
import { commit, heal } from "./commit.ts";
import type { LeftOver } from "./left-over.ts";
import { addedDocumentOf, keptDocs, type OperationUpdate, operationUpdate } from "./operation-update.ts";
import { ownSource, sourceChange } from "./own-source.ts";
import { type PlayedOn, recordedRuns, sandboxRuns, type Trial, type TriedOperation } from "./tried.ts";

export interface UpdateOptions {
  readonly root: string;
  /** A file or an http(s) URL; the project's own source unless given. */
  readonly file?: string | undefined;
  readonly operation?: string | undefined;
  /** True to write nothing. */
  readonly check: boolean;
  /** Requests of the run on the embedded endpoint; as many as of a run without options unless given. */
  readonly requests?: number;
  /** Hears of it when the first file is about to be written. */
  readonly onWriting?: () => void;
}

/** The result of an update: the drift, the files, the runs, and the things left to a person. */
export interface UpdateOutcome {
  /** The drift of the first operation that the docs are about, and of all of them. */
  readonly report: DriftReport;
  readonly reports: readonly DriftReport[];
  /** The source's name in messages. */
  readonly source: string;
  /** Files that are written or removed, or would be, from the root; none where there is nothing to do. */
  readonly files: readonly string[];
  readonly runs: readonly PlayedOn[];
  readonly left: readonly LeftOver[];
  readonly remarks: readonly string[];
}

/** Requests of the run on the embedded endpoint unless given, as many as of a run without options. */
const REQUESTS = 400;

/**
 * Does all that new docs ask for, of each operation of the project that they are about: documents, generated code and
 * recordings are made in memory, tried on the embedded endpoint and on the recordings, and then written, all of them or none.
 * @throws CaptureError | SuiteError, and nothing is written then
 */
export async function update(options: UpdateOptions): Promise<UpdateOutcome> {
  const { root, check, requests = REQUESTS } = options;
  await (check ? expectWhole(wholeProject(root), "npx contract update") : heal(root));
  const all = await allProjectDocs(root, check);
  const sources = await sourcesOf(all, options);
  // What the comparison has compiled is not compiled again for the code and the runs.
  const compiler = new SchemaCompiler();
  const parts = await partsOf(all, sources, compiler);
  const { contract, changes: generated } = await generatedChanges(root, parts, check, compiler);
  const trial: Trial = { root, contract, deviations: await loadDeviations(undefined, root), requests };
  const tried = triedOf(parts, contract);
  const recorded = await recordedRuns(trial, tried);
  const changes = [...parts.flatMap(changesOf), ...generated, ...recorded.changes];
  const runs: PlayedOn[] = [];
  if (changes.length > 0 && !check) {
    runs.push(...(await sandboxRuns(trial, tried)), ...recorded.runs);
    options.onWriting?.();
    await commit(root, changes);
  }
  const told = parts.filter(({ isHeld, report }) => isHeld || report.drift);
  const reports = (told.length > 0 ? told : parts.slice(0, 1)).map(({ report }) => report);
  const [report] = reports;
  if (report === undefined)
    throw new SuiteError(`${root}: there is no operation; add one with npx contract add`);
  return {
    report,
    reports,
    source: sources.name,
    files: changes.map(({ path }) => relative(root, path).split(sep).join("/")),
    runs,
    left: parts.flatMap(({ left }) => left),
    remarks: [...sources.remarks, ...new Set(parts.flatMap(({ source }) => remarksOf(source)))],
  };
}

/** The operations of the docs that are given or that the project names; none where it has only operations that were added. */
async function sourcesOf(
  all: readonly ProjectDocs[],
  { root, file, operation }: UpdateOptions,
): Promise<ProjectSources & { readonly name: string }> {
  const main = all.find(({ added }) => added === undefined);
  const hasOwn = main !== undefined || readProject(root).source !== undefined;
  if (file === undefined && !hasOwn) return { held: [], remarks: [], name: "openapi/operations" };
  const from = await projectText(root, file ?? ownSource(root, main ?? {}));
  return { ...(await projectSources(all, from, operation)), name: from.name };
}

/** Each operation by the new docs, or, where they are not about it, by what is kept of its own. */
async function partsOf(
  all: readonly ProjectDocs[],
  { held }: ProjectSources,
  compiler: SchemaCompiler,
): Promise<OperationUpdate[]> {
  const parts: OperationUpdate[] = [];
  for (const docs of all) {
    const own = held.find((one) => one.docs === docs)?.source;
    const source = own ?? (await keptDocs(docs));
    if (source) parts.push(await operationUpdate(docs, source, own !== undefined, compiler));
  }
  return parts;
}

/** The files of an operation's docs. */
function changesOf({ docs: { root, added }, files }: OperationUpdate): readonly Change[] {
  if (!files.changed) return [];
  return added ? files.changes : [...files.changes, ...sourceChange(root, files.kept)];
}

/** The changes of `generated/`, and the contract that it would hold. @throws CaptureError for docs that cannot be generated from */
async function generatedChanges(
  root: string,
  parts: readonly OperationUpdate[],
  check: boolean,
  compiler: SchemaCompiler,
): Promise<{ readonly contract: Contract; readonly changes: readonly Change[] }> {
  const group = projectFiles(root, "generated");
  await (check ? expectWhole(group, "npx contract generate") : recover(group));
  const main = parts.find(({ docs }) => docs.added === undefined);
  const added = parts.filter(({ docs }) => docs.added !== undefined).map(addedDocumentOf);
  const path = main?.docs.path ?? added[0]?.file ?? "";
  // Docs that say what the project's say in other words leave the document as it is.
  const text =
    main === undefined
      ? ""
      : main.files.changed
        ? main.files.text
        : (main.docs.current?.text ?? main.files.text);
  const pending = parts
    .flatMap(changesOf)
    .map((change) => ({ ...change, path: relative(root, change.path).split(sep).join("/") }));
  try {
    const files = await generatedFiles(root, path, text, added, pending, compiler);
    const { merged, hash } = contractText(root, path, text, added, pending);
    const read = readDocument(merged, path);
    const contract = { ...memoryContract(read.root, path, compiler), hash: hash?.slice(0, 16) ?? read.hash };
    return { contract, changes: changesTo(join(root, "generated"), files) };
  } catch (error) {
    if (!(error instanceof SuiteError)) throw error;
    throw new CaptureError(`what ${blamedOn(parts)} make is no document: ${error.message}`);
  }
}

function blamedOn(parts: readonly OperationUpdate[]): string {
  const [first] = parts.filter(({ isHeld }) => isHeld);
  const { source, docs } = first ?? parts[0] ?? {};
  return `${source?.name} and ${docs?.overlay.name}`;
}

/** The operations that are to be tried: those that are new in some way, or else all. */
function triedOf(parts: readonly OperationUpdate[], contract: Contract): readonly TriedOperation[] {
  const [only, ...others] = parts;
  if (only && others.length === 0) return [{ ...only, id: defaultOperation(contract) }];
  const changed = parts.filter(({ files, report }) => files.changed || report.drift);
  return changed.length > 0 ? changed : parts;
}
