// Writes the README's table of what people can do where, from what the platforms declare.
//   npx tsx scripts/parity.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { parityTable } from '../src/wiring/parity.ts';

const file = new URL('../README.md', import.meta.url);
const between = /(?<=<!-- parity -->\n)[\s\S]*?(?=\n<!-- \/parity -->)/;
const readme = readFileSync(file, 'utf8');
if (!between.test(readme)) throw new Error('The README has no marks for the table.');
// A function: a replacement text would read `$` in it as a pattern.
writeFileSync(
  file,
  readme.replace(between, () => parityTable()),
);
