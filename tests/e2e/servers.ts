/** Endpoints that tests send to: the embedded one, watched, and with a fault planted where a test asks for it. */
import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { Answer, WireRequest } from "../../src/http/exchange.ts";
import { JOURNAL_DIR } from "../../src/journal/journal.ts";
import { readJournals } from "../../src/journal/read-journals.ts";
import { type SandboxExchange, startSandbox } from "../../src/sandbox/sandbox.ts";
import { contract, PROJECT } from "../fixtures/project.ts";

export interface Watched {
  readonly url: string;
  /** All that it was sent, in order. */
  readonly requests: readonly WireRequest[];
  /** How many calendars it holds. */
  stored(): number;
}

export type Transform = (exchange: SandboxExchange) => Answer | Promise<Answer>;

/** An embedded endpoint until the test ends. */
export async function endpoint(transform: Transform = ({ answer }) => answer): Promise<Watched> {
  const requests: WireRequest[] = [];
  const sandbox = await startSandbox({
    contract,
    transform(exchange) {
      requests.push(exchange.request);
      return transform(exchange);
    },
  });
  onTestFinished(async () => {
    await sandbox.close();
    await forgetJournals(sandbox.url);
  });
  return { url: sandbox.url, requests, stored: () => sandbox.stored() };
}

/** Removes the journals of runs on an endpoint that is gone: no sweep can settle them any more. */
async function forgetJournals(url: string): Promise<void> {
  for (const { path, header } of await readJournals(join(PROJECT, JOURNAL_DIR), () => {}))
    if (header.target === url) await rm(path, { force: true });
}

/** Changes the calendar in each answer that has one. */
export const changing =
  (change: (calendar: JsonObject) => void): Transform =>
  ({ answer }) => {
    const body: unknown = JSON.parse(answer.text);
    const calendar = (body as { calendar?: JsonObject }).calendar;
    if (calendar) change(calendar);
    return calendar ? { ...answer, text: JSON.stringify(body) } : answer;
  };

/** A port of this machine at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
