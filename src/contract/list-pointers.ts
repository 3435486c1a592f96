/**
 * The way in which a list comes in pages: names of query parameters, and where an answer tells of the next page. Absent members
 * are those that the API does not have.
 */
export interface ListPages {
  /** The parameter for the number of items that a page holds at most. */
  readonly size?: string;
  /** The parameter for the number of the page. */
  readonly page?: string;
  /** The number of the first page; 1 unless given. */
  readonly first?: number;
  /** The parameter for the number of items before the page. */
  readonly offset?: string;
  /** The parameter for the value that the page before has at `next`. */
  readonly cursor?: string;
  /** JSON pointer in an answer to the cursor of the next page, or to its address where there is no cursor; nothing is there after the last. */
  readonly next?: string;
}

/** JSON pointers to the items of the list that an operation answers with, and in an item to its id. */
export interface ListPointers {
  /** Empty where the answer is the list itself. */
  readonly items: string;
  readonly id: string;
  /** Absent where a list is answered whole. */
  readonly pages?: ListPages;
}
