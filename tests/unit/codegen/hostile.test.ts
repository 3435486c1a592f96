// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text that must stay as it is
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../../src/contract/contract.ts";
import { ROOT } from "../../../src/core/root.ts";
import { randomOf, seedOf } from "../../../src/core/seed.ts";
import { CONTRACT_NAMES, contractOf, documentText, generateInto } from "../../fixtures/contracts/load.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import { Independent } from "../../property/independent.ts";
import { documentOf } from "./documents.ts";

/** Text that ends comments, strings and scripts, or means something to JavaScript. */
const HOSTILE = [
  "*/ throw new Error() /*",
  "`${process.exit(1)}`",
  "'single' \"double\" \\back\\",
  "two\nlines\r\n\u2028three",
  "</script><!--",
  "__proto__",
  "constructor",
  "toString",
  "",
  "optional(boolean())",
  "// comment",
  "\u0000\u0007\u001b[31m",
  "😀 ش",
  "a/b~c%d",
  "**//",
  'a"__proto__',
  "valueOf",
  "x-faker",
  "$ref",
  "%41",
  "#/x",
  "\u202e",
];

const referenceTo = (name: string) => ({
  $ref: `#/components/schemas/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
});

const hostileThing = {
  type: "object",
  title: HOSTILE.join(" "),
  description: HOSTILE.join(" "),
  // A plain __proto__ key of a literal would be lost here as well.
  properties: Object.fromEntries(
    HOSTILE.map((text) => [text, { description: text, type: "string", enum: HOSTILE, default: text }]),
  ),
  required: HOSTILE.filter((text) => text !== "__proto__"),
};

const hostile = documentOf(
  hostileThing,
  ({ paths }) => {
    const operation = paths["/things"].post;
    operation.operationId = "delete";
    operation.summary = HOSTILE.join(" ");
    operation["x-rules"] = HOSTILE.filter((text) => text !== "").map((text) => ({
      id: text,
      sentence: text,
      docs: "#/paths/~1things/post",
      keeps: { properties: { [text]: { type: "string" } } },
    }));
    Object.assign(paths, { "/*/ `${x}`": { put: { ...operation, operationId: "array", parameters: [{ name: "x", in: "path", required: true, schema: { type: "string" } }], "x-rules": [] } } }); // biome-ignore format: one operation
  },
  {
    "Some Thing": { type: "string" },
    SomeThing: { type: "integer" },
    ...Object.fromEntries(
      HOSTILE.filter((name) => name !== "").map((name) => [
        name,
        { type: "object", required: ["constructor"], properties: { [name]: referenceTo(name) } },
      ]),
    ),
  },
);

describe("hostile text in names, values and sentences", () => {
  let contract: Contract;

  it("compiles, and stands in the operation table as it was", async () => {
    contract = await contractOf(hostile);
    const { requestBody, summary, rules } = contract.operations.delete!;
    expect(JSON.stringify(requestBody!.schema)).toBe(JSON.stringify(hostileThing));
    expect(summary).toBe(HOSTILE.join(" "));
    expect(rules.map(({ id }) => id)).toEqual(HOSTILE.filter((text) => text !== ""));
    expect(Object.keys(contract.arbitraries)).toEqual(["delete", "array"]);
  });

  it("goes over the wire as a property name like any other", () => {
    const valid = new Independent(contract.operations.delete!.requestBody!.schema, contract.schemas);
    const names = new Set<string>();
    for (let seed = 0; seed < 100; seed++) {
      const { value } = contract.arbitraries.delete!.generate(randomOf(seedOf(seed, "hostile")));
      const received = JSON.parse(JSON.stringify(value)) as object;
      expect(valid.accepts(received)).toBe(true);
      expect(contract.validators.delete!.request!(received)).toBe(true);
      for (const name of Object.keys(received)) names.add(name);
    }
    expect([...names].sort()).toEqual([...HOSTILE].sort());
  });
});

describe("the generated TypeScript", () => {
  it("compiles under the project's own options, whatever the document", THOROUGH, async () => {
    const folders = await Promise.all([
      generateInto(hostile, "openapi/*/ `${x}`.yaml"),
      ...CONTRACT_NAMES.map(async (name) => generateInto(await documentText(name), `${name}.yaml`)),
    ]);
    const config = join(mkdtempSync(join(tmpdir(), "hostile-")), "tsconfig.json");
    const settings = {
      extends: join(ROOT, "tsconfig.json"),
      compilerOptions: { typeRoots: [join(ROOT, "node_modules", "@types")] },
      files: folders.map((folder) => join(folder, "index.ts")),
      include: [],
    };
    writeFileSync(config, JSON.stringify(settings));
    const compiler = join(ROOT, "node_modules", "typescript-7", "bin", "tsc");
    const { status, stdout } = spawnSync(process.execPath, [compiler, "--project", config], {
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });
});
