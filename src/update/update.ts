import { join, relative, sep } from "node:path";
import { generatedFiles } from "../codegen/command.ts";
import { readDocument } from "../codegen/document.ts";
import { changesTo } from "../codegen/generate.ts";
import type { Contract } from "../contract/contract.ts";
import { SuiteError } from "../core/errors.ts";
import type { JsonObject } from "../core/json.ts";
import { type Change, expectWhole, projectFiles, recover, wholeProject } from "../core/write-all.ts";
import { yamlLines } from "../core/yaml-lines.ts";
import { addedDocuments } from "../docs/added/added-documents.ts";
import { CaptureError } from "../docs/capture-error.ts";
import { definedBefore, LEFT_OUT } from "../docs/overlay/defined-before.ts";
import { withoutLostRules } from "../docs/overlay/lost-rules.ts";
import { type OverlayProblem, tryOverlay } from "../docs/overlay/overlay.ts";
import { loadProjectSource, type ProjectDocs, readProjectDocs } from "../docs/project-docs.ts";
import type { LoadedSource } from "../docs/source/load-source.ts";
import { remarksOf } from "../docs/source/remarks.ts";
import { captureFiles } from "../docs/write-capture.ts";
import { blame } from "../drift/capture.ts";
import type { DriftReport } from "../drift/change.ts";
import { memoryContract } from "../drift/impact/memory-contract.ts";
import { type CitingEntry, citingEntries, lostCitations } from "../drift/lost-citations.ts";
import { allModels } from "../drift/read-operation.ts";
import { sourceDrift } from "../drift/source-drift.ts";
import { loadDeviations } from "../findings/deviations-file.ts";
import { SANDBOX_TOKEN } from "../targets/open-target.ts";
import { openSandboxTarget } from "../targets/sandbox-target.ts";
import { commit, heal } from "./commit.ts";
import { leftMentions } from "./left-mentions.ts";
import { leftOperations } from "./left-operations.ts";
import type { LeftOver } from "./left-over.ts";
import { leftOverlay } from "./left-overlay.ts";
import { leftRules } from "./left-rules.ts";
import { leftSentences } from "./left-sentences.ts";
import { ownSource, sourceChange } from "./own-source.ts";
import { type Played, played } from "./played.ts";
import { recordedOf } from "./recorded.ts";

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

/** A run of an update, by the name of its target. */
export interface PlayedOn extends Played {
  readonly target: string;
}

/** The result of an update: the drift, the files, the runs, and the things left to a person. */
export interface UpdateOutcome {
  readonly report: DriftReport;
  /** The source's name in messages. */
  readonly source: string;
  /** Files that are written or removed, or would be, from the root; none where there is nothing to do. */
  readonly files: readonly string[];
  readonly runs: readonly PlayedOn[];
  readonly left: readonly LeftOver[];
  readonly remarks: readonly string[];
}

/** The document that docs and overlay come to, with all that does not fit left out of it. */
interface Made {
  readonly source: LoadedSource;
  readonly document: JsonObject;
  readonly problems: readonly OverlayProblem[];
  readonly before: ReadonlySet<string>;
  readonly placeless: readonly CitingEntry[];
  readonly lost: readonly CitingEntry[];
}

/** Requests of the run on the embedded endpoint unless given, as many as of a run without options. */
const REQUESTS = 400;

/**
 * Does all that new docs ask for: document, generated code and recordings are made in memory, tried on the embedded
 * endpoint and on the recordings, and then written, all of them or none. @throws CaptureError | SuiteError, and nothing is
 * written then
 */
export async function update(options: UpdateOptions): Promise<UpdateOutcome> {
  const { root, operation, check, requests = REQUESTS } = options;
  await (check ? expectWhole(wholeProject(root), "npx contract update") : heal(root));
  const docs = await readProjectDocs(root, check);
  const source = await loadProjectSource(docs, options.file ?? ownSource(root, docs), operation);
  const before = await definedBefore(docs, source.name);
  const made = makeDocument(docs, source, before);
  const files = captureFiles(docs, made);
  // Docs that say what the project's say in other words leave the document as it is.
  const text = files.changed ? files.text : (docs.current?.text ?? files.text);
  const generated = await generatedChanges(docs, text, source.name, check);
  const report = await sourceDrift(docs, made).catch((error) => blame(error, docs, made));
  const contract = contractOf(text, docs.path);
  const deviations = await loadDeviations(undefined, root);
  const recorded = await recordedOf({ root, contract, deviations, page: source.text, name: source.name });
  const changes = [
    ...(files.changed ? [...files.changes, ...sourceChange(root, files.kept)] : []),
    ...generated,
    ...recorded.changes,
  ];
  const runs: PlayedOn[] = [];
  if (changes.length > 0 && !check) {
    const target = openSandboxTarget({ contract, token: SANDBOX_TOKEN });
    const tried = await played(target, { contract, deviations, requests });
    runs.push({ target: "sandbox", ...tried });
    if (recorded.replayed) runs.push({ target: "recordings", ...recorded.replayed });
    options.onWriting?.();
    await commit(root, changes);
  }
  return {
    report,
    source: source.name,
    files: changes.map(({ path }) => relative(root, path).split(sep).join("/")),
    runs,
    left: leftOf(docs, made, report),
    remarks: remarksOf(source),
  };
}

function makeDocument(docs: ProjectDocs, source: LoadedSource, before: ReadonlySet<string>): Made {
  const { document: overlaid, problems, leftOut } = tryOverlay(source.document, docs.overlay, before);
  const { document, lost: placeless } = withoutLostRules(overlaid);
  const models = [source.document, document].flatMap((one) => allModels(one, source.name));
  const lost = lostCitations(docs.overlay, models);
  const ids = lost.map(({ id }) => id).filter((id) => !placeless.includes(id));
  return {
    source,
    document: {
      ...document,
      ...(ids.length === 0 ? {} : { "x-lost-citations": ids }),
      ...(leftOut.length === 0 ? {} : { [LEFT_OUT]: [...leftOut] }),
    },
    problems,
    before,
    placeless: citingEntries(docs.overlay).filter(({ id }) => placeless.includes(id)),
    lost,
  };
}

/** The changes of `generated/`. @throws CaptureError for docs that cannot be generated from */
async function generatedChanges(
  { root, path, overlay }: ProjectDocs,
  text: string,
  name: string,
  check: boolean,
): Promise<readonly Change[]> {
  const group = projectFiles(root, "generated");
  await (check ? expectWhole(group, "npx contract generate") : recover(group));
  const files = await generatedFiles(root, path, text, addedDocuments(root)).catch((error: unknown) => {
    if (!(error instanceof SuiteError)) throw error;
    throw new CaptureError(`what ${name} and ${overlay.name} make is no document: ${error.message}`);
  });
  return changesTo(join(root, "generated"), files);
}

/** The contract that the generated code would hold. */
function contractOf(text: string, path: string): Contract {
  const { root, hash } = readDocument(text, path);
  return { ...memoryContract(root, path), hash };
}

function leftOf({ root, overlay }: ProjectDocs, made: Made, report: DriftReport): LeftOver[] {
  const lineAt = yamlLines(overlay.text);
  return [
    ...leftOverlay(overlay, made.problems, lineAt),
    ...leftRules(overlay, made, report, lineAt),
    ...leftSentences(overlay, report, lineAt),
    ...leftOperations(overlay, made.document, lineAt),
    ...leftMentions(root, report),
  ];
}
