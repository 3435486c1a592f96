/** The packed package in fresh folders: what README says of it is run there. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endpoint } from "../e2e/servers.ts";
import {
  command,
  compiled,
  examples,
  installed,
  node,
  type Packed,
  packed,
  remove,
  typesOf,
  writeFiles,
} from "./packed.ts";

const MEBIBYTE = 1024 * 1024;
const README = await examples();
const some = (pattern: RegExp): { [name: string]: string } =>
  Object.fromEntries(Object.entries(README).filter(([name]) => pattern.test(name)));
const MODULE = { "package.json": '{ "type": "module" }' };

let made: Packed;
beforeAll(async () => {
  made = await packed();
});
afterAll(() => remove(made));

test("the packed file is small, and holds what is built and no test", () => {
  expect(made.bytes).toBeLessThan(2 * MEBIBYTE);
  expect(made.paths).toEqual(
    expect.arrayContaining(["dist/cli.js", "dist/project/openapi/project.yaml", "scripts/contract.js"]),
  );
  expect(made.paths.filter((path) => /\.test\.|^tests|\/tests\/|^src|^generated/.test(path))).toEqual([]);
});

test("publint and attw find nothing", async () => {
  const folder = await installed(made, "linted");
  const { messages } = await publint({
    pkgDir: join(folder, "node_modules/calendar-contract"),
    pack: false,
    strict: true,
  });
  expect(messages).toEqual([]);
  const { status, stdout } = await typesOf(made);
  expect({ status, said: status === 0 ? "" : stdout }).toEqual({ status: 0, said: "" });
});

describe("in a fresh folder", () => {
  test("the examples for Node.js compile under plain settings, and run as modules", async () => {
    const folder = await installed(made, "modules");
    await writeFiles(folder, { ...MODULE, ...some(/^(client|validator)\.ts$/) });
    expect(await compiled(folder, { module: "nodenext" })).toBe("");
    expect(await node(folder, ["client.js"])).toEqual({ status: 0, stdout: "test calendar\n", stderr: "" });
    expect(await node(folder, ["validator.js"])).toEqual({
      status: 0,
      stdout: "/slotDuration must be number\n",
      stderr: "",
    });
    const bundler = { module: "esnext", moduleResolution: "bundler", noEmit: true };
    expect(await compiled(folder, bundler)).toBe("");
  });

  test("a caller's mistakes do not compile", async () => {
    const folder = await installed(made, "mistakes");
    await writeFiles(folder, { ...MODULE, "mistakes.ts": MISTAKES });
    expect(await compiled(folder, { module: "nodenext", noEmit: true })).toBe("");
  });

  test("CommonJS takes every entry by require", async () => {
    const folder = await installed(made, "commonjs");
    await writeFiles(folder, some(/^client\.cjs$/));
    const { exports } = JSON.parse(
      await readFile(join(folder, "node_modules/calendar-contract/package.json"), "utf8"),
    ) as { exports: object };
    // The suite is for vitest, which loads modules.
    const names = Object.keys(exports).filter((name) => name !== "./vitest");
    const loads = names.map((name) => `require("calendar-contract${name.slice(1)}");`);
    await writeFiles(folder, { "all.cjs": loads.join("\n") });
    expect(await node(folder, ["all.cjs"])).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(await node(folder, ["client.cjs"])).toEqual({ status: 0, stdout: "200\n", stderr: "" });
  });

  test("the client brings nothing with it but openapi-fetch", async () => {
    const folder = await installed(made, "lean");
    const seen = new Set<string>();
    const packages = new Set<string>();
    const visit = async (path: string): Promise<void> => {
      if (seen.has(path)) return;
      seen.add(path);
      const text = await readFile(path, "utf8");
      for (const [, from = ""] of text.matchAll(/(?:from|import) "([^"]+)";/g))
        if (from.startsWith(".")) await visit(join(path, "..", from));
        else packages.add(from);
    };
    await visit(join(folder, "node_modules/calendar-contract/dist/exports/index.js"));
    expect([...packages]).toEqual(["openapi-fetch"]);
  });
});

describe("a project that init makes", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await installed(made, "own");
    const { status, stdout, stderr } = await command(folder, "init");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^wrote openapi\/ .*^wrote generated\/index\.ts$.*^next: npm install, /ms);
  });

  test("compiles, passes its tests and those of README, under the vitest that is there", async () => {
    expect(await readFile(join(folder, "tests/contract.test.ts"), "utf8")).toBe(
      README["tests/contract.test.ts"],
    );
    await writeFiles(folder, some(/\.test\.ts$/));
    const settings = { module: "nodenext", noEmit: true };
    expect(await compiled(folder, { ...settings, skipLibCheck: true })).toBe("");
    const { status, stdout } = await node(folder, [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=json",
    ]);
    const { numFailedTests, numPassedTests, testResults } = JSON.parse(stdout) as {
      numFailedTests: number;
      numPassedTests: number;
      testResults: { message: string; assertionResults: { failureMessages: string[] }[] }[];
    };
    const failures = testResults.flatMap(({ message, assertionResults }) => [
      ...(message === "" ? [] : [message]),
      ...assertionResults.flatMap(({ failureMessages }) => failureMessages),
    ]);
    expect(failures).toEqual([]);
    expect({ status, numFailedTests }).toEqual({ status: 0, numFailedTests: 0 });
    expect(numPassedTests).toBeGreaterThan(50);
  });

  test("keeps all that commands write, and nothing lies in node_modules", async () => {
    const own = join(folder, "node_modules/calendar-contract");
    expect(await command(folder, "generate", "--check")).toMatchObject({
      status: 0,
      stdout: "generated/ is up to date\n",
    });
    const before = await filesOf(own);
    const server = await endpoint(({ answer }) => ({
      ...answer,
      text: answer.text.replace(/"name":"/, '"name":"x'),
    }));
    const run = await command(folder, "run", "--target", server.url, "--only", "example", "--requests", "3");
    expect(run).toMatchObject({ status: 1, stdout: expect.stringMatching(/^fail: /) });
    const [finding = ""] = /(?<=contract accept )\S+/.exec(run.stdout) ?? [];
    const deviations = await readFile(join(folder, "openapi/deviations.yaml"), "utf8");
    expect(await command(folder, "accept", finding, "--reason", "known")).toMatchObject({
      status: 0,
      stderr: "",
    });
    expect((await readFile(join(folder, "openapi/deviations.yaml"), "utf8")).length).toBeGreaterThan(
      deviations.length,
    );
    const record = ["record", "--target", "observed", "--only", "example", "--requests", "3"];
    expect(await command(folder, ...record)).toMatchObject({ status: 0 });
    expect(await readdir(join(folder, "tests/recordings"))).toContain("observed");
    expect(await command(folder, "sweep", "--target", server.url)).toMatchObject({ status: 0 });
    expect(await readdir(join(folder, ".cache"))).toEqual(
      expect.arrayContaining(["generated", "history", "journal", "last-report.json"]),
    );
    expect(await filesOf(own)).toEqual(before);
  });

  test("is left as a person has it where init runs again", async () => {
    const [test, packageFile] = ["tests/contract.test.ts", "package.json"].map((name) => join(folder, name));
    await writeFiles(folder, { "tests/contract.test.ts": "// ours\n", ".gitignore": "dist/\n.cache/" });
    const before = await readFile(packageFile ?? "", "utf8");
    // What has been accepted meanwhile is told by the types already.
    expect(await command(folder, "init")).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^added to \.gitignore\nnext/),
    });
    expect(await readFile(test ?? "", "utf8")).toBe("// ours\n");
    expect(await readFile(packageFile ?? "", "utf8")).toBe(before);
    expect(await readFile(join(folder, ".gitignore"), "utf8")).toMatch(
      /^dist\/\n\.cache\/\nnode_modules\/\n/,
    );
  });
});

/** Every file below a folder, with its size and time. */
async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return Promise.all(
    names.sort().map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return `${name} ${size} ${mtimeMs}`;
    }),
  );
}

