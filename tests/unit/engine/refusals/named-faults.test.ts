import { describe, expect, it } from "vitest";
import { instancePointer } from "../../../../src/contract/pointers.ts";
import { namedFaults } from "../../../../src/engine/refusals/named-faults.ts";

const PLACES = [
  "/name",
  "/count",
  "/open/0/hours/0/from",
  "/closed/0/hours/0/from",
  "/place",
  "/members/0/place",
];
const faultAt = (at: string) => ({ name: at, kind: "type null", at: instancePointer(at), value: null });
const faults = PLACES.map(faultAt);

/** What an answer says, and the places of the faults that it names. */
const ROWS: readonly (readonly [name: string, answer: unknown, places: readonly string[]])[] = [
  [
    "a list of sentences",
    { message: ["name must be a string", "count must be a number"] },
    ["/name", "/count"],
  ],
  ["paths with dots", { message: ["closed.0.hours.0.from must be a number"] }, ["/closed/0/hours/0/from"]],
  ["paths with brackets", { errors: ["open[0].hours[0].from is wrong"] }, ["/open/0/hours/0/from"]],
  [
    "paths in pieces",
    { issues: [{ path: ["members", 0, "place"], message: "Required" }] },
    ["/members/0/place"],
  ],
  ["the shorter of two paths", { message: ["place must be a string"] }, ["/place"]],
  [
    "fields as keys",
    { errors: { name: ["can't be blank"], count: ["is not a number"] } },
    ["/name", "/count"],
  ],
  [
    "one sentence of several parts",
    { message: "/name must be string, /count must be number" },
    ["/name", "/count"],
  ],
  ["the first fault alone", { message: "name must be a string" }, ["/name"]],
  ["a name that fits two faults alike", { message: ["from must be a number"] }, []],
  ["no field", { message: "Bad Request" }, []],
  ["a field of which nobody asked", { message: ["notes must be a string"] }, []],
  ["nothing", undefined, []],
];

describe("the faults that an answer names", () => {
  it.each(ROWS)("in %s are those whose place it tells", (_, answer, places) => {
    expect([...namedFaults(faults, answer)].map(({ at }) => at)).toEqual(places);
  });
});

describe("the faults of one field at several items", () => {
  const places = ["/members/0/place", "/members/1/place", "/members/2/place"];
  const [wrongType, unlisted] = ["members.place must be a string", "members.place must be one of these"];
  const rows: readonly (readonly [name: string, message: readonly string[], named: readonly string[]])[] = [
    ["are all named once one thing is said as often", [wrongType, wrongType, wrongType], places],
    ["are not while several things are said of one", [wrongType, unlisted, unlisted], []],
    [
      "are told apart by their indexes",
      ["members.1.place is wrong", "members.1.place is odd"],
      [places[1] ?? ""],
    ],
  ];

  it.each(rows)("%s", (_, message, named) => {
    expect([...namedFaults(places.map(faultAt), { message })].map(({ at }) => at)).toEqual(named);
  });
});
