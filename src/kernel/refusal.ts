import { fail, type Result } from './result.ts';
import type { ClauseKey } from './clauses.ts';

/** What kind of refusal it is; the edge turns it into a status: 422, 403, 404, 409. */
export type RefusalKind = 'invalid' | 'forbidden' | 'not-found' | 'conflict';

/**
 * An expected refusal: a value, never an exception.
 * `code` is unique in the program and stable, `message` is a Russian sentence without the clause
 * (the edge appends its number from the regulation in force), `field` names the form field beside which it stands,
 * `clause` is the ground of the refusal, `theirs` carries the stored version when a stale save is refused.
 */
export interface Refusal {
  readonly code: string;
  readonly kind: RefusalKind;
  readonly message: string;
  readonly clause: ClauseKey;
  readonly field?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly theirs?: unknown;
}

/** The outcome of a use case. */
export type Outcome<Value> = Result<Value, Refusal>;

/** Shortens `fail(refusal)` where a rule refuses. */
export function refuse(refusal: Refusal): Result<never, Refusal> {
  return fail(refusal);
}

/** The one answer for everything that is absent or foreign: its existence is not told. Clause K-3.4. */
export const notFound: Refusal = {
  code: 'not-found',
  kind: 'not-found',
  message: 'Такой страницы нет, или у вас нет к ней доступа',
  clause: 'confidential',
};
