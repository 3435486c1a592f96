import { describe, expect, it } from "vitest";
import { boundary } from "../../../src/cases/boundary.ts";
import { covering } from "../../../src/cases/covering.ts";
import { door } from "../../../src/cases/door.ts";
import { fuzz } from "../../../src/cases/fuzz.ts";
import type { Draft, Kind } from "../../../src/cases/kind.ts";
import type { Json } from "../../../src/core/json.ts";
import { withoutPauses } from "../../../src/core/slices.ts";
import { Coverage } from "../../../src/coverage/coverage.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { asJson } from "../../../src/generation/requests.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { CITY, documentWith, EDITION, KIND, LIMIT } from "../../fixtures/parameters-document.ts";
import { requestOf } from "../../property/contexts.ts";

async function underTestOf(...given: Parameters<typeof documentWith>): Promise<OperationUnderTest> {
  const contract = await contractOf(documentWith(...given));
  return new OperationUnderTest(contract, contract.operations.trips!, 1);
}

const draftsOf = (kind: Kind, underTest: OperationUnderTest, most = 200): Draft[] => {
  const drafts: Draft[] = [];
  for (const draft of withoutPauses(kind.drafts({ underTest }))) {
    if (drafts.length === most) break;
    if (!("run" in draft)) drafts.push(draft);
  }
  return drafts;
};

const body = { type: "object", required: ["name"], properties: { name: { type: "string", minLength: 1 } } };
const bare = await underTestOf("get", [KIND, LIMIT]);
const headed = await underTestOf("get", [EDITION, KIND]);
const placed = await underTestOf("get", [CITY, LIMIT], "/cities/{city}/trips");
const posted = await underTestOf("post", [KIND, LIMIT, CITY], "/cities/{city}/trips", body);
const all = { bare, headed, placed, posted };

describe("covering cases hold each value of", () => {
  const valuesOf = (underTest: OperationUnderTest, member: "path" | "query" | "header", name: string) =>
    new Set(draftsOf(covering, underTest).map((draft) => draft[member]?.[name]));

  it.each<[string, OperationUnderTest, "path" | "query" | "header", string, (Json | undefined)[]]>([
    ["a query parameter with an enum", bare, "query", "kind", [undefined, "walk", "ride"]],
    ["a query parameter with bounds", bare, "query", "limit", [1, 50]],
    ["a header with an enum", headed, "header", "Edition", ["2020", "2021"]],
    ["a query parameter beside a body", posted, "query", "kind", [undefined, "walk", "ride"]],
  ])("%s", (_, underTest, member, name, wanted) => {
    const found = valuesOf(underTest, member, name);
    expect(wanted.filter((value) => !found.has(value))).toEqual([]);
  });

  it("every pair of a header and a query parameter", () => {
    const pairs = new Set(
      draftsOf(covering, headed).map(({ header, query }) => `${header?.Edition} ${query?.kind}`),
    );
    expect(pairs.size).toBe(6);
  });
});

describe("boundary cases send each bound of", () => {
  const sent = (underTest: OperationUnderTest, member: "path" | "query", name: string) =>
    new Set(draftsOf(boundary, underTest).map((draft) => draft[member]?.[name]));

  it("a query parameter, with or without a body", () => {
    for (const underTest of [bare, posted])
      for (const value of [1, 2, 49, 50]) expect(sent(underTest, "query", "limit")).toContain(value);
  });

  it("a path parameter, and no text that a path does not carry", () => {
    const texts = [...sent(placed, "path", "city")] as string[];
    expect(texts).toEqual(expect.arrayContaining(["xx", "xxx", "xxxx", "xxxxx"]));
    for (const text of texts) expect(text).toMatch(/^[^/?#%\\]{2,5}$/);
  });
});

it.each<[string, OperationUnderTest, string[]]>([
  ["a query parameter", bare, ["no-limit", "minimum-below-limit", "type-string-limit", "unknown-kind"]],
  ["a header", headed, ["no-edition", "unknown-edition"]],
  ["a path parameter", placed, ["minLength-too-short-city", "maxLength-too-long-city"]],
])("a request breaks each constraint of %s once, all else valid", (_, underTest, wanted) => {
  const drafts = draftsOf(door, underTest).filter(({ fault }) => fault?.kind !== "method" && fault);
  expect(drafts.map(({ name }) => name)).toEqual(expect.arrayContaining(wanted));
  for (const draft of drafts) {
    const errors = underTest.requests.validate(requestOf({ underTest }, draft));
    expect(errors, draft.name).toHaveLength(1);
  }
});

describe.each(Object.entries(all))("fuzzed requests of %s", (_, underTest) => {
  const drafts = draftsOf(fuzz, underTest, 300);

  it("are valid where they must be accepted, and wrong where they must be refused", () => {
    const kinds = new Set(drafts.map((draft) => draft.expect));
    expect([...kinds]).toEqual(expect.arrayContaining(["accept", "reject"]));
    for (const draft of drafts) {
      const isValid = underTest.requests.validate(requestOf({ underTest }, draft)).length === 0;
      if (draft.expect !== "observe") expect(isValid, draft.name).toBe(draft.expect === "accept");
    }
  });

  it("blame a parameter for its own fault alone", () => {
    const blamed = drafts.flatMap(({ fault }) => (fault ? [fault.kind] : []));
    expect(blamed.length).toBeGreaterThan(10);
    if (underTest !== posted) expect(blamed).not.toContain("schema");
  });
});

describe("the coverage of requests", () => {
  it.each(Object.entries(all))("of %s is whole after the plan", (_, underTest) => {
    const coverage = new Coverage(underTest);
    for (const kind of [door, covering, boundary])
      for (const draft of draftsOf(kind, underTest))
        coverage.add(requestOf({ underTest }, draft), draft.expect === "accept");
    const { values, pairs, boundaries, missing } = coverage.report();
    expect(values.total).toBeGreaterThan(2);
    expect(missing.filter((gap) => !/outside|body/.test(gap))).toEqual([]);
    expect([values.covered, pairs.covered]).toEqual([values.total, pairs.total]);
    expect(boundaries.total > 0).toBe(underTest !== headed);
  });

  it("names what is missing by the parameter", () => {
    expect(new Coverage(bare).report().missing).toEqual(
      expect.arrayContaining([
        'value query kind: "walk" was not sent in a valid request and answered',
        "boundary query limit: maximum 50 at was not sent and answered",
      ]),
    );
  });
});

it("parameters that leave no choice change nothing of a body", async () => {
  const fixed = { ...EDITION, schema: { const: "2020" } };
  const [with_, without] = [
    await underTestOf("post", [fixed], "/trips", body),
    await underTestOf("post", [], "/trips", body),
  ];
  for (const kind of [covering, boundary, fuzz]) {
    const [some, others] = [with_, without].map((underTest) => draftsOf(kind, underTest!, 60));
    expect(some!.map((draft) => draft.body)).toEqual(others!.map((draft) => draft.body));
  }
});

it("a request that no endpoint reads as it was sent counts as invalid", () => {
  const { requests } = placed;
  const request = (city: string) => asJson({ path: { city }, query: { limit: 5 }, header: {} });
  const taken = ["Oslo", "..", "a/b", "a?b", "a\u0000"].filter((city) => requests.accepts(request(city)));
  expect(taken).toEqual(["Oslo"]);
});
