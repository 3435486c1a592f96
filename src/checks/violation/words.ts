/** Words about a value, where a value itself cannot be shown; in JSON they are plain text. */
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

/** What stands where nothing came back. */
export const NOTHING = words("nothing");
