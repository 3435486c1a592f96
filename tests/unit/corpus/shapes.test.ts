/** Operations of many shapes, each captured, generated and run against its own endpoint, with nothing written by hand. */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { corpusText, isSound } from "../../corpus/corpus-text.ts";
import type { Outcome } from "../../corpus/outcome.ts";
import { STEPS } from "../../corpus/outcome.ts";
import { tryDocuments } from "../../corpus/try-documents.ts";

const SHAPES = fileURLToPath(new URL("../../fixtures/shapes", import.meta.url));

describe("an operation of any shape", () => {
  let outcomes: readonly Outcome[] = [];
  beforeAll(async () => {
    outcomes = await tryDocuments(SHAPES, { requests: 60 });
  }, 120_000);

  it.each([
    ["read without an id", "GET /opening-hours"],
    ["set without an id", "PUT /opening-hours"],
    ["listed by pages, filters and joined lists", "GET /shelves/{shelf}/books"],
    ["made below another", "POST /shelves/{shelf}/books"],
    ["read by an id", "GET /books/{isbn}"],
    ["put whether it is there or not", "PUT /books/{isbn}"],
    ["changed in part, its path parameter not declared", "PATCH /books/{isbn}"],
    ["deleted", "DELETE /books/{isbn}"],
    ["uploaded as a form of several parts", "POST /covers"],
    ["sent as a form in a line, with basic credentials", "POST /loans"],
    ["searched by the query, with a key in it", "GET /search"],
    ["sent as a form that may be left out", "POST /notes"],
    ["sent as JSON that may be left out", "POST /drafts"],
    ["sent as octets", "POST /scans/{scan}"],
    ["answered with one of several that overlap", "PUT /items/{item}"],
    ["answered by a redirect alone", "GET /items/{item}/file"],
    ["answered without a body", "GET /items/{item}"],
    ["asked by a text or a list", "GET /items"],
    ["with a type of no listed value, a map with bounds, an example that shows a path", "POST /items"],
    ["described without any answer", "DELETE /items/{item}"],
    ["lists of long lists, none of which makes a body larger than servers take", "POST /imports"],
  ])("is captured, generated, typed and run without a false alarm: %s", (_, line) => {
    expect(outcomes.find((outcome) => outcome.line === line)).toMatchObject({ passed: [...STEPS].sort((a, b) => order(a) - order(b)), causes: [] }); // biome-ignore format: one line
  });

  it("is told of in one line for each document, and one for all", () => {
    expect(corpusText(outcomes)).toContain(
      "in total      23 operations: capture 23, generate 23, typecheck 23",
    );
    expect(isSound(outcomes)).toBe(true);
  });
});

/** A run ends with what it says of its requests, and then counts itself. */
const order = (step: string): number =>
  ["capture", "generate", "typecheck", "answerable", "run"].indexOf(step);
