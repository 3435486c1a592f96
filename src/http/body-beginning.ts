import { MOST_BYTES } from "./answer-limits.ts";

/** As much of a body as is taken in; the connection ends where there is more. */
export async function bodyBeginning(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: Buffer; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let left = MOST_BYTES;
  for await (const chunk of stream) {
    chunks.push(left < chunk.length ? chunk.subarray(0, left) : chunk);
    left -= chunk.length;
    if (left < 0) break;
  }
  return { bytes: Buffer.concat(chunks), isWhole: left >= 0 };
}
