import { expect, test } from "vitest";
import { CaptureError } from "../../../src/docs/capture-error.ts";
import { readSource } from "../../../src/docs/source/read-source.ts";
import { apiOf } from "./api.ts";

function nested(depth: number, wrap: (inner: unknown) => unknown): object {
  let value: unknown = { type: "string" };
  for (let left = depth; left > 0; left--) value = wrap(value);
  return value as object;
}

test.each([
  ["schemas within schemas", JSON.stringify(apiOf(nested(500, (a) => ({ type: "object", properties: { a } }))))],
  ["an example within itself", JSON.stringify(apiOf({ type: "array", example: nested(2000, (one) => [one]) }))],
  ["lists of YAML", `openapi: 3.1.0\npaths: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`],
  ["maps of YAML", `openapi: 3.1.0\npaths: ${"{a: ".repeat(20_000)}1${"}".repeat(20_000)}\n`],
])("%s beyond what anybody reads are refused in one line, with their place", async (_, text) => {
  const refused = await readSource({ name: "api.json", text }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(CaptureError);
  expect((refused as Error).message).toMatch(/^api\.json(#\/\S+|:\d+): nested too deep; expected [^\n]+; [^\n]+$/);
  expect((refused as Error).message.length).toBeLessThan(300);
}); // biome-ignore format: a table reads better in lines
