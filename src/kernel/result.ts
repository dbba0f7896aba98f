/** The outcome of anything that may be refused: a value, or an expected error. Exceptions are left for bugs. */
export type Result<Value, Failure> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };

/** A success carrying `value`. */
export function ok<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

/** A failure carrying `error`. */
export function fail<Failure>(error: Failure): Result<never, Failure> {
  return { ok: false, error };
}
