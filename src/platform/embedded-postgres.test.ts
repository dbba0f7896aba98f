import { chmodSync, existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedServer } from './embedded-postgres.server.ts';

const root = process.getuid?.() === 0;

describe('embedded PostgreSQL', () => {
  let folder: string;
  let servers: EmbeddedServer[];
  const start = async (dataDir = folder) => {
    const server = await startEmbeddedPostgres(dataDir, { settings: { fsync: 'off' }, durable: false });
    servers.push(server);
    return server;
  };
  const base = (dataDir = folder) => {
    const note = join(dataDir, 'postgres-location');
    return existsSync(note) ? readFileSync(note, 'utf8').trim() : join(dataDir, 'postgres');
  };
  const serverPid = () => Number(readFileSync(join(base(), 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const ask = async <Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-'));
    chmodSync(folder, 0o755);
    servers = [];
  });
  afterEach(async () => {
    await servers.at(-1)?.stop();
    rmSync(base(), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  it('listens on loopback only, asks for a password kept closed, sorts in Russian', async () => {
    const { url } = await start();
    const [row] = await ask<{ listens: string; sockets: string; words: string[] }>(
      url,
      `select current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
         (select array_agg(word order by word) from unnest(array['ёж', 'Яма', 'еда', 'жук']) as word) as words`,
    );
    expect(row).toEqual({ listens: '127.0.0.1', sockets: '', words: ['еда', 'ёж', 'жук', 'Яма'] });
    const wrong = Object.assign(new URL(url), { password: 'wrong' }).href;
    await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(base(), 'password')).mode & 0o777).toBe(0o600);
  });

  it('keeps what was written between two starts in a row', async () => {
    const first = await start();
    await ask(first.url, 'create table kept (id integer); insert into kept values (1)');
    await first.stop();
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select id from kept')).toEqual([{ id: 1 }]);
  });

  it('is taken over when the program was killed and left it running', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ adopted: true, url: first.url });
  });

  it('starts again after it was killed itself', async () => {
    const first = await start();
    await ask(first.url, 'create table kept (id integer)');
    process.kill(serverPid(), 'SIGKILL');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select id from kept')).toEqual([]);
  });

  it('is stopped and started anew when it hangs', async () => {
    await start();
    process.kill(serverPid(), 'SIGSTOP');
    expect((await start()).adopted).toBe(false);
  }, 60_000);

  it('does not trust a number in a stale file: the process may be anybody', async () => {
    await (await start()).stop();
    writeFileSync(
      join(base(), 'data', 'postmaster.pid'),
      `${process.pid}\n${join(base(), 'data')}\n0\n5432\n\n127.0.0.1\n`,
    );
    expect((await start()).adopted).toBe(false);
  });

  it('begins anew after an interrupted creation', async () => {
    await (await start()).stop();
    rmSync(join(base(), 'data', 'PG_VERSION'));
    rmSync(join(base(), 'data'), { recursive: true });
    mkdirSync(join(base(), 'data.new'));
    writeFileSync(join(base(), 'data.new', 'half'), '');
    expect((await start()).adopted).toBe(false);
  });

  it.runIf(root)('of root is found again in its refuge when the data folder is closed to others', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const data = join(closed, 'data');
    const first = await start(data);
    await ask(first.url, 'create table kept (id integer)');
    await first.stop();
    const second = await start(data);
    expect(await ask(second.url, 'select id from kept')).toEqual([]);
    await second.stop();
    servers = [];
    expect(base(data)).not.toContain(folder);
    rmSync(base(data), { recursive: true });
  });
});
