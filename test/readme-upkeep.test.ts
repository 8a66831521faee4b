import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { auditCollection } from '../src/desk/audit/index.ts';
import { draftKeptMs } from '../src/desk/incidents/rules.ts';
import { checkInsKeptMs } from '../src/desk/lone/index.ts';
import { roles } from '../src/desk/people/schema.ts';
import { reachKeptMs } from '../src/desk/reach/index.ts';
import { copyDatabase, openJsonStore } from '../src/store/json/index.ts';
import { storedFormat } from '../src/wiring/stores.ts';

const run = promisify(execFile);
const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8');
const dayMs = 24 * 60 * 60_000;

describe('what the README says about looking after a desk', () => {
  it('gives every command the settings of the desk, without which it would work on the demo', () => {
    const commands = [...readme.matchAll(/^node .*dist\/.*$/gm)].map(([line]) => line);
    expect(commands.length).toBeGreaterThan(4);
    expect(commands.filter((line) => !line.includes('--env-file=/etc/deskbell/desk.env'))).toEqual([]);
  });

  it('has systemd start the desk again for as long as it takes', () => {
    // Unless told, systemd gives up after 5 starts within 10 s; a start that is refused can be over at once.
    const seconds = Number(/`Restart=always`,\s`RestartSec=(\d+)`/.exec(readme)?.[1]);
    expect(seconds * 4).toBeGreaterThan(10);
  });

  it('tells how long drafts, tests of reaching people and check-ins are kept', () => {
    const text = readme.replaceAll('\n', ' ');
    expect(text).toContain(
      `Drafts go ${draftKeptMs / dayMs} days after their last change, tests of reaching people after ${reachKeptMs / dayMs} days.`,
    );
    expect(text).toContain(
      `Check-ins with whoever is alone go ${checkInsKeptMs / dayMs} days after they are over,`,
    );
  });

  it('says of every role what it adds', () => {
    const rows = /\| Role \| What it adds \|\n.*\n((?:\|.*\n)+)/.exec(readme)?.[1]?.trim().split('\n') ?? [];
    expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual([...roles]);
  });

  it('has a command that shows in a backup who has read a report, and nothing else', async () => {
    const command = readme.split('\n').find((line) => line.startsWith('sed ')) ?? 'false';
    const directory = await mkdtemp(join(tmpdir(), 'deskbell-readme-'));
    const backup = join(directory, 'backup');
    try {
      const open = { directory: join(directory, 'db'), organisation: undefined, ...storedFormat };
      const store = await openJsonStore(open);
      const entry = { actor: 'staff:omar', action: 'read' as const, fields: ['what'] };
      const record = { kind: 'incident', id: 'r-1' };
      await store.transact((tx) =>
        tx.put(auditCollection, { ...entry, id: randomUUID(), at: '2026-11-22T15:00:00.000Z', record }),
      );
      await store.close();
      await copyDatabase(open.directory, backup);
      const { stdout } = await run('sh', ['-c', command], { cwd: backup });
      const [first, shown, ...rest] = stdout.trim().split('\n');
      expect(first).toBe('"audit": [');
      expect(JSON.parse(shown ?? '')).toMatchObject({ ...entry, record });
      expect(rest).toHaveLength(1);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
