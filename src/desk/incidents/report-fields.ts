import { z } from 'zod';
import type { Look } from '../../chat/command.ts';
import type { Field, Option } from '../../chat/form.ts';
import { own, type Text } from '../../chat/text.ts';
import { readPlace } from '../branches/index.ts';
import {
  categories,
  conductCategories,
  eventCategories,
  kinds,
  outcomes,
  services,
  severities,
} from './codes.ts';
import { isTwice, limits, momentOf } from './form-values.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { reportPlaces } from './place-field.ts';
import { knownTo } from './same-event.ts';
import { say } from './texts.en.ts';

const later = 2;

/**
 * The fields of a report: eight on the first page, and two more when they are needed. The schemas check what can be
 * chosen; how long a text may be is said by `valuesToReport`, so that a draft never loses one.
 */
export function reportFields(desk: IncidentDesk): readonly Field<Look>[] {
  const { branches, incidents } = desk;
  const place = z.string().refine((value) => {
    const at = readPlace(value, branches);
    // Nobody waits for a report, and its place is what it is found by: a zone that was taken out is asked again.
    return at !== undefined && at.gone === undefined;
  });
  return [
    {
      id: 'place',
      type: 'choice',
      label: say('incident.form.place'),
      required: true,
      missing: say('incident.form.place.missing'),
      schema: place,
      options: (look) => reportPlaces(branches, desk.branchOfCaller(look)),
    },
    {
      id: 'occurredAt',
      type: 'moment',
      label: say('incident.form.when'),
      required: true,
      missing: say('incident.form.when.missing'),
      schema: z.string(),
    },
    {
      id: 'which',
      type: 'choice',
      label: say('incident.form.which'),
      schema: z.enum(['first', 'second']),
      options: () => [
        { value: 'first', label: say('incident.form.which.first') },
        { value: 'second', label: say('incident.form.which.second') },
      ],
      when: (values) => isTwice(values, branches),
    },
    { id: 'about', type: 'yesNo', label: say('incident.form.about'), schema: z.boolean() },
    {
      id: 'kind',
      type: 'choice',
      label: say('incident.form.kind'),
      required: true,
      missing: say('incident.form.kind.missing'),
      schema: z.enum(kinds),
      options: () => kinds.map((value) => ({ value, label: say(`incident.kind.${value}`) })),
    },
    {
      id: 'category',
      type: 'choice',
      label: say('incident.form.category'),
      hint: say('incident.form.category.hint'),
      required: true,
      missing: say('incident.form.category.missing'),
      schema: z.enum(categories),
      options: categoryOptions,
    },
    {
      id: 'severity',
      type: 'choice',
      label: say('incident.form.severity'),
      required: true,
      missing: say('incident.form.severity.missing'),
      schema: z.enum(severities),
      options: () => severities.map((value) => ({ value, label: say(`incident.severity.${value}`) })),
    },
    {
      ...text('narrative', say('incident.form.narrative')),
      hint: say('incident.form.narrative.hint'),
      required: true,
      missing: say('incident.form.narrative.missing'),
    },
    {
      ...text('staffActions', say('incident.form.staffActions')),
      hint: say('incident.form.staffActions.hint'),
    },
    {
      id: 'same',
      type: 'yesNo',
      label: say('incident.form.same'),
      hint: say('incident.form.same.missing'),
      schema: z.boolean(),
      when(values, look) {
        const chosen = readPlace(values.place, branches);
        const at = chosen === undefined ? undefined : momentOf(values, chosen.branch.timezone);
        if (chosen === undefined || at === undefined) return false;
        return knownTo(desk, look, incidents.near(chosen.branch.id, chosen.zone, at)).length > 0;
      },
    },
    {
      id: 'also',
      type: 'choices',
      label: say('incident.form.also'),
      schema: z.array(z.enum(categories)),
      options: categoryOptions,
      page: later,
    },
    {
      id: 'outcomes',
      type: 'choices',
      label: say('incident.form.outcomes'),
      schema: z.array(z.enum(outcomes)),
      options: () => outcomes.map((value) => ({ value, label: say(`incident.outcome.${value}`) })),
      page: later,
    },
    {
      id: 'services',
      type: 'choices',
      label: say('incident.form.services'),
      schema: z.array(z.enum(services)),
      options: () => services.map((value) => ({ value, label: say(`incident.service.${value}`) })),
      page: later,
    },
    {
      ...text('servicesReference', say('incident.form.reference')),
      multiline: false,
      page: later,
    },
    {
      ...text('injuries', say('incident.form.injuries')),
      hint: say('incident.form.injuries.hint'),
      page: later,
    },
    { ...text('property', say('incident.form.property')), page: later },
    {
      id: 'duringEvent',
      type: 'yesNo',
      label: say('incident.form.event'),
      schema: z.boolean(),
      page: later,
    },
    { id: 'footage', type: 'yesNo', label: say('incident.form.footage'), schema: z.boolean(), page: later },
    {
      id: 'concerns',
      type: 'choices',
      label: say('incident.form.concerns'),
      hint: say('incident.form.concerns.hint'),
      missing: say('incident.form.concerns.wrong'),
      schema: z.array(z.string().refine((person) => desk.people.staff(person) !== undefined)),
      options: () => desk.people.all().map(({ id, name }) => ({ value: `staff:${id}`, label: own(name) })),
      page: later,
    },
    { ...text('followUp', say('incident.form.followUp')), page: later },
  ];
}

function text(id: keyof typeof limits, label: Text): Field<Look> {
  return { id, type: 'text', label, schema: z.string(), multiline: true, maxLength: limits[id] };
}

function categoryOptions(): readonly Option[] {
  const group = (of: 'conduct' | 'event') => say(`incident.form.group.${of}`);
  return [
    ...conductCategories.map((value) => ({
      value,
      label: say(`incident.category.${value}`),
      group: group('conduct'),
    })),
    ...eventCategories.map((value) => ({
      value,
      label: say(`incident.category.${value}`),
      group: group('event'),
    })),
  ];
}
