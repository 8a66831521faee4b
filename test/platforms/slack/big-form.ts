import type { FieldView, FormView, Option } from '../../../src/chat/form.ts';
import { own } from '../../../src/chat/text.ts';
import { field, form } from './tiny-desk.ts';

const options = (count: number, name: string, grouped = false): readonly Option[] =>
  Array.from({ length: count }, (_, index) => ({
    value: `${name}-${index}`,
    label: own(`${name} ${index}`),
    ...(grouped ? { group: own(`Group ${index % 6}`) } : {}),
  }));

const firstPage: readonly FieldView[] = [
  field({ id: 'branch', type: 'choice', required: true, options: options(12, 'Branch') }),
  field({ id: 'place', type: 'choice', options: options(120, 'Place') }),
  field({ id: 'at', type: 'moment', required: true }),
  field({ id: 'kind', type: 'choice', required: true, options: options(4, 'Kind') }),
  field({ id: 'categories', type: 'choices', options: options(24, 'Category', true) }),
  field({ id: 'severity', type: 'choice', options: options(5, 'Severity') }),
  field({ id: 'what', type: 'text', multiline: true, required: true, maxLength: 3000 }),
  field({ id: 'did', type: 'text', multiline: true }),
];

const laterPages: readonly FieldView[] = [
  field({ id: 'footage', type: 'yesNo', page: 3 }),
  field({ id: 'called', type: 'choices', options: options(3, 'Service'), page: 2 }),
  field({ id: 'colleague', type: 'person', page: 2 }),
  field({ id: 'followUp', type: 'moment', page: 2 }),
];

/** A long form of every kind of field: eight on its first page, and a way to keep it half filled. */
export function bigForm(changes: Partial<FormView> = {}): FormView {
  return form({
    form: 'incident.log',
    instance: 'i-1',
    title: own('Log an incident'),
    submit: own('Submit'),
    fields: [...firstPage, ...laterPages],
    actions: [{ id: 'draft', label: own('Save as draft') }],
    ...changes,
  });
}

export const bigValues = {
  branch: 'Branch-3',
  place: 'Place-110',
  at: '2026-11-22T18:40:00.000Z',
  kind: 'Kind-1',
  categories: ['Category-2', 'Category-23'],
  severity: 'Severity-4',
  what: '<!channel> *bold* 🎉',
  did: 'Rang 911',
  called: ['Service-0', 'Service-2'],
  colleague: { platform: 'slack', tenant: 'T0LIBRARY', user: 'U0BEN' },
  followUp: '2026-11-23T09:00:00.000Z',
  footage: false,
};
