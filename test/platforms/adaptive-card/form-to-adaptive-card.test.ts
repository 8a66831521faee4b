import { describe, expect, it } from 'vitest';
import type { FieldView, FormView } from '../../../src/chat/form.ts';
import { own } from '../../../src/chat/text.ts';
import { createWords } from '../../../src/chat/words.ts';
import {
  en,
  formToAdaptiveCard,
  parsePress,
  parseSubmission,
} from '../../../src/platforms/adaptive-card/index.ts';
import { bytesOf, complaintsAbout, linesOf, objectsIn, ofType } from './inspect.ts';

const words = createWords({ en: [en] });
const zone = 'Europe/London';
const draw = (form: FormView) => formToAdaptiveCard(form, words, { locale: 'en', zone });

function field(id: string, changes: Partial<FieldView> = {}): FieldView {
  return {
    id,
    label: own(`Label of ${id}`),
    type: 'text',
    required: false,
    multiline: false,
    options: [],
    page: 1,
    ...changes,
  };
}

const options = ['A', 'B'].map((value) => ({ value, label: own(`Option ${value}`) }));
const everyField = [
  field('note', { multiline: true, hint: own('Only those asked see it.') }),
  field('urgency', { type: 'choice', required: true, options }),
  field('zones', { type: 'choices', options }),
  field('who', { type: 'person', options }),
  field('hurt', { type: 'yesNo' }),
  field('at', { type: 'moment' }),
];

function form(changes: Partial<FormView> = {}): FormView {
  return {
    form: 'help.form',
    instance: 'i-1',
    title: own('Call for help'),
    submit: own('Send'),
    fields: everyField,
    values: {},
    problems: {},
    ...changes,
  };
}

/** What a host sends: the button's data and, under their ids, the values of the inputs. */
function sent(view: FormView, typed: Readonly<Record<string, string>> = {}): unknown {
  const card = draw(view);
  const inputs = objectsIn(card).filter((object) => String(object.type).startsWith('Input.'));
  const values = inputs.map((input) => [input.id, typed[String(input.id)] ?? input.value ?? ''] as const);
  return { ...(ofType(card, 'Action.Submit')[0]?.data as object), ...Object.fromEntries(values) };
}

