import stringWidth from "string-width";
import { expect, test } from "vitest";
import { KINDS } from "../../../src/cases/index.ts";
import { CHECKS } from "../../../src/checks/index.ts";
import { program } from "../../../src/commands/program.ts";
import { runHelp } from "../../../src/commands/run-help.ts";
import { TOKEN_VARIABLE } from "../../../src/core/project.ts";

test("the help of a run names every kind, target, default and variable", async () => {
  const help = await runHelp();
  for (const { id, sends } of KINDS) expect(help).toMatch(new RegExp(`^  ${id} +${sends}$`, "m"));
  for (const name of ["sandbox", "observed", "recorded", "URL", TOKEN_VARIABLE, "CONTRACT_TARGET"])
    expect(help).toMatch(new RegExp(`^  ${name} +\\S`, "m"));
  expect(help).toContain("--target sandbox --seed 42 --requests 400");
});

test.each([40, 60, 100, 200])(
  "the help of a run fits %i columns, and leaves nothing out",
  async (columns) => {
    const words = (text: string): string[] => text.split(/\s+/);
    const help = await runHelp(columns);
    expect(help.split("\n").filter((one) => stringWidth(one) > columns)).toEqual([]);
    expect(words(help)).toEqual(words(await runHelp()));
  },
);

test.each([60, 100])("the options of every command fit %i columns", (columns) => {
  const lines = program(async () => {}, String).commands.flatMap((command) => {
    command.configureOutput({ getOutHelpWidth: () => columns });
    return command.helpInformation().split("\n");
  });
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((one) => stringWidth(one) > columns)).toEqual([]);
});

test("every kind and every check says what it is, in half a sentence of its own", () => {
  const texts = [...KINDS.map(({ sends }) => sends), ...CHECKS.map(({ claim }) => claim)];
  expect(new Set(texts).size).toBe(texts.length);
  for (const text of texts) expect(text).toMatch(/^[a-z][^.]*[a-z0-9]$/);
});
