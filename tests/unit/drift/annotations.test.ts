/** Annotations of changes at the lines of the project's document. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { stringify } from "yaml";
import { annotateDrift } from "../../../src/commands/print-drift.ts";
import { stderr } from "../../../src/core/output/printer.ts";
import { type Annotation, githubCommand } from "../../../src/core/output/sinks.ts";
import { driftAnnotations } from "../../../src/drift/annotations.ts";
import { driftReport } from "../../../src/drift/drift-report.ts";
import { PROJECT } from "../../fixtures/project.ts";
import { cakeShop, driftOf, type Editable } from "./operations.ts";

const text = stringify(cakeShop());
const current = { name: "openapi/cakes.yaml", text, document: cakeShop() };
const annotate = (edit: (shop: Editable) => void): Annotation[] =>
  driftAnnotations(driftReport("order-cake", driftOf(edit)), current);
const lineOf = ({ line }: Annotation): string => text.split("\n")[(line ?? 0) - 1]!.trim();

describe("a change is annotated at the line of", () => {
  test.each<[string, (shop: Editable) => void, string, string]>([
    ["a field of the body", ({ request }) => { request.properties.note.maxLength = 9; }, "error", "note:"],
    ["a field behind a reference", ({ candle }) => { candle.properties.height.maximum = 9; }, "error", "height:"],
    ["the object that holds a new field", ({ candle }) => { candle.properties.wick = { type: "string" }; }, "notice", "Candle:"],
    ["a field of the answer", ({ answer }) => { delete answer.properties.id; }, "error", "id:"],
    ["a header", ({ operation }) => { operation.parameters[0].schema.enum = ["2"]; }, "error", "- name: Version"],
    ["a query parameter", ({ operation }) => { operation.parameters[1].required = true; }, "error", "- name: dryRun"],
    ["an answer", ({ operation }) => { operation.responses["400"].description = "Told."; }, "warning", '"400":'],
    ["the operation", ({ operation }) => { operation.deprecated = true; }, "notice", "post:"],
  ])("%s", (_, edit, level, line) => {
    const [first] = annotate(edit);
    expect(first).toMatchObject({ level, file: "openapi/cakes.yaml" });
    expect(lineOf(first!)).toBe(line);
  }); // biome-ignore format: a table reads better in lines

  test("nothing, where the project has no such operation", () => {
    const { changes } = driftReport(
      "order-pie",
      driftOf(({ request }) => delete request.properties.note),
    );
    expect(driftAnnotations({ operation: "order-pie", changes }, current)[0]).not.toHaveProperty("file");
    expect(driftAnnotations({ operation: "order-cake", changes }, undefined)[0]).not.toHaveProperty("file");
  });
});

test("no text ends a message or a property of a command", () => {
  const command = githubCommand({
    level: "error",
    title: "a, b: c\n::error::x",
    message: "one\r\ntwo %0A ::warning::y",
    file: "openapi/a,b.yaml",
    line: 3,
  });
  expect(command).toBe(
    "::error file=openapi/a%2Cb.yaml,line=3,title=a%2C b%3A c%0A%3A%3Aerror%3A%3Ax::one\\r%0Atwo %250A ::warning::y",
  );
});

describe("annotations are written", () => {
  const report = driftReport(
    "create-calendar",
    driftOf(({ request }) => delete request.properties.note),
  );
  const written = (annotations?: string): unknown[] => {
    const spy = vi.spyOn(stderr, "annotation").mockImplementation(() => {});
    annotateDrift([report], { annotations }, PROJECT);
    return spy.mock.calls;
  };
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  test("where they are asked for", () => {
    vi.stubEnv("GITHUB_ACTIONS", "");
    expect(written()).toHaveLength(0);
    expect(written("github")).toHaveLength(1);
  });
  test("by themselves where GitHub runs the command", () => {
    vi.stubEnv("GITHUB_ACTIONS", "true");
    expect(written()).toHaveLength(1);
  });
  test("for no other forge", () => {
    expect(() => written("gitlab")).toThrow(/--annotations: expected github/);
  });
});
