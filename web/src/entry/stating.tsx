// The ways to the form: from a card, with what the card is of filled in, and from a list.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { mayDo, onWho } from '../account/session';
import { api } from '../api';
import { message } from '../messages';
import type { Schema } from '../model';
import { kindNamed, newEntryPath, statedOf } from './model';

/** The schema, for those who may state facts. */
export function useStating(): Schema | undefined {
  const [schema, setSchema] = useState<Schema>();
  useEffect(() => {
    const look = () =>
      void mayDo('participate')
        .then(async (may) => setSchema(may ? await api.schema() : undefined))
        .catch(() => setSchema(undefined));
    look();
    return onWho(look);
  }, []);
  return schema;
}

/** What can be stated of a thing or fact: a way to the form for each kind. */
export function StateOf(props: { id: string; kind: string }): VNode | null {
  const schema = useStating();
  const stated = schema ? statedOf(schema, props.kind) : [];
  if (stated.length === 0) return null;
  const to = `/entities/${encodeURIComponent(props.id)}`;
  return (
    <details class="state-of">
      <summary>{message('web.entry.add')}</summary>
      <ul>
        {stated.map(({ kind, property }) => (
          <li key={kind.name}>
            <a href={newEntryPath(kind.name, { [property.name]: props.id, to })}>{kind.label}</a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The way to the form for a list's kind of fact. */
export function StateInto(props: { kind: string }): VNode | null {
  const schema = useStating();
  if (!schema || !kindNamed(schema, props.kind)?.fact || props.kind === 'statement') return null;
  return (
    <p class="entry-acts">
      <a href={newEntryPath(props.kind)}>{message('web.entry.add')}</a>
    </p>
  );
}
