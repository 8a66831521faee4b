import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const files = sources(join(root, 'src'));

/** Who may import whom: a folder (or file) of src, what of src it may import, and how the packages allowed only there begin. */
const walls: readonly {
  readonly of: string;
  readonly may: readonly string[];
  readonly only?: readonly string[];
}[] = [
  { of: 'errors.ts', may: ['chat/text.ts'] },
  { of: 'command-line.ts', may: [] },
  { of: 'time.ts', may: ['errors.ts'], only: ['temporal-polyfill', 'dayjs'] },
  { of: 'clock.ts', may: ['time.ts'] },
  { of: 'loopback.ts', may: [] },
  { of: 'config.ts', may: ['config/', 'loopback.ts', 'errors.ts'] },
  { of: 'config/', may: ['config/', 'loopback.ts'] },
  { of: 'chat/', may: ['chat/', 'errors.ts', 'time.ts'], only: ['intl-messageformat'] },
  { of: 'store/store.ts', may: ['errors.ts'] },
  {
    of: 'store/json/',
    may: ['store/json/', 'store/store.ts', 'command-line.ts', 'errors.ts'],
    only: ['lowdb'],
  },
  { of: 'desk/', may: ['desk/', 'chat/', 'store/store.ts', 'time.ts', 'errors.ts'] },
  { of: 'router/', may: ['router/', 'chat/', 'store/store.ts', 'clock.ts', 'time.ts', 'errors.ts'] },
  {
    of: 'delivery/',
    may: [
      'delivery/',
      'chat/',
      'store/store.ts',
      'platforms/platform.ts',
      'clock.ts',
      'time.ts',
      'errors.ts',
    ],
  },
  { of: 'platforms/platform.ts', may: ['chat/'] },
  {
    of: 'platforms/shared/',
    may: ['platforms/shared/', 'platforms/platform.ts', 'chat/', 'clock.ts', 'time.ts', 'errors.ts'],
  },
  { of: 'platforms/adaptive-card/', may: ['platforms/adaptive-card/', ...platformMay()] },
  {
    of: 'platforms/browser/',
    may: ['platforms/browser/', 'platforms/adaptive-card/', ...platformMay()],
    only: ['adaptivecards'],
  },
  { of: 'platforms/slack/', may: ['platforms/slack/', ...platformMay()], only: ['@slack/', 'undici'] },
  {
    of: 'platforms/teams/',
    may: ['platforms/teams/', 'platforms/adaptive-card/', ...platformMay()],
    only: ['botbuilder', 'botframework-', '@azure/'],
  },
  { of: 'platforms/email/', may: ['platforms/email/', ...platformMay()], only: ['nodemailer'] },
  { of: 'platforms/webhook/', may: ['platforms/webhook/', ...platformMay()] },
  { of: 'http/', may: ['http/', 'errors.ts'] },
  {
    of: 'admin/',
    may: ['admin/', 'desk/', 'chat/', 'store/store.ts', 'clock.ts', 'time.ts', 'errors.ts'],
    only: ['csv-parse'],
  },
  // Its executable wires the commands to the real store, as start.ts wires the desk.
  { of: 'cli/main.ts', may: [''] },
  {
    of: 'cli/',
    may: ['cli/', 'desk/', 'chat/', 'store/store.ts', 'command-line.ts', 'clock.ts', 'time.ts', 'errors.ts'],
  },
  { of: 'wiring/', may: [''], only: ['pino'] },
  { of: 'start.ts', may: [''] },
  { of: 'main.ts', may: ['start.ts', 'config.ts', 'wiring/log.ts', 'clock.ts', 'time.ts', 'errors.ts'] },
];

function platformMay(): readonly string[] {
  return [
    'platforms/platform.ts',
    'platforms/shared/',
    'chat/',
    'clock.ts',
    'time.ts',
    'loopback.ts',
    'errors.ts',
  ];
}

