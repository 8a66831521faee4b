import { describe, expect, it } from 'vitest';
import { branchCode } from '../../../src/admin/fields.ts';
import type { Branches } from '../../../src/desk/branches/index.ts';
import {
  findDeadline,
  parseWholeDeadline,
  resolveDeadline,
  withoutLength,
} from '../../../src/desk/escalation/deadline.ts';
import { parseAbout, parseEscalation } from '../../../src/desk/escalation/parse.ts';
import { parseNumber } from '../../../src/desk/incidents/index.ts';
import { branch } from '../branches/branch.ts';
import { at, openDesk, zone } from '../roster/desk.ts';

const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index));

/** A Sunday evening. */
const now = at('2026-11-22 18:40');

async function branchesOf(): Promise<Branches> {
  const desk = await openDesk({
    branches: [branch('CEN', { timezone: zone, hours: { mon: [{ opens: '09:00', closes: '17:00' }] } })],
  });
  return desk.branches;
}

/** What the deadline in these words comes to, on the wall clock of New York or as the question that it raises. */
async function meaning(words: string, from = now, until = from): Promise<string> {
  const branches = await branchesOf();
  const found = findDeadline(words);
  if (found === undefined) return 'none';
  const resolved = resolveDeadline(found.deadline, branches.byCode('CEN'), from, branches, until);
  if (resolved === undefined) return 'too far';
  return resolved.type === 'at' ? resolved.at : `${resolved.why}: ${resolved.choices.join(' or ')}`;
}

describe('a deadline in words', () => {
  it.each([
    ['needs a decision before 19:30', at('2026-11-22 19:30')],
    ['needs a decision by 7:30pm.', at('2026-11-22 19:30')],
    ['waive it until 20', at('2026-11-22 20:00')],
    ['fine override, patron leaves 18:50', at('2026-11-22 18:50')],
    ['may we waive it before 18:50, he is leaving', at('2026-11-22 18:50')],
    ['may she stay in 20 minutes', at('2026-11-22 19:00')],
    ['may she stay within 2 hours', at('2026-11-22 20:40')],
    ['may she stay in half an hour', at('2026-11-22 19:10')],
    ['may she stay in an hour', at('2026-11-22 19:40')],
    ['answer within 1h 30min', at('2026-11-22 20:10')],
    ['answer within 1h30m', at('2026-11-22 20:10')],
    ['tell me tomorrow 9', at('2026-11-23 09:00')],
    ['tell me by tomorrow 9', at('2026-11-23 09:00')],
    ['tell me by sat 18:30', at('2026-11-28 18:30')],
    ['tell me by monday', at('2026-11-23 17:00')],
    ['tell me before monday', at('2026-11-23 00:00')],
    ['tell me by tuesday', at('2026-11-25 00:00')],
    ['tell me by midnight', at('2026-11-23 00:00')],
    ['tell me by tomorrow noon', at('2026-11-23 12:00')],
    ['tell me by 19h30', at('2026-11-22 19:30')],
    ['tell me tonight 9', at('2026-11-22 21:00')],
  ])('"%s" is understood', async (words, instant) => {
    expect(await meaning(words)).toBe(instant);
  });

  it.each([
    'he came at 17:30',
    'he has been here since 20:30',
    'a fine of 12.50',
    'three books in 2 bags',
    'seen in room 20',
    'he comes back tomorrow',
    'may he come by next monday',
    'may he come by tonight',
    'closed since noon',
    'a book from before 1950',
    'stand by me',
    'in',
    '',
  ])('"%s" has none', async (words) => {
    expect(await meaning(words)).toBe('none');
  });

  it.each([
    ['before 18:30', `past: ${at('2026-11-23 18:30')}`],
    ['by 7', `past: ${at('2026-11-22 19:00')} or ${at('2026-11-23 07:00')}`],
    ['by 2026-11-21 10:00', 'past: '],
    ['by noon', `past: ${at('2026-11-23 12:00')}`],
    ['by 2027-03-14 02:30', `skipped: ${at('2027-03-14 01:59')} or ${at('2027-03-14 03:00')}`],
    ['by 2027-11-07 01:30', 'twice: 2027-11-07T05:30:00.000Z or 2027-11-07T06:30:00.000Z'],
    ['by 2031-01-01 10:00', 'too far'],
  ])('"%s" is asked about, not guessed', async (words, question) => {
    expect(await meaning(words)).toBe(question);
  });

  it('offers only the time that is still to come when the clocks show it twice', async () => {
    expect(await meaning('by 01:30', '2026-11-01T06:00:00.000Z')).toBe('twice: 2026-11-01T06:30:00.000Z');
  });

  it.each([
    ['before 18:50', `past: ${at('2026-11-23 18:50')}`],
    ['in 10 minutes', 'past: '],
    ['by 19:00', at('2026-11-22 19:00')],
    ['by tomorrow 9', at('2026-11-23 09:00')],
  ])('"%s" counts from when it was written, and is asked about when it is over by now', async (words, is) => {
    expect(await meaning(words, now, at('2026-11-22 18:55'))).toBe(is);
  });

  it('in a field of its own needs no small words', () => {
    for (const words of ['18:30', 'tomorrow 9', '20 minutes', 'before 18:30', 'in 2h', 'Friday'])
      expect(parseWholeDeadline(words), words).toBeDefined();
    for (const words of ['soon', '', 'now', '0 minutes', 'when you can', '1h30', 'tonight'])
      expect(parseWholeDeadline(words), words).toBeUndefined();
  });
});

