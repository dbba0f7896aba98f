import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventedOrganisations } from '#db/demo/organisations.ts';
import { readReferenceRegion } from '#features/regulation/index.server.ts';
import { matchOrganisations, organisationIndex } from './rules.matching.ts';
import { meaningOf } from './rules.meant.ts';

const small = [
  [
    '1',
    'Муниципальное бюджетное общеобразовательное учреждение средняя школа № 1 городского округа – город Камышин',
    'МБОУ СШ № 1',
  ],
  [
    '2',
    'Муниципальное бюджетное общеобразовательное учреждение средняя школа № 2 городского округа – город Камышин',
    'МБОУ СШ № 2',
  ],
  [
    '11',
    'Муниципальное бюджетное общеобразовательное учреждение средняя школа № 11 городского округа – город Камышин',
    'МБОУ СШ № 11',
  ],
  [
    'g2',
    'Муниципальное бюджетное общеобразовательное учреждение гимназия № 2 городского округа – город Камышин',
    'МБОУ гимназия № 2',
  ],
  [
    'd2',
    'Муниципальное бюджетное дошкольное образовательное учреждение детский сад № 2 городского округа – город Камышин',
    'МБДОУ Дс № 2',
  ],
  ['lastochka', 'Муниципальное дошкольное образовательное учреждение детский сад «Ласточка»', 'МДОУ д/с «Ласточка»'],
  [
    'log',
    'Муниципальное казённое общеобразовательное учреждение Логовская средняя общеобразовательная школа',
    'МКОУ Логовская СОШ',
  ],
  [
    '77',
    'Муниципальное бюджетное общеобразовательное учреждение Иловлинская средняя общеобразовательная школа № 77',
    'МБОУ Иловлинская СОШ № 77',
  ],
  ['o5', 'Муниципальное бюджетное общеобразовательное учреждение Камышинская основная школа № 5', 'Камышинская ОШ № 5'],
  ['cdt', 'Муниципальное учреждение дополнительного образования «Центр детского творчества»', 'МУДО ЦДТ'],
].map(([id = '', name = '', shortName = '']) => ({ id, name, shortName }));

