import { describe, expect, test } from "vitest";
import { accountOf } from "../../src/account/environment.ts";
import type { Target, WireRequest } from "../../src/http/exchange.ts";
import { contract as generated } from "../fixtures/project.ts";
import { THOROUGH } from "../fixtures/sampled.ts";
import { contract } from "./command.ts";
import { endpoint, type Watched } from "./servers.ts";

interface Counts {
  readonly tag: string;
  readonly requests: { readonly sent: number; readonly cleanup: number };
  readonly leftBehind: readonly string[];
}

async function run(server: Watched, ...args: string[]): Promise<{ sent: WireRequest[]; report: Counts }> {
  const before = server.requests.length;
  const { status, stdout } = await contract(["run", "--target", server.url, "--json", ...args]);
  expect(status).toBe(0);
  return { sent: server.requests.slice(before), report: JSON.parse(stdout) as Counts };
}

/**
 * What the plan has decided: the run's tag and ids that the endpoint gives are none of it, nor is the order of what goes
 * at once.
 */
const planned = (sent: readonly WireRequest[], tag: string): string[] =>
  sent
    .filter(({ method }) => method === "POST")
    .map((request) => JSON.stringify(request).replaceAll(tag, "TAG"))
    .sort();

test(
  "the same seed sends the same bytes but for the run's tag, and another seed other ones",
  THOROUGH,
  async () => {
    const server = await endpoint();
    const sent = async (seed: string) => {
      const { sent, report } = await run(server, "--requests", "20", "--seed", seed);
      return { tag: report.tag, bytes: planned(sent, report.tag) };
    };
    const [first, again, other] = [await sent("7"), await sent("7"), await sent("8")];
    expect(again.bytes).toEqual(first.bytes);
    expect(again.tag).not.toBe(first.tag);
    expect(other.bytes).not.toEqual(first.bytes);
  },
);

describe("what must be unique carries the run's tag", () => {
  const account = (target: Partial<Target>, seed: number) =>
    accountOf(generated, target as Target, seed, {}).tag;

  test.each<[string, Partial<Target>]>([
    ["the embedded endpoint", { loopback: true, stores: true, shrinksFree: true }],
    ["recordings", { loopback: true, stores: false }],
  ])("which comes from the seed where nobody else can be: %s", (_, target) => {
    expect(account(target, 7)).toBe(account(target, 7));
    expect(account(target, 7)).not.toBe(account(target, 8));
  });

  test.each<[string, Partial<Target>]>([
    ["another endpoint on this machine", { loopback: true, stores: true }],
    ["another machine", { loopback: false, stores: true }],
  ])("which is new for each run elsewhere: %s", (_, target) => {
    expect(account(target, 7)).not.toBe(account(target, 7));
  });

  test("which stands in the values", THOROUGH, async () => {
    const server = await endpoint();
    const { report } = await run(server, "--only", "fuzz", "--requests", "60", "--seed", "35");
    const slugs = server.requests.flatMap(({ body }) => {
      const { slug } = body === undefined ? {} : (JSON.parse(body) as { slug?: unknown });
      // A wrong type in its place can carry no tag.
      return typeof slug === "string" ? slug : [];
    });
    expect(slugs.length).toBeGreaterThan(5);
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const slug of slugs) expect(slug).toMatch(new RegExp(`^${report.tag}-[0-9a-z]+(-|$)`));
  });
});

test.each([
  ["1", []],
  ["25", []],
  ["40", ["--only", "fuzz"]],
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
