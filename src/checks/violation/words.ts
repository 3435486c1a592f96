/** Words in place of a value that cannot be shown; in JSON they are plain text. */
export class Words {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): string {
    return this.text;
  }
}

export const words = (text: string): Words => new Words(text);

/** Shown in place of a value that did not come back. */
export const NOTHING = words("nothing");
