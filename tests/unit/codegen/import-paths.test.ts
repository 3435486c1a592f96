import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generate } from "../../../src/codegen/generate.ts";
import { importsOf } from "../../../src/codegen/import-paths.ts";
import { PROJECT, projectText } from "../../fixtures/project.ts";

const elsewhere = mkdtempSync(join(tmpdir(), "imports-"));
const code = projectText("openapi/calendars.yaml");
const made = await generate(code, "openapi/calendars.yaml", "1.0.0", importsOf(elsewhere));

/** What a module imports, without what is beside it. */
const imported = (text: string): string[] =>
  [...text.matchAll(/^import .*?"([^"]+)";$/gm)]
    .map(([, from = ""]) => from)
    .filter((from) => !from.startsWith("./"));

describe("generated code", () => {
  it.each([...made].filter(([name]) => /\.[jt]s$/.test(name)))(
    "of another project imports the package alone, by its name, and files as any compiler finds them: %s",
    (_, text) => {
      for (const from of imported(text)) expect(from).toMatch(/^calendar-contract\/runtime\/\w+$/);
      expect(text).not.toMatch(/^import .*\.ts";$/m);
      expect(text).not.toContain("createRequire");
    },
  );

  it("of a checkout imports the files beside it", async () => {
    const own = await generate(code, "openapi/calendars.yaml", "1.0.0", importsOf(PROJECT));
    expect(own.get("client.ts")).toContain('from "../src/contract/client.ts";');
  });

  it("keeps what is beside an import: a text that looks like one is data", () => {
    const text = '  "import { a } from \\"openapi-fetch\\";"\n';
    expect(importsOf(elsewhere)(text)).toBe(text);
  });
});
