import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { generateCommand } from "../../../src/codegen/command.ts";
import { wholeProject, writeAll } from "../../../src/core/write-all.ts";
import { addedDocuments } from "../../../src/docs/added/added-documents.ts";
import { operationsIn } from "../../../src/docs/added/operations-in.ts";
import { proposedOverlay } from "../../../src/docs/added/propose.ts";
import { removalOf } from "../../../src/docs/added/remove-operation.ts";
import { sourceText } from "../../../src/docs/added/source-text.ts";
import { loadSource } from "../../../src/docs/source/load-source.ts";
import { capture } from "../../../src/drift/capture.ts";
import { driftCommand } from "../../../src/drift/drift-command.ts";
import { outcomeText } from "../../../src/update/outcome-text.ts";
import { type UpdateOutcome, update } from "../../../src/update/update.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import { filesIn } from "./project.ts";

const NOTES = `openapi: 3.1.0
info: {title: Notes, version: '1'}
servers: [{url: https://notes.example}]
paths:
  /notes:
    post:
      operationId: make-note
      security: [{bearer: []}]
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}
      responses:
        '201': {description: The note., content: {application/json: {schema: {$ref: '#/components/schemas/Made'}}}}
  /notes/{noteId}:
    get:
      operationId: get-note
      security: [{bearer: []}]
      parameters: [{name: noteId, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: A note., content: {application/json: {schema: {$ref: '#/components/schemas/Made'}}}}
    delete:
      operationId: drop-note
      security: [{bearer: []}]
      parameters: [{name: noteId, in: path, required: true, schema: {type: string}}]
      responses:
        '204': {description: It is gone.}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
    Note:
      type: object
      required: [title]
      properties:
        title: {type: string, description: 'Drafts must have a title.'}
        colour: {type: string, enum: [red, blue]}
    Made:
      type: object
      properties: {id: {type: string}, title: {type: string}, colour: {type: string, enum: [red, blue]}}
`;

const MORE = NOTES.replaceAll("[red, blue]", "[red, blue, green]");
const OVERLAY = "openapi/operations/make-note/overlay.yaml";

/** A project of operations that were added, all from one document, and the document beside it. */
async function project(operations: readonly string[]): Promise<{ root: string; file: string }> {
  const root = await mkdtemp(join(tmpdir(), "contract-update-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, "openapi"));
  await mkdir(join(root, "generated"));
  await writeFile(join(root, "openapi/project.yaml"), "environment: {token: NOTES_TOKEN}\n");
  const file = join(root, "notes.yaml");
  await writeFile(file, NOTES);
  const all = await Promise.all(operations.map((operation) => loadSource(file, { operation })));
  const known = all.flatMap(({ document }) => operationsIn(document));
  for (const own of known) {
    const folder = join(root, "openapi/operations", own.id);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "source.yaml"), sourceText(own, "notes.yaml"));
    await writeFile(
      join(folder, "overlay.yaml"),
      proposedOverlay(own, known, { shared: {}, seen: {}, suggested: {} }).text,
    );
  }
  await generateCommand({ root, check: false, added: addedDocuments(root) });
  return { root, file };
}

/** An update from an edited document. */
async function updated(
  root: string,
  text: string,
  more: { readonly operation?: string; readonly check?: boolean } = {},
): Promise<UpdateOutcome> {
  const file = join(root, "new.yaml");
  await writeFile(file, text);
  return update({ root, file, check: false, requests: 60, ...more });
}

const changesIn = ({ reports }: UpdateOutcome): string[] =>
  reports.flatMap(({ operation, changes }) => changes.map(({ kind, at }) => `${operation}: ${kind} ${at}`));
const leftIn = ({ left }: UpdateOutcome): string[] =>
  left.map(({ isError, file, says }) => `${isError ? "error " : ""}${file}: ${says}`);

/** Puts an action into the overlay of the operation that makes notes. */
async function withAction(root: string, action: string): Promise<void> {
  const path = join(root, OVERLAY);
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace("actions:\n", `actions:\n${action}`));
  await generateCommand({ root, check: false, added: addedDocuments(root) });
}

