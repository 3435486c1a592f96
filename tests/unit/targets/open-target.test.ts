import { describe, expect, test } from "vitest";
import { requiredBindings } from "../../../src/account/bindings.ts";
import { SuiteError } from "../../../src/core/errors.ts";
import { TOKEN_VARIABLE } from "../../../src/core/project.ts";
import { isFailure } from "../../../src/http/exchange.ts";
import { TOKEN_NAME } from "../../../src/redact/secret.ts";
import { openTarget } from "../../../src/targets/open-target.ts";
import { isLoopback } from "../../../src/targets/target-url.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";

const context = { contract: tinyContract, root: "/nowhere", env: {} };
const account = { [TOKEN_VARIABLE]: "token-01", TINY_CUSTOMER_ID: "c" };

describe("what is refused says what to do", () => {
  const table: [string, object, string][] = [
    ["live", {}, "--target live: expected sandbox, observed, recorded or a URL"],
    ["", {}, "expected sandbox, observed, recorded or a URL"],
    ["ftp://host", {}, "--target ftp://host: expected an http or https URL"],
    ["http://", {}, "expected an http or https URL"],
    ["https://me:pass@host/", account, "--target host: give the URL without user"],
    ["https://host/?key=1", account, "without user, password, query"],
    ["https://api.example", {}, `--target api.example needs ${TOKEN_VARIABLE} and TINY_CUSTOMER_ID: set it`],
    [
      "https://api.example",
      { [TOKEN_VARIABLE]: "token-02" },
      "--target api.example needs TINY_CUSTOMER_ID: set it",
    ],
    [
      "https://api.example",
      { ...account, [TOKEN_VARIABLE]: " " },
      `--target api.example needs ${TOKEN_VARIABLE}: set it`,
    ],
    [
      "https://api.example",
      { ...account, [TOKEN_VARIABLE]: "a\nb" },
      `${TOKEN_VARIABLE} holds characters that no header`,
    ],
    ["recorded", {}, "tests/recordings holds no recordings"],
  ];
  test.each(table)("%j with %j", async (name, env, want) => {
    const opening = openTarget(name, { ...context, env: env as Record<string, string> });
    await expect(opening).rejects.toThrow(want);
    await expect(opening).rejects.toBeInstanceOf(SuiteError);
    await expect(opening).rejects.not.toThrow(/pass@|\n/);
  });
});

describe("a URL", () => {
  const table: [string, object, object][] = [
    [
      "https://api.example/v2/",
      account,
      { url: "https://api.example/v2", loopback: false, token: TOKEN_NAME },
    ],
    ["http://127.0.0.1:4010", {}, { url: "http://127.0.0.1:4010", loopback: true, token: TOKEN_NAME }],
    ["http://localhost:4010/", account, { url: "http://localhost:4010", loopback: true, token: TOKEN_NAME }],
    ["http://[::1]:4010", {}, { url: "http://[::1]:4010", loopback: true }],
  ];
  test.each(table)("%s", async (name, env, want) => {
    const target = await openTarget(name, { ...context, env: env as Record<string, string> });
    expect(target).toMatchObject({ name, stores: true, ...want });
    await target.close();
  });

  test("an operation needs the bindings of what is made for it, and with none of those only the token", async () => {
    const env = { [TOKEN_VARIABLE]: "token-02" };
    const open = (contract: typeof tinyContract) =>
      openTarget("https://api.example", { ...context, contract, env, operations: ["get-invoice"] });
    await expect(open(tinyContract)).rejects.toThrow("needs TINY_CUSTOMER_ID");
    const { "get-invoice": alone } = tinyContract.operations;
    const target = await open({ ...tinyContract, operations: { "get-invoice": alone! } });
    await target.close();
    expect(requiredBindings(tinyContract, tinyContract.operations["create-invoice"]!)).toEqual([
      "TINY_CUSTOMER_ID",
    ]);
  });

  const hosts: [string, boolean][] = [
    ["127.1.2.3", true],
    ["[::1]", true],
    ["a.localhost", true],
    ["127.0.0.1.example", false],
    ["localhost.example", false],
    ["10.0.0.1", false],
  ];
  test.each(hosts)("%s is loopback: %s", (host, want) => expect(isLoopback(host)).toBe(want));
});

test("the sandbox is started, answers, and is gone once the target is closed", async () => {
  const target = await openTarget("sandbox", context);
  expect(target).toMatchObject({ name: "sandbox", loopback: true, stores: true });
  const request = {
    method: "POST",
    path: "/invoices",
    headers: {
      authorization: `Bearer ${target.token}`,
      "x-edition": "2020-01",
      "content-type": "application/json",
    },
    body: JSON.stringify(exampleInvoice),
  };
  const answer = await target.send(request);
  expect(isFailure(answer) ? answer : answer.status).toBe(200);
  await target.close();
  expect(isFailure(await target.send(request))).toBe(true);
});
