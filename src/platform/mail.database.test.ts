import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { readConfig, type Config } from './config.server.ts';
import { startJobs } from './jobs.server.ts';
import { outbox, sendMail } from './mail.server.ts';

describe('letters', () => {
  let test: TestDatabase;
  let server: SMTPServer;
  let config: Config;
  let received: string[];
  let refusing: boolean;
  const now = new Date('2026-03-15T09:00:00Z');

  beforeAll(async () => {
    test = await createTestDatabase();
    server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData(stream, _session, done) {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          if (refusing) return done(new Error('mailbox is full'));
          received.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const read = readConfig({ SMTP_URL: `smtp://127.0.0.1:${port}`, ORIGIN: 'https://estafeta.example.org' });
    if (!read.ok) throw new Error(read.error[0]);
    config = read.value;
  });
  beforeEach(() => {
    received = [];
    refusing = false;
  });
  afterEach(() => test.database.deleteFrom('mailMessage').execute());
  afterAll(async () => {
    await new Promise<void>((resolve) => server.close(resolve));
    await test.close();
  });

  const write = (subject = 'Согласие') =>
    test.database
      .transaction()
      .execute((tx) =>
        outbox(tx).send({ to: 'head@example.org', personId: null, subject, text: 'Просим подтвердить согласие.', now }),
      );
  const letters = () => test.database.selectFrom('mailMessage').selectAll().execute();
  const send = async (with_: Config = config) => {
    const [letter] = await letters();
    await sendMail({ database: test.database, config: with_, now, data: { id: letter!.id } });
  };

  it('reach the mail server once, however often the job is run', async () => {
    await write();
    await Promise.all([send(), send()]);
    await send();
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('To: head@example.org');
    expect(received[0]).toContain('no-reply@estafeta.example.org');
    expect(await letters()).toEqual([expect.objectContaining({ sentAt: now, attempts: 1, lastError: null })]);
  });

  it('that the server refuses are kept with the reason and tried again', async () => {
    await write();
    refusing = true;
    await expect(send()).rejects.toThrow('mailbox is full');
    expect(await letters()).toEqual([
      expect.objectContaining({ sentAt: null, attempts: 1, lastError: expect.stringContaining('mailbox is full') }),
    ]);
    refusing = false;
    await send();
    expect(received).toHaveLength(1);
  });

  it('without SMTP_URL are only kept', async () => {
    await write();
    await send({ ...config, smtpUrl: null });
    expect(received).toHaveLength(0);
    expect(await letters()).toEqual([expect.objectContaining({ sentAt: null, attempts: 0 })]);
  });

  it('cannot be given headers through the subject', async () => {
    await write('Тема\r\nBcc: someone@example.org');
    await send();
    expect(received[0]).not.toMatch(/^Bcc:/m);
  });

  it('leave through the queue', async () => {
    const jobs = await startJobs(test.url);
    try {
      await jobs.work('send-mail', (data) => sendMail({ database: test.database, config, now, data }));
      await write();
      await expect.poll(() => received.length, { timeout: 10_000 }).toBe(1);
    } finally {
      await jobs.stop();
    }
  });
});
