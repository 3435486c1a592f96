import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import { MOST_BYTES } from "./answer-limits.ts";

/** Content codings of a body, at most: each one may unpack to the largest body. */
const MOST_CODINGS = 4;

const LIMIT = { maxOutputLength: MOST_BYTES };
const gzip = promisify<Buffer, typeof LIMIT, Buffer>(gunzip);
const zlib = promisify<Buffer, typeof LIMIT, Buffer>(inflate);
const raw = promisify<Buffer, typeof LIMIT, Buffer>(inflateRaw);
const brotli = promisify<Buffer, typeof LIMIT, Buffer>(brotliDecompress);

/** The text of a body, or of its beginning. */
export interface Decoded {
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * The text of a body with its content codings undone, last one first (RFC 9110 §8.4); a byte order mark stays. Nothing is
 * left of what is packed and not whole, or too large once it is unpacked.
 * @throws the error of zlib for a body that is cut off or not packed, and for a coding that is unknown or one too many.
 */
export async function decodeBody(
  { bytes, isWhole }: { readonly bytes: Buffer; readonly isWhole: boolean },
  contentEncoding: string | undefined,
): Promise<Decoded> {
  if (contentEncoding === undefined || bytes.length === 0) return { text: bytes.toString("utf8"), isWhole };
  const codings = contentEncoding
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim());
  const packings = codings.filter((coding) => coding !== "identity" && coding !== "");
  if (packings.length > MOST_CODINGS) throw unknownCoding();
  if (packings.length > 0 && !isWhole) return { text: "", isWhole };
  try {
    let plain = bytes;
    for (const coding of packings.reverse()) plain = await unpack(plain, coding);
    return { text: plain.toString("utf8"), isWhole };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_BUFFER_TOO_LARGE") throw error;
    return { text: "", isWhole: false };
  }
}

const unknownCoding = (): Error =>
  Object.assign(new Error("unknown content coding"), { code: "UNKNOWN_CONTENT_CODING" });

async function unpack(bytes: Buffer, coding: string): Promise<Buffer> {
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return gzip(bytes, LIMIT);
    case "deflate":
      // Some servers send the bare stream without the zlib header that the RFC asks for.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? zlib(bytes, LIMIT) : raw(bytes, LIMIT);
    case "br":
      return brotli(bytes, LIMIT);
    default:
      throw unknownCoding();
  }
}
