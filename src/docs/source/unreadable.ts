/** Why a file or URL gives no text; `wrong` says what is the matter and `todo` what helps. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly wrong: string;
  readonly todo: string;

  constructor(wrong: string, todo: string) {
    super(wrong);
    this.wrong = wrong;
    this.todo = todo;
  }
}

/** Largest size of a source in bytes; the document of a whole product has a fifth of a megabyte. */
export const MAX_BYTES = 20_000_000;

/** Joins the parts of a stream. @throws Unreadable for more than `MAX_BYTES` */
export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.byteLength;
    if (size > MAX_BYTES)
      throw new Unreadable(`it holds more than ${MAX_BYTES / 1e6} MB`, "check that it is the docs of an API");
    parts.push(part);
  }
  return Buffer.concat(parts);
}
