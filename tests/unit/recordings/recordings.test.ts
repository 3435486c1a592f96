import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { instancePointer } from "../../../src/contract/pointers.ts";
import { caseIdentity, originOf } from "../../../src/http/case-origin.ts";
import { type Exchange, isFailure, type Provenance, type Target } from "../../../src/http/exchange.ts";
import { writeRecordings } from "../../../src/recordings/write-recordings.ts";
import { openRecordedTarget } from "../../../src/targets/recorded-target.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";

const TOKEN = "secret-token-1";
const PROVENANCE: Provenance = {
  source: "live",
  contract: tinyContract.hash,
  date: "2024-05-01",
  host: "api.example",
};

let root: string;
let open: Target | undefined;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "recordings-"));
});
afterEach(async () => {
  await open?.close();
  open = undefined;
  await rm(root, { recursive: true });
});

function exchange(
  id: string,
  body: string | undefined,
  text: string,
  headers: object = {},
  status = 200,
): Exchange {
  const method = body === undefined ? "GET" : "POST";
  return {
    case: {
      id,
      origin: originOf(id),
      operation: body === undefined ? "get-invoice" : "create-invoice",
      expect: "accept",
      seed: 7,
      request: {
        method,
        path: body === undefined ? "/invoices/a%20b" : "/invoices",
        headers: {
          authorization: `Bearer ${TOKEN}`,
          cookie: "a",
          "x-edition": "2020-01",
          "content-type": "application/json",
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      },
    },
    answer: {
      status,
      headers: { "content-type": "application/json", "set-cookie": "b", "x-ratelimit-max": "100" },
      text,
    },
  };
}

function withoutHeader(one: Exchange, name: string): Exchange {
  const { [name]: _, ...headers } = one.case.request.headers;
  return { ...one, case: { ...one.case, request: { ...one.case.request, headers } } };
}

function write(exchanges: readonly Exchange[]): Promise<string[]> {
  return writeRecordings({
    dir: join(root, "recordings"),
    contract: tinyContract,
    provenance: PROVENANCE,
    exchanges,
  });
}

async function openWritten(): Promise<Target> {
  open = await openRecordedTarget({ dir: join(root, "recordings"), root });
  return open;
}

describe("a round trip", () => {
  const texts: [string, string][] = [
    ["compact JSON", '{"b":1,"a":[null]}'],
    ["JSON with spaces", '{ "a": 1 }'],
    ["keys that a parser moves", '{"b":1,"2":2,"1":1}'],
    ["numbers that a parser changes", '{"a":1.0,"b":12345678901234567890}'],
    ["doubled keys", '{"a":1,"a":2}'],
    ["a __proto__ key", '{"__proto__":{"a":1}}'],
    ["no JSON", "<html>\u2028 é 🎉"],
    ["nothing", ""],
    ["a byte order mark", "\ufeff{}"],
    ["deep nesting", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["nesting of 100 levels", `${"[".repeat(100)}${"]".repeat(100)}`],
    ["nesting of 101 levels", `${"[".repeat(101)}${"]".repeat(101)}`],
  ];
  test.each(texts)("%s: the same text comes back", async (_name, text) => {
    await write([exchange("one/1", text, text)]);
    const target = await openWritten();
    const [recorded] = target.recorded ?? [];
    expect(recorded?.request.body).toBe(text);
    const answer = await target.send(recorded!.request);
    expect(answer).toMatchObject({ status: 200, text, headers: { "x-ratelimit-max": "100" } });
  });

  test.each([201, 204, 302, 400, 401, 422, 500, 503])("status %i comes back", async (status) => {
    await write([exchange("one/1", "{}", status === 204 ? "" : "{}", {}, status)]);
    const target = await openWritten();
    expect(await target.send(target.recorded![0]!.request)).toMatchObject({ status });
  });

  test("each exchange answers once, the one with the same headers first, with many in flight", async () => {
    await write([
      exchange("one/1", "{}", '"first"'),
      exchange("one/2", "{}", '"second"', { "x-edition": "1999" }),
      exchange("one/3", undefined, '"read"'),
    ]);
    const target = await openWritten();
    const [first, second, read] = target.recorded!.map((one) => one.request);
    const answers = await Promise.all(
      [read!, second!, first!, first!].map((request) => target.send(request)),
    );
    expect(answers.map((one) => (isFailure(one) ? one.reason : one.text))).toEqual([
      '"read"',
      '"second"',
      '"first"',
      "unrecorded",
    ]);
  });

  test("what is not recorded is a failure, and the network stays locked until the target is closed", async () => {
    await write([exchange("one/1", "{}", "{}")]);
    const target = await openWritten();
    const result = await target.send({ method: "POST", path: "/invoices", headers: {}, body: "{ }" });
    expect(result).toEqual({
      reason: "unrecorded",
      message: "no recording is left for POST /invoices with this body",
    });
    await expect(fetch("http://127.0.0.1:1/")).rejects.toThrow(/nock|net connect|fetch failed/i);
    await target.close();
    await expect(fetch("http://127.0.0.1:1/")).rejects.toMatchObject({ message: "fetch failed" });
    expect(await (await openWritten()).send(target.recorded![0]!.request)).toMatchObject({ status: 200 });
  });

  test("one recorded target at a time", async () => {
    await write([exchange("one/1", "{}", "{}")]);
    await openWritten();
    const second = openRecordedTarget({ dir: join(root, "recordings"), root });
    await expect(second).rejects.toThrow("close it first");
  });
});

describe("the files", () => {
  test("one for each kind, in natural order, readable, without secrets", async () => {
    const ids = ["two/10", "two/9", "one/1"];
    const files = await write(ids.map((id) => exchange(id, '{"a":1}', `{"echo":"${id}"}`)));
    expect(files.map((file) => file.slice(root.length))).toEqual([
      join("/recordings", "live", "one.json"),
      join("/recordings", "live", "two.json"),
    ]);
    const text = await readFile(files[1]!, "utf8");
    expect(text).not.toMatch(/secret-token|authorization|cookie/i);
    const recording = JSON.parse(text);
    expect(Object.keys(recording)).toEqual(["format", "provenance", "exchanges"]);
    expect(recording.exchanges.map((one: { case: string }) => one.case)).toEqual(["two/9", "two/10"]);
    expect(recording.exchanges[0].request).toEqual({
      method: "POST",
      path: "/invoices",
      headers: { "content-type": "application/json", "x-edition": "2020-01" },
      body: { json: { a: 1 } },
    });
    const target = await openWritten();
    expect(target.recorded?.map((one) => [one.case, one.file, one.provenance])).toEqual([
      ["one/1", "recordings/live/one.json", PROVENANCE],
      ["two/9", "recordings/live/two.json", PROVENANCE],
      ["two/10", "recordings/live/two.json", PROVENANCE],
    ]);
  });

  test("the token is kept by its name, a wrong one as it was sent, and none as none", async () => {
    const exchanges = [
      exchange("one/1", "{}", "{}"),
      exchange("one/2", "{}", "{}", { authorization: "Bearer wrong" }),
    ];
    const [file] = await writeRecordings({
      dir: root,
      contract: tinyContract,
      provenance: PROVENANCE,
      exchanges: [...exchanges, withoutHeader(exchange("one/3", "{}", "{}"), "authorization")],
      token: TOKEN,
    });
    const text = await readFile(file!, "utf8");
    expect(text).not.toContain(TOKEN);
    const kept = JSON.parse(text).exchanges.map(
      (one: { request: { headers: { authorization?: string } } }) => one.request.headers.authorization,
    );
    expect(kept).toEqual(["Bearer $HIGHLEVEL_TOKEN", "Bearer wrong", undefined]);
  });

  test("of other headers only what a finding speaks of is kept", async () => {
    const one = exchange("one/1", "{}", "{}");
    const answer = {
      ...one.answer!,
      headers: { "X-Debug": "a leak b", "x-other": "c", "x-ratelimit-remaining": "1" },
    };
    const [file] = await writeRecordings({
      dir: root,
      contract: tinyContract,
      provenance: PROVENANCE,
      exchanges: [{ ...one, answer }],
      reportable: (header) => /leak/.exec(header)?.[0],
    });
    expect(JSON.parse(await readFile(file!, "utf8")).exchanges[0].answer.headers).toEqual({
      "x-debug": "leak",
    });
  });

  test("what a case meant to prove is kept, and comes back", async () => {
    const fault = {
      kind: "schema",
      keyword: "type",
      at: instancePointer("/a"),
      docs: "#/x",
      expected: "a text",
    } as const;
    const resource = { step: "read", exists: true, created: { id: "1" } } as const;
    const one = exchange("one/1", '{"a":1}', "{}");
    await write([{ ...one, case: { ...one.case, body: { a: 1 }, expect: "reject", fault, resource } }]);
    await write([{ ...one, case: { ...one.case, ...caseIdentity("two", "1") } }]);
    const target = await openWritten();
    expect(target.recorded).toMatchObject([
      { case: "one/1", expect: "reject", fault, resource },
      { case: "two/1", expect: "accept", raw: true },
    ]);
    expect(target.recorded?.[0]).not.toHaveProperty("raw");
  });

  test("an exchange without an answer is left out, and writing twice gives the same bytes", async () => {
    const { answer: _, ...silent } = exchange("one/2", "{}", "");
    const [file] = await write([exchange("one/1", "{}", "{}"), silent]);
    const first = await readFile(file!, "utf8");
    await write([silent, exchange("one/1", "{}", "{}")]);
    expect(await readFile(file!, "utf8")).toBe(first);
    expect(JSON.parse(first).exchanges).toHaveLength(1);
  });
});

describe("all files of a source are replaced together, or none", () => {
  const live = () => join(root, "recordings", "live");
  const whole = (exchanges: readonly Exchange[]) =>
    writeRecordings({
      dir: join(root, "recordings"),
      contract: tinyContract,
      provenance: PROVENANCE,
      exchanges,
      prune: () => true,
    });
  const before = [exchange("one/1", "{}", "{}"), exchange("two/1", "{}", "{}")];

  test("a part replaces its kinds, a whole one drops the others, and what is no recording stays", async () => {
    await write(before);
    await writeFile(join(live(), "README.md"), "mine");
    await write([exchange("two/2", "{}", "{}")]);
    expect((await readdir(live())).sort()).toEqual(["README.md", "one.json", "two.json"]);
    expect((await openWritten()).recorded?.map((one) => one.case)).toEqual(["one/1", "two/2"]);
    await whole([exchange("two/3", "{}", "{}")]);
    expect((await readdir(live())).sort()).toEqual(["README.md", "two.json"]);
    expect(await readdir(join(root, "recordings"))).toEqual(["live"]);
  });

  test("where one cannot be written, all stay as they were, and one line says so", async () => {
    await write(before);
    await mkdir(join(live(), "three.json"));
    const failed = whole([exchange("one/9", "{}", "{}"), exchange("three/1", "{}", "{}")]);
    await expect(failed).rejects.toThrow(/three\.json: cannot be written \(\w+\); no file was changed/);
    await rm(join(live(), "three.json"), { recursive: true });
    expect(await readdir(join(root, "recordings"))).toEqual(["live"]);
    expect((await readdir(live())).sort()).toEqual(["one.json", "two.json"]);
    expect((await openWritten()).recorded?.map((one) => one.case)).toEqual(["one/1", "two/1"]);
  });

  test("what a killed process left half written is told by the reader, and put right by the next writer", async () => {
    await write(before);
    const note = join(root, "recordings", ".writing.json");
    const [path, kept] = [join(live(), "one.json"), join(live(), ".one.json.1-0123abcd.old")];
    await rename(path, kept);
    await write([exchange("one/9", "{}", "{}")]);
    const files = [{ name: "live/one.json", existed: true }];
    await writeFile(note, JSON.stringify({ format: "contract-writing/1", mark: "1-0123abcd", files }));
    await expect(openWritten()).rejects.toThrow(/\.writing\.json: a command was stopped .*contract record/);
    expect((await readdir(live())).sort()).toEqual([".one.json.1-0123abcd.old", "one.json", "two.json"]);
    await write([exchange("two/2", "{}", "{}")]);
    expect((await openWritten()).recorded?.map((one) => one.case)).toEqual(["one/1", "two/2"]);
    expect(await readdir(join(root, "recordings"))).toEqual(["live"]);
    expect((await readdir(live())).sort()).toEqual(["one.json", "two.json"]);
  });

  test("a file stays that would lose a case, and the next line says what would drop it", async () => {
    await write(before);
    const lines: string[] = [];
    const record = (exchanges: readonly Exchange[], more: object = {}) =>
      writeRecordings({
        dir: join(root, "recordings"),
        contract: tinyContract,
        provenance: PROVENANCE,
        exchanges,
        keeps: () => true,
        log: (line) => void lines.push(line),
        ...more,
      });
    const both = [exchange("two/1", "{}", '"again"'), exchange("two/2", "{}", "{}")];
    expect((await record(both)).map((path) => basename(path))).toEqual(["two.json"]);
    expect(lines).toEqual([expect.stringMatching(/^kept .*one\.json as it was: 1 of its 1 cases .*--prune/)]);
    expect(await record([exchange("two/2", "{}", "{}")])).toEqual([]);
    expect(lines[2]).toMatch(/^kept .*two\.json as it was: 1 of its 2 cases were not reached/);
    expect((await openWritten()).recorded?.map((one) => one.case)).toEqual(["one/1", "two/1", "two/2"]);
    await record([exchange("two/2", "{}", "{}")], { keeps: () => false, prune: () => true });
    expect(lines.at(-2)).toMatch(/^dropped 1 of 2 cases of .*two\.json$/);
    expect(lines.at(-1)).toMatch(/^dropped .*one\.json$/);
    expect((await readdir(live())).sort()).toEqual(["two.json"]);
  });

  test("nothing is said to be dropped where it could not be", async () => {
    await write(before);
    const lines: string[] = [];
    await mkdir(join(root, "recordings", ".writing.json.lock"));
    const recorded = writeRecordings({
      dir: join(root, "recordings"),
      contract: tinyContract,
      provenance: PROVENANCE,
      exchanges: [exchange("two/2", "{}", "{}")],
      prune: () => true,
      log: (line) => void lines.push(line),
    });
    await expect(recorded).rejects.toThrow(/\.writing\.json/);
    expect(lines).toEqual([]);
    await rm(join(root, "recordings", ".writing.json.lock"), { recursive: true });
    expect((await readdir(live())).sort()).toEqual(["one.json", "two.json"]);
  });
});

describe("a file that is not a recording is named, with the place", () => {
  const good = async () => {
    const [file] = await write([exchange("one/1", "{}", "{}")]);
    return JSON.parse(await readFile(file!, "utf8"));
  };
  const damages: [string, (recording: Record<string, never>) => unknown, string | RegExp][] = [
    ["another format", (it) => ({ ...it, format: "cassette/9" }), "format: expected contract-recording/1"],
    ["a list", () => [], "the whole file: expected an object"],
    ["no exchanges", (it) => ({ ...it, exchanges: undefined }), "exchanges: expected a list"],
    [
      "another source",
      (it) => ({ ...it, provenance: { source: "x" } }),
      "provenance.source: expected docs, sandbox, observed or live",
    ],
    [
      "no seed",
      (it) => ({ ...it, exchanges: [{ operation: "get-invoice", request: { method: "G" }, answer: {} }] }),
      /exchanges\[0\]\.case: expected a string/,
    ],
    [
      "another expectation",
      (it) => ({
        ...it,
        exchanges: [{ case: "a/b", operation: "x", seed: 1, expect: "win", request: {}, answer: {} }],
      }),
      "exchanges[0].expect: expected accept, reject or observe",
    ],
    [
      "null for an answer",
      (it) => ({ ...it, exchanges: [{ request: {}, answer: null }] }),
      "exchanges[0].answer: expected an object",
    ],
  ];
  test.each(damages)("%s", async (_name, damage, want) => {
    const file = join(root, "recordings", "live", "one.json");
    const recording = await good();
    await writeFile(file, JSON.stringify(damage(recording)));
    await expect(openWritten()).rejects.toThrow(want);
    await expect(openWritten()).rejects.toThrow(/^recordings\/live\/one\.json: [^\n]+; record it again/);
  });

  test.each([
    ["truncated", '{"format": '],
    ["empty", ""],
    ["nested deeper than a stack holds", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ])("%s", async (_name, text) => {
    const file = join(root, "recordings", "a", "b", "cut.json");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await expect(openWritten()).rejects.toThrow(/^recordings\/a\/b\/cut\.json:1: expected JSON/);
  });

  test("links that lead round in circles, which are not followed", async () => {
    const dir = join(root, "recordings");
    await mkdir(dir);
    for (const name of ["a", "b", "c"]) await symlink(".", join(dir, name));
    await expect(openWritten()).rejects.toThrow("holds no recordings");
  });

  test("no folder, or no file in it", async () => {
    await expect(openWritten()).rejects.toThrow(
      'recordings holds no recordings: make some with "contract record"',
    );
    await mkdir(join(root, "recordings"));
    await expect(openWritten()).rejects.toThrow("holds no recordings");
  });
});
