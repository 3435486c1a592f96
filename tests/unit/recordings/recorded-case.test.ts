import { describe, expect, it } from "vitest";
import { KINDS } from "../../../src/cases/index.ts";
import type { Contract } from "../../../src/contract/contract.ts";
import type { Json } from "../../../src/core/json.ts";
import { withoutPauses } from "../../../src/core/slices.ts";
import { planCases } from "../../../src/engine/plan.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import type { Case, RecordedExchange } from "../../../src/http/exchange.ts";
import { recordedCase } from "../../../src/recordings/recorded-case.ts";
import { contract } from "../../fixtures/project.ts";

const operation = contract.operations["create-calendar"]!;
const underTest = new OperationUnderTest(contract, operation, 42);

/** A case as it stands in a recording. */
function recorded({ body: _, origin: _origin, id, source: _source, ...one }: Case): RecordedExchange {
  return {
    ...one,
    case: id,
    file: "live/x.json",
    answer: { status: 200, headers: {}, text: "{}" },
    provenance: { source: "live", contract: contract.hash, date: "2026-01-01" },
  };
}

const envelope = { account: { tag: "s1", bindings: {} }, token: "$HIGHLEVEL_TOKEN", userAgent: "test/1" };
const planned = withoutPauses(planCases(KINDS, { underTest }, envelope, 400));
const cases: readonly Case[] = [...planned].flatMap((one) => ("case" in one ? [one.case] : []));

const named = (id: string): Case =>
  cases.find((one) => one.id.startsWith(id)) ?? expect.fail(`no case ${id}`);

const change = (one: Case, body: Json): RecordedExchange =>
  recorded({ ...one, request: { ...one.request, body: JSON.stringify(body) } });

const reasonOf = (one: RecordedExchange, given: Contract = contract): string | undefined => {
  const result = recordedCase(
    one,
    new OperationUnderTest(given, given.operations["create-calendar"] ?? operation, 42),
  );
  return "orphan" in result ? result.orphan.reason : undefined;
};

const withOperation = (changes: object): Contract => ({
  ...contract,
  hash: "another",
  operations: { ...contract.operations, "create-calendar": { ...operation, ...changes } },
});

describe("a recorded case", () => {
  it("is the case that was sent, for every case of the default plan", () => {
    expect(cases.length).toBeGreaterThan(300);
    expect(new Set(cases.map(({ origin }) => origin.kind)).size).toBeGreaterThan(5);
    for (const one of cases) {
      const made = one.request.body === undefined || one.body !== undefined ? {} : { raw: true };
      const sent =
        one.request.body === undefined && one.body !== undefined ? { ...one, body: undefined } : one;
      expect(recordedCase({ ...recorded(one), ...made }, underTest), one.id).toEqual({
        case: { ...sent, source: "live" },
      });
    }
  });

  it("is judged by what the contract says of its body, where it was recorded without its meaning", () => {
    const bare = ({ expect: _, fault: _fault, ...one }: RecordedExchange) => one;
    const expectation = (one: RecordedExchange) => {
      const result = recordedCase(bare(one), underTest);
      return "case" in result ? result.case.expect : undefined;
    };
    expect(expectation(recorded(named("covering/0")))).toBe("accept");
    expect(expectation(recorded(named("invalid/name/")))).toBe("reject");
    expect(expectation(recorded(named("door/no-token")))).toBe("observe");
  });
});

describe("a recording is an orphan", () => {
  const valid = () => named("covering/0");
  const bodyOf = (one: Case) => JSON.parse(one.request.body ?? "") as { [name: string]: Json };

  it.each<[string, () => RecordedExchange, RegExp]>([
    ["if its operation is gone", () => ({ ...recorded(valid()), operation: "x" }), /no operation x any more/],
    ["if its body is invalid now", () => change(valid(), { ...bodyOf(valid()), name: 7 }), /was valid and is not any more: name/],
    ["if its body breaks a rule now", () => ({ ...recorded(named("rule/")), expect: "accept" }), /breaks rule \S+ now/],
    ["if its fault is none any more", () => change(named("invalid/name/"), { locationId: "l", name: "n" }), /had to be refused for \S+ at name, and is valid now/],
    ["if its fault is in another place", () => change(named("invalid/name/"), { locationId: "l", name: "n", slotDuration: "x" }), /wrong in another place now/],
    ["if its rule is kept now", () => change(named("rule/"), { locationId: "l", name: "n" }), /broke rule \S+, and does not any more/],
    ["if its broken request is whole now", () => ({ ...recorded(named("invalid/request/")), request: valid().request }), /is valid now/],
    ["if its path was another", () => ({ ...recorded(valid()), request: { ...valid().request, path: "/v1/calendars" } }), /create-calendar is POST \/calendars now, and was asked as POST \/v1\/calendars/],
    ["if its header has another value now", () => ({ ...recorded(valid()), request: { ...valid().request, headers: { ...valid().request.headers, version: "1" } } }), /header Version must be 2021-04-15 now, and was 1/],
    ["if a header that was wrong is right", () => ({ ...recorded(named("door/no-version")), request: valid().request }), /headers are right now/],
    ["if its content type is another now", () => ({ ...recorded(valid()), request: { ...valid().request, headers: { ...valid().request.headers, "content-type": "text/csv" } } }), /content type text\/csv is application\/json now/],
  ])("%s", (_, make, want) => expect(reasonOf(make())).toMatch(want)); // biome-ignore format: a table reads better in lines

  it.each<[string, () => Case, object, RegExp]>([
    ["the path changes", valid, { path: "/v2/calendars" }, /is POST \/v2\/calendars now/],
    ["the path changes, beside which it was asked", () => named("door/trailing-slash"), { path: "/v2/calendars" }, /is POST \/v2\/calendars now/],
    ["the path changes, for another method", () => named("door/wrong-method"), { path: "/v2/calendars" }, /path of create-calendar is \/v2\/calendars now/],
    ["the wrong method becomes a right one", () => named("door/wrong-method"), { method: named("door/wrong-method").request.method }, /is an operation of the contract now/],
    ["no token is needed", () => named("door/no-token"), { security: undefined }, /needs no token any more/],
    ["the rule goes", () => named("rule/"), { rules: [] }, /has no rule \S+ any more/],
  ])("once %s", (_, one, changes, want) => expect(reasonOf(recorded(one()), withOperation(changes))).toMatch(want)); // biome-ignore format: a table reads better in lines

  it("not because the contract changed elsewhere, and then the fault is told by today's document", () => {
    const one = named("invalid/name/");
    const result = recordedCase(
      {
        ...recorded(one),
        fault: { ...one.fault!, docs: "#/gone" },
        provenance: { ...recorded(one).provenance, contract: "old" },
      },
      underTest,
    );
    expect(result).toMatchObject({
      case: { fault: { at: "/name", docs: expect.stringMatching(/properties\/name$/) } },
    });
  });
});
