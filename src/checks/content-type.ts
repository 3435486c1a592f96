import { WHOLE } from "../contract/pointers.ts";
import { type Check, documentedStatus, isBrokenRequest, isOwn } from "./check.ts";
import { NOTHING } from "./violation/words.ts";

/** The content type is the documented one; parameters such as charset are free (RFC 9110, 8.3.1), and no body needs none. */
export const contentType: Check = {
  id: "content-type",
  claim: "an answer has the documented content type",
  judgesDisguised: true,
  judge(exchange) {
    const { operation, answer } = exchange;
    const code = documentedStatus(exchange);
    const response = code === undefined ? undefined : operation.responses[code];
    if (response?.mediaType === undefined || !isOwn(exchange) || isBrokenRequest(exchange)) return undefined;
    const received = answer.headers["content-type"];
    if (answer.text === "") return undefined;
    if (mediaTypeOf(received) === response.mediaType.toLowerCase()) return [];
    return [
      {
        severity: "violation",
        subject: { kind: "status", status: answer.status },
        cause: `type ${mediaTypeOf(received)}`,
        spread: { least: 2, isOfEndpoint: true },
        at: WHOLE,
        title: `content type of ${answer.status} is not ${response.mediaType}`,
        expected: response.mediaType,
        received: received ?? NOTHING,
        docs: response.docs,
        clause: `${code} ${response.description}: ${response.mediaType}.`,
      },
    ];
  },
};

/** A content type without its parameters. */
const mediaTypeOf = (header = "none"): string => header.split(";")[0]?.trim().toLowerCase() ?? "";
