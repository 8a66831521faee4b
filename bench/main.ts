import { build } from './build.ts';
import { isMet, type Measure, measuresToTable, noiseMargin } from './measure.ts';
import { runPart } from './part.ts';

// npm run bench                    everything
// npm run bench -- commits roster  only these parts
// npm run bench -- --check         fails when a target is missed by more than the noise

const parts = [
  'slack',
  'burst',
  'due',
  'teams',
  'commits',
  'concurrent',
  'snapshot',
  'opening',
  'roster',
  'startup',
] as const;

const args = process.argv.slice(2);
const check = args.includes('--check');
const named = args.filter((arg) => arg !== '--check');
const unknown = named.filter((name) => !parts.some((part) => part === name));
if (unknown.length > 0) {
  console.error(`There is no part called ${unknown.join(', ')}. Choose from ${parts.join(', ')}.`);
  process.exit(1);
}

build();
const measures: Measure[] = [];
for (const part of named.length > 0 ? named : parts) {
  process.stderr.write(`${part} …\n`);
  measures.push(...(await runPart(part)));
}
console.log(measuresToTable(measures));

const missed = measures.filter((measure) => !isMet(measure, noiseMargin));
if (check) {
  const margin = `a margin of ${noiseMargin * 100} % for noise`;
  console.log(
    missed.length === 0
      ? `Every target is met, with ${margin}.`
      : `Missed by more than ${margin}: ${missed.map(({ name }) => name).join('; ')}.`,
  );
  process.exitCode = missed.length === 0 ? 0 : 1;
}
