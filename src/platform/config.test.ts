import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultOrigin, readConfig } from './config.server.ts';

const read = (environment: Record<string, string>) => {
  const config = readConfig(environment);
  return config.ok ? config.value : config.error;
};

describe('settings', () => {
  it('have defaults, and an empty variable counts as absent', () => {
    expect(read({ PORT: '', SMTP_URL: ' ' })).toEqual({
      port: 3000,
      host: '127.0.0.1',
      origin: 'http://127.0.0.1:3000',
      originGiven: false,
      dataDir: resolve('data'),
      databaseUrl: null,
      smtpUrl: null,
      demo: false,
      fixedNow: null,
    });
  });

  it('are read when given', () => {
    const given = {
      PORT: '8080',
      HOST: '0.0.0.0',
      ORIGIN: 'https://estafeta.example.org/',
      DATA_DIR: '/srv/estafeta',
      DATABASE_URL: 'postgres://u:p@db.example.org/estafeta',
      SMTP_URL: 'smtps://u:p@mail.example.org',
      ESTAFETA_DEMO: '1',
    };
    expect(read(given)).toMatchObject({
      port: 8080,
      origin: 'https://estafeta.example.org',
      originGiven: true,
      dataDir: '/srv/estafeta',
      demo: true,
    });
  });

  it.each([
    ['PORT', 'десять'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['HOST', 'a b'],
    ['ORIGIN', 'estafeta.example.org'],
    ['ORIGIN', 'https://example.org/path'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['DATABASE_URL', 'нет'],
    ['SMTP_URL', 'mail.example.org'],
    ['ESTAFETA_DEMO', 'yes'],
    ['ESTAFETA_NOW', '2026-02-31'],
  ])('%s=%s is refused in one sentence that names it', (name, value) => {
    const sentences = read({ [name]: value });
    expect(sentences).toEqual([expect.stringMatching(new RegExp(`^Настройка ${name} .*\\.$`))]);
  });

  it('are all told at once when several are broken', () => {
    expect(read({ PORT: 'x', ORIGIN: 'x' })).toHaveLength(2);
  });

  it.each([
    ['127.0.0.1', 3000, 'http://127.0.0.1:3000'],
    ['0.0.0.0', 80, 'http://127.0.0.1'],
    ['::1', 8080, 'http://[::1]:8080'],
  ])('listening on %s:%i means %s', (host, port, origin) => expect(defaultOrigin(host, port)).toBe(origin));
});
