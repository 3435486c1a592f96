import { describe, expect, test } from "vitest";
import { originOf } from "../../../src/http/case-origin.ts";
import type { Exchange } from "../../../src/http/exchange.ts";
import { type Private, withoutPrivate } from "../../../src/recordings/pseudonymize-exchanges.ts";
import { THOROUGH } from "../../fixtures/sampled.ts";
import { tinyContract } from "../../fixtures/tiny-contract.ts";

const NOW = Date.UTC(2026, 4, 1);
const OWN = "Cus9vX2qLmT7kRw4ZbNd";
const GIVEN: Private = {
  contract: tinyContract,
  token: "secret-token-1",
  bindings: { TINY_CUSTOMER_ID: [OWN], TINY_SHOP: ["shp"] },
  tag: "r0123456789",
  now: NOW,
};

const exchange = (id: string, text: string, body?: string, path = "/invoices"): Exchange => ({
  case: {
    id,
    origin: originOf(id),
    operation: body === undefined ? "get-invoice" : "create-invoice",
    expect: "accept",
    seed: 1,
    request: {
      method: body === undefined ? "GET" : "POST",
      path,
      headers: {},
      ...(body === undefined ? {} : { body }),
    },
  },
  answer: { status: 200, headers: { "content-type": "application/json" }, text },
});

/** The answer to one request, as it is kept. */
function kept(text: string, body = '{"a":1}'): string {
  const [one] = withoutPrivate([exchange("one/1", text, body)], GIVEN);
  return one?.answer?.text ?? "";
}

describe("what belongs to the account has one other name, in requests and answers", () => {
  test("and an echo stays an echo", () => {
    const body = `{"customer":"${OWN}","shop":"shp"}`;
    const [one] = withoutPrivate([exchange("one/1", `{"got":${body}}`, body)], GIVEN);
    const sent = one?.case.request.body ?? "";
    expect(sent).not.toMatch(/Cus9|shp/);
    expect(one?.answer?.text).toBe(`{"got":${sent}}`);
    expect(JSON.parse(sent).customer).toMatch(/^Own\d{17}$/);
  });

  test.each([
    ["in small letters", OWN.toLowerCase(), (name: string) => name.toLowerCase()],
    ["in capitals", OWN.toUpperCase(), (name: string) => name.toUpperCase()],
    ["cut off", OWN.slice(0, 12), (name: string) => name.slice(0, 12)],
    ["within a text", `no ${OWN}!`, (name: string) => `no ${name}!`],
    ["in JSON within JSON", JSON.stringify({ id: OWN }), (name: string) => JSON.stringify({ id: name })],
  ])("%s, too", (_, written, want) => {
    const [name, told] = JSON.parse(kept(JSON.stringify([OWN, written]))) as [string, string];
    expect(told).toBe(want(name));
  });

  test("a short value is replaced only where it is all of a text", () => {
    expect(kept('["shp","shps are ships"]')).toMatch(/^\["(?!shp).*","shps are ships"\]$/);
  });

  test("a value in a query has it, and the path around it stays", () => {
    const [one] = withoutPrivate(
      [exchange("one/1", "{}", undefined, `/invoices/?customer=${OWN}&page=1&q=a+b`)],
      GIVEN,
    );
    expect(one?.case.request.path).toMatch(/^\/invoices\/\?customer=Own\d{17}&page=1&q=a\+b$/);
  });

  test("the id of a resource that a case is about has it", () => {
    const made = exchange("one/1", `{"invoice":{"id":"${OWN}"}}`);
    const resource = { step: "list", exists: true, id: OWN } as const;
    const [one] = withoutPrivate([{ ...made, case: { ...made.case, resource, made: [OWN] } }], GIVEN);
    expect(JSON.stringify(one)).not.toContain(OWN);
    expect(one?.case.resource?.id).toMatch(/^Own\d{17}$/);
  });

  test("the run's tag is the same for every run", () => {
    const [one] = withoutPrivate([exchange("one/1", "{}", `{"slug":"x-r0123456789-1"}`)], GIVEN);
    expect(one?.case.request.body).toBe('{"slug":"x-r0000000000-1"}');
  });
});

