import { z } from 'zod';
import type { Branch, Organisation } from '../desk/branches/schema.ts';
import type { Draft } from '../store/store.ts';
import { isLocalTime, weekdays } from '../time.ts';
import { channels, fields, staffId, text, zone } from './fields.ts';
import { type JsonFile, rightFieldsOf } from './json-file.ts';
import { readLoneWorking } from './lone-working.ts';

const defaultTerms = { patron: 'patron', suspension: 'suspension' };
const defaultEmergencyText = 'Phone the emergency number now.';

const language = z.string().refine(isLanguage, 'is not a language. Use a tag such as en, fr or es-MX.');

const reachTest = fields({
  day: z.enum(weekdays, { error: `is not a weekday. Write one of ${weekdays.join(', ')}.` }),
  time: z
    .string()
    .refine((time) => isLocalTime(time) && time !== '24:00', 'is not a time of day. Write it as 10:00.'),
});

const organisationEntry = fields({
  name: text,
  timezone: zone.optional(),
  languages: z.array(language).min(1, 'is empty. Name one language at least, such as "en".').default(['en']),
  terms: fields({ patron: text.optional(), suspension: text.optional() }).default({}),
  emergencyText: text.default(defaultEmergencyText),
  fallback: fields({ person: staffId }).optional(),
  adminChannels: channels.default({}),
  reachTest: reachTest.optional(),
  loneWorking: z.unknown().optional(),
});

/**
 * Reads `organisation.json`.
 *
 * @param branches those of `branches.json`; the first one's zone is the organisation's unless the file says otherwise.
 * @param staff the ids of `staff.json`; undefined when that file could not be read.
 */
export function readOrganisation(
  file: JsonFile,
  branches: readonly Draft<Branch>[],
  staff: ReadonlySet<string> | undefined,
): Draft<Organisation> | undefined {
  const entry = file.parse(organisationEntry, file.value, []);
  const right = rightFieldsOf(organisationEntry, file.value);
  const fallback = right.fallback?.person;
  if (fallback !== undefined && staff !== undefined && !staff.has(fallback)) {
    file.error(['fallback', 'person'], `${fallback} is not the id of anybody in staff.json.`);
  }
  const loneWorking = readLoneWorking(file, right.loneWorking, ['loneWorking']);
  if (entry === undefined) return undefined;
  const { patron = defaultTerms.patron, suspension = defaultTerms.suspension } = entry.terms;
  return {
    id: 'organisation',
    name: entry.name,
    timezone: entry.timezone ?? zoneOf(branches),
    languages: entry.languages,
    terms: { patron, suspension },
    emergencyText: entry.emergencyText,
    ...(fallback !== undefined && { fallback }),
    adminChannels: entry.adminChannels,
    ...(entry.reachTest !== undefined && { reachTest: entry.reachTest }),
    ...loneWorking,
  };
}

/** The organisation where there is no `organisation.json`: whose it is stays open. */
export function defaultOrganisation(branches: readonly Draft<Branch>[]): Draft<Organisation> {
  return {
    id: 'organisation',
    timezone: zoneOf(branches),
    languages: ['en'],
    terms: defaultTerms,
    emergencyText: defaultEmergencyText,
    adminChannels: {},
  };
}

function zoneOf(branches: readonly Draft<Branch>[]): string {
  return branches[0]?.timezone ?? 'UTC';
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
