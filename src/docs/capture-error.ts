/** A page or an overlay that cannot be understood: one line that says where, what, what was expected and what to do. */
export class CaptureError extends Error {
  override readonly name = "CaptureError";

  constructor(message: string) {
    super(message.replace(/\s+/g, " ").trim());
  }
}

/** Shortens text from a page for a message, since one line of a page can be a whole document. */
export function quote(text: string): string {
  const line = text.trim();
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 57)}…` : line);
}
