// Writes the README's tables of what people can do where, and of the messages that reach them, from what is declared.
//   npx tsx scripts/parity.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { noticeTable, parityTable } from './parity-tables.ts';

const file = new URL('../README.md', import.meta.url);
let readme = readFileSync(file, 'utf8');
for (const [name, table] of [
  ['parity', parityTable()],
  ['notices', noticeTable()],
]) {
  const between = new RegExp(`(?<=<!-- ${name} -->\\n)[\\s\\S]*?(?=\\n<!-- /${name} -->)`);
  if (!between.test(readme)) throw new Error(`The README has no marks for the table of ${name}.`);
  // A function: a replacement text would read `$` in it as a pattern.
  readme = readme.replace(between, () => table);
}
writeFileSync(file, readme);
