import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadObserved } from "../../../src/sandbox/profile-file.ts";

const FACTS = "refusals:\n  - {body: {required: [title]}, answer: {status: 422}}\n";

test("what was observed of an added operation is read where the project has no such file of its own", async () => {
  const root = mkdtempSync(join(tmpdir(), "contract-observed-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, "openapi/operations/make-note");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "source.yaml"), "openapi: 3.1.0\n");
  await expect(loadObserved(root)).rejects.toThrow("openapi/observed.yaml: cannot be read");
  writeFileSync(join(folder, "observed.yaml"), FACTS);
  expect((await loadObserved(root)).refusals).toMatchObject([{ operations: ["make-note"] }]);
});
