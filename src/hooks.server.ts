import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { keepForm, sessionActor, sessionCookie } from '#features/accounts/index.server.ts';
import { clausesInForce } from '#features/regulation/index.server.ts';
import { app } from '#platform/app.server.ts';
import { startBackground } from '#platform/background.server.ts';
import { clock } from '#platform/clock.server.ts';
import { newId } from '#platform/ids.server.ts';
import { log } from '#platform/log.server.ts';
import { keptHeader, packed } from '#platform/web.server.ts';
import './background.server.ts';

export const init: ServerInit = async () => {
  await startBackground();
};

export const handle: Handle = async ({ event, resolve }) => {
  const { database } = app();
  const { locals } = event;
  dropZeroSigns(event);
  locals.requestId = event.request.headers.get('x-request-id') ?? newId();
  locals.now = clock();
  const token = event.cookies.get(sessionCookie);
  locals.signedIn = token ? await sessionActor(database, token, locals.now) : null;
  locals.actor = locals.signedIn?.actor ?? null;
  locals.context = () => {
    if (!locals.actor) redirect(303, signInPath(event.url));
    return { actor: locals.actor, now: locals.now, database };
  };
  locals.clauses = () => clausesInForce(database, locals.actor?.regionId ?? null);

  const response =
    needsActor(event) && !locals.actor
      ? await sendToSignIn(event)
      : packed(await numbered(await resolve(event), locals), event.request);
  response.headers.set('x-request-id', locals.requestId);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('referrer-policy', 'same-origin');
  if (locals.actor) response.headers.set('cache-control', 'private, no-store');
  return response;
};

export const handleError: HandleServerError = ({ kind, error, event }) => {
  // `handle` may have failed before it gave the request its number
  const { requestId = '', signedIn } = event.locals as Partial<App.Locals>;
  if (kind === 'app') return { ...error, requestId };
  if (kind === 'framework' && error.status === 404) return { status: 404, message: 'Такой страницы нет', requestId };
  if (kind === 'framework' && error.status === 413) {
    return { status: 413, message: 'Файлы вместе больше 20 МБ: сожмите их или отправьте по одному', requestId };
  }
  if (kind === 'framework' && error.status < 500) {
    return { status: error.status, message: 'Запрос не понят. Вернитесь и попробуйте ещё раз', requestId };
  }
  log.error({ err: error, requestId, path: event.url.pathname }, 'unexpected failure');
  // where `handle` failed only the bare page is left: it shows nothing but the message
  const number = signedIn === undefined ? `. Номер запроса: ${requestId}` : '';
  return { status: 500, message: `На сервере произошла ошибка. Мы её записали${number}`, requestId };
};

/** Puts the number of the request on the bare error page, which the answers of downloads have. */
async function numbered(response: Response, { requestId }: App.Locals): Promise<Response> {
  if (response.status < 400 || !response.headers.get('content-type')?.startsWith('text/html')) return response;
  const number = `<p>Номер запроса: ${requestId}. Назовите его, если будете спрашивать о помощи.</p>`;
  const body = (await response.text()).replace('<!-- request -->', number);
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(body, { status: response.status, headers });
}

/** No text of the database may hold a zero sign: an address is read as if it were not there. */
function dropZeroSigns({ params, url }: RequestEvent): void {
  const given = params as Record<string, string | undefined>;
  for (const [name, value] of Object.entries(given)) given[name] = value?.replaceAll('\u0000', '');
  if (url.search.includes('%00')) url.search = url.search.replaceAll('%00', '');
}

function needsActor(event: RequestEvent): boolean {
  const inside = event.route.id?.startsWith('/(app)') ?? false;
  // A person without any role still may choose one, see the account and sign out.
  const withoutRole = ['/(app)/role', '/(app)/account'].includes(event.route.id ?? '');
  return inside && !(withoutRole && event.locals.signedIn);
}

/** Keeps what was typed when the session had expired, and asks to sign in again. */
async function sendToSignIn(event: RequestEvent): Promise<Response> {
  if (event.locals.signedIn) return seeOther(event, '/role');
  const data = event.request.method === 'POST' ? await event.request.formData().catch(() => null) : null;
  if (data) {
    // of a file only the name is kept: its field asks to choose it again
    const fields = [...data.entries()].map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : value.name,
    ]);
    const kept = await keepForm(
      app().database,
      { path: `${event.url.pathname}${event.url.search}`, fields },
      event.locals.now,
    );
    const response = seeOther(event, signInPath(event.url));
    response.headers.append('set-cookie', keptHeader(event.cookies, kept, event.url.protocol === 'https:'));
    return response;
  }
  return seeOther(event, signInPath(event.url));
}

function signInPath(url: URL): string {
  const search = [...url.searchParams.keys()].some((name) => name.startsWith('/')) ? '' : url.search;
  return `/sign-in?next=${encodeURIComponent(url.pathname + search)}`;
}

/** A redirect that both a browser and an enhanced form understand. */
function seeOther(event: RequestEvent, location: string): Response {
  if (event.request.headers.get('x-sveltekit-action') === 'true') {
    return Response.json({ type: 'redirect', status: 303, location });
  }
  return new Response(null, { status: 303, headers: { location } });
}