describe('the words after escalate', () => {
  it.each([
    ['h-0007 may we', { kind: 'help', number: 'H-0007' }, 'may we'],
    ['CEN-2026-00042: may we', { kind: 'incident', number: 'CEN-2026-00042' }, 'may we'],
    ['nth-a-2026-42 - may we', { kind: 'incident', number: 'NTH-A-2026-00042' }, 'may we'],
    ['nth_a-2026-7 may we', { kind: 'incident', number: 'NTH_A-2026-00007' }, 'may we'],
    ['2026-11-22 was bad', undefined, '2026-11-22 was bad'],
    ['020-7946-0958 wants his fine waived', undefined, '020-7946-0958 wants his fine waived'],
    ['1234-5678-9012 wants his fine waived', undefined, '1234-5678-9012 wants his fine waived'],
    ['may we close H-0007', undefined, 'may we close H-0007'],
  ])('"%s" begin with a number, or not', (words, about, reason) => {
    expect(parseEscalation(words)).toMatchObject({ about, reason });
  });

  it('keep the deadline in the reason, so that nothing of what was written is cut', () => {
    const parsed = parseEscalation('may he stay before 19:30');
    expect(parsed.reason).toBe('may he stay before 19:30');
    expect(parsed.deadline?.words).toBe('before 19:30');
  });

  it('begin with the number of a report at any branch that branches.json takes', () => {
    const codes = printable.map((sign) => `N${sign}A`).filter((code) => branchCode.safeParse(code).success);
    expect(codes).toEqual(expect.arrayContaining(['N_A', 'N-A', 'N7A', 'NxA']));
    for (const code of codes) {
      const number = `${code.toUpperCase()}-2026-00007`;
      expect(parseNumber(`${code}-2026-7`)).toBe(number);
      expect(parseAbout(`${code}-2026-7`)).toEqual({ kind: 'incident', number });
    }
  });

  it('are no number without its digits', () => {
    for (const text of ['H-', 'H-12', 'help', 'CEN-2026', '']) expect(parseAbout(text)).toBeUndefined();
  });
});

describe('what is asked, beside its deadline', () => {
  const twentyMinutes = 20 * 60_000;

  it.each([
    ['may we waive this fine in 20 minutes', 'may we waive this fine'],
    ['may we waive this fine, in 20 minutes.', 'may we waive this fine'],
    ['May he stay?  Within 20 Minutes', 'May he stay?'],
  ])('of "%s" is without the time that was read as the deadline', (reason, asked) => {
    expect(withoutLength(reason, twentyMinutes)).toBe(asked);
  });

  it.each([
    'may we close before 19:30',
    'the reading ends 19:00',
    'may he come back in 30 minutes',
    'in 20 minutes',
    'in 20 minutes may we close',
  ])('of "%s" is as it was written', (reason) => {
    expect(withoutLength(reason, twentyMinutes)).toBe(reason);
  });
});
