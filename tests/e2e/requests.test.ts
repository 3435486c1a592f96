import { describe, expect, test } from "vitest";
import { contract as generated } from "../../generated/index.ts";
import { accountOf } from "../../src/account/environment.ts";
import type { Target, WireRequest } from "../../src/http/exchange.ts";
import { contract } from "./command.ts";
import { endpoint, type Watched } from "./servers.ts";

interface Counts {
  readonly requests: { readonly sent: number; readonly cleanup: number };
  readonly leftBehind: readonly string[];
}

async function run(server: Watched, ...args: string[]): Promise<{ sent: WireRequest[]; report: Counts }> {
  const before = server.requests.length;
  const { status, stdout } = await contract(["run", "--target", server.url, "--json", ...args]);
  expect(status).toBe(0);
  return { sent: server.requests.slice(before), report: JSON.parse(stdout) as Counts };
}

/** What the plan has decided: ids that the endpoint gives are none of it, nor is the order of what goes at once. */
const planned = (sent: readonly WireRequest[]): string[] =>
  sent
    .filter(({ method }) => method === "POST")
    .map((request) => JSON.stringify(request))
    .sort();

test("the same seed sends the same bytes, and another seed other ones", async () => {
  const server = await endpoint();
  const args = ["--requests", "120", "--seed"];
  const first = planned((await run(server, ...args, "7")).sent);
  expect(planned((await run(server, ...args, "7")).sent)).toEqual(first);
  const other = planned((await run(server, ...args, "8")).sent);
  expect(other).not.toEqual(first);
});

test("no random body of one seed is one of another", async () => {
  const server = await endpoint();
  const bodies = async (seed: string): Promise<Set<string | undefined>> => {
    const { sent } = await run(server, "--only", "fuzz", "--requests", "40", "--seed", seed);
    return new Set(sent.flatMap(({ body }) => body ?? []));
  };
  const first = await bodies("7");
  expect(first.size).toBeGreaterThan(30);
  expect([...(await bodies("8"))].filter((body) => first.has(body))).toEqual([]);
});

describe("what must be unique carries the run's tag", () => {
  const account = (loopback: boolean, seed: number) =>
    accountOf(generated, { loopback } as Target, seed, {}).tag;

  test("which comes from the seed on this machine", () => {
    expect(account(true, 7)).toBe(account(true, 7));
    expect(account(true, 7)).not.toBe(account(true, 8));
  });

  test("which is new for each run elsewhere", () => {
    expect(account(false, 7)).not.toBe(account(false, 7));
  });

  test("which stands in the values", async () => {
    const server = await endpoint();
    await run(server, "--only", "fuzz", "--requests", "60", "--seed", "35");
    const slugs = server.requests.flatMap(({ body }) => {
      const { slug } = body === undefined ? {} : (JSON.parse(body) as { slug?: string });
      return slug ?? [];
    });
    expect(slugs.length).toBeGreaterThan(5);
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const slug of slugs) expect(slug).toMatch(new RegExp(`^${account(true, 35)}-[0-9a-z]+(-|$)`));
  });
});

test.each([
  ["1", []],
  ["25", []],
  ["150", ["--only", "fuzz"]],
])("--requests %s is a hard ceiling, clean-up excepted, and nothing stays behind %j", async (most, more) => {
  const server = await endpoint();
  const { sent, report } = await run(server, "--requests", most, ...more);
  expect(report.requests.sent).toBeLessThanOrEqual(Number(most));
  expect(sent.length).toBe(report.requests.sent + report.requests.cleanup);
  expect(server.stored()).toBe(0);
  expect(report.leftBehind).toEqual([]);
});

test("the plan alone sends nothing", async () => {
  const server = await endpoint();
  const { status, stdout } = await contract(["run", "--target", server.url, "--dry-run", "--requests", "9"]);
  expect(status).toBe(0);
  expect(stdout).toContain("example/");
  expect(server.requests).toEqual([]);
});
