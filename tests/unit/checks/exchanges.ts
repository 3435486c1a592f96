import type { Check, Judged, Memory, Violation } from "../../../src/checks/check.ts";
import { newMemory } from "../../../src/checks/check.ts";
import { subjectText } from "../../../src/checks/violation/subject.ts";
import { documentedOperation } from "../../../src/contract/documented-operation.ts";
import { instancePointer } from "../../../src/contract/pointers.ts";
import type { Json } from "../../../src/core/json.ts";
import type { Fault, SchemaFault } from "../../../src/generation/fault.ts";
import { caseIdentity } from "../../../src/http/case-origin.ts";
import type { Answer, Case } from "../../../src/http/exchange.ts";
import { exampleInvoice, tinyContract } from "../../fixtures/tiny-contract.ts";

export const operation = tinyContract.operations["create-invoice"]!;

/** The case of an endpoint that is told to make the docs' example. */
export const caseOf = (given: Partial<Case> = {}): Case => ({
  ...caseIdentity("example", "docs"),
  operation: operation.id,
  expect: "accept",
  seed: 1,
  body: exampleInvoice,
  request: { method: "POST", path: "/invoices", headers: {}, body: JSON.stringify(exampleInvoice) },
  ...given,
});

/** A case that must be refused for one value that breaks the schema. */
export const faulty = (
  fault: Partial<Omit<SchemaFault, "at">> & { readonly at?: string } = {},
  body: Json = exampleInvoice,
): Case =>
  refusable(
    {
      kind: "schema",
      keyword: "enum",
      docs: "#/state",
      expected: "one of those listed",
      ...fault,
      at: instancePointer(fault.at ?? "/state"),
    },
    body,
  );

/** A case that must be refused for one fault. */
export const refusable = (fault: Fault, body: Json = exampleInvoice): Case =>
  caseOf({ expect: "reject", body, fault });

export const answerOf = (
  status: number,
  body: unknown,
  headers: Answer["headers"] = { "content-type": "application/json" },
): Answer => ({
  status,
  headers,
  text: typeof body === "string" ? body : JSON.stringify(body),
});

/** What a conforming endpoint answers to a case that it accepts. */
export const accepted = (body: unknown = exampleInvoice): Answer =>
  answerOf(200, { invoice: { id: "1", ...(body as object) } });

/** What a conforming endpoint answers to a case that it refuses. */
export const refused = (): Answer => answerOf(422, { status: 422, reasons: ["no"], title: "Unprocessable" });

/** A violation with its subject as a fingerprint tells it. */
export type ToldViolation = Omit<Violation, "subject"> & { readonly place: string };

/** What is around an exchange: another operation than that which makes an invoice, and what came before. */
export interface Around {
  readonly operation?: string;
  readonly memory?: Memory;
}

/** An exchange as a check gets it: the answer's body parsed, and what the docs say of the operation. */
export function exchangeOf(
  tried: Case,
  answer: Answer,
  { operation: id = operation.id, memory = newMemory() }: Around = {},
): Judged {
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch {}
  return {
    contract: tinyContract,
    operation: tinyContract.operations[id]!,
    documented: documentedOperation(tinyContract, id),
    case: tried,
    answer,
    memory,
    ...(json === undefined ? {} : { json }),
  };
}

/** What one check says of one answer, its subjects included. */
export const violationsOf = (
  check: Check,
  tried: Case,
  answer: Answer,
  around?: Around,
): readonly Violation[] | undefined => check.judge(exchangeOf(tried, answer, around));

/** The request of an example, sent to something else than its operation. */
export const astray: Partial<Case> = { request: { method: "GET", path: "/invoices", headers: {} } };

/** A request that its first reader may refuse in its own way: a body that is no JSON value, or none. */
export const brokenRequests: readonly Case[] = [
  refusable({ kind: "request", how: "not-json", docs: "#", expected: "a JSON object" }),
  (({ body: _, ...bare }: Case): Case => bare)(caseOf()),
];

/** What one check says of one answer. */
export const judgedBy = (
  check: Check,
  tried: Case,
  answer: Answer,
  around?: Around,
): readonly ToldViolation[] | undefined =>
  violationsOf(check, tried, answer, around)?.map(({ subject, ...more }) => ({
    ...more,
    place: subjectText(subject),
  }));

/** A violation as a reader sees it: words as plain text. */
export const told = (violations: readonly (Violation | ToldViolation)[] | undefined): unknown =>
  JSON.parse(JSON.stringify(violations)) as unknown;
