import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDifferences } from "../../../src/codegen/known-differences.ts";

const OWN = "openapi/operations/read-thing/deviations.yaml";

const entry = (covers: string): string =>
  `- {covers: ${covers}, reason: it differs, evidence: seen, expires: 2030-01-01}\n`;

function project(): string {
  const root = mkdtempSync(join(tmpdir(), "differences-"));
  const files = {
    "openapi/deviations.yaml": entry("make-thing/echo/thing.name"),
    [OWN]: entry("read-thing/undocumented-field/200/thing.more"),
    "openapi/operations/read-thing/source.yaml": "",
    "openapi/operations/never-added/deviations.yaml": entry("never-added/echo/name"),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const NAME = { operation: "make-thing", check: "echo", place: "thing.name", reason: "it differs" };
const MORE = { operation: "read-thing", check: "undocumented-field", status: "200", place: "thing.more", reason: "it differs" }; // biome-ignore format: one line

describe("the known differences that types tell", () => {
  it("are those of the project and of each operation that was added", () => {
    expect(readDifferences(project(), [])).toEqual([NAME, MORE]);
  });

  it("are those that stand once all is written", () => {
    expect(readDifferences(project(), [{ path: OWN, text: undefined }])).toEqual([NAME]);
    const text = entry("read-thing/echo/thing.name");
    expect(readDifferences(project(), [{ path: OWN, text }])).toEqual([
      NAME,
      { ...NAME, operation: "read-thing" },
    ]);
  });
});
