/** A name that some file of the project gives, to be joined to a folder: it must not lead out of it, nor hide itself. */
const NAME = /^[A-Za-z0-9_][\w.-]{0,99}$/;

/** Files beside the document that are written by hand. */
const TAKEN = ["overlay.yaml", "observed.yaml", "deviations.yaml"];

/** Whether a text is the bare name of a file: no folder, no control character, one of these extensions. */
export const isFileName = (text: unknown, ...extensions: readonly string[]): text is string =>
  typeof text === "string" && NAME.test(text) && extensions.some((one) => text.endsWith(`.${one}`));

/** Whether the document that capture writes may be called so. */
export const isDocumentName = (text: unknown): text is string =>
  isFileName(text, "yaml") && !TAKEN.includes(text.toLowerCase());
