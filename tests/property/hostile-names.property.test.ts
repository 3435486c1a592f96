// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text that must stay as it is
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { afterEach, describe, expect, it } from "vitest";
import type { Contract, SchemaObject } from "../../src/contract/contract.ts";
import type { Json } from "../../src/core/json.ts";
import { escapeToken } from "../../src/core/json.ts";
import { randomOf, seedOf } from "../../src/core/seed.ts";
import { capture } from "../fixtures/capture-text.ts";
import { generateInto } from "../fixtures/contracts/load.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { documentOf, type ThingDocument, type ThingOperation } from "../unit/codegen/documents.ts";

/** Pieces that end comments, strings, lines or scripts, that mean something to a URI or a pointer, or that every object has. */
const PIECES = ["*/", "**//", "/*", "//", "\n", "\r", "\u2028", "\u2029", '"', "'", "`", "${", "}", "\\", "</script>", "<!--", "__proto__", "constructor", "valueOf", "toString", "hasOwnProperty", "prototype", "%", "%41", "#", "#/", "/", "~", "~1", "?", " ", "-", "0", "7", "x-faker", "x-", "$ref", "$", "_", "discriminator", "properties", "a", "B", "ä", "😀", "\u202e", "\u0000", ";globalThis.pwned=1;", "docsName_0_", ": ", "{", "delete", "optional(", "validators[", "<<", "%YAML", "---", "&a", "*a", "!!js"]; // biome-ignore format: a list of words

const hostile = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(""));
const hostiles = fc.uniqueArray(hostile, { minLength: 3, maxLength: 5 });

/** RFC 9110, section 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;

/** The text without what makes a path that no request has, which is refused, as the tests of code generation hold. */
const sendable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}?#\\]/gu, "").replace(/(?<=^|\/)(\.|%2e){1,2}(?=\/|$)/gi, "dots");

/** Every place where a document has names or text of its own choice, filled with these; `isUri` as capture reads references. */
function documentWith(names: readonly string[], id: string, isUri = false): string {
  const [first = "a", ...others] = names;
  const path = `/${sendable(first)}`;
  const reference = (name: string) => ({
    $ref: `#/components/schemas/${isUri ? encodeURIComponent(escapeToken(name)) : escapeToken(name)}`,
  });
  const text = { type: "string", enum: names, default: first, examples: [{ $ref: "http://127.0.0.1:9/" }, first], description: names.join(" "), title: first }; // biome-ignore format: one value
  const thing = {
    type: "object",
    description: first,
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, name === first ? text : reference(name)])),
  };
  return documentOf(
    thing,
    (document) => {
      const { post } = document.paths["/things"];
      post.operationId = id;
      post.summary = isUri ? "Create a thing" : first;
      post.description = names.join("\n");
      post.tags = [first];
      // A header that no request can carry is refused, which the tests of code generation hold.
      const headers = others.filter((name) => HEADER_NAME.test(name));
      post.parameters = headers.map((name) => ({ name, in: "header", description: first, schema: { type: "string", enum: headers } })); // biome-ignore format: one value
      post["x-rules"] = names.map((name) => ({
        id: name,
        sentence: name,
        docs: "#/info/title",
        keeps: { properties: { [name]: { enum: [...names, { [name]: name }] } } },
      }));
      Object.assign(post.responses["201"] ?? {}, { description: first });
      Object.assign(document, { paths: { [path]: { post } } });
    },
    Object.fromEntries(names.map((name) => [name, { ...text, enum: [...names, first] }])),
  );
}

async function load(document: string): Promise<{ contract: Contract; directory: string }> {
  const directory = await generateInto(document, "openapi/test.yaml");
  return {
    directory,
    ...((await import(/* @vite-ignore */ join(directory, "index.ts"))) as { contract: Contract }),
  };
}

/** The statements of the generated types, by kind: nothing in them is code. */
async function statementsOf(directory: string): Promise<string[]> {
  const text = await readFile(join(directory, "types.ts"), "utf8");
  const source = ts.createSourceFile("types.ts", text, ts.ScriptTarget.ESNext);
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  return [...new Set(source.statements.map(({ kind }) => ts.SyntaxKind[kind]))].sort();
}

afterEach(() => {
  expect(globalThis).not.toHaveProperty("pwned");
});

describe("names and texts of the docs, whatever they hold", () => {
  it("stand in the generated code as they are, run nothing, and work", THOROUGH, async () => {
    await fc.assert(
      fc.asyncProperty(hostiles, hostile, async (names, id) => {
        const document = documentWith(names, id);
        const { contract, directory } = await load(document);
        checkTable(contract, id, JSON.parse(document));
        expect(await statementsOf(directory)).toEqual(["InterfaceDeclaration", "TypeAliasDeclaration"]);
        checkBodies(contract, id, names);
      }),
      { numRuns: 15, seed: 13 },
    );
  });

  it("come through capture into the document, and from there into the code", THOROUGH, async () => {
    await fc.assert(
      fc.asyncProperty(hostiles, async (names) => {
        const page = documentWith(names, "make-thing", true);
        const text = await capture({
          page,
          pageName: "api.json",
          overlay: OVERLAY,
          overlayName: "overlay.yaml",
        });
        const { contract } = await load(text);
        const operation = contract.operations["create-a-thing"];
        const body = contract.schemas.CreateAThingRequest as SchemaObject;
        expect(Object.keys(contract.operations)).toEqual(["create-a-thing"]);
        expect(operation?.path).toBe(Object.keys((JSON.parse(page) as ThingDocument).paths)[0]);
        expect(Object.keys(body.properties ?? {}).sort()).toEqual(names.toSorted());
        for (const one of Object.values(body.properties ?? {}))
          expect((one as SchemaObject).enum?.slice(0, names.length)).toEqual(names);
      }),
      { numRuns: 10, seed: 13 },
    );
  });
});

/** An overlay that adds nothing. */
const OVERLAY = JSON.stringify({
  overlay: "1.0.0",
  "x-document": "made.yaml",
  "x-success-status": { value: "201", description: "d", "x-source": "s" },
  actions: [],
});

/** Names and schemas stand in the table as in the document, to the last character and in their order. */
function checkTable(contract: Contract, id: string, document: ThingDocument): void {
  const [[path, { post }]] = Object.entries(document.paths) as unknown as [
    [string, { post: ThingOperation }],
  ];
  const { schema } = post.requestBody.content["application/json"] as { schema: Json };
  const operation = contract.operations[id];
  expect(Object.keys(contract.operations)).toEqual([id]);
  expect(operation).toMatchObject({ id, path, summary: post.summary });
  expect(JSON.stringify(operation?.requestBody?.schema)).toBe(JSON.stringify(schema));
  expect(JSON.stringify(contract.schemas)).toBe(JSON.stringify(document.components.schemas));
}

/** What the generator makes is valid, and what lacks a name or has another value there is not. */
function checkBodies(contract: Contract, id: string, names: readonly string[]): void {
  const request = contract.validators[id]?.request;
  const { value } = contract.arbitraries[id]!.generate(randomOf(seedOf(1, "hostile")));
  const body = JSON.parse(JSON.stringify(value)) as { [name: string]: Json };
  expect(request?.(body)).toBe(true);
  for (const name of names) {
    const members = Object.entries(body);
    expect(request?.(Object.fromEntries(members.filter(([key]) => key !== name)))).toBe(false);
    expect(request?.(Object.fromEntries(members.map(([key, one]) => [key, key === name ? 5 : one])))).toBe(
      false,
    );
  }
}
