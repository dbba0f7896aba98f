import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docxOf } from '#tests/paper.ts';

const launcher = join(process.cwd(), 'scripts', 'estafeta.mjs');
const fixture = (name: string) => join(process.cwd(), 'tests', 'fixtures', name);

/** Runs the command as a person in some folder would. */
function estafeta(args: readonly string[], folder = process.cwd()) {
  const done = spawnSync(process.execPath, [launcher, ...args], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  return { code: done.status, output: done.stdout, error: done.stderr };
}

describe('reading a file by a command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'read-'));
    writeFileSync(join(folder, 'письмо.docx'), docxOf(['Уважаемые коллеги!']));
    writeFileSync(join(folder, 'картинка.docx'), '\x89PNG\r\n\x1a\n', 'latin1');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('prints a programme as JSON and nothing else', () => {
    const { code, output, error } = estafeta(['read', 'programme', fixture('programme-ilovlya.docx')]);
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(output.endsWith('}\n')).toBe(true);
    expect(JSON.parse(output)).toMatchObject({
      kind: 'programme',
      developing: { organisation: 'МБОУ Иловлинская СОШ № 77' },
      experienced: { organisation: 'МБОУ Логовская СОШ' },
    });
  }, 60_000);

  it.each(['docx', 'xlsx'])(
    'prints the participants of a %s',
    (format) => {
      const { code, output } = estafeta(['read', 'participants', fixture(`participants-kamyshin.${format}`)]);
      expect(code).toBe(0);
      expect(JSON.parse(output)).toMatchObject({
        kind: 'participants',
        municipality: expect.stringContaining('Камышин'),
      });
    },
    60_000,
  );

  it('takes the file from the folder it is called in', () => {
    expect(estafeta(['read', 'programme', 'письмо.docx'], folder)).toMatchObject({ code: 2, output: '' });
    expect(estafeta(['read', 'programme', 'картинка.docx'], folder).error).toContain('картинка');
  }, 60_000);

  it.each([
    [['read'], /^Укажите/],
    [['read', 'constructor', 'x.docx'], /^Укажите/],
    [['read', 'programme', 'x.docx', 'y.docx'], /^Укажите/],
    [['read', 'programme', 'x.docx', '--colour'], /^Укажите/],
    [['read', 'programme', 'нет.docx'], /^Файла «нет.docx» нет/],
    [['read', 'programme', '.'], /папка/],
    [['read', 'programme', 'письмо.docx', '--region', 'nowhere'], /^Региона «nowhere»/],
    [['read', 'programme', 'письмо.docx'], /./],
    [['read', 'programme', 'картинка.docx'], /картинка/],
    [['constructor'], /^Команды «constructor» нет/],
  ])(
    'refuses %j with code 2 and one sentence',
    (args, sentence) => {
      const { code, output, error } = estafeta(args, folder);
      expect({ code, output }).toEqual({ code: 2, output: '' });
      expect(error).toMatch(sentence);
      expect(error).toMatch(/^[А-Я«][^\n]*\.\n$/);
      expect(error).not.toMatch(/[.!?] [А-Я]/);
    },
    60_000,
  );

  it('is not upset by a reader that leaves early', async () => {
    const child = spawn(process.execPath, [launcher, 'read', 'programme', fixture('programme-ilovlya.docx')]);
    let error = '';
    child.stderr.on('data', (said: Buffer) => (error += said.toString()));
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect({ code, error }).toEqual({ code: 0, error: '' });
  }, 60_000);
});
