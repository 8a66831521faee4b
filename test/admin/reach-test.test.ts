import { describe, expect, it } from 'vitest';
import { readDataFolder } from '../../src/admin/index.ts';
import { dataFolder, goodFiles, sentencesFor } from './library.ts';

const organisation = { name: 'City Library', fallback: { person: 'dana' } };

describe('the weekly test of reaching people in organisation.json', () => {
  it.each([
    ['is never unless it is set', undefined],
    ['has its day and hour', { day: 'tue', time: '10:00' }],
  ])('%s', async (_, reachTest) => {
    const { data, problems } = await readDataFolder(
      await dataFolder({ ...goodFiles, 'organisation.json': { ...organisation, reachTest } }),
    );
    expect(problems).toEqual([]);
    expect(data.organisation?.reachTest).toEqual(reachTest);
  });

  it.each([
    ['another day', { day: 'Tuesday', time: '10:00' }, 'reachTest.day: is not a weekday. Write one of mon,'],
    ['no hour', { day: 'tue', time: '24:00' }, 'reachTest.time: is not a time of day. Write it as 10:00.'],
    [
      'another field',
      { day: 'tue', hour: '10:00' },
      '"hour" is not a field here. Take it out, or use one of day, time.',
    ],
  ])('is refused with its place: %s', async (_, reachTest, sentence) => {
    const sentences = await sentencesFor({ 'organisation.json': { ...organisation, reachTest } });
    expect(sentences.join('\n')).toContain(sentence);
  });
});
