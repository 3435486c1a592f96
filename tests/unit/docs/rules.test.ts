import { Validator } from "@cfworker/json-schema";
import { faker } from "@faker-js/faker";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Schema } from "../../../src/contract/contract.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { DOCUMENT } from "./pages.ts";

interface Relation {
  readonly id: string;
  readonly sentence: string;
  readonly docs: string;
  readonly source: string;
  readonly reason: string;
}
interface Rule extends Relation {
  readonly keeps: Schema;
  readonly breaks: Schema;
}

const document = parse(DOCUMENT);
const { post } = document.paths["/calendars"];
const rules: Rule[] = post["x-rules"];
const probes: (Relation & { schema: Schema })[] = post["x-probes"];
const example: JsonObject = post.requestBody.content["application/json"].examples.docs.value;
const types: string[] = document.components.schemas.CreateCalendarRequest.properties.calendarType.enum;

function matches(schema: Schema, body: Json): boolean {
  return new Validator(schema as never, "2020-12").validate(body).valid;
}

const place = (kind: string, location?: string) => ({
  kind,
  ...(location === undefined ? {} : { location }),
});
const member = (extra: JsonObject = {}) => ({ userId: "u", ...extra });
const ZOOM = "zoom_conference";
const two = [place("physical"), place("booker")];

type Row = [rule: string, verdict: "keeps" | "breaks" | "unclear", name: string, body: JsonObject];
const rows: Row[] = [
  ["team-members-required", "keeps", "a member", { calendarType: "round_robin", teamMembers: [member()] }],
  ["team-members-required", "keeps", "another type", { calendarType: "event" }],
  ["team-members-required", "breaks", "none", { calendarType: "service_booking" }],
  ["team-members-required", "unclear", "an empty list", { calendarType: "collective", teamMembers: [] }],
  ["personal-one-member", "keeps", "one", { calendarType: "personal", teamMembers: [member()] }],
  ["personal-one-member", "breaks", "two", { calendarType: "personal", teamMembers: [member(), member()] }],
  ["personal-one-member", "breaks", "an empty list", { calendarType: "personal", teamMembers: [] }],
  ["personal-one-member", "breaks", "none", { calendarType: "personal" }],
  ["recurring-one-member", "keeps", "one", { enableRecurring: true, teamMembers: [member()] }],
  ["recurring-one-member", "keeps", "off", { enableRecurring: false, teamMembers: [member(), member()] }],
  ["recurring-one-member", "unclear", "two", { enableRecurring: true, teamMembers: [member(), member()] }],
  ["recurring-one-member", "unclear", "none", { enableRecurring: true }],
  [
    "collective-primary-stated",
    "keeps",
    "one primary",
    { calendarType: "collective", teamMembers: [member({ isPrimary: true }), member({ isPrimary: false })] },
  ],
  [
    "collective-primary-stated",
    "unclear",
    "one unsaid",
    { calendarType: "collective", teamMembers: [member({ isPrimary: true }), member()] },
  ],
  [
    "collective-primary-stated",
    "breaks",
    "all unsaid",
    { calendarType: "collective", teamMembers: [member(), member()] },
  ],
  [
    "collective-primary-stated",
    "unclear",
    "nobody primary",
    { calendarType: "collective", teamMembers: [member({ isPrimary: false })] },
  ],
  ["one-primary", "keeps", "nobody", { teamMembers: [member()] }],
  [
    "one-primary",
    "keeps",
    "one",
    { teamMembers: [member({ isPrimary: true }), member({ isPrimary: false })] },
  ],
  [
    "one-primary",
    "breaks",
    "two",
    { teamMembers: [member({ isPrimary: true }), member({ isPrimary: true })] },
  ],
  [
    "several-locations-one-member",
    "keeps",
    "one member",
    { teamMembers: [member({ locationConfigurations: two })] },
  ],
  [
    "several-locations-one-member",
    "breaks",
    "two members",
    { teamMembers: [member({ locationConfigurations: two }), member()] },
  ],
  [
    "one-location-per-member",
    "keeps",
    "one",
    { calendarType: "collective", teamMembers: [member({ locationConfigurations: [place("physical")] })] },
  ],
  [
    "one-location-per-member",
    "breaks",
    "two",
    { calendarType: "class_booking", teamMembers: [member({ locationConfigurations: two })] },
  ],
  ["no-conference-for-event", "keeps", "a place", { calendarType: "event", locationConfigurations: two }],
  [
    "no-conference-for-event",
    "keeps",
    "another type",
    { calendarType: "personal", locationConfigurations: [place(ZOOM)] },
  ],
  [
    "no-conference-for-event",
    "breaks",
    "a conference",
    { calendarType: "event", locationConfigurations: [place("custom"), place(ZOOM)] },
  ],
  [
    "no-conference-for-event",
    "unclear",
    "a member's",
    { calendarType: "event", teamMembers: [member({ locationConfigurations: [place(ZOOM)] })] },
  ],
  [
    "no-location-for-conference",
    "keeps",
    "without",
    { locationConfigurations: [place(ZOOM), place("custom", "x")] },
  ],
  ["no-location-for-conference", "unclear", "with", { locationConfigurations: [place(ZOOM, "x")] }],
  [
    "no-location-for-conference",
    "unclear",
    "a member's",
    { teamMembers: [member({ locationConfigurations: [place(ZOOM, "x")] })] },
  ],
  ["availability-date-form", "keeps", "midnight", { availabilities: [{ date: "2031-03-17T00:00:00.000Z" }] }],
  ["availability-date-form", "unclear", "a date alone", { availabilities: [{ date: "2031-03-17" }] }],
  ["root-locations-for-event", "keeps", "event", { calendarType: "event", locationConfigurations: [] }],
  [
    "root-locations-for-event",
    "unclear",
    "another type",
    { calendarType: "personal", locationConfigurations: [] },
  ],
];

