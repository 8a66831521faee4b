import { type Card, sentenceCard } from '../../chat/card.ts';
import type { Command, Look } from '../../chat/command.ts';
import type { Outcome, PersonId } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import type { Transaction } from '../../store/store.ts';
import { branchesSupervisedBy, type WhoToAsk } from '../asking/index.ts';
import type { Branch } from '../branches/index.ts';
import type { DrillCalls, HelpRequest, Urgency } from '../help/index.ts';
import { branchOfCaller } from '../roster/index.ts';
import { parseDrill } from './parse.ts';
import { drillTexts, say } from './texts.en.ts';

/** What it works with: who may start one where, and the calls that are drills. */
export interface DrillReads extends WhoToAsk {
  readonly drills: DrillCalls;
}

/** `drill`: tries out the chain by which help is called. */
export interface Drill {
  readonly commands: readonly Command<Transaction>[];
  readonly texts: typeof drillTexts;
}

export function createDrill(reads: DrillReads): Drill {
  const { people, branches, drills } = reads;

  /** Codes of the branches at which somebody may start a drill. */
  function allowed(person: PersonId, now: string): readonly string[] {
    if (people.role(person) === 'admin') return branches.all().map(({ id }) => id);
    return branchesSupervisedBy(person, now, reads);
  }

  function label(code: string): string {
    const branch = branches.byCode(code);
    return branch === undefined ? code : branches.label(branch);
  }

  /** The branch of the drill, or what to say instead of one. */
  function branchFor(typed: Branch | undefined | 'unclear', look: Look): Branch | Text {
    const [example] = branches.all();
    if (example === undefined) return say('drill.noBranches');
    const own = allowed(look.person, look.now);
    const onlyOwn = own.length === 1 ? branches.byCode(own[0] ?? '') : undefined;
    const branch = typed ?? branchOfCaller(look, reads) ?? onlyOwn;
    if (branch === undefined || branch === 'unclear')
      return say('drill.which', { code: own[0] ?? example.id });
    if (own.includes(branch.id)) return branch;
    return say('drill.notThere', { branches: own.map(label), code: own[0] ?? '' });
  }

  async function start(tx: Transaction, branch: Branch, urgency: Urgency, look: Look): Promise<Outcome> {
    const leader = people.canonical(look.person);
    const begun = await drills.begin(tx, { branch, urgency, leader }, look.now);
    return 'inTheWay' in begun
      ? { reply: inTheWayCard(begun.inTheWay) }
      : { ...begun.outcome, reply: begunCard(begun.drill, branch) };
  }

  function inTheWayCard({ number, branch, caller, drill }: HelpRequest): Card {
    const params = { number, branch: label(branch ?? ''), person: people.name(caller) };
    return sentenceCard(say(drill === undefined ? 'drill.inTheWay.call' : 'drill.inTheWay.drill', params));
  }

  function begunCard({ number, asked, ended, drill }: HelpRequest, branch: Branch): Card {
    const params = { number, branch: branches.label(branch) };
    if (ended !== undefined || drill === undefined) return sentenceCard(say('drill.begun.nobody', params));
    return sentenceCard(
      say('drill.begun', {
        ...params,
        people: [...new Set(asked.map(({ person }) => people.name(person)))],
        at: { instant: drill.endsAt, zone: branch.timezone },
      }),
    );
  }

  async function end(tx: Transaction, look: Look): Promise<Outcome> {
    const { numbers, outcome } = await drills.end(tx, people.canonical(look.person), look.now);
    const text = numbers.length === 0 ? say('drill.none') : say('drill.ended', { numbers });
    return { ...outcome, reply: sentenceCard(text) };
  }

  return {
    texts: drillTexts,
    commands: [
      {
        id: 'drill.start',
        word: 'drill',
        direct: false,
        summary: say('drill.command.summary'),
        label: say('drill.command.label'),
        usage: '[branch] [assist|now|emergency] or end',
        examples: [
          { words: 'drill CEN', does: say('drill.example.start') },
          { words: 'drill CEN assist', does: say('drill.example.assist') },
          { words: 'drill end', does: say('drill.example.end') },
        ],
        isForFew: true,
        isOnHome: (person, now) => allowed(person, now).length > 0,
        plan(words, look) {
          const parsed = parseDrill(words, branches);
          // Also whoever has lost the role since may end what they began.
          if (parsed.do === 'end') return { do: 'run', run: (tx) => end(tx, look) };
          if (allowed(look.person, look.now).length === 0)
            return { do: 'answer', card: sentenceCard(say('drill.notYours')) };
          const branch = branchFor(parsed.branch, look);
          if (!('id' in branch)) return { do: 'answer', card: sentenceCard(branch) };
          return { do: 'run', run: (tx) => start(tx, branch, parsed.urgency, look) };
        },
      },
    ],
  };
}
