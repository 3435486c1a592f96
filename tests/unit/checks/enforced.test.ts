import { describe, expect, it } from "vitest";
import { probe } from "../../../src/checks/probe.ts";
import { Findings } from "../../../src/findings/finding.ts";
import { accepted, answerOf, caseOf, faulty, judgedBy, told, violationsOf } from "./exchanges.ts";

const said = (body: unknown, status = 422) => told(judgedBy(probe, faulty(), answerOf(status, body)));

describe("a constraint that a refusal tells and the docs do not", () => {
  it.each<[string, unknown, string, string]>([
    ["in a list of messages", { message: ["paidOn should be fine", "note should not be empty"] }, "enforced-not-empty/note", "note should not be empty"],
    ["in a message", { message: "note must be longer than or equal to 3 characters" }, "enforced-minLength/note", "note must be longer than or equal to 3 characters"],
    ["of a nested field", { message: ["lines.0.price must not be greater than 10"] }, "enforced-maximum/lines[].price", "lines.0.price must not be greater than 10"],
    ["with a pointer beside it", { errors: [{ instancePath: "/lines/0/price", message: "must be <= 10" }] }, "enforced-maximum/lines[].price", "must be <= 10"],
    ["with a path beside it", { issues: [{ path: ["lines", 0, "price"], message: "Number must be less than or equal to 10" }] }, "enforced-maximum/lines[].price", "Number must be less than or equal to 10"],
    ["under the field's name", { errors: { note: ["The note may not be greater than 50 characters."] } }, "enforced-maxLength/note", "The note may not be greater than 50 characters."],
    ["under the field's name alone", { note: ["This field may not be blank."] }, "enforced-not-empty/note", "This field may not be blank."],
    ["that is tighter than the docs'", { message: "note must be shorter than or equal to 50 characters" }, "enforced-maxLength/note", "note must be shorter than or equal to 50 characters"],
    ["with quotes", { message: '"note" must be a valid uri' }, "enforced-format/note", '"note" must be a valid uri'],
  ])("is observed %s", (_, body, place, words) => {
    expect(said(body)).toMatchObject([
      { severity: "observation", place, title: `enforced and not written down: ${place.split("/")[1]}: ${words}`, received: words },
    ]);
  }); // biome-ignore format: a table reads better in lines

  it.each<[string, unknown, number?]>([
    ["that the docs have", { message: "discount must not be less than 0" }],
    ["that is looser than the docs'", { message: "note must be shorter than or equal to 5000 characters" }],
    ["of a listed value", { message: "state must be one of the following values: draft, sent" }],
    ["of a field that the docs do not name", { message: "other should not be empty" }],
    ["of a name that several fields have", { message: "something should not be empty" }],
    ["of a field that must be there", { message: "number should not be empty" }],
    ["in an answer about the caller", { message: "note should not be empty" }, 401],
  ])("is not observed %s", (_, body, status) =>
    expect(judgedBy(probe, faulty(), answerOf(status ?? 422, body))).toBeUndefined(),
  );

  it("is told in one line for each kind, with the fields", () => {
    const findings = new Findings();
    for (const name of ["lines.0.price", "discount"]) {
      const answer = answerOf(422, { message: [`${name} must not be greater than 10`] });
      for (const violation of violationsOf(probe, faulty(), answer) ?? [])
        findings.add("probe", violation, caseOf(), accepted());
    }
    expect(findings.all()).toMatchObject([
      {
        fingerprint: "create-invoice/probe/any:enforced-maximum",
        locations: ["enforced-maximum/lines[].price", "enforced-maximum/discount"],
      },
    ]);
  });
});