interface Import {
  readonly from: string;
  readonly name: string;
  readonly typeOnly: boolean;
}

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(join(root, 'src', file), 'utf8');
  const statements = text.matchAll(/(?:^|\n)(?:import|export)\s+(type\s+)?[^;'"]*?from\s+'([^']+)'/g);
  const dynamic = text.matchAll(/import\('([^']+)'\)/g);
  return [
    ...[...statements].map((match) => ({
      from: file,
      name: match[2] as string,
      typeOnly: match[1] !== undefined,
    })),
    ...[...dynamic].map((match) => ({ from: file, name: match[1] as string, typeOnly: false })),
  ];
});

describe('the walls of the house', () => {
  it('stand around every file of src', () => {
    expect(files.filter((file) => wallOf(file) === undefined)).toEqual([]);
  });

  it('let each folder import only what it may', () => {
    const broken = imports
      .filter(({ name }) => name.startsWith('.'))
      .filter(({ from, name }) => {
        const target = relative(join(root, 'src'), resolve(root, 'src', dirname(from), name));
        return !isAmong(target, wallOf(from)?.may ?? []);
      })
      .map(({ from, name }) => `${from} imports ${name}`);
    expect(broken).toEqual([]);
  });

  it('give errors.ts nothing but the type of a Text', () => {
    expect(imports.filter(({ from, typeOnly }) => from === 'errors.ts' && !typeOnly)).toEqual([]);
  });

  it('keep each package in its own folder', () => {
    const broken = walls.flatMap((wall) =>
      imports
        .filter(({ from, name }) => isAmong(name, wall.only ?? []) && !from.startsWith(wall.of))
        .map(({ from, name }) => `${from} imports ${name}`),
    );
    expect(broken).toEqual([]);
  });

  it('name only packages that the program depends on', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const named = walls.flatMap(({ only = [] }) => only);
    const isThere = (one: string) => Object.keys(dependencies).some((name) => `${name}/`.startsWith(one));
    expect(named.filter((one) => !isThere(one))).toEqual([]);
  });

  it('let one subject of the desk import another only through its index, and never in a circle', () => {
    const between = imports.flatMap(({ from, name }) => {
      const target = relative(join(root, 'src'), resolve(root, 'src', dirname(from), name)).split('/');
      const own = from.split('/');
      return own[0] === 'desk' && target[0] === 'desk' && own[1] !== target[1]
        ? [
            {
              from: own[1] as string,
              to: target[1] as string,
              file: target[2] as string,
              at: `${from} imports ${name}`,
            },
          ]
        : [];
    });
    expect(between.filter(({ file }) => file !== 'index.ts').map(({ at }) => at)).toEqual([]);
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      between.some(
        (one) =>
          one.from === from && !seen.has(one.to) && (one.to === to || reaches(one.to, to, seen.add(one.to))),
      );
    expect(between.filter(({ from, to }) => reaches(to, from)).map(({ at }) => at)).toEqual([]);
  });

  it('let nobody import the entry', () => {
    expect(imports.filter(({ name }) => /(^|\/)\.\.?\/main\.ts$/.test(name)).map(({ from }) => from)).toEqual(
      [],
    );
  });
});

describe('the files', () => {
  it('are at most 300 lines long, or say why not', () => {
    const long = [
      ...files.map((file) => `src/${file}`),
      ...sources(join(root, 'test')).map((file) => `test/${file}`),
    ]
      .filter((file) => file.endsWith('.ts'))
      .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
      .filter(({ text }) => text.split('\n').length > 301 && !text.includes('Longer than 300 lines because'))
      .map(({ file, text }) => `${file}: ${text.split('\n').length}`);
    expect(long).toEqual([]);
  });

  it('read the environment and the clock in one place each', () => {
    const reading = (pattern: RegExp) =>
      files.filter((file) => pattern.test(readFileSync(join(root, 'src', file), 'utf8')));
    expect(reading(/process\.env\b/)).toEqual(['cli/main.ts', 'main.ts']);
    expect(reading(/Date\.now\(|new Date\(\)/)).toEqual(['clock.ts']);
    expect(reading(/performance\.now|setTimeout|setInterval/)).toEqual([
      'clock.ts',
      'desk/incidents/search.ts',
      'http/server.ts',
      'main.ts',
      'store/json/snapshot-file.ts',
      'wiring/log-lines.ts',
    ]);
  });
});

describe('the README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');

  it('names only paths that exist', () => {
    const named = [...readme.matchAll(/`((?:src|test|data|bench|scripts|docs)\/[^`\s*…<]*)`/g)].map(
      (match) => match[1] as string,
    );
    const runtime = ['data/db', 'data/demo-db'];
    expect(named.length).toBeGreaterThan(10);
    const missing = named.filter(
      (path) => !runtime.some((one) => path.startsWith(one)) && !exists(join(root, path)),
    );
    expect(missing).toEqual([]);
  });

  it('has a row of its map for every folder of the source', () => {
    const folders = ['src', 'src/desk', 'src/platforms'].flatMap((parent) =>
      readdirSync(join(root, parent), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${parent}/${name}/`),
    );
    const map = readme.split('\n').filter((line) => /^\| `(?:src|test)\//.test(line));
    const isNamed = (folder: string) => map.some((row) => row.includes(`\`${folder}`));
    expect(folders.length).toBeGreaterThan(20);
    expect(folders.filter((folder) => !isNamed(folder))).toEqual([]);
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] as string);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

function wallOf(file: string): (typeof walls)[number] | undefined {
  return walls.find(({ of }) => (of.endsWith('/') ? file.startsWith(of) : file === of));
}

function isAmong(name: string, beginnings: readonly string[]): boolean {
  return beginnings.some((one) => name.startsWith(one));
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function sources(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort();
}