describe('an organisation by the meaning of its name', () => {
  it.each([
    ['МБОУ СШ № 2 г. Камышина', '2'],
    ['МКОУ "Средняя общеобразовательная школа №2" города Камышин', '2'],
    ['МОУ СОШ №2', '2'],
    ['Камышинская СШ № 2', '2'],
    ['MБОУ CШ № 1', '1'],
    ['МБОУ средняя щкола № 1 г. Камышина', '1'],
    ['СШ 11', '11'],
    ['школа № 11', '11'],
    ['гимназия №2', 'g2'],
    ['МБОУ «Гимназия № 2» г.о. Камышин', 'g2'],
    ['ДС № 2', 'd2'],
    ['детский сад №2 г.Камышин', 'd2'],
    ['МДОУ „Ласточка“', 'lastochka'],
    ['Детский сад "Ласточка"', 'lastochka'],
    ['Логовская СОШ', 'log'],
    ['МБОУ Логовская средняя школа', 'log'],
    ['МБОУ СОШ № 77 р.п. Иловля', '77'],
    ['Иловлинская средняя школа №77', '77'],
    ['ЦДТ', 'cdt'],
    ['Центр детского творчества', 'cdt'],
  ])('%s', (text, id) => {
    const found = matchOrganisations(text, small);
    expect([found.verdict, found.candidates[0]?.choice.id]).toEqual(['sure', id]);
  });

  it.each([
    ['МБОУ СШ № 3', null],
    ['МБОУ СШ № 12', null],
    ['Логовская ООШ', 'log'],
    ['Камышинская СОШ № 5', 'o5'],
    ['Иловлинская СОШ', '77'],
    ['МБОУ СШ № 2 г. Фролово', '2'],
    ['филиал МБОУ СШ № 2', '2'],
    ['СОШ', null],
    ['МБОУ', null],
    ['Тингутинская СШ', null],
    ['', null],
  ])('«%s» is not sure', (text, near) => {
    const found = matchOrganisations(text, small);
    expect(found.verdict).not.toBe('sure');
    if (near !== null) expect(found.candidates.map(({ choice }) => choice.id)).toContain(near);
  });

  it('a name that nothing resembles is offered as a new one, without improbable candidates', () => {
    const known = small.map((one) => ({ ...one, kind: 'school', head: null }));
    const meant = meaningOf(known, '');
    for (const name of ['МБОУ «Пролетарский лицей космонавтики»', 'МБДОУ «Родничок»'])
      expect(meant(name)).toEqual({ candidates: [], chosen: 'new' });
  });

  const twins = [
    ['k1', 'МБОУ средняя школа № 1 городского округа – город Камышин', 'МБОУ СШ № 1', 'городской округ Камышин'],
    ['k11', 'МБОУ средняя школа № 11 городского округа – город Камышин', 'МБОУ СШ № 11', 'городской округ Камышин'],
    ['l1', 'МБОУ лицей № 1 городского округа – город Камышин', 'МБОУ лицей № 1', 'городской округ Камышин'],
    ['sport', 'МБУ ДО «Спортивная школа № 1»', 'СШ № 1 (спорт)', 'городской округ Камышин'],
    ['house', 'МБУ ДО «Дом детского творчества»', 'МБУДО ДДТ', 'городской округ Камышин'],
    ['i1', 'МБОУ Иловлинская СОШ № 1', 'МБОУ Иловлинская СОШ № 1', 'Иловлинский муниципальный район'],
    ['q1', 'МБОУ Качалинская СОШ № 1', 'МБОУ Качалинская СОШ № 1', 'Иловлинский муниципальный район'],
    ['logd', 'Логовский детский сад «Ромашка»', 'Логовский д/с «Ромашка»', 'Иловлинский муниципальный район'],
    ['qd', 'Качалинский детский сад «Ромашка»', 'Качалинский д/с «Ромашка»', 'Иловлинский муниципальный район'],
    [
      'hero',
      'МБОУ Сиротинская СШ имени Героя Союза И. И. Иванченко',
      'Сиротинская СШ',
      'Иловлинский муниципальный район',
    ],
    ['branch', 'Филиал МБОУ Сиротинская СШ', 'Филиал Сиротинской СШ', 'Иловлинский муниципальный район'],
    ['kali', 'МКОУ «Калиновская СШ»', 'Калиновская СШ', 'Еланский муниципальный район'],
    ['talo', 'МКОУ «Красноталовская ОШ»', 'Красноталовская ОШ', 'Еланский муниципальный район'],
    ['telo', 'МКОУ «Краснотеловская СШ»', 'Краснотеловская СШ', 'Еланский муниципальный район'],
    ['sun', 'Терсинский детский сад «Солнышко»', 'МБДОУ «Солнышко»', 'Еланский муниципальный район'],
    ['sun2', 'Детский сад «Солнышко» с. Журавка', 'Д/с «Солнышко» с. Журавка', 'Еланский муниципальный район'],
    ['g3', 'МБОУ «Городищенская СШ № 3»', 'Городищенская СШ № 3', 'Городищенский муниципальный район'],
    ['e3', 'МБОУ «Ерзовская СШ № 5»', 'Ерзовская СШ № 5', 'Городищенский муниципальный район'],
    ['mixed', 'Начальная школа – детский сад № 7', 'НШ-ДС № 7', 'Городищенский муниципальный район'],
  ].map(([id = '', name = '', shortName = '', municipality = '']) => ({ id, name, shortName, municipality }));
  const [kamyshin, ilovlya, elan, gorod] = ['Камышин', 'Иловлин', 'Еланс', 'Городищ'].map((place) =>
    twins.filter(({ municipality }) => municipality.includes(place)),
  );

  it.each([
    ['МБОУ СОШ № 1 г. Камышина', kamyshin, 'k1'],
    ['СШ-11', kamyshin, 'k11'],
    ['МБОУ СШ № 1 им. А. П. Маресьева г. Камышина', kamyshin, 'k1'],
    ['МБУ ДО СШ № 1', kamyshin, 'sport'],
    ['лицей №1', kamyshin, 'l1'],
    ['МБОУ СШ № 1 городского округа город Волжский', kamyshin, null],
    ['МБОУ СШ № 1 г. Иловли', kamyshin, null],
    ['МБОУ СШ № 1 Камышинского района', kamyshin, null],
    ['лицей № 1 Камышинского р-на', kamyshin, null],
    ['МБОУ Иловлинская СОШ № 1 Иловлинского района', ilovlya, 'i1'],
    ['МБОУ СШ № 1 «Перспектива»', kamyshin, null],
    ['МБОУ СШ № 1, МБОУ СШ № 11', kamyshin, null],
    ['МБОУ средняя школа-интернат № 1', kamyshin, null],
    ['структурное подразделение МБОУ СШ № 1', kamyshin, null],
    ['школа № 1', kamyshin, null],
    ['Центр детского творчества', kamyshin, null],
    ['СОШ № 1', ilovlya, null],
    ['СОШ № 1 р. п. Иловля', ilovlya, 'i1'],
    ['детский сад «Ромашка» с. Лог', ilovlya, 'logd'],
    ['МБДОУ «Ромашка»', ilovlya, null],
    ['Сиротинская СШ им. И. И. Иванченко', ilovlya, 'hero'],
    ['филиал МБОУ Сиротинская средняя школа', ilovlya, 'branch'],
    ['Калининская СШ', elan, null],
    ['СШ с. Калиновка', elan, 'kali'],
    ['Калинофская СШ', elan, null],
    ['Красноталовская СШ', elan, null],
    ['Красноталовская основная школа', elan, 'talo'],
    ['д/с «Солнышко»', elan, null],
    ['детский сад «Солнышко» с. Елань', elan, null],
    ['Терсинский д/с «Солнышко»', elan, 'sun'],
    ['Городищенская СШ № 5', gorod, null],
    ['МОУ «Городищенская средняя школа № 3»', gorod, 'g3'],
    ['детский сад № 7', gorod, null],
    ['МБОУ СШ № 1 г. Камышина', twins, 'k1'],
    ['СОШ № 1', twins, null],
  ])('«%s» among near twins', (text, known, id) => {
    const { verdict, candidates } = matchOrganisations(text, known!);
    expect(verdict === 'sure' ? candidates[0]!.choice.id : null).toBe(id);
  });

  it('names that fit several alike are left to the person', () => {
    const both = [
      { id: 'a', name: 'МБОУ СШ № 2 г. Камышина', shortName: 'СШ № 2 г. Камышина' },
      { id: 'b', name: 'МБОУ СШ № 2 г. Петров Вал', shortName: 'СШ № 2 г. Петров Вал' },
    ];
    expect(matchOrganisations('МКОУ СОШ № 2', both).verdict).toBe('ambiguous');
    expect(matchOrganisations('МКОУ СОШ № 2 города Камышин', both)).toMatchObject({
      verdict: 'sure',
      candidates: [{ choice: { id: 'a' } }, { choice: { id: 'b' } }],
    });
  });

  it('a long number is another school than the one its first digits name', () => {
    const known = [{ id: 'a', name: 'Школа № 1000', shortName: 'Школа № 1000' }];
    for (const name of ['Школа № 10001', 'Школа 10001', 'Школа № 100012'])
      expect(matchOrganisations(name, known).verdict).not.toBe('sure');
    expect(matchOrganisations('школа №1000', known).verdict).toBe('sure');
  });

  it('the municipality of a choice may be said', () => {
    const choices = [{ id: 'a', name: 'МУДО ЦДТ', shortName: 'ЦДТ', municipality: 'городской округ Камышин' }];
    expect(matchOrganisations('Центр детского творчества г. Камышина', choices).verdict).toBe('sure');
  });
});

