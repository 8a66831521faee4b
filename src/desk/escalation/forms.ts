import { z } from 'zod';
import { sentenceCard } from '../../chat/card.ts';
import type { Form, Look } from '../../chat/command.ts';
import { platformNames } from '../../chat/request.ts';
import type { FieldProblems } from '../../errors.ts';
import { DeskError } from '../../errors.ts';
import type { Transaction } from '../../store/store.ts';
import { hasLeft } from '../asking/index.ts';
import { type Branch, branchOptions } from '../branches/index.ts';
import { parseWholeDeadline, resolveDeadline } from './deadline.ts';
import { type Asking, escalateWork } from './escalate-work.ts';
import type { EscalationDesk } from './escalation-desk.ts';
import { type About, parseAbout } from './parse.ts';
import { addReason } from './presses.ts';
import { escalationCollection, reasonLimit, wants } from './schema.ts';
import { say } from './texts.en.ts';

/** The form of bare `escalate`. */
export function createEscalationForm(desk: EscalationDesk): Form<Transaction> {
  const { branches, people } = desk;
  const colleague = z.union([
    z.string().refine((person) => people.staff(person) !== undefined),
    z
      .object({ platform: z.enum(platformNames), tenant: z.string(), user: z.string() })
      .transform((user) => people.idOf(user)),
  ]);
  return {
    id: 'escalation.escalate',
    title: say('escalation.form.title'),
    submit: say('escalation.form.submit'),
    fields: [
      {
        id: 'reason',
        type: 'text',
        label: say('escalation.form.reason'),
        hint: say('escalation.form.reason.hint'),
        required: true,
        missing: say('escalation.form.reason.missing'),
        schema: z.string(),
        multiline: true,
        maxLength: reasonLimit,
      },
      {
        id: 'wants',
        type: 'choice',
        label: say('escalation.form.wants'),
        required: true,
        missing: say('escalation.form.wants.missing'),
        schema: z.enum(wants),
        options: () => wants.map((value) => ({ value, label: say(`escalation.form.wants.${value}`) })),
      },
      {
        id: 'deadline',
        type: 'text',
        label: say('escalation.form.deadline'),
        hint: say('escalation.form.deadline.hint'),
        missing: say('escalation.form.deadline.wrong'),
        schema: z.string().refine((words) => parseWholeDeadline(words) !== undefined),
        maxLength: 60,
      },
      {
        id: 'branch',
        type: 'choice',
        label: say('escalation.form.branch'),
        hint: say('escalation.form.branch.hint'),
        required: true,
        missing: say('escalation.form.branch.missing'),
        schema: z.string().refine((code) => branches.byCode(code) !== undefined),
        options: (look) =>
          branchOptions(branches, [desk.branchOfCaller(look)?.id], (name) =>
            say('escalation.place', { branch: name }),
          ),
      },
      {
        id: 'about',
        type: 'text',
        label: say('escalation.form.about'),
        hint: say('escalation.form.about.hint'),
        missing: say('escalation.form.about.wrong'),
        schema: z
          .string()
          .refine((number) => parseAbout(number) !== undefined)
          .transform((number) => parseAbout(number)),
        maxLength: 40,
      },
      {
        id: 'concerns',
        type: 'person',
        label: say('escalation.form.concerns'),
        hint: say('escalation.form.concerns.hint'),
        missing: say('escalation.form.concerns.wrong'),
        schema: colleague,
        options: () => people.all().map(({ id, name }) => ({ value: `staff:${id}`, label: { own: name } })),
      },
    ],
    plan(values, _record, look) {
      const branch = branches.byCode(String(values.branch));
      if (branch === undefined) throw problem({ branch: say('escalation.form.branch.missing') });
      const deadline = readDeadline(values.deadline, branch, look.now);
      const asking: Asking = {
        branch,
        about: values.about as About | undefined,
        wants: values.wants as Asking['wants'],
        reason: String(values.reason).trim(),
        deadline,
        concerns: typeof values.concerns === 'string' ? [values.concerns] : [],
      };
      return { ...escalateWork(desk, asking, look), isOver: (tx) => isOver(tx, asking.reason, look) };
    },
  };

  /** None of the asker's open questions says this. */
  async function isOver(tx: Transaction, reason: string, look: Look): Promise<boolean> {
    const open = await tx.range(escalationCollection, 'open', {});
    const asker = people.canonical(look.person);
    return !open.some((one) => people.canonical(one.asker) === asker && one.reason === reason);
  }

  /** @throws DeskError INVALID_INPUT when it is over or years away; in a form that can be put right at once. */
  function readDeadline(words: unknown, branch: Branch, now: string): Asking['deadline'] {
    const deadline = typeof words === 'string' ? parseWholeDeadline(words) : undefined;
    if (deadline === undefined) return undefined;
    const resolved = resolveDeadline(deadline, branch, now, branches);
    if (resolved === undefined) throw problem({ deadline: say('escalation.form.deadline.wrong') });
    if (resolved.type === 'unclear' && resolved.why === 'past') {
      const at = { instant: resolved.at, zone: branch.timezone, style: 'full' } as const;
      throw problem({ deadline: say('escalation.form.deadline.past', { at }) });
    }
    return { words: String(words), deadline };
  }
}

function problem(fields: FieldProblems): DeskError {
  return new DeskError('INVALID_INPUT', 'form has problems', { fields });
}

/** Why somebody answered as they did, after the press that answered. */
export function createReasonForm(desk: EscalationDesk): Form<Transaction> {
  return {
    id: 'escalation.reason',
    title: say('escalation.reason.title'),
    submit: say('escalation.reason.submit'),
    fields: [
      {
        id: 'reason',
        type: 'text',
        label: say('escalation.reason.text'),
        hint: say('escalation.reason.hint'),
        required: true,
        missing: say('escalation.reason.missing'),
        schema: z.string().max(reasonLimit),
        multiline: true,
        maxLength: reasonLimit,
      },
    ],
    plan: (values, record, look) => ({
      async run(tx) {
        const before = await tx.get(escalationCollection, record ?? '');
        if (before === undefined)
          throw new DeskError('NOT_FOUND', 'no such escalation', { text: say('escalation.press.gone') });
        const { number } = before;
        const person = desk.people.canonical(look.person);
        if (!before.answers.some((answer) => desk.people.canonical(answer.person) === person)) {
          throw new DeskError('NOT_ALLOWED', 'has not answered', {
            text: say('escalation.reason.notYours', { number }),
          });
        }
        if (hasLeft(person, desk.people)) {
          throw new DeskError('NOT_ALLOWED', 'has left', { text: say('escalation.press.left', { number }) });
        }
        const changed = addReason(before, person, String(values.reason).trim(), look.now);
        await tx.put(escalationCollection, changed.escalation);
        const text = say('escalation.reason.added', { number, asker: desk.describe.name(before.asker) });
        return {
          reply: sentenceCard(text),
          ...desk.news.tellAll(changed, before),
        };
      },
    }),
  };
}
