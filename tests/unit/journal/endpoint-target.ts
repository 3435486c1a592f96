import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { accountOf, defaultOperation } from "../../../src/account/environment.ts";
import { newTag } from "../../../src/account/tag.ts";
import type { Contract } from "../../../src/contract/contract.ts";
import { operationOf } from "../../../src/contract/documented-operation.ts";
import type { Answer, Target, TransportFailure, WireRequest } from "../../../src/http/exchange.ts";
import { beginJournal, type Journal } from "../../../src/journal/journal.ts";
import { createEndpoint } from "../../../src/sandbox/endpoint.ts";
import { contract as generated } from "../../fixtures/project.ts";

export const LOCATION = "ocQHyuzHvysMo5N5VsXc";
export const LOST: TransportFailure = { reason: "reset", message: "the connection was reset" };

type Result = Answer | TransportFailure;

export interface EndpointTarget extends Target {
  /** All that it was sent, in order. */
  readonly requests: WireRequest[];
  /** What comes back instead of the answer; the endpoint has done what it was asked for all the same. */
  spoil: (request: WireRequest, answer: Answer) => Result;
  /** Makes something as another caller does. @returns its id */
  make(body: object): string;
  stored(): number;
}

/** The embedded endpoint in this process, as if it were one that others use too. */
export function endpointTarget(contract: Contract = generated, url = "http://127.0.0.1:1"): EndpointTarget {
  const endpoint = createEndpoint({ contract });
  const ask = ({ method, path, headers, body = "" }: WireRequest): Answer =>
    endpoint.answer({ method, target: path, headers, bytes: Buffer.from(body) }).answer;
  const operation = operationOf(contract, defaultOperation(contract));
  const target: EndpointTarget = {
    name: url,
    url,
    loopback: true,
    stores: true,
    token: "token-of-the-run",
    requests: [],
    spoil: (_, answer) => answer,
    stored: () => endpoint.stored(),
    async send(request) {
      target.requests.push(request);
      return target.spoil(request, ask(request));
    },
    make(body) {
      const headers = {
        authorization: "Bearer other",
        version: "2021-04-15",
        "content-type": "application/json",
      };
      const answer = ask({
        method: operation.method,
        path: operation.path,
        headers,
        body: JSON.stringify(body),
      });
      return (JSON.parse(answer.text) as { calendar: { id: string } }).calendar.id;
    },
    close: async () => {},
  };
  return target;
}

/** What a run or a sweep on the target needs. */
export function callerOf(target: Target, contract: Contract = generated, location = LOCATION) {
  const operation = operationOf(contract, defaultOperation(contract));
  const account = {
    ...accountOf(contract, target, 42, { HIGHLEVEL_LOCATION_ID: location }),
    tag: newTag(Date.now()),
  };
  return { contract, operation, target, envelope: { account, token: target.token, userAgent: "test/1" } };
}

/** Begins a journal, which is closed when the test ends. */
export async function begin(...args: Parameters<typeof beginJournal>): Promise<Journal | undefined> {
  const journal = await beginJournal(...args);
  onTestFinished(() => journal?.end(false));
  return journal;
}

/** An empty folder until the test ends. */
export function journalFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "contract-journal-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
