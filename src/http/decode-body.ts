import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";

/** The largest answer that is taken, in bytes, packed or not: more is a broken or hostile server. */
export const ANSWER_LIMIT = 64 * 1024 * 1024;

const LIMIT = { maxOutputLength: ANSWER_LIMIT };
const gzip = promisify<Buffer, typeof LIMIT, Buffer>(gunzip);
const zlib = promisify<Buffer, typeof LIMIT, Buffer>(inflate);
const raw = promisify<Buffer, typeof LIMIT, Buffer>(inflateRaw);
const brotli = promisify<Buffer, typeof LIMIT, Buffer>(brotliDecompress);

/**
 * The text of a body with its content codings undone, last one first (RFC 9110 §8.4); a byte order mark stays.
 * @throws the error of zlib for a body that is cut off or not packed, and for an unknown coding
 */
export async function decodeBody(bytes: Buffer, contentEncoding: string | undefined): Promise<string> {
  if (contentEncoding === undefined || bytes.length === 0) return bytes.toString("utf8");
  let plain = bytes;
  for (const coding of contentEncoding.toLowerCase().split(",").reverse()) {
    plain = await unpack(plain, coding.trim());
  }
  return plain.toString("utf8");
}

async function unpack(bytes: Buffer, coding: string): Promise<Buffer> {
  switch (coding) {
    case "identity":
    case "":
      return bytes;
    case "gzip":
    case "x-gzip":
      return gzip(bytes, LIMIT);
    case "deflate":
      // Some servers send the bare stream without the zlib header that the RFC asks for.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? zlib(bytes, LIMIT) : raw(bytes, LIMIT);
    case "br":
      return brotli(bytes, LIMIT);
    default:
      throw Object.assign(new Error("unknown content coding"), { code: "UNKNOWN_CONTENT_CODING" });
  }
}
