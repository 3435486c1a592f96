import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { generateCommand } from "../../../src/codegen/command.ts";
import { initCommand } from "../../../src/commands/init.ts";
import { loadGenerated } from "../../../src/commands/load-generated.ts";
import { expectProject } from "../../../src/commands/whole-project.ts";
import { wholeProject, writeAll } from "../../../src/core/write-all.ts";
import { additionOf } from "../../../src/docs/added/add-operations.ts";
import { addedDocuments } from "../../../src/docs/added/added-documents.ts";
import { removalOf } from "../../../src/docs/added/remove-operation.ts";

const NOTES = `openapi: 3.1.0
info: {title: Notes, version: '1'}
paths:
  /notes:
    post:
      operationId: make-note
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [title], properties: {title: {type: string}}}}}
      responses:
        '201': {description: The note., content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}
  /notes/{noteId}:
    delete:
      operationId: drop-note
      parameters: [{name: noteId, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: It is gone.}}
`;

const filesOf = (root: string): Map<string, string> =>
  new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).includes(".cache"))
      .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), "utf8")]),
  );

async function add(root: string, operation: string): Promise<void> {
  const { changes } = await additionOf(root, join(root, "notes.yaml"), { operations: [operation], all: false }); // biome-ignore format: one line
  await writeAll(changes, wholeProject(root));
  expect(await generateCommand({ root, check: true, added: addedDocuments(root) })).toEqual([]);
}

async function remove(root: string, id: string): Promise<void> {
  const { changes, folders } = await removalOf(root, id);
  await writeAll(changes, wholeProject(root));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

const operationsOf = async (root: string): Promise<string[]> =>
  Object.keys((await loadGenerated(root)).contract.operations);

it("a new project may be empty: it says what to do next, and takes its first operation and further ones, in any order", async () => {
  const root = mkdtempSync(join(tmpdir(), "contract-empty-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  expect(await initCommand(root, { empty: true })).toBe(0);
  expect(() => expectProject("run", root)).toThrow(/the project has no operation yet: npx contract add FILE --operation ID/); // biome-ignore format: one line
  expect(() => expectProject("add", root)).not.toThrow();
  writeFileSync(join(root, "notes.yaml"), NOTES);
  const settings = join(root, "openapi/project.yaml");
  writeFileSync(settings, `${readFileSync(settings, "utf8")}server: https://notes.example\nsecurity: {type: http, scheme: bearer}\n`); // biome-ignore format: one line
  const empty = filesOf(root);

  await add(root, "make-note");
  expect(() => expectProject("run", root)).not.toThrow();
  const one = filesOf(root);
  const { contract } = await loadGenerated(root);
  expect(contract.operations["make-note"]).toMatchObject({ server: "https://notes.example", security: { scheme: "Bearer" } }); // biome-ignore format: one line

  await add(root, "drop-note");
  expect((await operationsOf(root)).sort()).toEqual(["drop-note", "make-note"]);
  await remove(root, "drop-note");
  expect(filesOf(root)).toEqual(one);
  await remove(root, "make-note");
  expect(filesOf(root)).toEqual(empty);
});
