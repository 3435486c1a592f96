import { describe, expect, test } from "vitest";
import { generate } from "../../../src/codegen/generate.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";
import { contract as calendars, createClient } from "../../fixtures/project.ts";
import { bodyOf, documentOf } from "./documents.ts";

const BASE_URL = "https://api.example/v2";

/** A client whose requests are kept and answered with an empty object. */
function spied() {
  const requests: Request[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    requests.push(request);
    return new Response("{}", { headers: { "content-type": "application/json" } });
  };
  return { options: { baseUrl: BASE_URL, token: "t", fetch }, requests };
}

describe("the generated client", () => {
  test("sets the token and the required headers once, which a call may change", async () => {
    const { options, requests } = spied();
    const client = createClient({ ...options, headers: { "user-agent": "mine" } });
    await client.POST("/calendars", { body: { locationId: "l", name: "n" } });
    await client.GET("/calendars/{calendarId}", {
      params: { path: { calendarId: "a b" } },
      headers: { Version: "2030-01-01" },
    });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${BASE_URL}/calendars`,
      `GET ${BASE_URL}/calendars/a%20b`,
    ]);
    const headers = requests.map((request) => Object.fromEntries(request.headers));
    expect(headers).toMatchObject([
      {
        authorization: "Bearer t",
        version: "2021-04-15",
        "content-type": "application/json",
        "user-agent": "mine",
      },
      { authorization: "Bearer t", version: "2030-01-01", accept: "application/json" },
    ]);
  });

  test("sends the requests that links lead to, by the names of their parameters", async () => {
    const { options, requests } = spied();
    const requestsOf = calendars.linked["create-calendar"]!;
    await requestsOf["delete-calendar"]!(options, { calendarId: "a?b" });
    await requestsOf["get-calendars"]!(options, { locationId: "l" });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `DELETE ${BASE_URL}/calendars/a%3Fb`,
      `GET ${BASE_URL}/calendars/?locationId=l`,
    ]);
  });
});

/** A document whose creation links to an operation that needs more than the link gives. */
const text = documentOf(bodyOf({ type: "string" }), ({ paths }) => {
  paths["/things"].post.security = [];
  paths["/things"].post.responses["201"] = {
    description: "Created",
    links: {
      read: { operationId: "read-thing", parameters: { id: "$response.body#/id" } },
      again: { operationId: "read-thing", parameters: { part: "$request.body#/field" } },
    },
  };
  Object.assign(paths, {
    "/things/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
      get: {
        operationId: "read-thing",
        security: [{ token: [] }],
        parameters: [
          { name: "part", in: "query", schema: { type: "string" } },
          { name: "X-Edition", in: "header", required: true, schema: { enum: ["b", "a"] } },
          { name: "X-Reason", in: "header", required: true, schema: { type: "string" } },
        ],
        responses: { "200": { description: "Read" } },
      },
    },
  });
});

describe("the client of another document", () => {
  test("sends no token where none is asked for, and of listed values the first", async () => {
    const { options, requests } = spied();
    const contract = await contractOf(text);
    await contract.linked["create-thing"]?.["read-thing"]?.(options, { id: "7", part: "p" });
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${BASE_URL}/things/7?part=p`,
    ]);
    const [headers] = requests.map((request) => Object.fromEntries(request.headers));
    expect(headers).toMatchObject({ authorization: "Bearer t", "x-edition": "b" });
    expect(headers).not.toHaveProperty("x-reason");
  });

  test("says where a link gives less than its operation needs, and a text where another type is asked for", async () => {
    const code = (await generate(text, "things.yaml", "0")).get("client.ts") ?? "";
    expect(code).toContain('"POST /things": {},');
    expect(code).toContain(
      'params: { path: { "id": values["id"] as never }, query: { "part": values["part"] } } as never',
    );
    expect(code.match(/"read-thing":/g)).toHaveLength(1);
  });
});
