import nock from "nock";
import {
  isFailure,
  type RecordedExchange,
  type Target,
  type TransportFailure,
  type WireRequest,
} from "../http/exchange.ts";
import { createTransport } from "../http/transport.ts";
import { readRecordings } from "../recordings/read-recordings.ts";
import { replayRecordings } from "../recordings/replay-recordings.ts";
import { TOKEN_NAME } from "../redact/secret.ts";

/** A name that never resolves (RFC 6761 §6.4), so that a request past nock reaches nobody. */
const BASE_URL = "http://recorded.invalid";

/** A redirect was an answer when it was recorded. */
const REDIRECTS = new Set(Array.from({ length: 100 }, (_, index) => 300 + index));

/**
 * Replays recordings through the real transport with the network locked: each recorded exchange answers once.
 * A request that is not recorded, or whose recordings are used up, is a failure `unrecorded`.
 * @throws SuiteError for recordings that cannot be read, and while another recorded target is open.
 */
export async function openRecordedTarget(options: {
  readonly dir: string;
  readonly root: string;
}): Promise<Target> {
  return recordedTarget(await readRecordings(options));
}

/** Replays exchanges that are in memory. @throws SuiteError while another recorded target is open */
export function recordedTarget(recorded: readonly RecordedExchange[]): Target {
  const replay = replayRecordings(recorded, { baseUrl: BASE_URL, strict: true });
  nock.disableNetConnect();
  const transport = createTransport({
    baseUrl: BASE_URL,
    dispatch: "global-fetch",
    redirects: REDIRECTS,
  });
  let closed = false;
  return {
    name: "recorded",
    url: BASE_URL,
    loopback: true,
    stores: false,
    token: TOKEN_NAME,
    recorded,
    async send(request) {
      const result = await transport.send(request);
      return isFailure(result) && result.reason === "unrecorded" ? unrecorded(request) : result;
    },
    async close() {
      if (closed) return;
      closed = true;
      await transport.close();
      replay.close();
      nock.enableNetConnect();
      nock.restore();
    },
  };
}

function unrecorded({ method, path }: WireRequest): TransportFailure {
  return { reason: "unrecorded", message: `no recording is left for ${method} ${path} with this body` };
}