describe('a form as an Adaptive Card', () => {
  it('is taken by Microsoft’s reader without a complaint, empty, filled and with problems', () => {
    const values = {
      note: 'a',
      urgency: 'A',
      zones: ['A', 'B'],
      hurt: false,
      at: '2026-07-01T11:00:00.000Z',
    };
    const problems = Object.fromEntries(everyField.map(({ id }) => [id, own('look again')]));
    for (const view of [form(), form({ values }), form({ problems, notice: own('Not yet.') })]) {
      expect(complaintsAbout(draw(view))).toEqual([]);
    }
  });

  it('marks what is needed in words and leaves the judging to the desk', () => {
    expect(ofType(draw(form()), 'Input.ChoiceSet')[0]).toMatchObject({ label: 'Label of urgency (needed)' });
    const moment = draw(form({ fields: [field('at', { type: 'moment', required: true })] }));
    expect(ofType(moment, 'Input.Date')[0]).toMatchObject({ label: 'Label of at: day (needed)' });
    expect(ofType(moment, 'Input.Time')[0]).toMatchObject({ label: 'Label of at: time (needed)' });
    expect(objectsIn(draw(form())).some((object) => 'isRequired' in object)).toBe(false);
  });

  it('that comes back still says above everything what it said at first', () => {
    const view = form({ opening: own('Dial 911'), notice: own('Not yet.'), problems: { note: own('no') } });
    expect(draw(view).body.slice(0, 2).map(linesOf)).toEqual([['Dial 911'], ['Not yet.']]);
    expect(complaintsAbout(draw(view))).toEqual([]);
  });

  it('says what is wrong directly under the field that it is about', () => {
    const body = draw(form({ problems: { urgency: own('say how urgent') } })).body;
    const at = body.findIndex((element) => 'id' in element && element.id === 'choice.urgency');
    expect(linesOf(body[at + 1])).toEqual(['Please check: say how urgent']);
    expect(body[at + 1]).toMatchObject({ id: 'problem.urgency', inlines: [{ color: 'attention' }] });
  });

  it('says on top why it came back, and what is wrong with fields that are not on it', () => {
    const view = form({ notice: own('Not sent.'), problems: { gone: own('That branch is closed.') } });
    expect(linesOf(draw(view).body[0])).toEqual(['Not sent.', 'That branch is closed.']);
  });

  it('gives back every kind of value as it was filled in', () => {
    const values = {
      note: '  **a** {{DATE(2026-11-22T18:40:00Z)}}\nb ',
      urgency: 'B',
      zones: ['A', 'B'],
      who: 'A',
      hurt: false,
      at: '2026-07-01T11:00:00.000Z',
    };
    const view = form({ values, record: 'r1' });
    expect(parseSubmission(sent(view), zone)).toEqual({
      form: 'help.form',
      instance: 'i-1',
      record: 'r1',
      values,
    });
  });

  it('leaves out what was left empty', () => {
    expect(parseSubmission(sent(form(), { 'text.note': '  ' }), zone).values).toEqual({});
  });

  it('asks for a moment in the reader’s zone', () => {
    const card = draw(form({ values: { at: '2026-07-01T11:00:00.000Z' } }));
    expect(ofType(card, 'Input.Date')[0]).toMatchObject({ value: '2026-07-01' });
    expect(ofType(card, 'Input.Time')[0]).toMatchObject({ value: '12:00' });
  });

  it.each([
    ['half filled', '2026-07-01', '', '2026-07-01'],
    ['only a time', '', '12:00', '12:00'],
    ['skipped when the clocks go forward', '2026-03-29', '01:30', '2026-03-29 01:30'],
    ['shown twice when they go back', '2026-10-25', '01:30', '2026-10-25 01:30'],
  ])('does not guess a moment that is %s, and shows it again', (_what, date, time, text) => {
    const { values } = parseSubmission(sent(form(), { 'date.at': date, 'time.at': time }), zone);
    expect(values).toEqual({ at: text });
    const again = draw(form({ values }));
    expect([
      ofType(again, 'Input.Date')[0]?.value ?? '',
      ofType(again, 'Input.Time')[0]?.value ?? '',
    ]).toEqual([date, time]);
  });

  it('lets a long list be searched, and says so when what is typed is not in it', () => {
    const many = Array.from({ length: 21 }, (_, index) => ({
      value: `v${index}`,
      label: own(`Branch ${index}`),
      group: own('City'),
    }));
    const [choice] = ofType(
      draw(form({ fields: [field('branch', { type: 'choice', options: many })] })),
      'Input.ChoiceSet',
    );
    expect(choice).toMatchObject({ style: 'filtered', errorMessage: 'Please choose one from the list.' });
    expect(choice?.choices).toContainEqual({ title: 'City: Branch 20', value: 'v20' });
  });

  it('keeps later fields behind a button until something is written or wrong there', () => {
    const fields = [field('note'), field('later', { page: 2 })];
    expect(ofType(draw(form({ fields })), 'Container')).toMatchObject([{ id: 'more', isVisible: false }]);
    expect(ofType(draw(form({ fields, values: { later: 'x' } })), 'Container')).toEqual([]);
    expect(ofType(draw(form({ fields, problems: { later: own('x') } })), 'Container')).toEqual([]);
    expect(ofType(draw(form({ fields, expanded: true })), 'Container')).toEqual([]);
  });

  it('has a button for each other way to send it, with everything that was filled in', () => {
    const view = form({ actions: [{ id: 'draft', label: own('Save as draft') }], record: 'r1' });
    const card = draw(view);
    expect(complaintsAbout(card)).toEqual([]);
    const [submit, draft] = ofType(card, 'Action.Submit');
    expect(submit).toMatchObject({ title: 'Send', style: 'positive' });
    expect(draft).toMatchObject({ title: 'Save as draft' });
    expect(draft).not.toHaveProperty('style');
    expect(parseSubmission({ ...(draft?.data as object), 'text.note': 'half' }, zone)).toEqual({
      form: 'help.form',
      instance: 'i-1',
      record: 'r1',
      action: 'draft',
      values: { note: 'half' },
    });
    expect(parseSubmission(sent(view), zone)).not.toHaveProperty('action');
  });

  it('lets several of many be chosen, in their groups, and gives them back', () => {
    const many = Array.from({ length: 24 }, (_, index) => ({
      value: `c${index}`,
      label: own(`Category ${index}`),
      group: own('Conduct'),
    }));
    const fields = [field('categories', { type: 'choices', options: many })];
    const view = form({ fields, values: { categories: ['c3', 'c23'] } });
    const [choices] = ofType(draw(view), 'Input.ChoiceSet');
    expect(choices).toMatchObject({ isMultiSelect: true, style: 'compact', value: 'c3,c23' });
    expect(choices?.choices).toHaveLength(24);
    expect(choices?.choices).toContainEqual({ title: 'Conduct: Category 23', value: 'c23' });
    expect(parseSubmission(sent(view), zone).values).toEqual({ categories: ['c3', 'c23'] });
  });

  it('stays small enough for a message with the longest text that a field takes', () => {
    expect(bytesOf(draw(form({ values: { note: '語'.repeat(3_000) } })))).toBeLessThan(25_000);
  });
});

describe('data that is not ours', () => {
  it.each([null, 'x', {}, { button: 7 }, { form: 'f' }, { form: 'f', instance: ['i'] }])(
    'is refused: %j',
    (data) => {
      expect(() => parsePress(data)).toThrow('not that of a button');
      expect(() => parseSubmission(data, zone)).toThrow('not that of a form');
    },
  );

  it('cannot reach the prototype of the values', () => {
    const { values } = parseSubmission(
      { form: 'f', instance: 'i', 'text.__proto__': 'x', 'odd.a': 'y', b: 'z' },
      zone,
    );
    expect(Object.entries(values)).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });
});
