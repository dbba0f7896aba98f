import { afterAll, describe, expect, it } from 'vitest';
import { docxOf, xlsxOf } from '#tests/paper.ts';
import { hostileFiles } from '#tests/hostile.ts';
import { closeHeavyWork } from '../heavy/index.server.ts';
import { readPaperApart } from './apart.server.ts';
import { readLimits, readPaper } from './index.server.ts';

afterAll(closeHeavyWork);

const rows = Array.from({ length: 1000 }, (_, row) => [`Школа № ${row}`, '', `строка ${row}`]);

describe('reading apart from the server', () => {
  it.each([
    ['a sheet', xlsxOf({ rows })],
    [
      'a document with nested tables',
      docxOf([
        'до',
        {
          table: [
            ['а', 'б'],
            ['в', 'г'],
          ],
        },
        'после',
      ] as never),
    ],
  ])('%s gives the same paper', async (_title, bytes) => {
    const here = readPaper(bytes, readLimits.list);
    expect(here.ok).toBe(true);
    expect(await readPaperApart(bytes, readLimits.list)).toEqual(here);
  });

  it('a hostile file is refused in the same words', async () => {
    const [bomb] = hostileFiles.filter((file) => file.bomb);
    const read = await readPaperApart(bomb!.bytes());
    expect(read).toMatchObject({ ok: false, error: expect.stringMatching(bomb!.says) });
  });
});
