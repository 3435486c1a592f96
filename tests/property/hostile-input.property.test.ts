import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newMemory } from "../../src/checks/check.ts";
import { CHECKS } from "../../src/checks/index.ts";
import { operationOf } from "../../src/contract/documented-operation.ts";
import { idOf, ResourcePath } from "../../src/contract/resource-path.ts";
import { SuiteError } from "../../src/core/errors.ts";
import type { Json } from "../../src/core/json.ts";
import { json, line } from "../../src/core/output/sinks.ts";
import { CaptureError } from "../../src/docs/capture-error.ts";
import { readSource } from "../../src/docs/source/read-source.ts";
import { judge } from "../../src/engine/judge.ts";
import { Novelty } from "../../src/engine/novelty.ts";
import { curlLine } from "../../src/findings/curl.ts";
import { type Finding, Findings } from "../../src/findings/finding.ts";
import { OperationUnderTest } from "../../src/generation/operation-under-test.ts";
import { type Answer, type Case, excessOf, jsonOf, type RecordedExchange } from "../../src/http/exchange.ts";
import { takeAnswer } from "../../src/http/take-answer.ts";
import { Ledger, noteOf } from "../../src/journal/ledger.ts";
import { withoutPrivate } from "../../src/recordings/pseudonymize-exchanges.ts";
import { exchangesOf } from "../../src/recordings/read-recordings.ts";
import { recordedCase } from "../../src/recordings/recorded-case.ts";
import { redactor } from "../../src/redact/secret.ts";
import { wrappedCurl } from "../../src/report/wrapped-curl.ts";
import { loadContract } from "../fixtures/contracts/load.ts";
import { exampleInvoice, tinyContract } from "../fixtures/tiny-contract.ts";
import { caseOf, faulty } from "../unit/checks/exchanges.ts";
import { CONTROLS, CONTROLS_BUT_LAYOUT, hostileJson, hostileText, planted, RUNS } from "./hostile-input.ts";

/** A law takes seconds in `npm test`, and minutes in `npm run fuzz`. */
const TIME = 60_000 + RUNS * 50;

const headers = fc.dictionary(
  fc.constantFrom("content-type", "location", "x-a", "retry-after"),
  hostileText,
  { maxKeys: 3 },
);
const status = fc.constantFrom(200, 201, 204, 302, 400, 401, 404, 409, 422, 429, 500, 503); // biome-ignore format: short
const sent = fc.constantFrom(caseOf(), faulty(), caseOf({ expect: "observe" }), caseOf({ operation: "get-invoice", request: { method: "GET", path: "/invoices/1", headers: {} }, resource: { step: "read", exists: true, created: { id: "1" } } })); // biome-ignore format: short

const conforming = { invoice: { id: "1", ...(exampleInvoice as object) } } as Json;
const text = fc.oneof(
  { weight: 1, arbitrary: hostileText },
  { weight: 2, arbitrary: hostileJson.map((value) => JSON.stringify(value)) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(hostileJson, fc.nat({ max: 40 }))
      .map(([part, at]) => JSON.stringify(planted(conforming, part, at))),
  },
);

/** Some answers of one run, judged as a run does; more of one kind of finding than a run keeps are one. */
function foundIn(exchanges: readonly (readonly [Case, Answer])[], contract = tinyContract): Findings {
  const findings = new Findings();
  const memory = newMemory();
  const novelty = new Novelty();
  for (const [tried, answer] of exchanges) {
    novelty.isNew(answer);
    for (const { check, violations = [] } of judge(contract, CHECKS, tried, answer, memory)) {
      if (violations.length > 501) throw new Error(`${violations.length} violations of ${check}`);
      for (const violation of violations) findings.add(check, violation, tried, answer);
    }
  }
  return findings;
}

/** A recording with one exchange, whose bodies are texts. */
const recordingOf = (operation: string, body: string, answer: string): Json => ({
  format: "contract-recording/1",
  provenance: { source: "live", contract: "x", date: "2024-05-01" },
  exchanges: [
    { case: "example/docs", operation, seed: 1, expect: "observe",
      request: { method: "POST", path: "/orders", headers: { "content-type": "application/json" }, body: { text: body } },
      answer: { status: 200, headers: { "content-type": "application/json" }, body: { text: answer } } },
  ],
}); // biome-ignore format: a recording

/** The faults of a finding as it is kept and written: too long, or with controls. */
function wrongIn(finding: Finding): string[] {
  const { violation, answer, fingerprint } = finding;
  const lengths = [JSON.stringify(violation).length, answer.text.length];
  const shown = [json(JSON.parse(JSON.stringify(finding))), line(fingerprint), line(violation.title)];
  return [
    ...lengths.filter((length) => length >= 100_000).map((length) => `${fingerprint}: ${length} characters`),
    ...shown.filter((text) => CONTROLS.test(text)),
  ];
}