describe("what the endpoint brings up gets another name of the same form", () => {
  const rows: [string, string, RegExp][] = [
    ["a UUID", "5f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f", /^\d{8}-\d{4}-4\d{3}-8\d{3}-\d{12}$/],
    ["an object id", "5f1c2d3e4a5b6c7d8e9f0a1b", /^a\d{23}$/],
    ["letters and digits", "ve9EPM428h8vShlRW1KT", /^Id\d{18}$/],
    ["letters alone", "qWeRtYuIoPaSdFgHjKlZ", /^Id\d{18}$/],
    ["with a prefix", "usr_01hx3k9z8w0qwerty7", /^usr_id\d{16}$/],
    ["many digits", "1234567890123456789", /^1\d{18}$/],
    ["an e-mail address", "jane@acme-corp.io", /^person-1@example\.com$/],
    [
      "an e-mail address in a URL",
      "https://a.b/?m=jane%40acme-corp.io",
      /^https:\/\/a\.b\/\?m=person-1%40example\.com$/,
    ],
    ["a phone number", "+14158675309", /^\+12015550100$/],
    ["a phone number with spaces", "+1 (415) 867-5309", /^\+1 \(201\) 555-0100$/],
    ["a national number", "(415) 867-5309", /^\(201\) 555-0100$/],
    ["a foreign number", "+442071838750", /^\+12015550100$/],
    ["a point in time of the run", "2026-05-01T10:11:12.345Z", /^200\d-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/],
    ["an id in a sentence", "no ve9EPM428h8vShlRW1KT here", /^no Id\d{18} here$/],
    ["an id in a URL", "https://a.b/c/ve9EPM428h8vShlRW1KT", /^https:\/\/a\.b\/c\/Id\d{18}$/],
  ];
  test.each(rows)("%s", (_, value, want) => {
    const [first, second] = JSON.parse(kept(JSON.stringify([value, value]))) as [string, string];
    expect(first).toMatch(want);
    expect(second).toBe(first);
  });

  test("a long number, a key, and a page that is not JSON", () => {
    expect(kept('{"n":17789012345,"jane@acme-corp.io":1}')).toMatch(
      /^\{"n":1\d{10},"person-1@example.com":1\}$/,
    );
    expect(kept("<a href='mailto:jane@acme-corp.io'>ve9EPM428h8vShlRW1KT</a>")).toMatch(
      /^<a href='mailto:person-1@example.com'>Id\d{18}<\/a>$/,
    );
  });

  test("what was created is known by its id in a later path, whatever that looks like", () => {
    const exchanges = [
      exchange("one/1", '{"invoice":{"id":"no 7"}}', "{}"),
      exchange("one/2", '{"invoice":{"id":"no 7"}}', undefined, "/invoices/no%207"),
    ];
    const [made, read] = withoutPrivate(exchanges, GIVEN);
    expect(read?.answer?.text).toBe(made?.answer?.text);
    expect(read?.case.request.path).toBe(`/invoices/${JSON.parse(read?.answer?.text ?? "").invoice.id}`);
    expect(read?.case.request.path).not.toContain("no");
  });
});

describe("what the suite made up, or nobody owns, stays", () => {
  test.each([
    "ann@example.com",
    "+1 202-555-0101",
    "ve9EPM428h8vShlRW1KT",
    "2026-05-01T10:11:12.345Z",
    "1234567890123456789",
  ])("%s, which was sent", (value) => {
    // biome-ignore format: a table reads better in lines
    const body = JSON.stringify({ value });
    expect(kept(body, body)).toBe(body);
  });

  test.each([
    '{ "a" : 1.0, "b": -0, "c": [1e3, true, null] }', '"googleInvitationEmails is required"', "", "<html>",
    '"2020-01-01T00:00:00.000Z"', '"2026-05-01"', '"roundRobinOptimizeForAvailability"', '"a \\u00e9 \\/ b"', '"10.0.0.1"',
  ])("%s", (text) => expect(kept(text)).toBe(text)); // biome-ignore format: a table reads better in lines
});

describe("names do not depend on chance", () => {
  const run = (salt: string): Exchange[] => {
    const id = (n: number): string =>
      Buffer.from(`${salt}${n}${salt}${n}xyz`).toString("base64").slice(0, 20);
    return Array.from({ length: 12 }, (_, n) =>
      exchange(`one/${n}`, `{"invoice":{"id":"${id(n)}"}}`, `{"n":${n}}`),
    );
  };

  test("another run gives the same, in any order of its exchanges", () => {
    expect(withoutPrivate(run("b").reverse(), GIVEN)).toEqual(withoutPrivate(run("a"), GIVEN));
  });

  test("one exchange more changes no other", () => {
    const all = withoutPrivate(run("a"), GIVEN);
    const fewer = withoutPrivate(run("b").slice(1), GIVEN);
    expect(all.slice(1)).toEqual(fewer);
  });

  test("different values have different names", () => {
    const names = withoutPrivate(run("a"), GIVEN).map((one) => one.answer?.text);
    expect(new Set(names).size).toBe(12);
  });
});

test("a long answer takes no long time", THOROUGH, () => {
  const mebibyte = 1024 * 1024;
  for (const unit of ["x", "1", "a.", "+1 ", "ab@", '\\"', "2026-05-01T"])
    expect(kept(JSON.stringify(unit.repeat(mebibyte / unit.length)))).not.toBe("");
});