const MISTAKES = `import { type AnswerBody, createClient, type RequestBody } from "calendar-contract";

type Body = RequestBody<"create-calendar">;
const required = { locationId: "a", name: "b" };
const client = createClient({ baseUrl: "http://127.0.0.1", token: "any" });

// @ts-expect-error there are two values and null
export const available: Body = { ...required, availabilityType: 2 };
// @ts-expect-error there is no such unit
export const unit: Body = { ...required, slotDurationUnit: "seconds" };
// @ts-expect-error only the endpoint writes it
export const readOnly: Body = { ...required, teamMembers: [{ userId: "a", meetingLocation: "b" }] };
// @ts-expect-error the name is required
export const nameless: Body = { locationId: "a" };
export const calls = () => [
  // @ts-expect-error only the endpoint writes it
  client.POST("/calendars", { body: { ...required, teamMembers: [{ userId: "a", meetingLocation: "b" }] } }),
  // @ts-expect-error there is no such path
  client.GET("/calendar"),
  // @ts-expect-error the path has a parameter
  client.GET("/calendars/{calendarId}"),
];
export const named = ({ calendar }: AnswerBody<"create-calendar">): string => calendar.name;
export const answered = async (): Promise<string> => {
  const { data } = await client.POST("/calendars", { body: required });
  // @ts-expect-error an answer of another status has no data
  const untested: string = data.calendar.name;
  // @ts-expect-error the docs do not promise the description
  const description: string = data?.calendar.description;
  return data === undefined ? untested + description : data.calendar.name;
};
`;