describe("input of others", () => {
  it("that answers is judged, and its findings are written, whatever it is", { timeout: TIME }, () => {
    const exchange = fc.tuple(sent, status, headers, text);
    fc.assert(
      fc.property(fc.array(exchange, { minLength: 1, maxLength: 3 }), (all) => {
        const taken = all.map(([tried, code, given, body]) =>
            [tried, takeAnswer({ status: code, headers: given, text: body })] as const); // biome-ignore format: short
        const findings = foundIn(taken).all();
        expect(findings.length).toBeLessThan(2100);
        expect(findings.slice(0, 10).flatMap(wrongIn)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("that is JSON is judged the same, and as a part of itself, where it is within the limits", {
    timeout: TIME,
  }, () => {
    fc.assert(
      fc.property(hostileJson, (value) => {
        const answer = takeAnswer({ status: 200, headers: {}, text: JSON.stringify(value) });
        if (excessOf(answer).length === 0) expect(jsonOf(answer)).toEqual(JSON.parse(answer.text));
        else expect((JSON.stringify(jsonOf(answer)) ?? "").length).toBeLessThan(answer.text.length + 5000);
      }),
      { numRuns: RUNS },
    );
  });

  it("that is written into commands holds no controls, and no secret", { timeout: TIME }, () => {
    const redact = redactor("secret-token");
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (path, body, method) => {
        const curl = curlLine("http://127.0.0.1", {
          method,
          path: `/${path}`,
          headers: { "x-a": body },
          body,
        });
        expect(curl).not.toMatch(CONTROLS_BUT_LAYOUT);
        wrappedCurl(curl, 78, 5);
        expect(redact(body)).not.toContain("secret-token");
      }),
      { numRuns: RUNS },
    );
  });

  it("that is a recording is read, and judged and recorded again, or refused with its file", {
    timeout: TIME,
  }, async () => {
    const bakery = await loadContract("bakery");
    const order = operationOf(bakery, "create-order");
    const underTest = new OperationUnderTest(bakery, order, 1);
    const read = (text: string): RecordedExchange[] => {
      try {
        return exchangesOf("a.json", text);
      } catch (error) {
        if (error instanceof SuiteError && error.message.startsWith("a.json:")) return [];
        throw error;
      }
    };
    fc.assert(
        fc.property(text, text, hostileJson, fc.nat({ max: 60 }), fc.boolean(), (body, answer, part, at, isPlanted) => {
          const whole = recordingOf(order.id, body, answer);
          const exchanges = read(JSON.stringify(isPlanted ? planted(whole, part, at) : whole)).flatMap((one) => {
            const replayed = recordedCase(one, underTest);
            return "case" in replayed ? [{ case: replayed.case, answer: one.answer }] : [];
          });
          const judgeable = exchanges.filter((one) => bakery.operations[one.case.operation] !== undefined);
          foundIn(judgeable.map((one) => [one.case, one.answer] as const), bakery);
          withoutPrivate(exchanges, { contract: bakery, token: "secret-token", bindings: {}, tag: "t1", now: 0 });
        }),
        { numRuns: RUNS },
      ); // biome-ignore format: one call
  });

  it("that is an id goes into the path of one thing, and comes back out of it as it was, or into none", {
    timeout: TIME,
  }, () => {
    const path = new ResourcePath("/things/{id}", "id");
    fc.assert(
        fc.property(fc.oneof(hostileJson, hostileText, fc.maxSafeInteger(), fc.webPath()), (value) => {
          const id = idOf(value);
          const written = id === undefined ? undefined : path.of(id);
          if (written === undefined) return true;
          const { pathname, search, hash } = new URL(`http://host${written}`);
          return path.idIn(written) === id && `${pathname}${search}${hash}` === written && written.split("/").length === 3;
        }),
        { numRuns: RUNS },
      ); // biome-ignore format: one call
  });

  it("that is a line of a journal is a note, or none", { timeout: TIME }, () => {
    const note = {
      create: 1,
      at: 1,
      tag: "ct0x52xrc-1",
      query: { a: "b" },
      made: 1,
      id: "1",
      none: 1,
      gone: "1",
      foreign: "1",
    } as Json;
    fc.assert(
        fc.property(fc.oneof(hostileJson, fc.tuple(hostileJson, fc.nat({ max: 12 })).map(([part, at]) => planted(note, part, at))), (value) => {
          const read = noteOf(value);
          const ledger = new Ledger();
          if (read !== undefined) ledger.apply(read);
          return [...ledger.ids, ...ledger.foreign].every((id) => typeof id === "string");
        }),
        { numRuns: RUNS },
      ); // biome-ignore format: one call
  });

  it("that is a page of docs is read, or refused", { timeout: TIME }, async () => {
    const paths = {
      "/a": {
        post: {
          operationId: "a",
          summary: "A",
          requestBody: {
            content: {
              "application/json": { schema: { type: "object", properties: { a: { type: "string" } } } },
            },
          },
          responses: { "200": { description: "ok" } },
        },
      },
    };
    const document = { openapi: "3.1.0", info: { title: "t", version: "1" }, servers: [{ url: "https://a.example" }], paths } as Json; // biome-ignore format: a document
    const source = fc.oneof(
        { weight: 3, arbitrary: fc.tuple(hostileJson, fc.nat({ max: 60 })).map(([part, at]) => JSON.stringify(planted(document, part, at))) },
        { weight: 1, arbitrary: hostileText },
        { weight: 1, arbitrary: hostileText.map((one) => `# ${one}\n\nPOST /a\n\n${one}`) },
      ); // biome-ignore format: a table
    await fc.assert(
        fc.asyncProperty(source, async (given) => {
          const error = await readSource({ name: "docs", text: given, path: "docs" }).then(() => undefined, (reason: unknown) => reason);
          if (error !== undefined && !(error instanceof CaptureError || error instanceof SuiteError)) throw error;
        }),
        { numRuns: RUNS },
      ); // biome-ignore format: one call
  });
});
