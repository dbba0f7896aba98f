import { fail, redirect, type ActionFailure, type Cookies, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { sessionCookie, type NewSession } from '#features/accounts/index.server.ts';
import { parseInput, readFields } from '#kernel/input.ts';
import type { Outcome, Refusal } from '#kernel/refusal.ts';
import { actionName, formOf } from '#platform/web.server.ts';
import type { FormState } from '#ui/form-state.ts';

interface PublicAction<Schema extends z.ZodType, Value, Event extends RequestEvent> {
  readonly schema: Schema;
  readonly run: (input: z.output<Schema>, event: Event) => Promise<Outcome<Value>>;
  /** Where to go; nothing stays on the page and shows `done`. */
  readonly done: (value: Value, event: Event) => string;
}

/** A form action of somebody who has not signed in. What was typed comes back after a refusal, passwords never. */
export function publicAction<Schema extends z.ZodType, Value, Event extends RequestEvent = RequestEvent>(
  definition: PublicAction<Schema, Value, Event>,
): (event: Event) => Promise<ActionFailure<FormState>> {
  return async (event) => {
    const action = actionName(event.url);
    const fields = readFields(await formOf(event.request));
    const values = Object.fromEntries(
      Object.entries(fields).filter(([name, value]) => typeof value === 'string' && !/password|again/.test(name)),
    );
    const refused = async (refusal: Refusal): Promise<ActionFailure<FormState>> => {
      const clauses = await event.locals.clauses();
      const own = refusal.field ? { [refusal.field]: refusal.message } : {};
      return fail(refusal.kind === 'conflict' ? 409 : refusal.kind === 'forbidden' ? 403 : 422, {
        action,
        values,
        errors: { ...refusal.fields, ...own },
        message: refusal.message,
        clause: refusal.code === 'input' || refusal.code === 'accounts.wrong-password' ? null : clauses[refusal.clause],
      });
    };
    const parsed = parseInput(definition.schema, fields);
    if (!parsed.ok) return refused(parsed.error);
    const outcome = await definition.run(parsed.value as z.output<Schema>, event);
    if (!outcome.ok) return refused(outcome.error);
    redirect(303, definition.done(outcome.value, event));
  };
}

/** Gives the browser its session. */
export function setSession(cookies: Cookies, { token }: NewSession, url: URL): void {
  cookies.set(sessionCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: 14 * 24 * 3600,
  });
}

/** What a session remembers of the browser. */
export function circumstancesOf(event: RequestEvent): { now: Date; userAgent: string } {
  return { now: event.locals.now, userAgent: event.request.headers.get('user-agent') ?? '' };
}

/** The address to go to after signing in: a page of this program, nothing else; written as a header may carry it. */
export function safeNext(next: string | null): string {
  if (!next || !next.startsWith('/') || /[\u0000-\u001f\\]/.test(next)) return '/desk';
  const inside = 'http://inside';
  const url = URL.parse(next, inside);
  if (url?.origin !== inside || url.pathname.startsWith('//')) return '/desk';
  const { pathname, search, hash } = url;
  return ['/', '/sign-in', '/sign-out'].includes(pathname) ? '/desk' : `${pathname}${search}${hash}`;
}
