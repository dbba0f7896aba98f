import {
  error,
  fail,
  redirect,
  type ActionFailure,
  type Cookies,
  type RequestEvent as AnyRoutesEvent,
} from '@sveltejs/kit';
import type { z } from 'zod';
import type { ClauseKey } from '#kernel/clauses.ts';
import { changeRows, parseInput, readFields } from '#kernel/input.ts';
import type { Outcome, Refusal, RefusalKind } from '#kernel/refusal.ts';
import type { FormState } from '#ui/form-state.ts';
import { isId } from './ids.server.ts';
import type { Context } from './use-case.server.ts';

/** How a clause is cited on screens and in letters. */
export interface Citation {
  readonly number: string;
  readonly text: string;
  readonly href: string;
}

/** The citation of every clause key by the regulation in force. */
export type Clauses = Readonly<Record<ClauseKey, Citation>>;

const statuses: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
};

/** The event of whatever route: each page narrows it by its own `Actions`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type RequestEvent = AnyRoutesEvent<any, any>;

const noticeCookie = 'notice';
const keptCookie = 'kept';

/** The value of an outcome; a refusal becomes the error page with its status and clause. */
export async function unwrap<Value>(
  outcome: Outcome<Value> | Promise<Outcome<Value>>,
  locals: App.Locals,
): Promise<Value> {
  const settled = await outcome;
  if (settled.ok) return settled.value;
  const refusal = settled.error;
  const status = statuses[refusal.kind];
  if (status === 404) error(404, refusal.message);
  const clauses = await locals.clauses();
  error(status, `${refusal.message}, ${clauses[refusal.clause].text}`);
}

interface FormAction<Schema extends z.ZodType, Value, Event extends RequestEvent> {
  readonly schema: Schema;
  readonly run: (context: Context, input: z.output<Schema>, event: Event) => Promise<Outcome<Value>>;
  readonly done: (value: Value, event: Event) => { to: string; notice?: string };
}

/**
 * Makes a form action: reads the fields, checks them by `schema`, runs the use case, and answers with a redirect and
 * a notice, or with everything typed and what is wrong. A button `_rows` only adds or removes a row of the form.
 */
export function formAction<Schema extends z.ZodType, Value, Event extends RequestEvent = RequestEvent>(
  definition: FormAction<Schema, Value, Event>,
): (event: Event) => Promise<ActionFailure<FormState>> {
  return async (event) => {
    const action = actionName(event.url);
    const fields = readFields(await formOf(event.request));
    const values = withoutFiles(fields) as Record<string, unknown>;
    const rows = fields['_rows'];
    if (typeof rows === 'string') return fail(200, rerendered(action, changeRows(values, rows)));

    const parsed = parseInput(definition.schema, fields);
    if (!parsed.ok) return refused(event, action, values, parsed.error);
    const submission = submissionOf(fields['submission']);
    const context = { ...event.locals.context(), submission };
    const outcome = await definition.run(context, parsed.value as z.output<Schema>, event);
    if (!outcome.ok) return refused(event, action, values, outcome.error);

    event.cookies.delete(keptCookie, { path: '/' });
    const { to, notice } = definition.done(outcome.value, event);
    if (notice) setNotice(event.cookies, notice);
    redirect(303, to);
  };
}

/** The form of a request. What is no form, or has not come whole, is answered 400: it is no crash of ours. */
export async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (failure) {
    // only a form that is too large says so by itself
    if ((failure as { status?: unknown }).status === 413) throw failure;
    error(400, 'Форма пришла не целиком. Вернитесь и отправьте её ещё раз');
  }
}

/** A sentence the next page shows once. */
export function setNotice(cookies: Cookies, notice: string): void {
  cookies.set(noticeCookie, notice, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60, secure: false });
}

/** Takes the sentence left by the page before. */
export function takeNotice(cookies: Cookies): string | null {
  const notice = cookies.get(noticeCookie) ?? null;
  if (notice) cookies.delete(noticeCookie, { path: '/' });
  return notice;
}

