/** Five faults, each planted in endpoints of different kinds, of which nothing is known but their docs. */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { accountOf, operationOfRun } from "../../../src/account/environment.ts";
import type { Contract } from "../../../src/contract/contract.ts";
import { isObject, type Json, valueAt, withValueAt } from "../../../src/core/json.ts";
import { documentText } from "../../../src/docs/document-text.ts";
import { loadSource } from "../../../src/docs/source/load-source.ts";
import { prepare } from "../../../src/engine/prepare.ts";
import { run } from "../../../src/engine/run.ts";
import type { Answer, Target, WireRequest } from "../../../src/http/exchange.ts";
import { createEndpoint } from "../../../src/sandbox/endpoint.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { instantClock } from "../../fixtures/instant-clock.ts";
import { sampled } from "../../fixtures/sampled.ts";

const LIBRARY = fileURLToPath(new URL("../../fixtures/shapes/library.yaml", import.meta.url));
const TOKEN = "token-of-the-planted-run";

const FAULTS = ["type", "required", "dropped", "changed", "enforced"] as const;

/** For each operation the places of the faults in its answer, and the name of what a request must have. */
const PLACES: readonly [string, { readonly [fault in (typeof FAULTS)[number]]?: string }][] = [
  ["GET /opening-hours", { type: "/opens", required: "/closes" }],
  ["PUT /opening-hours", { type: "/opens", required: "/closes", dropped: "/days", changed: "/closes", enforced: "opens" }],
  ["GET /shelves/{shelf}/books", { type: "/pages", required: "/books", enforced: "sort" }],
  ["POST /shelves/{shelf}/books", { type: "/book/year", required: "/book/isbn", dropped: "/book/authors", changed: "/book/title", enforced: "title" }],
  ["GET /books/{isbn}", { type: "/title", required: "/isbn" }],
  ["PUT /books/{isbn}", { type: "/title", required: "/isbn", dropped: "/authors", changed: "/year", enforced: "year" }],
  ["PATCH /books/{isbn}", { type: "/year", required: "/isbn", dropped: "/year", changed: "/title", enforced: "title" }],
  ["POST /covers", { type: "/url", required: "/url", dropped: "/size", changed: "/isbn", enforced: "isbn" }],
  ["POST /loans", { type: "/id", required: "/id", dropped: "/days", changed: "/reader", enforced: "reader" }],
  ["PUT /covers/{isbn}", { type: "/url", required: "/url", dropped: "/pages", changed: "/title", enforced: "title" }],
  ["PATCH /loans/{loan}", { type: "/id", required: "/id", dropped: "/days", changed: "/reader", enforced: "reader" }],
  ["GET /search", { type: "/0/title", required: "/0/year", enforced: "q" }],
]; // biome-ignore format: a table reads better in lines

/** The answer with the fault in it. */
function planted(fault: string, place: string, body: Json): Json {
  const value = valueAt(body, place);
  if (value === undefined) return body;
  if (fault === "type") return withValueAt(body, place, typeof value === "string" ? 7 : "seven");
  if (fault === "changed")
    return withValueAt(body, place, typeof value === "number" ? value + 1 : `${String(value)}x`);
  return withValueAt(body, place, undefined);
}

function targetWith(contract: Contract, fault: string, place: string): Target {
  const endpoint = createEndpoint({ contract, token: TOKEN });
  let accepted: Answer | undefined;
  const send = async (request: WireRequest): Promise<Answer> => {
    const { method, path, headers, body = "" } = request;
    const { answer } = endpoint.answer({ method, target: path, headers, bytes: Buffer.from(body) });
    const isAccepted = answer.status < 300;
    if (isAccepted) accepted = answer;
    const isLacking = !`${path.split("?")[1] ?? ""}&${body}`.includes(place);
    if (fault === "enforced") return !isAccepted && isLacking && accepted ? accepted : answer;
    if (!isAccepted || answer.text === "") return answer;
    return { ...answer, text: JSON.stringify(planted(fault, place, JSON.parse(answer.text) as Json)) };
  };
  return { name: "planted", url: "http://127.0.0.1:1", loopback: true, stores: false, token: TOKEN, send, close: async () => {} }; // biome-ignore format: one line
}

/** The titles of the violations that a run finds, all of them or those of the first exchange that shows any. */
async function violations(contract: Contract, target: Target, most: "all" | "first"): Promise<string[]> {
  const prepared = prepare({ contract, target, operation: operationOfRun(contract, undefined, {}), seed: 42, requests: 100, account: accountOf(contract, target, 42, {}), userAgent: "planted/1", clock: instantClock() }); // biome-ignore format: one line
  const found: string[] = [];
  for await (const event of run(prepared, { shrinks: false })) {
    if (event.type === "judged")
      for (const { violations: all = [] } of event.judgements)
        found.push(...all.filter(({ severity }) => severity === "violation").map(({ title }) => title));
    if (most === "first" && found.length > 0) break;
  }
  return found;
}

for (const { options, rows } of sampled(PLACES, 3))
  describe.each(rows)("of %s", options, (line, places) => {
    let contract: Contract;
    beforeAll(async () => {
      const { document } = await loadSource(LIBRARY, { operation: line });
      contract = await contractOf(documentText(document, "source", "overlay"));
    });

    it.each(Object.entries(places))("the fault is found: %s at %s", async (fault, place) => {
      const known = contract;
      expect(await violations(known, targetWith(known, fault, place), "first")).not.toEqual([]);
    });

    it("nothing is found where there is none", async () => {
      const known = contract;
      expect(isObject(known.operations)).toBe(true);
      expect(await violations(known, targetWith(known, "none", "/none"), "all")).toEqual([]);
    });
  });