describe.each(rules)("rule $id", (rule) => {
  test.each(rows.filter(([id]) => id === rule.id))("%s: %s with %s", (_, verdict, _name, body) => {
    expect([matches(rule.keeps, body), matches(rule.breaks, body)]).toEqual([
      verdict === "keeps",
      verdict === "breaks",
    ]);
  });

  test("is never both kept and broken", () => {
    const bodies = [example, {}, ...rows.map(([, , , body]) => body)];
    const merged = rows.flatMap(([, , , a]) => rows.map(([, , , b]) => ({ ...a, ...b })));
    for (const body of [...bodies, ...merged]) {
      expect(matches(rule.keeps, body) && matches(rule.breaks, body), JSON.stringify(body)).toBe(false);
    }
  });

  test("is not broken by the docs' own example", () => expect(matches(rule.breaks, example)).toBe(false));

  test("has a row of each verdict it can give", () => {
    const given = new Set(rows.filter(([id]) => id === rule.id).map(([, verdict]) => verdict));
    expect(given.has("keeps")).toBe(true);
    expect(given.has("breaks")).toBe(rule.breaks !== false);
  });

  test("names a field whose description states it", () => {
    expect(at(rule.docs)).toHaveProperty("description", expect.stringMatching(/\w/));
  });
});

test.each(types)("all rules can be kept at once by a calendar of type %s", (calendarType) => {
  const body = { calendarType, teamMembers: [member({ isPrimary: true })], enableRecurring: true };
  expect(rules.filter((rule) => !matches(rule.keeps, body)).map((rule) => rule.id)).toEqual([]);
});

describe.each(probes)("probe $id", (probe) => {
  test("names a field of the document", () => expect(at(probe.docs)).toBeTypeOf("object"));
  test("breaks no rule and is not what the simplest body does", () => {
    expect(matches(probe.schema, {})).toBe(false);
  });
});

test("rules and probes have an id of their own, a sentence, a source and a reason", () => {
  const all = [...rules, ...probes];
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { id, sentence, source, reason } of all) {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect([sentence, source, reason].every((text) => text.length > 5)).toBe(true);
  }
});

describe("a template of realistic values", () => {
  test.each(templates(document.components.schemas, "#"))(
    "at %s gives values that its field accepts",
    (_, schema) => {
      for (let seed = 0; seed < 20; seed += 1) {
        faker.seed(seed);
        const { "x-faker": template, ...plain } = schema;
        const value = faker.helpers.fake(String(template));
        expect(value).toMatch(/\S/);
        expect(matches(plain as Schema, value), value).toBe(true);
      }
    },
  );
});

function templates(value: Json, path: string): [string, JsonObject][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const here: [string, JsonObject][] = "x-faker" in value ? [[path, value]] : [];
  return [...here, ...Object.entries(value).flatMap(([key, member]) => templates(member, `${path}/${key}`))];
}

function at(pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce((value, key) => value?.[key], document);
}
