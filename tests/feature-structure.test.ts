import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Everything a feature may hold, below its folder (docs/adr/0014). */
const vocabulary: readonly RegExp[] = [
  /^README\.md$/,
  /^index(\.server)?\.ts$/,
  /^(rules|permissions|schema)(\.[a-z-]+)?\.ts$/,
  /^store(\.[a-z-]+)?\.server\.ts$/,
  /^store\/[a-z-]+\.server\.ts$/,
  /^use-cases\.server\.ts$/,
  /^use-cases\/[a-z-]+\.server\.ts$/,
  /^print\/[a-z-]+(\.server)?\.ts$/,
  /^ui\/([A-Z][A-Za-z]*\.svelte|[a-z-]+\.ts)$/,
  /^((print|ui|store|use-cases)\/)?[a-z.-]+\.test\.ts$/,
];

const strangers = (paths: readonly string[]): string[] =>
  paths.filter((path) => {
    const inside = path.replace(/^src\/features\/[a-z-]+\//, '');
    return !vocabulary.some((known) => known.test(inside));
  });

describe('a feature holds only files of known names', () => {
  test('every file of every feature', () => {
    const files = globSync('src/features/*/**/*', { withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = files.map((entry) => `${entry.parentPath}/${entry.name}`);
    expect(paths.length).toBeGreaterThan(100);
    expect(strangers(paths)).toEqual([]);
  });

  test('a stranger is noticed', () => {
    const planted = ['src/features/groups/helpers.ts', 'src/features/groups/rules.ts', 'src/features/groups/services/a.ts'];
    expect(strangers(planted)).toEqual(['src/features/groups/helpers.ts', 'src/features/groups/services/a.ts']);
  });

  test('every feature has its README of one screen', () => {
    const features = globSync('src/features/*', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const told = globSync('src/features/*/README.md').length;
    expect(told).toBe(features.length);
  });
});
