import type { Socket } from "node:net";

/** An informational answer (RFC 9110 §15.2), but for one that switches protocols. */
const INFORMATIONAL = /^HTTP\/1\.[01] 1(?!01)\d\d[ \r\n]/;

/** Bytes of the longest beginning by which one is told, and of the longest head of one. */
const LEAST = 13;
const MOST = 16 * 1024;

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Takes informational answers out of what a socket reads ahead of an answer: a client must expect them unasked (RFC 9110
 * §15.2), and undici takes a `100 Continue` for a broken connection.
 */
export function withoutInformational<S extends Socket>(socket: S): S {
  const read = socket.read.bind(socket);
  const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
  let isAhead = true;
  let held = NOTHING;
  const next = (): unknown => {
    for (;;) {
      const chunk: unknown = read();
      if (!isAhead || !Buffer.isBuffer(chunk)) return chunk;
      const rest = afterInformational(held.length === 0 ? chunk : Buffer.concat([held, chunk]));
      isAhead = !rest.isAnswer;
      held = rest.isAnswer ? NOTHING : rest.bytes;
      if (rest.isAnswer) return rest.bytes;
    }
  };
  const send = (...given: unknown[]): boolean => {
    // What is read next is the head of an answer to this.
    isAhead = true;
    return write(...given);
  };
  return Object.assign(socket, { read: next, write: send });
}

/** The bytes behind informational answers; `isAnswer` is false while they are too few to tell. */
function afterInformational(bytes: Buffer): { readonly bytes: Buffer; readonly isAnswer: boolean } {
  let rest = bytes;
  for (;;) {
    if (rest.length < LEAST) return { bytes: rest, isAnswer: false };
    if (!INFORMATIONAL.test(rest.toString("latin1", 0, LEAST))) return { bytes: rest, isAnswer: true };
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) return { bytes: rest, isAnswer: rest.length > MOST };
    rest = rest.subarray(end + 4);
  }
}
