import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { generateCommand } from "../../../../src/codegen/command.ts";
import { wholeProject, writeAll } from "../../../../src/core/write-all.ts";
import { additionOf } from "../../../../src/docs/added/add-operations.ts";
import { addedDocuments } from "../../../../src/docs/added/added-documents.ts";
import { removalOf } from "../../../../src/docs/added/remove-operation.ts";
import { loadDeviations } from "../../../../src/findings/deviations-file.ts";
import { loadObserved } from "../../../../src/sandbox/profile-file.ts";
import { PROJECT } from "../../../fixtures/project.ts";
import { sampled, THOROUGH } from "../../../fixtures/sampled.ts";

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
    get:
      operationId: list-notes
      security: [{bearer: []}]
      parameters: [{name: locationId, in: query, required: true, schema: {type: string}}]
      responses:
        '200':
          description: All notes.
          content:
            application/json:
              schema:
                type: object
                properties: {notes: {type: array, items: {$ref: '#/components/schemas/Made'}}}
  /notes/{noteId}:
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
      required: [title, locationId]
      properties: {title: {type: string}, locationId: {type: string}}
    Made:
      type: object
      properties: {id: {type: string}, title: {type: string}, locationId: {type: string}}
`;

/** A copy of the tests' project, and a document of three operations beside it. */
function project(): { readonly root: string; readonly file: string } {
  const root = mkdtempSync(join(tmpdir(), "contract-added-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const name of ["openapi", "generated"])
    cpSync(join(PROJECT, name), join(root, name), { recursive: true });
  mkdirSync(join(root, "tests/recordings/operations/make-note/sandbox"), { recursive: true });
  mkdirSync(join(root, "tests/recordings/operations/drop-note/sandbox"), { recursive: true });
  const file = join(root, "notes.yaml");
  writeFileSync(file, NOTES);
  return { root, file };
}

async function add(root: string, file: string, operations: readonly string[] = [], all = false) {
  const addition = await additionOf(root, file, { operations, all });
  await writeAll(addition.changes, wholeProject(root));
  return addition;
}

async function remove(root: string, id: string): Promise<void> {
  const { changes, folders } = await removalOf(root, id);
  await writeAll(changes, wholeProject(root));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** Gives an operation a recording, a known difference and an observed fact. */
function withFilesOfItsOwn(root: string, id: string): void {
  writeFileSync(join(root, `tests/recordings/operations/${id}/sandbox/door.json`), "{}");
  const own = join(root, "openapi/operations", id);
  writeFileSync(join(own, "deviations.yaml"), `- {covers: ${id}/status/201, reason: r, evidence: e, expires: 2099-01-01}\n`); // biome-ignore format: one line
  writeFileSync(
    join(own, "observed.yaml"),
    "refusals:\n  - {body: {required: [title]}, answer: {status: 422}}\n",
  );
}

/** Every file of a project by its path. */
const filesOf = (root: string): Map<string, string> =>
  new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), "utf8")]),
  );

const overlayOf = (root: string, id: string) =>
  (parse(readFileSync(join(root, `openapi/operations/${id}/overlay.yaml`), "utf8")) as { actions: Action[] })
    .actions;

interface Action {
  readonly target: string;
  readonly update: object;
  readonly "x-proposed": string;
  readonly "x-source": string;
}

describe("operations that are added to a project", () => {
  it("are generated with those that are there, and are up to date then", THOROUGH, async () => {
    const { root, file } = project();
    const { added, leftOut } = await add(root, file, [], true);
    expect(added.map(({ id, line }) => `${id} ${line}`).sort()).toEqual([
      "drop-note DELETE /notes/{noteId}",
      "list-notes GET /notes",
      "make-note POST /notes",
    ]);
    expect(leftOut).toEqual([]);
    expect(await generateCommand({ root, check: true, added: addedDocuments(root) })).toEqual([]);
    const code = readFileSync(join(root, "generated/operations.ts"), "utf8");
    expect(code).toContain("create-calendar");
    expect(code).toContain("drop-note");
  });

  it("have proposed, with a reason each, what comes before them, the run's tag and the account's values", async () => {
    const { root, file } = project();
    await add(root, file, [], true);
    expect(overlayOf(root, "drop-note")[0]?.update).toEqual({
      "x-precondition": { operation: "make-note", parameters: { noteId: "$response.body#/id" } },
    });
    expect(overlayOf(root, "list-notes")[0]?.update).toEqual({
      "x-precondition": {
        operation: "make-note",
        parameters: { locationId: "$request.body#/locationId" },
        lists: { items: "/notes", id: "/id" },
      },
    });
    expect(overlayOf(root, "make-note").map(({ update }) => JSON.stringify(update))).toEqual([
      '{"x-tag":true}',
      '{"x-binding":{"env":"HIGHLEVEL_LOCATION_ID"}}',
    ]);
    const all = ["drop-note", "list-notes", "make-note"].flatMap((id) => overlayOf(root, id));
    expect(all.filter((action) => !action["x-proposed"])).toEqual([]);
  });

  for (const { options, rows } of sampled([
    ["a text that the answer shows", "{title: {type: string}, shortName: {type: string}}", "{id: {type: string}, shortName: {type: string}}", ["shortName"]],
    ["no text where the answer shows none of them", "{title: {type: string}}", "{id: {type: string}, state: {type: string}}", []],
    ["the likeliest text where the answer tells an id alone", "{label: {type: string}, title: {type: string}}", "{id: {type: string}}", ["title"]],
  ], 3)) it.each(rows)("have proposed for the run's tag %s", options, async (_, sent, answered, want) => {
    const { root, file } = project();
    const document = NOTES.replace("required: [title, locationId]\n      properties: {title: {type: string}, locationId: {type: string}}", `properties: ${sent}`);
    writeFileSync(file, document.replace("properties: {id: {type: string}, title: {type: string}, locationId: {type: string}}", `properties: ${answered}`));
    await add(root, file, ["make-note"]);
    const tagged = overlayOf(root, "make-note").filter(({ update }) => "x-tag" in update);
    expect(tagged.map(({ target }) => /\['(\w+)'\]$/.exec(target)?.[1])).toEqual(want);
  }); // biome-ignore format: a table reads better in lines

  it("have proposed that a list below something holds what is made there", THOROUGH, async () => {
    const { root, file } = project();
    const nested = NOTES.replace("  /notes:", "  /books/{bookId}/notes:").replace("/notes/{noteId}", "/books/{bookId}/notes/{noteId}").replaceAll("parameters: [{name", "parameters: [{name: bookId, in: path, required: true, schema: {type: string}}, {name"); // biome-ignore format: one line
    writeFileSync(file, nested.replace("operationId: make-note", "operationId: make-note\n      parameters: [{name: bookId, in: path, required: true, schema: {type: string}}]")); // biome-ignore format: one line
    await add(root, file, ["make-note", "list-notes"]);
    expect(overlayOf(root, "list-notes").map(({ update }) => update)).toContainEqual({
      "x-precondition": expect.objectContaining({
        operation: "make-note",
        lists: { items: "/notes", id: "/id" },
      }),
    });
  });

  for (const { options, rows } of sampled(["drop-note", "make-note", "list-notes"], 3))
    it.each(rows)(
      "are taken alone, and %s brings along what it needs of its document",
      options,
      async (id) => {
        const { root, file } = project();
        const { added } = await add(root, file, [id]);
        expect(added).toHaveLength(1);
        expect(overlayOf(root, id).filter((action) => !action["x-proposed"])).toEqual([]);
        const { document } = addedDocuments(root)[0] ?? {};
        expect(Object.keys(document?.paths ?? {}).sort()).toEqual(["/notes", "/notes/{noteId}"]);
        expect(document).toMatchObject({
          paths: {
            "/notes": { get: { "x-precondition": { operation: "make-note" } } },
            "/notes/{noteId}": { delete: { "x-precondition": { operation: "make-note" } } },
          },
          components: { schemas: { MakeNoteRequest: { properties: { title: { "x-tag": true } } } } },
        });
        const code = readFileSync(join(root, "generated/operations.ts"), "utf8");
        expect(code).toContain('"operationId": "drop-note"');
        expect(await generateCommand({ root, check: true, added: addedDocuments(root) })).toEqual([]);
        // Those that are brought along give way to the same ones with docs of their own.
        const others = ["make-note", "list-notes", "drop-note"].filter((other) => other !== id);
        await add(root, file, others);
        expect(overlayOf(root, others[0] ?? "").filter(({ target }) => target === "$.paths")).toEqual([]);
      },
    );

  it("are told apart where two have one title, and those that cannot be are left out by name", async () => {
    const { root, file } = project();
    const twins = ["one", "two"].map((id) => `  /${id}: {get: {operationId: ${id}, summary: Twin, responses: {'204': {description: D}}}}\n`);
    const triplet = "  /three: {get: {operationId: twin, summary: Twin, responses: {'204': {description: D}}}}\n";
    writeFileSync(file, NOTES.replace("components:", `${twins.join("")}${triplet}components:`));
    const { added, leftOut } = await add(root, file, [], true);
    expect(added.map(({ id }) => id)).toEqual(expect.arrayContaining(["twin", "two", "make-note"]));
    expect(leftOut).toEqual(["GET /three: another operation of the document has its name"]);
  }); // biome-ignore format: one line each

  it("have nothing proposed that they need a query for which nothing gives, and what the creation was sent", THOROUGH, async () => {
    const { root, file } = project();
    const asking = (name: string) => NOTES.replace("parameters: [{name: noteId,", `parameters: [{name: ${name}, in: query, required: true, schema: {type: string}}, {name: noteId,`);
    writeFileSync(file, asking("locationId"));
    await add(root, file, [], true);
    expect(JSON.stringify(overlayOf(root, "drop-note"))).toContain("x-precondition");
    await remove(root, "drop-note");
    writeFileSync(file, asking("colour"));
    await add(root, file, ["drop-note"]);
    expect(JSON.stringify(overlayOf(root, "drop-note"))).not.toContain("x-precondition");
    await remove(root, "drop-note");
    writeFileSync(file, asking("locationId").replace("    delete:", "    put:"));
    await add(root, file, ["drop-note"]);
    expect(overlayOf(root, "drop-note").map(({ update }) => update)).toContainEqual({
      "x-precondition": { operation: "make-note", parameters: { noteId: "$response.body#/id", locationId: "$request.body#/locationId" } },
    });
    await remove(root, "drop-note");
    writeFileSync(file, asking("colour").replace("    delete:", "    put:"));
    await add(root, file, ["drop-note"]);
    expect(JSON.stringify(overlayOf(root, "drop-note"))).not.toContain("x-precondition");
  }); // biome-ignore format: one line each

  it("bring along what they stand below, by all of its ids", async () => {
    const { root, file } = project();
    const path = (name: string) => `{name: ${name}, in: path, required: true, schema: {type: string}}`;
    const answer = "responses: {'200': {description: D, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}"; // biome-ignore format: one line
    const body = "requestBody: {content: {application/json: {schema: {type: object, properties: {name: {type: [string, 'null']}}}}}}"; // biome-ignore format: one line
    writeFileSync(file, `openapi: 3.1.0
info: {title: Books, version: '1'}
servers: [{url: https://books.example}]
paths:
  /books: {post: {operationId: make-book, ${body}, ${answer}}}
  /books/{book}: {delete: {operationId: drop-book, parameters: [${path("book")}], ${answer}}}
  /books/{book}/pages: {post: {operationId: make-page, parameters: [${path("book")}], ${body}, ${answer}}}
  /books/{book}/pages/{page}:
    get: {operationId: read-page, parameters: [${path("book")}, ${path("page")}], ${answer}}
    delete: {operationId: drop-page, parameters: [${path("book")}, ${path("page")}], ${answer}}
`); // biome-ignore format: a document
    await add(root, file, ["read-page"]);
    const before = (operation: string) => ({ "x-precondition": { operation } });
    expect(addedDocuments(root)[0]?.document.paths).toMatchObject({
      "/books": { post: {} },
      "/books/{book}": { delete: before("make-book") },
      "/books/{book}/pages": { post: before("make-book") },
      "/books/{book}/pages/{page}": { get: before("make-page"), delete: before("make-page") },
    });
    expect(overlayOf(root, "read-page").filter(({ update }) => "x-tag" in update)).toHaveLength(2);
  });

  it(
    "have proposed for an id that several operations ask for and none makes that it is of the account",
    THOROUGH,
    async () => {
      const { root, file } = project();
      const asks = "parameters: [{name: teamId, in: query, required: true, schema: {type: string}}]\n      responses: {'204': {description: D}}"; // biome-ignore format: one line
      const more = ["a", "b", "c"].map(
        (id) => `  /${id}:\n    get:\n      operationId: ${id}\n      ${asks}\n`,
      );
      writeFileSync(file, NOTES.replace("components:", `${more.join("")}components:`));
      await add(root, file, ["a"]);
      expect(overlayOf(root, "a")).toMatchObject([{ update: { "x-binding": { env: "HIGHLEVEL_TEAM_ID" } } }]);
      // An id that an operation of the docs makes is that of what it makes.
      await add(root, file, ["drop-note"]);
      expect(JSON.stringify(overlayOf(root, "drop-note"))).not.toContain("NOTE_ID");
    },
  );

  it(
    "take from the project what all operations share, and tell where their docs say otherwise",
    THOROUGH,
    async () => {
      const { root, file } = project();
      const settings = join(root, "openapi/project.yaml");
      writeFileSync(
        settings,
        `${readFileSync(settings, "utf8")}
server: https://notes.example/v1
security: {type: http, scheme: bearer}
headers: {X-Edition: '7'}
bindings: {locationId: NOTES_ACCOUNT}
`,
      );
      const { added } = await add(root, file, ["make-note"]);
      expect(added[0]?.differences).toEqual([
        "server is https://notes.example in its docs, which count, and https://notes.example/v1 in openapi/project.yaml",
      ]);
      const binding = overlayOf(root, "make-note").find(({ update }) => "x-binding" in update);
      expect(binding).toMatchObject({
        "x-source": "openapi/project.yaml",
        update: { "x-binding": { env: "NOTES_ACCOUNT" } },
      });
      expect(binding).not.toHaveProperty("x-proposed");
      expect(readFileSync(join(root, "generated/operations.ts"), "utf8")).toContain('"X-Edition"');
      expect(await generateCommand({ root, check: true, added: addedDocuments(root) })).toEqual([]);
      writeFileSync(settings, readFileSync(settings, "utf8").replace("'7'", "'8'"));
      expect(await generateCommand({ root, check: true, added: addedDocuments(root) })).not.toEqual([]);
    },
  );

  it(
    "leave all others byte for byte when one is taken out, its recordings and generated code apart",
    THOROUGH,
    async () => {
      const { root, file } = project();
      await add(root, file, ["make-note"]);
      withFilesOfItsOwn(root, "make-note");
      await generateCommand({ root, check: false, added: addedDocuments(root) });
      const before = filesOf(root);
      await add(root, file, ["drop-note"]);
      withFilesOfItsOwn(root, "drop-note");
      expect((await loadDeviations(undefined, root)).map(({ covers }) => covers)).toEqual(
        expect.arrayContaining(["make-note/status/201", "drop-note/status/201"]),
      );
      await remove(root, "dropNote");
      expect(filesOf(root)).toEqual(before);
    },
  );

  it("name what goes with one that the others still ask for, so that it can be kept", THOROUGH, async () => {
    const { root, file } = project();
    writeFileSync(file, NOTES.replace("/notes/{noteId}", "/calendars/{calendarId}").replace("name: noteId", "name: calendarId").replace("drop-note", "delete-calendar")); // biome-ignore format: one line
    await add(root, file, ["make-note", "delete-calendar"]);
    for (const id of ["make-note", "delete-calendar"])
      writeFileSync(join(root, "openapi/operations", id, "deviations.yaml"), "[]\n");
    expect(await removalOf(root, "make-note")).toMatchObject({ lost: [] });
    expect(await removalOf(root, "delete-calendar")).toMatchObject({
      lost: ["openapi/operations/delete-calendar/deviations.yaml"],
    });
  });

  it("are refused where they are there already, and where a source has no such operation, and nothing is written", async () => {
    const { root, file } = project();
    await add(root, file, ["make-note"]);
    const before = filesOf(root);
    await expect(add(root, file, ["make-note"])).rejects.toThrow(
      "openapi/operations/make-note is there already",
    );
    await expect(add(root, file, ["drop-note", "no-such"])).rejects.toThrow("no-such");
    await expect(removalOf(root, "create-calendar")).rejects.toThrow("there are make-note");
    expect(filesOf(root)).toEqual(before);
  });

  it(
    "have known differences and observed facts of their own, beside those of the project",
    THOROUGH,
    async () => {
      const { root, file } = project();
      await add(root, file, ["make-note"]);
      const known = (await loadDeviations(undefined, root)).length;
      const facts = (await loadObserved(root)).refusals.length;
      const own = join(root, "openapi/operations/make-note");
      writeFileSync(
        join(own, "deviations.yaml"),
        "- {covers: make-note/status/201, reason: r, evidence: e, expires: 2099-01-01}\n",
      );
      writeFileSync(
        join(own, "observed.yaml"),
        "refusals:\n  - {body: {required: [title]}, answer: {status: 422}}\n",
      );
      expect((await loadDeviations(undefined, root)).length).toBe(known + 1);
      const { refusals } = await loadObserved(root);
      expect(refusals.length).toBe(facts + 1);
      expect(refusals.at(-1)?.operations).toEqual(["make-note"]);
    },
  );
});
