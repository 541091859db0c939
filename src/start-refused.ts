/** The program cannot start until the person who started it mends something: shown as a message, without a stack. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