describe("an update of operations that were added", () => {
  test("takes in all of them that a document holds, tries them, and is done then", THOROUGH, async () => {
    const { root } = await project(["make-note", "get-note"]);
    const before = await filesIn(root);
    const checked = await updated(root, MORE, { check: true });
    const { "new.yaml": _, ...unchanged } = await filesIn(root);
    expect(unchanged, "a check writes nothing").toEqual(before);

    const outcome = await updated(root, MORE);
    expect(changesIn(outcome)).toEqual([
      "get-note: enum-added /colour",
      "make-note: enum-added /colour",
      "make-note: enum-added /colour",
    ]);
    expect(outcome.runs.map(({ target, operation, result }) => [target, operation, result.verdict])).toEqual([
      ["sandbox", "get-note", "pass"],
      ["sandbox", "make-note", "pass"],
    ]);
    expect(outcome).toMatchObject({ left: [], files: checked.files });
    expect(outcome.files).toEqual(
      expect.arrayContaining([
        "openapi/operations/get-note/source.yaml",
        "openapi/operations/make-note/source.yaml",
        "generated/types.ts",
      ]),
    );
    expect(outcomeText(outcome, false)).toContain("ran      make-note on the sandbox");
    expect(await generateCommand({ root, check: true, added: addedDocuments(root) })).toEqual([]);

    const written = await filesIn(root);
    for (const file of [join(root, "new.yaml"), undefined])
      expect(await update({ root, file, check: false })).toMatchObject({ files: [], runs: [], left: [] });
    expect(await filesIn(root)).toEqual(written);
  });

  test("tells the same of one operation whether another is beside it or was taken out", async () => {
    const { root } = await project(["make-note", "get-note"]);
    const told = async () => {
      const { reports } = await updated(root, MORE, { operation: "get-note", check: true });
      return JSON.stringify(reports);
    };
    const before = await told();
    const files = Object.entries(await filesIn(root)).filter(([path]) => path.includes("get-note"));
    const { changes, folders } = await removalOf(root, "make-note");
    await writeAll(changes, wholeProject(root));
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
    expect(Object.keys(await filesIn(root)).filter((path) => path.includes("make-note"))).toEqual([]);
    expect(Object.entries(await filesIn(root)).filter(([path]) => path.includes("get-note"))).toEqual(files);
    expect(await told()).toBe(before);
  });

  test("takes in the one that is named alone", async () => {
    const { root } = await project(["make-note", "get-note"]);
    const outcome = await updated(root, MORE, { operation: "get-note", check: true });
    expect(changesIn(outcome)).toEqual(["get-note: enum-added /colour"]);
    expect(outcome.files).not.toContain("openapi/operations/make-note/source.yaml");
  });

  test("knows them by method and path under another id, and one that has moved by its id", async () => {
    const { root } = await project(["make-note", "get-note"]);
    const renamed = MORE.replace("operationId: get-note", "operationId: fetchNote").replace(
      "  /notes:\n",
      "  /v2/notes:\n",
    );
    expect(changesIn(await updated(root, renamed, { check: true }))).toEqual([
      "get-note: enum-added /colour",
      "make-note: path-changed ",
      "make-note: enum-added /colour",
      "make-note: enum-added /colour",
    ]);
  });

  test("tells those that a document with several has no more, and refuses one that has none of them", async () => {
    const { root } = await project(["make-note", "get-note"]);
    const without = MORE.replace(/ {4}get:[\s\S]*?(?= {4}delete:)/, "");
    expect((await updated(root, without, { check: true })).remarks).toEqual([
      `new.yaml has no get-note (GET /notes/{noteId}), which stays as it is`,
    ]);
    await expect(
      updated(root, without.replace(/ {2}\/notes:[\s\S]*?(?= {2}\/notes\/)/, ""), { check: true }),
    ).rejects.toThrow(
      "new.yaml: it has none of the project's operations; expected get-note (GET /notes/{noteId}), make-note (POST /notes); name the one that has moved with --operation",
    );
  });

  test("tells an action whose field is gone, lets it bring nothing back, and is done once it is mended", async () => {
    const { root } = await project(["make-note"]);
    await withAction(
      root,
      `  - target: $.components.schemas.MakeNoteRequest
    description: How long it is.
    x-source: seen
    update: {properties: {colour: {type: string, maxLength: 9}}}
`,
    );
    const gone = NOTES.replace(/\n +colour: \{type: string, enum: \[red, blue\]\}(?=\n)/, "");
    const outcome = await updated(root, gone);
    const left = [
      `error ${OVERLAY}: action 1: properties.colour is about a field that the docs no longer have, and is left out`,
    ];
    expect(leftIn(outcome)).toEqual(left);
    const source = await readFile(join(root, "openapi/operations/make-note/source.yaml"), "utf8");
    expect(source).toContain("x-left-out:");
    expect(readFileSync(join(root, "generated/types.ts"), "utf8")).not.toContain("maxLength");
    const again = await update({ root, check: true });
    expect([again.files, leftIn(again)]).toEqual([[], left]);
    expect(() => addedDocuments(root)).toThrow("/properties/colour: the docs have no such field any more");

    const overlay = await readFile(join(root, OVERLAY), "utf8");
    await writeFile(join(root, OVERLAY), overlay.replace(/ {2}- target: [\s\S]*?maxLength: 9\}\}\}\n/, ""));
    expect(await update({ root, check: false, requests: 60 })).toMatchObject({ left: [] });
    expect(await update({ root, check: true })).toMatchObject({ left: [], files: [] });
    expect(await readFile(join(root, "openapi/operations/make-note/source.yaml"), "utf8")).not.toContain(
      "x-left-out:",
    );
  });

  test("tells a rule that cites a sentence which is gone, and a known difference about what is gone", async () => {
    const { root } = await project(["make-note"]);
    const { reports } = await updated(root, NOTES.replace("a title.", "a title. It is short."), {
      check: true,
    });
    const [hash] = reports.flatMap(({ changes }) => changes.flatMap(({ sentences = [] }) => sentences));
    expect(hash).toMatchObject({ text: "It is short.", review: "unreviewed" });
    await withAction(
      root,
      `  - target: $.paths['/notes'].post
    description: The rule that the docs state.
    x-source: docs
    update:
      x-rules:
        - id: short-title
          sentence: A title is short.
          docs: '#/components/schemas/MakeNoteRequest/properties/title'
          source: docs
          reason: stated
          cites: ['${hash!.hash}']
          keeps: {properties: {title: {const: Milk}}, required: [title]}
          breaks: {properties: {title: {const: Much milk}}, required: [title]}
`,
    );
    await writeFile(
      join(root, "openapi/operations/make-note/deviations.yaml"),
      "- covers: make-note/echo/note.blue\n  reason: seen\n  evidence: seen\n  expires: 2099-01-01\n",
    );
    const outcome = await updated(root, NOTES.replaceAll("[red, blue]", "[red]"));
    expect(leftIn(outcome)).toEqual([
      `error ${OVERLAY}: short-title cites ${hash!.hash}, which the docs no longer have`,
      `openapi/operations/make-note/deviations.yaml: this known difference is about "blue", which the docs no longer have`,
    ]);
    expect(readFileSync(join(root, "generated/index.ts"), "utf8")).toContain(
      'lostCitations: ["short-title"]',
    );
    expect(leftIn(await update({ root, check: true }))).toEqual(leftIn(outcome).slice(0, 1));
  });

  test("is left undone on disk where what it makes is no contract", async () => {
    const { root } = await project(["make-note", "get-note"]);
    const before = await filesIn(root);
    const broken = MORE.replace("title: {type: string, desc", "title: {type: string, pattern: '(', desc");
    await expect(updated(root, broken)).rejects.toThrow("make is no document");
    const { "new.yaml": _, ...after } = await filesIn(root);
    expect(after).toEqual(before);
  });
});

test("a capture tells and writes the sources of all operations that a document holds, and leaves all where one does not fit", async () => {
  const { root } = await project(["make-note", "get-note"]);
  const file = join(root, "new.yaml");
  await writeFile(file, MORE);
  const checked = await capture({ root, file, check: true });
  expect(checked.map(({ report, stale }) => [report.operation, report.drift, stale])).toEqual([
    ["get-note", true, true],
    ["make-note", true, true],
  ]);
  await capture({ root, file, check: false });
  expect(
    (await capture({ root, file, check: true })).map(({ report, stale }) => [report.drift, stale]),
  ).toEqual([
    [false, false],
    [false, false],
  ]);
  const kept = join(root, "openapi/operations/make-note/source.yaml");
  expect((await driftCommand(kept, file)).changes).toEqual([]);
  expect(
    (await driftCommand(join(root, "notes.yaml"), kept, "make-note")).changes.map(({ kind }) => kind),
  ).toEqual(["enum-added", "enum-added"]);
});
