import { expect, test } from "vitest";
import { brokenRequests } from "../../../src/cases/shared/broken-requests.ts";
import { plan } from "../../../src/cases/shared/plan-case.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import { OperationUnderTest } from "../../../src/generation/operation-under-test.ts";
import { contractOf } from "../../fixtures/contracts/load.ts";

const DOCUMENT = (type: string) => `openapi: 3.1.0
info: {title: Notes, version: '1'}
servers: [{url: https://notes.example}]
paths:
  /notes:
    post:
      operationId: make-note
      requestBody: {required: true, content: {${type}: {schema: {type: object, required: [text], properties: {text: {type: string, minLength: 1}}}}}}
      responses: {'200': {description: D}}
`;

test.each<[string, readonly string[]]>([
  ["multipart/form-data", ["no-body", "no-last-boundary"]],
  ["application/x-www-form-urlencoded", ["no-body"]],
])("a body in %s is broken as a whole by %j alone, and each is sent", async (type, names) => {
  const contract = await contractOf(DOCUMENT(type));
  const underTest = new OperationUnderTest(contract, operationOf(contract, "make-note"), 1);
  const drafts = [...brokenRequests({ underTest, isNamed: true })];
  expect(drafts.map(({ name }) => name)).toEqual(names.map((name) => `request/${name}`));
  const envelope = { account: { tag: "t", bindings: {} }, token: "t", userAgent: "u" };
  const sent = drafts.map((draft) => plan("invalid", draft, { underTest }, envelope));
  const bodies = sent.map((one) => ("case" in one ? one.case.request.body : "skipped"));
  expect(bodies[0]).toBeUndefined();
  if (type === "multipart/form-data") expect(bodies[1]).toMatch(/^--form-boundary\r\n.*\r\n\r\n.+\r\n$/s);
});
