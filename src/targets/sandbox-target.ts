import { validateHeaderName, validateHeaderValue } from "node:http";
import { setImmediate } from "node:timers/promises";
import type { Contract } from "../contract/contract.ts";
import type { Target, WireRequest } from "../http/exchange.ts";
import { takeAnswer } from "../http/take-answer.ts";
import { transportFailure } from "../http/transport-failure.ts";
import { DEFAULT_PORT, HOST } from "../sandbox/address.ts";
import { answerSafely, createEndpoint } from "../sandbox/endpoint.ts";
import type { Profile } from "../sandbox/profile.ts";
import { bytesOf } from "../sandbox/read-body.ts";

/** The address of `contract sandbox`, so that a curl line of a report can be sent to it. */
const AUTHORITY = `${HOST}:${DEFAULT_PORT}`;

/**
 * The embedded endpoint, asked in this process: a server in between would cost a third of a run's time and show nothing of
 * the contract. A request that could not be sent over HTTP fails as it does there.
 */
export function openSandboxTarget(options: {
  readonly contract: Contract;
  readonly token: string;
  /** The known behaviour of the endpoint, in place of what the contract describes. */
  readonly observed?: Profile;
}): Target {
  const { contract, token, observed } = options;
  const endpoint = createEndpoint({ contract, token, ...(observed ? { profile: observed } : {}) });
  let isOpen = true;
  return {
    name: observed ? "observed" : "sandbox",
    url: `http://${AUTHORITY}`,
    loopback: true,
    stores: true,
    shrinksFree: true,
    live: observed !== undefined,
    token,
    async send(request) {
      // Signals and timers are heard between two requests, as they are where an answer takes its time.
      await setImmediate();
      try {
        if (!isOpen) throw Object.assign(new Error("closed"), { code: "ECONNREFUSED" });
        refuseUnsendable(request);
      } catch (error) {
        return transportFailure(error, AUTHORITY);
      }
      const { method, path: target, headers, body = "" } = request;
      return takeAnswer(answerSafely(endpoint, { method, target, headers, bytes: bytesOf(body) }).answer);
    },
    async close() {
      isOpen = false;
    },
  };
}

/** @throws TypeError for a request that an HTTP client refuses to write (RFC 9112 §3.2 and §5) */
function refuseUnsendable({ path, headers }: WireRequest): void {
  if (!/^\/[!-~]*$/.test(path)) throw new TypeError("the path holds characters that a request line cannot");
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
}
