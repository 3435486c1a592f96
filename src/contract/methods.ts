/** Methods that create nothing: the safe ones (RFC 9110 §9.2.1), and DELETE. */
export const MAKES_NOTHING: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "DELETE"]);
