/** Why something cannot be read: a code for programs, and words for people without a value of anybody's. */
export interface Fault {
  readonly code: string;
  readonly detail: string;
}
