// The ways to the form: from a card, with what the card is of filled in, and from a list.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { onWho, who } from '../account/session';
import { api } from '../api';
import { message, type MessageKey } from '../messages';
import { cardPath, type Schema } from '../model';
import { kindNamed, newEntryPath, schemaFor, statedKinds, statedOf } from './model';

/** What was seen last: a page that is opened has its ways to the form at once, and moves nothing later. */
let seen: Schema | undefined;

/** Asks who works here, and for the schema where he may state facts. A page that has ways to the form
 *  waits for it beside what it shows. */
export async function seeStating(): Promise<void> {
  try {
    const { rights } = await who();
    seen = rights.includes('participate') ? schemaFor(await api.schema(), rights) : undefined;
  } catch {
    seen = undefined;
  }
}

/** The schema, for those who may state facts. */
export function useStating(): Schema | undefined {
  const [schema, setSchema] = useState<Schema | undefined>(seen);
  useEffect(() => {
    const look = () => void seeStating().then(() => setSchema(seen));
    look();
    return onWho(look);
  }, []);
  return schema;
}

/** What is stated most of a kind, one click away; "of" is the property that names the card's own, or
 *  what else of the form the card fills in. */
const QUICK: Record<string, { kind: string; of: string; text: MessageKey; also?: object }[]> = {
  agreement: [
    { kind: 'training', of: 'under', text: 'web.entry.training' },
    { kind: 'team', of: 'under', text: 'web.entry.team' },
    { kind: 'meeting', of: 'outcomes', text: 'web.entry.meeting_of' },
    { kind: 'preferred_list', of: 'under', text: 'web.preferred.open' },
  ],
  Event: [{ kind: 'meeting', of: 'event', text: 'web.entry.meeting_at' }],
  meeting: [
    { kind: 'agreement', of: 'outcome', text: 'web.entry.agreement_of' },
    { kind: 'project', of: 'outcome', text: 'web.entry.project_of' },
    { kind: 'meeting', of: 'like', text: 'web.entry.meeting_again' },
  ],
  Site: [
    { kind: 'application', of: 'site', text: 'web.entry.application' },
    { kind: 'benefit', of: 'beneficiary', text: 'web.entry.benefit' },
    { kind: 'membership', of: 'whole', text: 'web.entry.resident', also: { role: 'resident' } },
    { kind: 'site', of: 'site', text: 'web.entry.site' },
  ],
};

/** What can be stated of a thing or fact: a way to the form for each kind. */
export function StateOf(props: { id: string; kind: string }): VNode | null {
  const schema = useStating();
  const stated = schema ? statedOf(schema, props.kind) : [];
  const fact = schema && statedKinds(schema).some((kind) => kind.name === props.kind);
  if (stated.length === 0 && !fact) return null;
  const to = cardPath(props.id);
  const quick = (QUICK[props.kind] ?? []).filter(({ kind }) => schema && kindNamed(schema, kind));
  return (
    <>
      {(quick.length > 0 || fact) && (
        <p class="entry-acts">
          {quick.map((each) => (
            <a
              key={each.text}
              href={newEntryPath(each.kind, { [each.of]: props.id, ...each.also, to })}
            >
              {message(each.text)}
            </a>
          ))}
          {fact && (
            <a href={newEntryPath(props.kind, { fact: props.id, to })}>
              {message('web.entry.more')}
            </a>
          )}
        </p>
      )}
      {stated.length > 0 && (
        <details class="state-of">
          <summary>{message('web.entry.add')}</summary>
          <ul>
            {stated.map(({ kind, property }) => (
              <li key={kind.name}>
                <a href={newEntryPath(kind.name, { [property.name]: props.id, to })}>
                  {kind.label}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
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
