import type { TransportFailure } from "./exchange.ts";

type Reason = TransportFailure["reason"];

const REASONS: readonly [RegExp, Reason, string][] = [
  [/^ECONNREFUSED$/, "refused", "nothing listens at"],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_\w+)$/, "dns", "no address is known for"],
  [
    /^(ETIMEDOUT|TimeoutError|UND_ERR_\w+_TIMEOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    "timeout",
    "no answer in time from",
  ],
  [
    /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO|HOSTNAME_MISMATCH)/,
    "tls",
    "no TLS with",
  ],
  [
    /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ERR_STREAM_PREMATURE_CLOSE)$/,
    "reset",
    "the connection broke before the answer was whole, at",
  ],
  [/^ERR_UNRECORDED$/, "unrecorded", "no recording is left at"],
  [/^HPE_/, "other", "what answers does not speak HTTP, at"],
  [
    /^(Z_|ERR_Z|ERR_BUFFER_TOO_LARGE|UNKNOWN_CONTENT_CODING|ERR__ERROR_FORMAT)/,
    "other",
    "the answer cannot be unpacked, at",
  ],
  [/^UND_ERR_HEADERS_OVERFLOW$/, "other", "the headers of the answer are too large, at"],
];

/**
 * Says why a request got no answer, from the codes of the error and its causes.
 * The error's own message is never repeated: it may quote a header, and with it the token.
 */
export function transportFailure(error: unknown, host: string): TransportFailure {
  const codes = [...codesOf(error)];
  for (const [pattern, reason, words] of REASONS) {
    const code = codes.find((candidate) => pattern.test(candidate));
    if (code !== undefined) return { reason, message: `${words} ${host} (${code})` };
  }
  return { reason: "other", message: `the request to ${host} failed (${codes[0] ?? "unknown"})` };
}

/** The codes of an error and all that caused it, outermost first; the names of those without a code come last. */
function* codesOf(error: unknown): Generator<string> {
  const names: string[] = [];
  let current: unknown = error;
  for (let depth = 0; depth < 8 && current instanceof Error; depth++) {
    if ("code" in current && typeof current.code === "string") yield current.code;
    names.push(current.name);
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  yield* names;
}
