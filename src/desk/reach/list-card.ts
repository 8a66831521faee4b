import type { Card, CardPart, Fact } from '../../chat/card.ts';
import type { InstantParam, Text } from '../../chat/text.ts';
import { dayMs } from '../../time.ts';
import { isWithin, type Scope } from './access.ts';
import { keepMs, type ReachReads } from './rules.ts';
import type { ReachCheck, ReachPlan, ReachTest } from './schema.ts';
import { say } from './texts.en.ts';

/** A platform draws about fifty parts of a card, and nobody reads more names than this. */
const mostShown = 20;

/** Who of a test has confirmed, who has not, and whom it did not reach. */
export interface Result {
  readonly asked: readonly ReachCheck[];
  readonly silent: readonly ReachCheck[];
  readonly unreached: readonly ReachCheck[];
}

/** A press proves that it got there, whatever a platform said. */
export function resultOf(checks: readonly ReachCheck[], scope: Scope, reads: ReachReads): Result {
  const asked = checks.filter(({ person }) => isWithin(scope, person, reads));
  const open = asked.filter((check) => check.confirmed === undefined);
  return {
    asked,
    silent: open.filter((check) => check.unreached === undefined),
    unreached: open.filter((check) => check.unreached !== undefined),
  };
}

/** The list as it is at this moment, of what a viewer may see. */
export function listCard(
  test: ReachTest,
  result: Result,
  plan: ReachPlan | undefined,
  reads: ReachReads,
): Card {
  const at = organisationMoment(test.at, reads);
  const { asked, silent, unreached } = result;
  const confirmed = asked.length - silent.length - unreached.length;
  const counts = { at, confirmed, asked: asked.length, silent: silent.length, unreached: unreached.length };
  const isUnderWay = test.due?.what === 'ask';
  return {
    summary: say('reach.list.summary', counts),
    parts: [
      { type: 'heading', text: say('reach.list.title', { at }) },
      { type: 'facts', facts: countFacts(test, asked.length, confirmed, reads) },
      ...sentences(test, result, isUnderWay),
      ...people(test.due === undefined ? 'silent' : 'silent.waiting', silent, reads),
      ...people('unreached', unreached, reads),
      showButton,
      ...(test.due === undefined
        ? []
        : [
            {
              type: 'context',
              text: say('reach.list.reported', { at: organisationMoment(test.reportAt, reads) }),
            } as const,
          ]),
      planLine(plan, reads),
    ],
  };
}

/** What is said while nobody has ever been asked. */
export function noTestCard(plan: ReachPlan | undefined, reads: ReachReads): Card {
  const text = say('reach.list.none', { days: keepMs / dayMs });
  return { summary: text, parts: [{ type: 'text', text }, planLine(plan, reads)] };
}

/** What rings when the time is over; undefined when there is nothing to do. */
export function reportCard(test: ReachTest, result: Result, reads: ReachReads): Card | undefined {
  const { silent, unreached, asked } = result;
  if (silent.length + unreached.length === 0) return undefined;
  const at = organisationMoment(test.at, reads);
  const confirmed = asked.length - silent.length - unreached.length;
  const summary = say('reach.list.summary', {
    at,
    confirmed,
    asked: asked.length,
    silent: silent.length,
    unreached: unreached.length,
  });
  return {
    summary,
    parts: [
      { type: 'heading', text: say('reach.list.title', { at }) },
      { type: 'text', text: summary },
      ...people('unreached', unreached, reads),
      ...people('silent', silent, reads),
      showButton,
    ],
  };
}

const showButton: CardPart = {
  type: 'buttons',
  buttons: [
    {
      button: 'reach.show',
      label: say('reach.button.show'),
      describe: say('reach.button.show.describe'),
    },
  ],
};

export function organisationMoment(at: string, { branches }: Pick<ReachReads, 'branches'>): InstantParam {
  return { instant: at, zone: branches.organisation().timezone, style: 'full' };
}

function countFacts(
  test: ReachTest,
  asked: number,
  confirmed: number,
  { people: { name } }: ReachReads,
): readonly Fact[] {
  return [
    { label: say('reach.list.asked'), value: say('reach.list.count', { count: asked }) },
    { label: say('reach.list.confirmed'), value: say('reach.list.count', { count: confirmed }) },
    ...(test.by === undefined
      ? []
      : [{ label: say('reach.list.begun'), value: say('reach.list.branches', { branches: name(test.by) }) }]),
  ];
}

function sentences(
  test: ReachTest,
  { asked, silent, unreached }: Result,
  isUnderWay: boolean,
): readonly CardPart[] {
  const said: Text[] = [];
  if (isUnderWay) said.push(say('reach.list.underWay'));
  if (test.cutShort) said.push(say('reach.list.cutShort'));
  if (!isUnderWay && asked.length > 0 && silent.length + unreached.length === 0)
    said.push(say('reach.list.everybody'));
  return said.map((text) => ({ type: 'text', text }));
}

function people(
  title: 'silent' | 'silent.waiting' | 'unreached',
  checks: readonly ReachCheck[],
  reads: ReachReads,
): readonly CardPart[] {
  if (checks.length === 0) return [];
  const byName = checks.toSorted((a, b) =>
    reads.people.name(a.person).localeCompare(reads.people.name(b.person)),
  );
  const more = checks.length - mostShown;
  return [
    { type: 'text', text: say(`reach.list.${title}`), strong: true },
    {
      type: 'facts',
      facts: byName.slice(0, mostShown).map((check) => ({
        label: say('reach.list.branches', { branches: reads.people.name(check.person) }),
        value: how(check, reads),
      })),
    },
    ...(more > 0
      ? [
          {
            type: 'text',
            text: say('reach.list.more', { count: more, hint: say('reach.list.more.hint') }),
          } as const,
        ]
      : []),
  ];
}

function how({ person, rerouted, unreached }: ReachCheck, { people, branches }: ReachReads): Text {
  const codes = people.staff(person)?.branches ?? [];
  const names = codes.map((code) => {
    const branch = branches.byCode(code);
    return branch === undefined ? code : branches.label(branch);
  });
  const at = names.length === 0 ? say('reach.list.noBranch') : names;
  if (unreached !== undefined) {
    const { routes } = unreached;
    if (routes === undefined) return say('reach.list.unreached.unknown', { branches: at });
    if (routes.length === 0) return say('reach.list.unreached.none', { branches: at });
    return say('reach.list.unreached.routes', { branches: at, routes: placesOf(routes) });
  }
  if (rerouted === undefined) return say('reach.list.silent.person', { branches: at });
  const by = say(`reach.place.${rerouted.by}`);
  return rerouted.insteadOf.length === 0
    ? say('reach.list.silent.rerouted', { branches: at, by })
    : say('reach.list.silent.instead', { branches: at, by, routes: placesOf(rerouted.insteadOf) });
}

function placesOf(routes: NonNullable<ReachCheck['rerouted']>['insteadOf']): readonly Text[] {
  return [...new Set(routes)].map((route) => say(`reach.place.${route}`));
}

function planLine(plan: ReachPlan | undefined, reads: ReachReads): CardPart {
  const text =
    plan?.nextAt === undefined
      ? say('reach.list.noPlan')
      : say('reach.list.next', { at: organisationMoment(plan.nextAt, reads) });
  return { type: 'context', text };
}
