import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Coverage } from "../../src/coverage/coverage.ts";
import type { DriftReport } from "../../src/drift/change.ts";
import { OperationUnderTest } from "../../src/generation/operation-under-test.ts";
import { contract as calendars, PROJECT } from "../fixtures/project.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract } from "./command.ts";
import { projectCopy } from "./project-copy.ts";

/** How many values of the contract there are to cover. */
function valuesToCover(): number {
  const underTest = new OperationUnderTest(calendars, calendars.operations["create-calendar"]!, 42);
  expect(underTest.requests.covering.array).toBeDefined();
  return new Coverage(underTest).report().values.total;
}

const PAGE = "openapi/pages/create-calendar.txt";

/** Everything that stands in the folders which commands write. */
async function written(root: string): Promise<{ [path: string]: string }> {
  const folders = ["openapi", "openapi/pages", "generated"];
  const names = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(root, folder), { withFileTypes: true });
      return entries.filter((one) => one.isFile()).map(({ name }) => join(folder, name));
    }),
  );
  const files = names.flat().map(async (path) => [path, await readFile(join(root, path), "utf8")] as const);
  return Object.fromEntries(await Promise.all(files));
}

test("a value more in the docs is captured, generated and sent with no other edit", THOROUGH, async () => {
  const root = await projectCopy();
  const run = (...args: string[]) => contract(args, { root, cwd: root });
  const page = await readFile(join(root, PAGE), "utf8");
  await writeFile(join(root, "new.txt"), page.replace(/^service_booking,$/m, "service_booking,\nkiosk,"));
  const before = await written(root);
  const compared = await run("drift", PAGE, "new.txt", "--markdown");
  expect(compared.status).toBe(1);
  expect(compared.stdout).toMatch(/^## The docs of create-calendar have changed\n/);
  expect(compared.stdout.match(/enum-added/g)).toHaveLength(2);
  expect(await written(root)).toEqual(before);

  const captured = await run("capture", "--json", "new.txt");
  expect(captured.status).toBe(0);
  const report = JSON.parse(captured.stdout) as DriftReport;
  expect(report).toMatchObject({ format: "contract-drift/1", operation: "create-calendar", drift: true });
  expect(report.changes.map(({ id: _id, impact: _, ...change }) => change)).toEqual([
    { class: "breaking", side: "response", kind: "enum-added", at: "/calendar/calendarType", status: "200", before: null, after: "kiosk" },
    { class: "compatible", side: "request", kind: "enum-added", at: "/calendarType", before: null, after: "kiosk" },
  ]); // biome-ignore format: a table reads better in lines
  expect(report.changes[1]!.impact).toContainEqual({
    what: "type",
    name: 'CreateCalendarRequest["calendarType"]',
  });

  expect((await run("generate")).status).toBe(0);
  const { status, stdout } = await run(
    "run",
    "--target",
    "sandbox",
    "--json",
    "--only",
    "example,covering,boundary",
  );
  expect(status).toBe(0);
  const { values } = (JSON.parse(stdout) as { coverage: { values: { covered: number; total: number } } })
    .coverage;
  const total = valuesToCover() + 1;
  expect(values).toMatchObject({ covered: total, total });
  expect(await run("capture", "--check", "new.txt")).toMatchObject({ status: 0 });
});

test(
  "a constraint that arrives in prose alone is reported until it is cited or marked as read",
  THOROUGH,
  async () => {
    const root = await projectCopy();
    const run = (...args: string[]) => contract(args, { root, cwd: root });
    const page = await readFile(join(root, PAGE), "utf8");
    const text = "Personal calendars take exactly one line of notes.";
    await writeFile(join(root, PAGE), page.replace("\nnotes\nstring\n", `\nnotes\nstring\n\n${text}\n\n`));
    const before = await written(root);
    expect((await run("capture", "--check", PAGE)).status).toBe(1);
    expect(await written(root)).toEqual(before);
    const first = JSON.parse((await run("capture", "--json", PAGE)).stdout) as DriftReport;
    expect(await written(root)).not.toEqual(before);
    expect(await run("generate", "--check")).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^generated\/types\.ts is stale: run npx contract generate$/m),
    });
    const [change] = first.changes;
    expect(
      first.changes.map(({ class: of, kind, at, before, after }) => [of, kind, at, before, after]),
    ).toEqual([
      ["rule", "description-changed", "/notes", null, text],
      ["rule", "description-changed", "/calendar/notes", null, text],
    ]);
    const { hash, review } = change!.sentences![0]!;
    expect(review).toBe("unreviewed");

    const again = await run("capture", "--check", PAGE);
    expect(again.status).toBe(1);
    expect(again.stdout).toContain(`rule: unreviewed ${hash} + ${text}`);
    const [, entry] = /^( {2}- \{hash: .*note: )\}$/m.exec(again.stdout)!;
    const overlay = join(root, "openapi/overlay.yaml");
    const marks = (await readFile(overlay, "utf8")).replace(
      "x-read-sentences:\n",
      `x-read-sentences:\n${entry}tried}\n`,
    );
    await writeFile(overlay, marks);
    expect((await run("capture", "--check", PAGE)).status).toBe(0);
  },
);

test("two forms of output at once are refused", async () => {
  const { status, stderr } = await contract(["drift", PAGE, PAGE, "--json", "--markdown"], {
    cwd: PROJECT,
  });
  expect(status).toBe(2);
  expect(stderr).toMatch(/--json and --markdown/);
});
