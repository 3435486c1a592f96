import { SuiteError } from "../core/errors.ts";
import { CaptureError } from "./capture-error.ts";

/** A document that cannot be generated from is not written. @throws CaptureError that begins with what it is the fault of */
export async function checkGenerates(text: string, path: string, fault: string): Promise<void> {
  try {
    await generateInMemory(text, path);
  } catch (error) {
    throw error instanceof SuiteError ? new CaptureError(`${fault}: ${error.message}`) : error;
  }
}

async function generateInMemory(text: string, path: string): Promise<void> {
  const { readDocument } = await import("../codegen/document.ts");
  const { readOperations, readSchemas } = await import("../codegen/operations.ts");
  const document = readDocument(text, path);
  readSchemas(document);
  readOperations(document);
}
