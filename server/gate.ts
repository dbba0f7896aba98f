import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '#platform/config.server.ts';
import { log } from '#platform/log.server.ts';
import { reasonOf, StartFailure } from '#platform/start-failure.server.ts';
import { originOf, withPort } from './origin.ts';

/** What the bundled program gives: `build/handler.js`. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Headers by which the program learns the address the browser used; a client's own are dropped. */
export const protocolHeader = 'x-estafeta-protocol';
export const hostHeader = 'x-estafeta-host';

/** The door to the program: listens at once, lets requests in when the program is ready. */
export interface Gate {
  readonly config: Config;
  open(handler: Handler): void;
  close(): Promise<void>;
}

const waiting = `<!doctype html><html lang="ru"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>Эстафета запускается</title><body><p>Эстафета запускается. Страница обновится сама.</p></body></html>`;

/**
 * Listens on the configured address. Throws StartFailure when it is taken or impossible.
 * `GET /health`: 503 until `open`, 200 after, 503 again while closing.
 */
export async function openGate(asked: Config): Promise<Gate> {
  let config = asked;
  let handler: Handler | null = null;
  const admit = largeForms();
  const server = createServer((request, response) => {
    const requestId = randomBytes(5).toString('hex');
    response.setHeader('x-request-id', requestId);
    if (request.url?.split('?')[0] === '/health') return sayHealth(response, handler !== null);
    if (!handler) return sayWait(response);
    const origin = originOf(config, request.headers.host);
    request.headers[protocolHeader] = origin.protocol.replace(':', '');
    request.headers[hostHeader] = origin.host;
    request.headers['x-request-id'] = requestId;
    const refusal = refusalOf(request, origin);
    if (refusal) return sayNo(request, response, refusal);
    if (!admit(request, response)) return sayNo(request, response, busy);
    logWhenDone(request, response, requestId);
    handler(request, response, () => response.writeHead(404).end());
  });
  await listen(server, asked);
  config = withPort(asked, (server.address() as AddressInfo).port);
  return {
    config,
    open: (ready) => void (handler = ready),
    close: () => {
      handler = null;
      return drain(server);
    },
  };
}

function sayHealth(response: ServerResponse, serving: boolean): void {
  response.writeHead(serving ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(serving ? 'ok\n' : 'not ready\n');
}

function sayWait(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'text/html; charset=utf-8', 'retry-after': '2', connection: 'close' });
  response.end(waiting);
}

interface GateRefusal {
  readonly status: number;
  readonly message: string;
}

/** What never reaches the program, which would answer in English: other methods, forms of another site's pages. */
function refusalOf({ method = '', headers }: IncomingMessage, { origin }: URL): GateRefusal | null {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return null;
  if (method !== 'POST') return { status: 405, message: 'Так к этой странице не обращаются' };
  if (headers.origin === undefined || headers.origin === origin) return null;
  return {
    status: 403,
    message: `Форма пришла с другого адреса. Откройте Эстафету по адресу ${origin} и отправьте её оттуда`,
  };
}

const megabyte = 1024 * 1024;
/** Forms up to this size always come in: signing in must work whatever else is on its way. */
const smallForm = megabyte;
/** A form that does not say its size is counted as the largest there is. */
const unknownForm = 25 * megabyte;
const largeFormsAtMost = 200 * megabyte;
const busy: GateRefusal = {
  status: 503,
  message: 'Сейчас приходит слишком много больших файлов. Подождите минуту и отправьте форму ещё раз',
};

/**
 * Counts the bytes of large forms that are on their way or being answered: each is held in memory whole, and some pages
 * take files from anybody. False when there is no room for one more.
 */
function largeForms(): (request: IncomingMessage, response: ServerResponse) => boolean {
  let onTheirWay = 0;
  return ({ method, headers }, response) => {
    if (method !== 'POST') return true;
    const size = headers['content-length'] === undefined ? unknownForm : Number(headers['content-length']);
    if (size <= smallForm) return true;
    if (onTheirWay + size > largeFormsAtMost) return false;
    onTheirWay += size;
    response.once('close', () => (onTheirWay -= size));
    return true;
  };
}

function sayNo({ headers }: IncomingMessage, response: ServerResponse, { status, message }: GateRefusal): void {
  const json = headers.accept === 'application/json';
  response.writeHead(status, {
    'content-type': json ? 'application/json' : 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // whoever is told to come again must be able to read it: what is still coming is thrown away
    ...(status === 503 ? { 'retry-after': '60' } : { connection: 'close' }),
  });
  // the shape in which a form that was sent without leaving its page reads an answer
  if (json) response.end(JSON.stringify({ type: 'error', status, error: { message } }));
  else
    response.end(
      `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Эстафета</title><body><p>${message}.</p></body></html>`,
    );
}

function logWhenDone(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  if (!log.isLevelEnabled('debug')) return;
  const { method, url } = request;
  const startedAt = performance.now();
  response.once('close', () =>
    log.debug({
      requestId,
      method,
      path: url?.split('?')[0],
      status: response.statusCode,
      ms: Math.round(performance.now() - startedAt),
    }),
  );
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartFailure(whyNot(error, host, port))));
    server.listen({ host, port, exclusive: true }, resolve);
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  const { code } = error;
  if (code === 'EADDRINUSE')
    return `Порт ${port} на ${host} уже занят другой программой: задайте свободный в настройке PORT.`;
  if (code === 'EACCES')
    return `Порт ${port} на ${host} системой не разрешён: задайте другой в настройке PORT, например 3000.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `Адреса ${host} (настройка HOST) у этой машины нет.`;
  return `Слушать ${host}:${port} не удалось: ${reasonOf(error)}.`;
}

/** Lets requests in hand finish, at most ten seconds. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // a connection kept alive becomes idle only after its last answer
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const late = new AbortController();
  await Promise.race([closed, sleep(10_000, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  clearInterval(sweep);
  server.closeAllConnections();
}
