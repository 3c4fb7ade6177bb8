// Entries between the server's form and that of the page: lines and the fields that they come from.
import { describe, expect, it } from 'vitest';
import {
  differencesOf,
  draftOf,
  itemsOfCard,
  linesOf,
  newFact,
  partsOf,
  placeOf,
  statedOf,
  taken,
  type Entry,
} from '../../src/entry/model';
import type { Card, Schema } from '../../src/model';

const property = (name: string, type: string, more = {}) => ({ name, label: name, type, ...more });
const schema = {
  kinds: [
    { name: 'Company', label: 'Company', fact: false, family: 'firm', properties: [] },
    {
      name: 'membership',
      label: 'Membership',
      fact: true,
      family: 'place',
      properties: [
        property('member', 'entity_or_text', { required: true, takes: ['Company'] }),
        property('role', 'choice', { choices: [{ code: 'member', label: 'a member' }] }),
        property('since', 'date'),
        property('under', 'fact', { takes: ['membership'] }),
      ],
    },
  ],
} as Schema;

const entry: Entry = {
  entry: 'entry-1',
  version: 1,
  title: null,
  date: '2024-05-17',
  withdrawn: false,
  author: 'user:olga',
  at: '2024-05-17T10:00:00Z',
  note: 'a note',
  versions: [],
  facts: [
    {
      kind: 'membership',
      id: 'ru-1',
      values: [
        { property: 'member', value: 'ru-7', kind: 'Company', name: 'Vostok' },
        { property: 'role', value: 'member', text: 'a member' },
        { property: 'under', value: '#2', text: 'Membership' },
      ],
    },
    { kind: 'membership', id: 'ru-2', values: [{ property: 'member', value: 'somebody' }] },
  ],
};

const labels = { note: 'Note', date: 'Date' };

describe('an entry', () => {
  it('is sent as it was told', () => {
    expect(linesOf(draftOf(entry)).text).toBe(
      'membership ru-1\nmember=ru-7\nrole=member\nunder=#2\nmembership ru-2\nmember=somebody',
    );
  });

  it('knows the field of each line, and of what is missing', () => {
    const draft = draftOf(entry);
    const { places } = linesOf(draft);
    expect(placeOf({ line: '3' }, draft, places, schema)).toMatchObject({ property: 'role' });
    expect(placeOf({ fact: '2', property: 'member' }, draft, places, schema)).toEqual({
      fact: draft.facts[1]!.key,
      property: 'member',
    });
    expect(placeOf({}, draft, places, schema)).toBeUndefined();
  });

  it('names what is new by its kind, and drops line breaks and what is empty', () => {
    const fact = newFact('membership');
    fact.items = {
      member: [{ key: 1, text: ' Zarya\n LLC ', kind: 'Company' }],
      since: [{ key: 2, text: ' ' }],
    };
    expect(linesOf({ facts: [fact], note: '', date: '' }).text).toBe(
      'membership\nmember=Company:Zarya LLC',
    );
  });

  it('shows what another changed, and takes it over', () => {
    const theirs = draftOf({ ...entry, note: 'theirs', facts: entry.facts.slice(0, 1) });
    const mine = draftOf(entry);
    mine.facts[0]!.items['since'] = [{ key: 9, text: '2024' }];
    const [seenParts, theirParts, myParts] = [draftOf(entry), theirs, mine].map((draft) =>
      partsOf(draft, schema, labels),
    );
    const differences = differencesOf(seenParts!, theirParts!, myParts!);
    expect(differences.map((each) => each.name)).toEqual(['ru-2 member', 'note']);
    const after = differences.reduce((draft, each) => taken(draft, theirs, each.name), mine);
    expect(after.note).toBe('theirs');
    expect(after.facts[1]!.items['member']).toEqual([]);
    expect(after.facts[0]!.items['since']).toHaveLength(1);
  });

  it('takes over from a card what a property may name, each once, and nothing that was rejected', () => {
    const named = (id: string, kind: string, state = 'asserted') => ({
      state,
      value: { type: 'entity', kind, entity: id, text: id },
    });
    const card = {
      properties: [
        { name: 'who', claims: [named('ru-1', 'Company'), named('ru-2', 'Person')] },
        { name: 'with', claims: [named('ru-1', 'Company'), named('ru-3', 'Company', 'rejected')] },
        { name: 'member', claims: [named('ru-4', 'Company')] },
      ],
    } as unknown as Card;
    const ids = (from?: Record<string, string[]>) =>
      itemsOfCard(schema, schema.kinds[1]!, card, from)['member']?.map(({ id }) => id);
    expect(ids({ member: ['who', 'with'] })).toEqual(['ru-1']);
    expect(ids()).toEqual(['ru-4']);
    expect(ids({})).toBeUndefined();
  });

  it('can be stated of what a property takes', () => {
    expect(statedOf(schema, 'Company').map((each) => each.property.name)).toEqual(['member']);
    expect(statedOf(schema, 'membership').map((each) => each.property.name)).toEqual(['under']);
  });
});
