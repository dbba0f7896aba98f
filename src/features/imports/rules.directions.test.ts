import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { matchDirection } from './rules.matching.ts';

const { directions } = readRegulation('volgograd');
const match = (text: string) => matchDirection(text, directions);

/** Words of a title as they are, the rest of it dropped: what a person who shortens may leave. */
const wordsOf = (title: string) => title.split(' ');

describe('a direction by its meaning', () => {
  it('every title and alias is surely itself, in any case and with any quotation marks', () => {
    for (const { code, title, aliases } of directions)
      for (const text of [
        title,
        ...aliases,
        title.toUpperCase(),
        `«${title}»`,
        `${title}.`,
        title.replaceAll(' ', '  '),
      ])
        expect([text, match(text)]).toEqual([text, { code, confidence: 'sure', candidates: [code] }]);
  });

  it.each([
    ['упр. развитием ОО', 'development'],
    ['управление развитием образ. организации', 'development'],
    ['развитие образовательной организации', 'development'],
    ['управление деятельностью школы', 'activity'],
    ['упр. качеством образования', 'quality'],
    ['качества образования', 'quality'],
    ['инновационная деятельность', 'innovation'],
    ['иновационая деятельность', 'innovation'],
    ['работа с ОВЗ', 'adaptive'],
    ['обучение детей с ОВЗ', 'adaptive'],
    ['безопасность', 'safety'],
    ['обесп. комплексной безопасности', 'safety'],
    ['вопросы безопасности', 'safety'],
    ['воспитательная деятельность', 'upbringing'],
    ['организация внеурочной деятельности', 'upbringing'],
    ['дополнительное образование', 'upbringing'],
    ['ФХД', 'finance'],
    ['финансово-хозяйственная деятельность', 'finance'],
    ['кадровая политика', 'staff'],
    ['развитие кадров', 'staff'],
    ['управление кадрами', 'staff'],
    ['ранняя профилизация', 'early-profiling'],
    ['обеспечение безопасности', 'safety'],
    ['воспитат. деят-ть', 'upbringing'],
    ['развитие', 'development'],
    ['Упр-е качеством образования', 'quality'],
    ['Упр. качеством обр-я', 'quality'],
    ['инновац. деят', 'innovation'],
    ['направление № 6', 'safety'],
  ])('%s → %s', (text, code) => {
    expect(match(text).code).toBe(code);
  });

  it('its short title is surely itself', () => {
    for (const { code, shortTitle } of directions)
      expect([shortTitle, match(shortTitle)]).toMatchObject([shortTitle, { code, confidence: 'sure' }]);
  });

  it.each([
    'работа с родительским сообществом',
    'школьный театр',
    'цифровизация школы',
    'наставничество',
    'управление',
    'организация деятельности',
    'управление проектами',
    'управление школой',
    'организация методической работы',
    'развитие цифровой среды',
    'воспитательная деятельность и безопасность',
    'образование',
    '',
  ])('«%s» has no code', (text) => {
    expect(match(text)).toMatchObject({ code: null, confidence: 'none' });
  });

  it('a shortened title is never surely another one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...directions), fc.infiniteStream(fc.boolean()), ({ code, title }, keep) => {
        const flags = keep.take(20);
        const text = wordsOf(title)
          .filter((word) => word !== 'и' && flags.next().value)
          .join(' ');
        const found = match(text);
        // «управление деятельностью» is the whole name of another direction
        const renamed = directions.some((one) => one.code !== code && [one.title, ...one.aliases].includes(text));
        if (found.confidence === 'sure' && !renamed) expect([text, found.code]).toEqual([text, code]);
      }),
      { numRuns: 1500 },
    );
  });

  it('a mistyped title is itself, never surely another one', () => {
    const letters = fc.constantFrom(...'абвгдеиклмнопрстуя');
    fc.assert(
      fc.property(
        fc.constantFrom(...directions),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('drop', 'change', 'swap', 'double'), letters), {
          minLength: 1,
          maxLength: 2,
        }),
        ({ code, title }, mistakes) => {
          let text = title;
          for (const [where, kind, letter] of mistakes) {
            const at = where % (text.length - 1);
            const rest = text.slice(at + 1);
            if (kind === 'drop') text = text.slice(0, at) + rest;
            else if (kind === 'change') text = text.slice(0, at) + letter + rest;
            else if (kind === 'double') text = text.slice(0, at + 1) + text.slice(at);
            else text = text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
          }
          expect([text, match(text).code]).toEqual([text, code]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('two titles in one text are no direction at all', () => {
    for (const one of directions)
      for (const other of directions)
        if (one !== other) expect(match(`${one.title} и ${other.title}`).confidence).not.toBe('sure');
  });

  it('shows what a foreign wording resembles', () => {
    expect(match('управление качеством образования и работа с одарёнными').candidates[0]).toBe('quality');
  });
});