describe('every organisation of the demonstration', () => {
  const places = readReferenceRegion('volgograd')!.units.filter((unit) => unit.kind !== 'region');
  const byPlace = places.map((unit, index) =>
    inventedOrganisations(unit, 6, index * 9).map((one, serial) => ({ ...one, id: `${unit.name} ${serial}` })),
  );
  const legal = ['МКОУ', 'МАОУ', 'МОУ', 'Муниципальное казённое общеобразовательное учреждение'];
  const spelt = (name: string) =>
    name.replace(/СОШ/u, 'средняя общеобразовательная школа').replace(/СШ/u, 'средняя школа');

  it('is found by any of its names, never surely another', () => {
    const organisation = fc
      .constantFrom(...byPlace.filter((list) => list.length > 0))
      .chain((list) => fc.record({ list: fc.constant(list), one: fc.constantFrom(...list) }));
    const writing = fc.constantFrom<(one: { name: string; shortName: string }, form: string) => string>(
      ({ name }) => name,
      ({ shortName }) => shortName,
      ({ shortName }, form) => `${form} ${shortName}`,
      ({ shortName }, form) => `${form} «${shortName.replace('№ ', '№')}»`,
      ({ shortName }, form) => `${form} "${spelt(shortName)}"`,
      ({ name }) => name.toUpperCase(),
      ({ name }) => name.replace(/[«»]/g, '"').replace('№ ', 'N'),
      ({ shortName }) => shortName.replace('г. ', 'города '),
    );
    fc.assert(
      fc.property(
        organisation,
        writing,
        fc.constantFrom(...legal),
        fc.nat(),
        fc.boolean(),
        ({ list, one }, write, form, where, mistake) => {
          let text = write(one, form);
          if (mistake) {
            const long = [...text.matchAll(/\p{L}{9,}/gu)];
            const word = long[where % Math.max(1, long.length)];
            if (word) {
              const at = word.index + 2 + (where % (word[0].length - 4));
              text = text.slice(0, at) + text.slice(at + 1);
            }
          }
          const { verdict, candidates } = matchOrganisations(text, list);
          if (verdict === 'sure') expect([text, candidates[0]!.choice.id]).toEqual([text, one.id]);
          else
            expect([text, verdict, candidates.some(({ choice }) => choice.id === one.id)]).toEqual([
              text,
              verdict,
              true,
            ]);
          if (!mistake) expect([text, verdict]).toEqual([text, 'sure']);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('another number is never the same school', () => {
    const list = byPlace.flat();
    const index = organisationIndex(list);
    for (const one of list) {
      const text = one.shortName.replace(/\d+/u, '7');
      expect(matchOrganisations(text, index).verdict).not.toBe('sure');
    }
  });
});