/** The header by which the browser remembers which kept form is its: a hook's own answer carries no set cookies. */
export function keptHeader(cookies: Cookies, token: string, secure: boolean): string {
  return cookies.serialize(keptCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 24 * 3600,
    secure,
  });
}

/** The token of the kept form, if the browser has one. */
export function keptToken(cookies: Cookies): string | null {
  return cookies.get(keptCookie) ?? null;
}

/** The form kept when the session had expired, as the state of the form it was typed in. */
export function keptState(action: string, fields: readonly (readonly [string, string])[]): FormState {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  const { submission: _old, ...values } = readFields(data) as Record<string, unknown>;
  return {
    action,
    values,
    errors: {},
    message: 'Время сеанса вышло, но всё введённое сохранено. Проверьте и отправьте ещё раз.',
    clause: null,
  };
}

/** The name of the form action in an address: `?/save` gives `save`. */
export function actionName(url: URL): string {
  const key = [...url.searchParams.keys()].find((name) => name.startsWith('/'));
  return key?.slice(1) ?? 'default';
}

/** The format asked for by `?format=`; the first of those offered when nothing, or something else, is asked. */
export function formatOf<const Format extends string = 'docx' | 'pdf'>(
  url: URL,
  offered: readonly [Format, ...Format[]] = ['docx', 'pdf'] as unknown as readonly [Format, ...Format[]],
): Format {
  const asked = url.searchParams.get('format')?.toLowerCase();
  return offered.find((format) => format === asked) ?? offered[0];
}

/** A file as a form has brought it. */
interface UploadedFile {
  readonly name: string;
  /** What the browser called it: not trusted, the bytes decide. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The whole content of a file of a form, for use cases, which know nothing of forms. */
export async function uploaded(file: File): Promise<UploadedFile> {
  return { name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** A file given for download. */
export function download({
  name,
  mediaType,
  bytes,
}: {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}): Response {
  return new Response(bytes, { headers: downloadHeaders(name, mediaType) });
}

/** Headers of a file given for download under its own (Russian) name. */
export function downloadHeaders(name: string, mediaType: string): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name.replaceAll('/', '-'))}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  };
}

/** How long a page is, in bytes, that is worth packing: an ordinary one travels as fast as it is. */
const worthPacking = 50_000;

/** A large page packed for a browser that unpacks it: the check of forty teams is twenty times shorter so. */
export function packed(response: Response, request: Request): Response {
  const page = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  const large = Number(response.headers.get('content-length')) >= worthPacking;
  const understood = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  if (!page || !large || !understood || !response.body) return response;
  const headers = new Headers(response.headers);
  // both tell of the page as it is unpacked
  headers.delete('content-length');
  headers.delete('etag');
  headers.set('content-encoding', 'gzip');
  headers.append('vary', 'accept-encoding');
  const { status } = response;
  return new Response(response.body.pipeThrough(new CompressionStream('gzip')), { status, headers });
}

async function refused(
  event: RequestEvent,
  action: string,
  values: Record<string, unknown>,
  refusal: Refusal,
): Promise<ActionFailure<FormState>> {
  const clauses = await event.locals.clauses();
  const own = refusal.field ? { [refusal.field]: refusal.message } : {};
  return fail(statuses[refusal.kind], {
    action,
    values,
    errors: { ...refusal.fields, ...own },
    message: refusal.message,
    clause: refusal.kind === 'not-found' ? null : clauses[refusal.clause],
    theirs: refusal.theirs,
  });
}

function rerendered(action: string, values: Record<string, unknown>): FormState {
  return { action, values, errors: {}, message: '', clause: null };
}

function withoutFiles(value: unknown): unknown {
  if (value instanceof File) return value.size > 0 ? value.name : '';
  if (Array.isArray(value)) return value.map(withoutFiles);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutFiles(inner)]));
}

function submissionOf(value: unknown): string | null {
  return typeof value === 'string' && isId(value) ? value : null;
}
