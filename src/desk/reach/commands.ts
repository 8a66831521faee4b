import { type Card, sentenceCard } from '../../chat/card.ts';
import type { Button, Command, Look, Plan, Press } from '../../chat/command.ts';
import type { Outcome } from '../../chat/outcome.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { mayBegin, scopeOf } from './access.ts';
import { checkCard, momentOf } from './cards.ts';
import { listCard, noTestCard, organisationMoment, resultOf } from './list-card.ts';
import { confirm } from './rules.ts';
import { reachCheckCollection, reachPlanCollection } from './schema.ts';
import { say } from './texts.en.ts';
import { beginTest, latestTest } from './work.ts';

/** `reach`: the list; `reach now` starts a test. */
export function createReachCommand(who: WhoToAsk): Command<Transaction> {
  return {
    id: 'reach.show',
    word: 'reach',
    direct: false,
    summary: say('reach.command.summary'),
    label: say('reach.command.label'),
    usage: '[now]',
    examples: [
      { words: 'reach', does: say('reach.example.list') },
      { words: 'reach now', does: say('reach.example.now') },
    ],
    isForFew: true,
    isOnHome: (person, now) => scopeOf(who.people.canonical(person), now, who) !== undefined,
    plan(words, look) {
      const typed = words.trim().toLowerCase();
      if (typed === '') return show(look, who);
      if (typed !== 'now') return { do: 'answer', card: sentenceCard(say('reach.usage')) };
      if (!mayBegin(look.person, who))
        return { do: 'answer', card: sentenceCard(say('reach.begin.notYours')) };
      return { do: 'run', run: (tx) => startNow(tx, look, who) };
    },
  };
}

export function createReachButtons(who: WhoToAsk): readonly Button<Transaction>[] {
  return [
    {
      id: 'reach.confirm',
      plan: (press, look) => ({ do: 'run', run: (tx) => noteReached(tx, press, look, who) }),
    },
    { id: 'reach.show', plan: (_press, look) => show(look, who) },
  ];
}

function show(look: Look, who: WhoToAsk): Plan<Transaction> {
  return { do: 'run', run: async (tx) => ({ reply: await listFor(tx, look, who) }) };
}

/** The list for those who may see it; for everybody else, what still waits for their own answer. */
async function listFor(tx: Transaction, { person, now }: Look, who: WhoToAsk): Promise<Card> {
  const me = who.people.canonical(person);
  const test = await latestTest(tx);
  const scope = scopeOf(me, now, who);
  if (scope === undefined) {
    const own = await tx.find(reachCheckCollection, 'person', me);
    const open = own.find((check) => check.test === test?.id && check.confirmed === undefined);
    return (open && checkCard(open, 'asked', me, who)) ?? sentenceCard(say('reach.notYours'));
  }
  const plan = await tx.get(reachPlanCollection, 'weekly');
  if (test === undefined) return noTestCard(plan, who);
  const checks = await tx.find(reachCheckCollection, 'test', test.id);
  return listCard(test, resultOf(checks, scope, who), plan, who);
}

async function startNow(tx: Transaction, { person, now }: Look, who: WhoToAsk): Promise<Outcome> {
  const begun = await beginTest(tx, who.people.canonical(person), now, who);
  if (!('underWay' in begun)) return { ...begun, reply: sentenceCard(say('reach.begun')) };
  const at = organisationMoment(begun.underWay.at, who);
  return { reply: sentenceCard(say('reach.begun.already', { at })) };
}

async function noteReached(tx: Transaction, press: Press, look: Look, who: WhoToAsk): Promise<Outcome> {
  const check = await tx.get(reachCheckCollection, press.record ?? '');
  if (check === undefined)
    throw new DeskError('NOT_FOUND', 'no such test', { text: say('reach.press.gone') });
  const { canonical, name } = who.people;
  if (canonical(check.person) !== canonical(look.person))
    return { reply: sentenceCard(say('reach.press.notYours', { person: name(check.person) })) };
  if (check.confirmed !== undefined) {
    const at = momentOf(check.confirmed.at, check.person, who);
    return { reply: sentenceCard(say('reach.press.already', { at })) };
  }
  await tx.put(reachCheckCollection, confirm(check, look.now, look.platform));
  return { reply: sentenceCard(say('reach.press.noted')) };
}
