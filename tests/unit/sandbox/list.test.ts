import { beforeEach, describe, expect, test } from "vitest";
import { createEndpoint, type Endpoint } from "../../../src/sandbox/endpoint.ts";
import { contract } from "../../fixtures/project.ts";

const headers = { authorization: "Bearer a", version: "2021-04-15", "content-type": "application/json" };
const LIST = "/calendars/";

let endpoint: Endpoint;
beforeEach(() => {
  endpoint = createEndpoint({ contract });
});

const ask = (method: string, target: string, body?: object) => {
  const bytes = Buffer.from(body === undefined ? "" : JSON.stringify(body));
  const { answer } = endpoint.answer({ method, target, headers, bytes });
  return { status: answer.status, json: JSON.parse(answer.text) };
};
const make = (locationId: string, name: string): string =>
  ask("POST", "/calendars", { locationId, name, slug: `${name}-slug` }).json.calendar.id;
const idsIn = (query: string): string[] =>
  ask("GET", LIST + query).json.calendars.map(({ id }: { id: string }) => id);

describe("the embedded endpoint lists, from the contract alone,", () => {
  test("what was made where the query asks, with id, name and slug, until it is deleted", () => {
    const [one, two] = [make("a", "one"), make("a", "two")];
    make("b", "three");
    const { status, json } = ask("GET", `${LIST}?locationId=a`);
    expect(status).toBe(200);
    expect(json.calendars).toMatchObject([
      { id: one, locationId: "a", name: "one", slug: "one-slug" },
      { id: two, locationId: "a", name: "two", slug: "two-slug" },
    ]);
    expect(contract.validators["get-calendars"]?.responses["200"]?.(json)).toBe(true);
    ask("DELETE", `/calendars/${one}`);
    expect(idsIn("?locationId=a")).toEqual([two]);
  });

  test("nothing where nothing is", () => expect(idsIn("?locationId=none")).toEqual([]));

  test("with optional parameters, a value that is escaped, or one that is given twice, too", () => {
    const id = make("a b&c", "one");
    expect(idsIn("?showDrafted=false&locationId=a%20b%26c&groupId=")).toEqual([id]);
    expect(idsIn("?locationId=x&locationId=a+b%26c")).toEqual([id]);
  });

  test.each(["", "?", "?locationId=", "?groupId=a"])(
    "and refuses %j, which lacks what it must have",
    (query) => {
      expect(ask("GET", LIST + query)).toMatchObject({
        status: 400,
        json: { message: expect.stringContaining("locationId") },
      });
    },
  );
});
