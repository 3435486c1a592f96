import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Operation } from "../contract/contract.ts";
import type { Schemas } from "../contract/schema.ts";
import type { Json } from "../core/json.ts";
import { isJson, readBody, URLENCODED } from "../http/form-body.ts";
import type { Refusal } from "./refusal.ts";

/** The largest body that is looked at, in bytes. */
export const BODY_LIMIT = 5 * 1024 * 1024;

/**
 * The bytes of a request's body; "too-large" for one over the limit, which is read to its end all the same, so that the
 * caller gets an answer.
 */
export type Bytes = Buffer | "too-large";

/** The bytes of a body that is there as a whole. */
export const bytesOf = (body: string): Bytes => {
  const bytes = Buffer.from(body);
  return bytes.length > BODY_LIMIT ? "too-large" : bytes;
};

/** Reads a request's body to its end; rejects when the caller hangs up. */
export function readBytes(request: IncomingMessage): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMIT) chunks.push(chunk);
    });
    request.on("end", () => resolve(length > BODY_LIMIT ? "too-large" : Buffer.concat(chunks)));
    request.on("error", reject);
  });
}

/** The JSON value of a body, or the refusal of its media type, size, encoding (RFC 8259 §8.1) or syntax. */
export function parseBody(
  operation: Operation,
  contentType: string | undefined,
  bytes: Bytes,
  schemas: Schemas = {},
): { readonly value: Json | undefined } | { readonly refusal: Refusal } {
  const declared = operation.requestBody;
  if (!declared) return { value: undefined };
  if (bytes === "too-large") return refused([413, 400], `the body is over ${BODY_LIMIT} bytes`);
  const isForm = declared.mediaType === URLENCODED && contentType?.startsWith(URLENCODED);
  if (bytes.length === 0 && !(isForm && declared.required)) {
    return declared.required ? refused([400, 422], "the body is missing") : { value: undefined };
  }
  const mediaType = contentType?.split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType !== declared.mediaType.toLowerCase()) {
    return refused([415, 400], `the content type must be ${declared.mediaType}`);
  }
  if (!isUtf8(bytes)) return refused([400, 422], "the body is not UTF-8");
  if (!isJson(declared)) {
    const value = readBody(
      declared,
      { text: bytes.toString("utf8"), contentType: contentType ?? "" },
      schemas,
    );
    return value === undefined ? refused([400, 422], `the body is no ${declared.mediaType}`) : { value };
  }
  try {
    return { value: JSON.parse(bytes.toString("utf8")) };
  } catch {
    return refused([400, 422], "the body is not JSON");
  }
}

function refused(statuses: readonly number[], message: string): { readonly refusal: Refusal } {
  return { refusal: { statuses, messages: [message] } };
}
