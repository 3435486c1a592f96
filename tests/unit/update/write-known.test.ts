import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateCommand } from "../../../src/codegen/command.ts";
import { withDeviation } from "../../../src/findings/deviations-file.ts";
import { writeKnown } from "../../../src/update/write-known.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import { dataCopy, filesIn } from "./project.ts";

const FILE = "openapi/deviations.yaml";
const entry = (field: string) => ({
  covers: `create-calendar/echo/calendar.${field}`,
  reason: `The ${field} is another one.`,
  evidence: "seen",
  expires: "2999-01-01",
});
const accept = (root: string, field: string) =>
  writeKnown(root, FILE, (text) => withDeviation(text, entry(field), FILE));

test(
  "what two accept at once is kept, and told by the generated types, which are not stale then",
  THOROUGH,
  async () => {
    const root = await dataCopy();
    await Promise.all([accept(root, "slug"), accept(root, "widgetSlug")]);
    const types = await readFile(join(root, "generated/types.ts"), "utf8");
    for (const field of ["slug", "widgetSlug"]) {
      expect(await readFile(join(root, FILE), "utf8")).toContain(
        `covers: create-calendar/echo/calendar.${field}`,
      );
      expect(types).toContain(`The ${field} is another one.`);
    }
    expect(await generateCommand({ root, check: true, added: [] })).toEqual([]);
  },
);

test("nothing is kept where the code cannot be made anew", async () => {
  const root = await dataCopy();
  await writeFile(join(root, "openapi/calendars.yaml"), "openapi: 2.0\n");
  const before = await filesIn(root);
  await expect(accept(root, "slug")).rejects.toThrow("openapi/calendars.yaml");
  expect(await filesIn(root)).toEqual(before);
});
