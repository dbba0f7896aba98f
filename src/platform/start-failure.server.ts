/**
 * The program cannot start for a reason its owner can mend. The message is one Russian sentence; whoever starts the
 * program prints it without a stack and exits with a non-zero code.
 */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/** The text of anything thrown, for a sentence shown to a person. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof Error) return error.message || error.name;
  return String(error);
}
