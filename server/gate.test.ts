import { createServer, request, type ClientRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConfig, type Config } from '#platform/config.server.ts';
import { openGate, type Gate } from './gate.ts';
import { originOf } from './origin.ts';

function config(environment: Record<string, string>): Config {
  const read = readConfig(environment);
  if (!read.ok) throw new Error(read.error.join(' '));
  return read.value;
}

describe('gate', () => {
  let gate: Gate | null = null;
  afterEach(async () => {
    await gate?.close();
    gate = null;
  });

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
      const asked = request({ port: gate!.config.port, path, headers, method }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      asked.once('error', reject).end();
    });

  it('answers 503 in Russian until the program is ready, then 200', async () => {
    gate = await openGate(config({ PORT: '0' }));
    expect((await ask('/health')).status).toBe(503);
    expect(await ask('/desk')).toMatchObject({ status: 503, text: expect.stringContaining('Эстафета запускается') });
    gate.open((_request, response) => response.end('page'));
    expect(await ask('/health')).toMatchObject({ status: 200, text: 'ok\n' });
    expect(await ask('/desk')).toMatchObject({ status: 200, text: 'page' });
  });

  it("tells the program the public address and drops a client's own such headers", async () => {
    gate = await openGate(config({ PORT: '0', ORIGIN: 'https://estafeta.example.org' }));
    gate.open((incoming, response) => response.end(JSON.stringify(incoming.headers)));
    const forged = {
      'x-estafeta-host': 'evil.example',
      'x-estafeta-protocol': 'ftp',
      'x-request-id': 'forged',
      host: 'evil.example',
    };
    const answer = await ask('/', forged);
    expect(JSON.parse(answer.text)).toMatchObject({
      'x-estafeta-host': 'estafeta.example.org',
      'x-estafeta-protocol': 'https',
    });
    expect(JSON.parse(answer.text)['x-request-id']).toBe(answer.headers['x-request-id']);
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{10}$/);
  });

  it('refuses forms of other sites and other methods in Russian', async () => {
    gate = await openGate(config({ PORT: '0' }));
    gate.open((_request, response) => response.end('page'));
    const own = `http://localhost:${gate.config.port}`;
    expect(await ask('/desk', { origin: own }, 'POST')).toMatchObject({ status: 200, text: 'page' });
    expect(await ask('/desk', { origin: 'https://evil.example' })).toMatchObject({ status: 200 });
    const strange = await ask('/desk', { origin: 'https://evil.example' }, 'POST');
    expect(strange).toMatchObject({ status: 403, text: expect.stringContaining(`по адресу ${own} и отправьте`) });
    const quiet = await ask('/desk', { origin: 'null', accept: 'application/json' }, 'POST');
    expect(JSON.parse(quiet.text)).toMatchObject({
      type: 'error',
      error: { message: expect.stringContaining('другого адреса') },
    });
    expect(await ask('/desk', {}, 'DELETE')).toMatchObject({
      status: 405,
      text: expect.stringContaining('не обращаются'),
    });
  });

  it('lets in as many large forms at once as memory holds, and small ones always', async () => {
    gate = await openGate(config({ PORT: '0' }));
    let held = 0;
    gate.open(({ url }, response) => (url === '/held' ? (held += 1) : response.end('page')));
    const asked: ClientRequest[] = [];
    const sendLarge = (path: string) =>
      new Promise<number>((resolve) => {
        const headers = { 'content-length': String(20 * 1024 * 1024) };
        const large = request({ port: gate!.config.port, path, headers, method: 'POST', agent: false });
        large.once('response', ({ statusCode }) => resolve(statusCode ?? 0)).on('error', () => undefined);
        large.flushHeaders();
        asked.push(large);
      });
    const leave = () => asked.splice(0).forEach((large) => large.destroy());
    for (let count = 0; count < 10; count++) void sendLarge('/held');
    await vi.waitFor(() => expect(held).toBe(10));
    expect(await sendLarge('/')).toBe(503);
    expect((await ask('/', { 'content-length': '0' }, 'POST')).status).toBe(200);
    leave();
    await vi.waitFor(async () => expect(await sendLarge('/')).toBe(200));
    leave();
  });

  it('lets a request in hand finish before it closes', async () => {
    gate = await openGate(config({ PORT: '0' }));
    gate.open((_request, response) => void setTimeout(() => response.end('done'), 300));
    const answer = ask('/slow');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await gate.close();
    gate = null;
    expect(await answer).toMatchObject({ status: 200, text: 'done' });
  });

  it('says in one sentence that the port is taken, or that there is no such address', async () => {
    const other: Server = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(openGate(config({ PORT: String(port) }))).rejects.toThrow(
      `Порт ${port} на 127.0.0.1 уже занят другой программой: задайте свободный в настройке PORT.`,
    );
    await expect(openGate(config({ PORT: '0', HOST: '192.0.2.1' }))).rejects.toThrow(
      'Адреса 192.0.2.1 (настройка HOST) у этой машины нет.',
    );
    other.close();
  });
});

describe('the address the browser used', () => {
  const of = (environment: Record<string, string>, host: string | undefined) =>
    originOf(config(environment), host).origin;

  it.each([
    [{}, 'localhost:3000', 'http://localhost:3000'],
    [{}, '[::1]:3000', 'http://[::1]:3000'],
    [{}, 'evil.example', 'http://127.0.0.1:3000'],
    [{}, '192.168.1.5:3000', 'http://127.0.0.1:3000'],
    [{}, 'localhost:3000/../x', 'http://127.0.0.1:3000'],
    [{}, undefined, 'http://127.0.0.1:3000'],
    [{ HOST: '0.0.0.0' }, '192.168.1.5:3000', 'http://192.168.1.5:3000'],
    [{ HOST: '0.0.0.0' }, 'evil.example:3000', 'http://127.0.0.1:3000'],
    [{ ORIGIN: 'https://estafeta.example.org' }, 'localhost:3000', 'https://estafeta.example.org'],
  ])('with settings %j and Host %s is %s', (environment, host, origin) => expect(of(environment, host)).toBe(origin));
});
