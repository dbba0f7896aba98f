// Prints which demands of docs/clauses.tsv are proven and by which tests; exits with 1 on an unknown id.
import { readFileSync, globSync } from 'node:fs';
import { parseArgs } from 'node:util';

interface Clause {
  readonly id: string;
  readonly feature: string;
  readonly demand: string;
}

const { values } = parseArgs({ options: { required: { type: 'string' } } });
const clauses = readClauses('docs/clauses.tsv');
const proofs = readProofs(['src/**/*.test.ts', 'tests/**/*.test.ts', 'tests/**/*.spec.ts']);

const unknown = [...proofs.keys()].filter((id) => !clauses.some((clause) => clause.id === id));
const required = (values.required ?? '').split(/[\s,]+/).filter(Boolean);
const missing = clauses.filter((clause) => required.includes(clause.feature) && !proofs.has(clause.id));

for (const feature of [...new Set(clauses.map((clause) => clause.feature))]) {
  const own = clauses.filter((clause) => clause.feature === feature);
  const proven = own.filter((clause) => proofs.has(clause.id));
  console.log(`\n${feature}: ${proven.length} of ${own.length} proven`);
  for (const { id, demand } of own) {
    console.log(`  ${proofs.has(id) ? '+' : '-'} ${id}  ${demand}`);
    for (const test of proofs.get(id) ?? []) console.log(`      ${test}`);
  }
}
for (const id of unknown) console.error(`unknown clause [${id}] in ${proofs.get(id)?.join('; ')}`);
for (const { id, feature } of missing) console.error(`clause [${id}] of ${feature} is named by no test`);
process.exitCode = unknown.length + missing.length > 0 ? 1 : 0;

function readClauses(path: string): Clause[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [id = '', feature = '', , demand = ''] = line.split('\t');
    return { id, feature, demand };
  });
}

/** Clause ids in the titles of tests: `test('[K-2.6.term] …')`, several in a row allowed. */
function readProofs(patterns: string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of patterns.flatMap((pattern) => globSync(pattern)).sort()) {
    const source = readFileSync(path, 'utf8');
    const titles = source.matchAll(
      /\b(?:test|it|describe)(?:\.each\([\s\S]*?\))?\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g,
    );
    for (const [, , title = ''] of titles) {
      for (const [, id = ''] of title.matchAll(/\[([A-Z]-?[A-Za-z0-9][\w.-]*)\]/g)) {
        found.set(id, [...(found.get(id) ?? []), `${path}: ${title}`]);
      }
    }
  }
  return found;
}
