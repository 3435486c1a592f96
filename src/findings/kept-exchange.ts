import type { Violation } from "../checks/check.ts";
import { shortened, shortenedText } from "../core/shorten.ts";
import { type Answer, jsonOf } from "../http/exchange.ts";

/** Characters that a finding keeps, at most: of an answer's body, of an expected or received value, and of a title. */
const MOST_OF_BODY = 64 * 1024;
const MOST_OF_VALUE = 16 * 1024;
const MOST_OF_TITLE = 2000;

interface Shown {
  readonly violation: Violation;
  readonly answer: Answer;
}

/** Exchanges as findings keep them: long values end early, with a note of their true length. */
export class KeptExchanges {
  /** The long answer that was kept last, of which the next violation may be as well. */
  #last: { readonly answer: Answer; readonly kept: Answer } | undefined;

  keptOf({ violation, answer }: Shown): Shown {
    const { title, expected, received } = violation;
    return {
      violation: {
        ...violation,
        title: shortenedText(title, MOST_OF_TITLE),
        expected: shortened(expected, MOST_OF_VALUE),
        received: shortened(received, MOST_OF_VALUE),
      },
      answer: answer.text.length <= MOST_OF_BODY ? answer : this.#shorter(answer),
    };
  }

  #shorter(answer: Answer): Answer {
    if (this.#last?.answer !== answer) this.#last = { answer, kept: { ...answer, text: keptText(answer) } };
    return this.#last.kept;
  }
}

/** JSON stays JSON, though the text is no longer as it was written. */
function keptText(answer: Answer): string {
  const json = jsonOf(answer);
  return json === undefined
    ? shortenedText(answer.text, MOST_OF_BODY)
    : JSON.stringify(shortened(json, MOST_OF_BODY));
}
