import { describe, expect, it } from "vitest";
import { CHECKS } from "../../../src/checks/index.ts";
import type { Clause } from "../../../src/checks/violation/clause.ts";
import { type Subject, subjectText } from "../../../src/checks/violation/subject.ts";
import { locationPattern } from "../../../src/contract/pointers.ts";

const at = locationPattern("/lines/-/rate");

describe("the subject of a violation", () => {
  it.each<[Subject, string]>([
    [{ kind: "status", status: 404 }, "404"],
    [{ kind: "status", status: 422, reason: "no-lines" }, "422/no-lines"],
    [{ kind: "location", at }, "lines[].rate"],
    [{ kind: "location", at: locationPattern("") }, "body"],
    [{ kind: "location", at, status: "400" }, "400/lines[].rate"],
    [{ kind: "location", at, breaks: ["enum"] }, "lines[].rate:enum"],
    [{ kind: "location", at: locationPattern(""), breaks: ["request", "not-json"] }, "body:request/not-json"],
    [{ kind: "named", name: "no-token" }, "no-token"],
    [{ kind: "named", name: "read-differs", at }, "read-differs/lines[].rate"],
  ])("%j is written %s", (subject, text) => expect(subjectText(subject)).toBe(text));
});

/** The subjects of each check that rest on a clause, as fingerprints tell them. */
const restingOn = (clause: Clause): string[] =>
  CHECKS.flatMap(({ id, subjectsOf }) =>
    (subjectsOf?.(clause, locationPattern("/invoice")) ?? []).map((subject) => {
      expect(subject.kind).toBe(clause.about === "status" ? "status" : "location");
      return `${id}/${subjectText(subject)}`;
    }),
  );

describe("what checks say by a clause of the docs", () => {
  const request = { side: "request", at } as const;
  const response = { side: "response", at, status: "200" } as const;

  it.each<[string, Clause, string[]]>([
    ["a status", { about: "status", status: "201" }, ["status/201"]],
    ["a default of the request", { about: "default", ...request }, ["default/invoice.lines[].rate"]],
    ["a default of the answer", { about: "default", ...response }, ["default/lines[].rate"]],
    ["that a field is there", { about: "presence", ...request }, ["response-schema/invoice.lines[].rate", "echo/invoice.lines[].rate", "default/invoice.lines[].rate"]],
    ["that an answer's field is there", { about: "presence", ...response }, ["response-schema/lines[].rate", "echo/lines[].rate", "default/lines[].rate"]],
    ["that an answer has no such field", { about: "absence", ...response }, ["undocumented-field/200/lines[].rate"]],
    ["that a request has no such field", { about: "absence", ...request }, []],
    ["the values of an answer's field", { about: "values", ...response }, ["response-schema/lines[].rate"]],
    ["the values of an error's field", { about: "values", ...response, status: "400" }, ["response-schema/400/lines[].rate"]],
    ["the values of a request's field", { about: "values", ...request }, []],
  ])("%s", (_, clause, subjects) => expect(restingOn(clause)).toEqual(subjects)); // biome-ignore format: a table reads better in lines
});
