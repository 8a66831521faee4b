import { messageReaders } from '../delivery/messages-about.ts';
import { escalationCollection } from '../desk/escalation/index.ts';
import { helpCollection } from '../desk/help/index.ts';
import { incidentCollection } from '../desk/incidents/index.ts';
import type { Content, Keeping, Replaced } from '../store/json/index.ts';
import type { Stored } from '../store/store.ts';
import { lastNumbers, raisingNumbers, withNumbers } from './last-numbers.ts';
import { type Fate, hasEnded, restoredLines } from './restored-lines.ts';

/**
 * What a restore leaves as it was. Calls for help and questions that both have stay as they were last, with what was sent
 * of them: nobody is to come, or to decide, once more, and what was still to go out goes out. Numbers go on where they
 * were: one of a call that was lost still stands on cards, in reports and on paper, and must not be another one's. Where
 * nobody can tell which was the last one, some are left out.
 *
 * @param year in which reports get their numbers now
 */
export function withWhatStays(year: string): Keeping {
  return (backup, before) => restored(backup, before, year);
}

function restored(backup: Content, before: Replaced, year: string): ReturnType<Keeping> {
  const content: Content = new Map([...backup].map(([name, records]) => [name, new Map(records)]));
  const put = (name: string, record: Stored) =>
    content.set(name, (content.get(name) ?? new Map<string, Stored>()).set(record.id, record));
  const fatesIn = (name: string): readonly Fate[] =>
    [...(before.content.get(name)?.values() ?? [])].map((record) => ({
      before: record,
      inBackup: backup.get(name)?.get(record.id),
    }));
  const [calls, questions] = [fatesIn(helpCollection.name), fatesIn(escalationCollection.name)];
  const stayed = new Set<string>();

  function keep({ name, schema }: typeof helpCollection | typeof escalationCollection): void {
    for (const fate of fatesIn(name)) {
      if (!isNewer(fate) || !before.canBeUsed || !schema.safeParse(fate.before).success) continue;
      put(name, fate.before);
      stayed.add(fate.before.id);
    }
  }

  function keepMessages(): void {
    for (const [name, read] of messageReaders) {
      const ofStayed = (record: Stored) => {
        const found = read(record);
        return found?.about.some((id) => stayed.has(id)) === true ? found.message : undefined;
      };
      for (const { before: record, inBackup } of fatesIn(name)) {
        const message = ofStayed(record);
        if (message !== undefined && message.revision >= (inBackup?.revision ?? 0)) put(name, message);
      }
      if (!before.isWhole) continue;
      // What was sent is forgotten after a while.
      for (const record of backup.get(name)?.values() ?? []) {
        const isForgotten = before.content.get(name)?.has(record.id) !== true;
        if (isForgotten && ofStayed(record) !== undefined) content.get(name)?.delete(record.id);
      }
    }
  }

  for (const collection of [helpCollection, escalationCollection]) keep(collection);
  keepMessages();
  const reports = fatesIn(incidentCollection.name);
  const known = before.canBeUsed ? withNumbers(content, lastNumbers(before.content)) : content;
  const raised = raisingNumbers(year)(known, before.lost);
  return {
    content: raised.content,
    lines: [...restoredLines({ calls, questions, reports, stayed, losses: before.losses }), ...raised.lines],
  };
}

/** Of two that both are open, or both have ended, the one that was saved more often; else the one that has ended. */
function isNewer({ before, inBackup }: Fate): boolean {
  if (inBackup === undefined) return false;
  if (hasEnded(before) !== hasEnded(inBackup)) return hasEnded(before);
  return before.revision >= inBackup.revision;
}
