/** A stand-in for a live account: its ids are random, and its answers hold what belongs to people. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { Answer, WireRequest } from "../../src/http/exchange.ts";
import { createEndpoint } from "../../src/sandbox/endpoint.ts";
import { contract } from "../fixtures/project.ts";

export interface Fault {
  /** Changes the calendar that an answer holds. */
  readonly calendar?: (calendar: JsonObject, request: WireRequest) => void;
  /** What is answered otherwise. */
  readonly answer?: (answer: Answer, request: WireRequest) => Partial<Answer> | undefined;
}

export const PEOPLE = ["jane.doe@acme-corp.io", "+1 415-867-5309", "(212) 867-5309", "owner@acme-corp.io"];

/**
 * Serves until the test ends. `salt` stands for chance: another one makes other ids.
 * @returns the base URL, and every id that was ever shown.
 */
export async function liveLike(
  salt: string,
  faults: readonly Fault[] = [],
  token?: string,
): Promise<{ readonly url: string; readonly ids: ReadonlySet<string> }> {
  const endpoint = createEndpoint({ contract, ...(token === undefined ? {} : { token }) });
  const own = new Map<string, string>();
  const ids = new Set<string>();
  const random = (what: string, length: number): string => {
    const digest = createHash("sha512").update(`${salt} ${what}`).digest("base64");
    const id = digest.replace(/[^A-Za-z0-9]/g, "").slice(0, length);
    ids.add(id);
    return id;
  };
  let count = 0;
  const answer = (request: WireRequest): Answer => {
    const path = request.path.replace(/[^/]+$/, (last) => own.get(last) ?? last);
    const result = endpoint.answer({
      method: request.method,
      target: path,
      headers: request.headers,
      bytes: Buffer.from(request.body ?? ""),
    });
    const body = JSON.parse(result.answer.text || "null") as JsonObject | null;
    const calendar = body?.calendar as JsonObject | undefined;
    if (calendar) {
      const shown = random(`id ${calendar.id}`, 20);
      own.set(shown, String(calendar.id));
      const [email = "", phone = "", office = ""] = PEOPLE;
      const owner = { _id: random(`owner ${calendar.id}`, 24), email, phone, office };
      Object.assign(calendar, { id: shown, owner });
      for (const fault of faults) fault.calendar?.(calendar, request);
    }
    const [, , , from = ""] = PEOPLE;
    const trace = { traceId: uuid(random(`trace ${count++}`, 40)), at: new Date().toISOString(), from };
    const told: Answer = {
      status: result.answer.status,
      headers: {
        ...result.answer.headers,
        // So many that no run has to wait.
        "x-ratelimit-max": "1000000",
        "x-ratelimit-remaining": String(1_000_000 - count),
        "x-request-id": random(`request ${count}`, 20),
        "set-cookie": "session=1",
      },
      text: JSON.stringify(body === null ? null : { ...body, ...trace }),
    };
    for (const fault of faults) Object.assign(told, fault.answer?.(told, request));
    return told;
  };
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = "GET", url: path = "/" } = incoming;
    const text = Buffer.concat(chunks).toString("utf8");
    const headers = incoming.headers as { [name: string]: string };
    const told = answer({ method, path, headers, ...(text === "" ? {} : { body: text }) });
    response.writeHead(told.status, told.headers);
    response.end(told.text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ids };
}

const uuid = (text: string): string => {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
