// An entry: what somebody stated, its versions, and the ways to change it, to withdraw it and to take
// it back. And the form for a new one, with what the address gives filled in.
import { Fragment, type VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Who } from '../account/model';
import { who } from '../account/session';
import { api, change } from '../api';
import { bind, dateText, quotedWithin, timeText } from '../format';
import { message } from '../messages';
import { cardPath, entryPath, reportPath, type Card, type Schema, type SchemaKind } from '../model';
import { authorText } from '../parts/author';
import { closeDialog, Dialog } from '../parts/dialog';
import { FormError, TextField, useSending } from '../parts/form';
import { PrintButton, Shape } from '../parts/icons';
import { say } from '../parts/notice';
import { navigate, type Address } from '../router';
import { wayBack } from '../views/login';
import { EntryForm } from './form';
import {
  draftOf,
  itemsOfCard,
  kindNamed,
  mayName,
  meetingOf,
  names,
  newEntryPath,
  newFact,
  newKey,
  OF_MEETING,
  schemaFor,
  statedKinds,
  type Draft,
  type Entry,
  type EntryFact,
  type EntryValue,
  type Item,
} from './model';

/* ---- a new entry ---- */

export interface NewEntry {
  schema: Schema;
  who: Who;
  draft: Draft | undefined;
}

const ID = /^ru-[0-9a-f]+$/;

async function itemGiven(value: string): Promise<Item> {
  if (!ID.test(value)) return { key: newKey(), text: value };
  const card = await api.card(value);
  return { key: newKey(), text: card.name, id: card.id };
}

/** The card that an address names by something else than a property. */
async function cardGiven(address: Address, name: string): Promise<Card | undefined> {
  const id = address.query.get(name) ?? '';
  return ID.test(id) ? api.card(id) : undefined;
}

/** What an address gives for each property of a kind. */
async function itemsGiven(kind: SchemaKind, address: Address): Promise<Record<string, Item[]>> {
  const given: Record<string, Item[]> = {};
  for (const property of kind.properties) {
    const values = address.query.getAll(property.name).filter(Boolean);
    const items = await Promise.all(
      values.map((value) =>
        names(property) ? itemGiven(value) : Promise.resolve({ key: newKey(), text: value }),
      ),
    );
    if (items.length > 0) given[property.name] = items;
  }
  return given;
}

/** His own organization, for who may state only what names it, in the first place where it may stand. */
async function ownGiven(
  schema: Schema,
  kind: SchemaKind,
  { account, rights }: Who,
  items: Record<string, Item[]>,
): Promise<Record<string, Item[]>> {
  const own = account?.entity?.id;
  const there = Object.values(items).some((given) => given.some((item) => item.id === own));
  if (rights.includes('edit') || !own || there) return {};
  const card = await api.card(own);
  const is = kindNamed(schema, card.kind);
  const place = kind.properties.find((property) => is && mayName(property, is));
  if (!place || items[place.name]) return {};
  return { [place.name]: [{ key: newKey(), text: card.name, id: own }] };
}

/** The form that an address asks for: kind=KIND, and a value for each other property; fact=ID adds to a
 *  known fact, like=ID takes over whom one names, as when something takes place again, and outcome=ID of
 *  a meeting who and where, for what came of it. */
async function draftGiven(
  schema: Schema,
  address: Address,
  known: Who,
): Promise<Draft | undefined> {
  const kind = kindNamed(schema, address.query.get('kind') ?? '');
  if (!kind?.fact) return undefined;
  const more = address.query.get('fact');
  const like = await cardGiven(address, 'like');
  const meeting = await cardGiven(address, 'outcome');
  const items = {
    ...(like && itemsOfCard(schema, kind, like)),
    ...(meeting && itemsOfCard(schema, kind, meeting, OF_MEETING[kind.name] ?? {})),
    ...(await itemsGiven(kind, address)),
  };
  const fact = {
    ...newFact(kind.name),
    ...(more && ID.test(more) && { id: more }),
    items: { ...items, ...(!more && (await ownGiven(schema, kind, known, items))) },
  };
  const facts = meeting ? [fact, meetingOf(meeting, fact, kind.label)] : [fact];
  const { query } = address;
  return { facts, note: query.get('note') ?? '', date: query.get('date') ?? '' };
}

export async function loadNew(address: Address): Promise<NewEntry> {
  const [schema, known] = await Promise.all([api.schema(), who()]);
  const open = schemaFor(schema, known.rights);
  return { schema: open, who: known, draft: await draftGiven(open, address, known) };
}

export function NewEntryView(props: NewEntry & { address: Address }): VNode {
  const { schema, draft, address } = props;
  const may = props.who.rights.includes('participate');
  const to = address.query.get('to');
  const back = to ? wayBack(to) : undefined;
  return (
    <div class="form">
      <header class="view-head">
        <h1>{message('web.entry.new')}</h1>
        <p class="lead">{bind(message('web.entry.what'))}</p>
      </header>
      {!may ? (
        <p class="note">{message('web.entry.may_not')}</p>
      ) : draft ? (
        <>
          <Party who={props.who} />
          {draft.facts[0]?.id && <Known id={draft.facts[0].id} />}
          <EntryForm
            key={address.path + String(address.query)}
            schema={schema}
            draft={draft}
            back={back ?? '/'}
            onDone={(done) => {
              say({ text: message('web.entry.saved', { title: done.title ?? done.entry }) });
              navigate(back ?? entryPath(done.entry));
            }}
          />
        </>
      ) : (
        <Kinds kinds={statedKinds(schema)} />
      )}
    </div>
  );
}

/** The fact of which more is stated. */
function Known(props: { id: string }): VNode | null {
  const [name, setName] = useState('');
  useEffect(() => {
    api.card(props.id).then(
      (card) => setName(card.name),
      () => undefined,
    );
  }, [props.id]);
  return (
    <p class="note">
      {message('web.entry.more_of')} <a href={cardPath(props.id)}>{name || props.id}</a>
    </p>
  );
}

/** Who may not edit states what names his organization alone. */
function Party(props: { who: Who }): VNode | null {
  const { account, rights } = props.who;
  if (rights.includes('edit') || !account) return null;
  const { entity } = account;
  return (
    <p class="note">
      {entity
        ? message('web.entry.party', { name: quotedWithin(entity.name ?? entity.id) })
        : message('web.entry.no_party')}
    </p>
  );
}

function Kinds(props: { kinds: SchemaKind[] }): VNode {
  return (
    <section>
      <h2>{message('web.entry.which')}</h2>
      <ul class="things">
        {props.kinds.map((kind) => (
          <li key={kind.name}>
            <a href={newEntryPath(kind.name)}>
              <Shape family={kind.family} />
              {kind.label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/* ---- one entry ---- */

export interface ShownEntry {
  entry: Entry;
  schema: Schema;
  who: Who;
  edited: boolean;
}

export async function loadEntry(id: string, edited: boolean): Promise<ShownEntry> {
  const [entry, schema, known] = await Promise.all([api.entry(id), api.schema(), who()]);
  return { entry, schema, who: known, edited };
}

/** Whether who works here may change an entry: its author, and whoever may edit. */
function mayChange(entry: Entry, known: Who): boolean {
  if (known.rights.includes('edit')) return true;
  return (
    known.rights.includes('participate') &&
    authorText(entry.author ?? '') === (known.account?.name ?? '')
  );
}

export function EntryView(props: ShownEntry): VNode {
  const { entry, schema, edited } = props;
  const may = mayChange(entry, props.who);
  const title = entry.title ?? entry.entry;
  if (edited && may && !entry.withdrawn)
    return (
      <div class="form">
        <header class="view-head">
          <h1>{message('web.entry.change_title', { title })}</h1>
        </header>
        <EntryForm
          key={entry.entry}
          schema={schema}
          entry={entry}
          draft={draftOf(entry)}
          back={entryPath(entry.entry)}
          onDone={(done) => {
            say({ text: message('web.entry.saved', { title: done.title ?? done.entry }) });
            navigate(entryPath(done.entry));
          }}
        />
      </div>
    );
  return (
    <article class="card">
      <header class="view-head">
        <PrintButton />
        <p class="kind">{message('web.entry.kind')}</p>
        <h1>{title}</h1>
        <p class="lead">
          {bind(
            message('web.entry.stated_by', {
              author: authorText(entry.author ?? ''),
              time: timeText(entry.at),
            }),
          )}
          {entry.date && ` ${message('web.entry.for_day', { day: dateText(entry.date) })}`}
        </p>
        {entry.withdrawn && <p class="note">{withdrawnText(entry)}</p>}
        {may && <Acts entry={entry} />}
      </header>
      {entry.facts.map((fact) => (
        <FactShown key={fact.id} fact={fact} schema={schema} withdrawn={entry.withdrawn} />
      ))}
      {entry.note && (
        <section class="part">
          <h2>{message('web.entry.note')}</h2>
          <p class="entry-note">{entry.note}</p>
        </section>
      )}
      <Versions entry={entry} />
    </article>
  );
}

function withdrawnText(entry: Entry): string {
  const last = entry.versions.find((version) => version.version === entry.version);
  return message(last?.reason ? 'web.entry.withdrawn_why' : 'web.entry.withdrawn', {
    author: authorText(last?.withdrawn_by ?? ''),
    time: timeText(last?.withdrawn_at ?? ''),
    reason: last?.reason ?? '',
  });
}

function Acts(props: { entry: Entry }): VNode {
  const { entry } = props;
  const [asked, setAsked] = useState(false);
  const path = `entries/${encodeURIComponent(entry.entry)}/withdrawn`;
  const takeBack = useSending(async () => {
    await change('PUT', path, { withdrawn: 'false' });
    say({ text: message('web.entry.taken_back') });
    navigate(entryPath(entry.entry), true);
  });
  if (entry.withdrawn)
    return (
      <form class="entry-acts" onSubmit={takeBack.submit}>
        <button type="submit" disabled={takeBack.busy}>
          {message('web.entry.take_back')}
        </button>
        <FormError error={takeBack.error} />
      </form>
    );
  return (
    <p class="entry-acts">
      <a href={`${entryPath(entry.entry)}/edit`}>{message('web.entry.change')}</a>{' '}
      <button type="button" class="small" onClick={() => setAsked(true)}>
        {message('web.entry.withdraw')}
      </button>
      {asked && <Withdrawing path={path} entry={entry} onClose={() => setAsked(false)} />}
    </p>
  );
}

function Withdrawing(props: { path: string; entry: Entry; onClose: () => void }): VNode {
  const { entry } = props;
  const { busy, error, submit } = useSending(async ({ reason = '' }) => {
    await change('PUT', props.path, { withdrawn: 'true', ...(reason && { reason }) });
    closeDialog(document.getElementById('entry-withdraw'));
    say({ text: message('web.entry.withdrawn_said', { title: entry.title ?? entry.entry }) });
    navigate(entryPath(entry.entry), true);
  });
  return (
    <Dialog title={message('web.entry.withdraw_title')} onClose={props.onClose}>
      <form id="entry-withdraw" onSubmit={submit}>
        <p>{bind(message('web.entry.withdraw_what'))}</p>
        <TextField id="entry-reason" name="reason" label={message('web.correct.reason')} optional />
        <FormError error={error} />
        <p class="help-foot">
          <button type="submit" class="strong" disabled={busy}>
            {message('web.entry.withdraw')}
          </button>
          <button type="button" class="quiet" onClick={(event) => closeDialog(event.currentTarget)}>
            {message('web.correct.cancel')}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

function FactShown(props: { fact: EntryFact; schema: Schema; withdrawn: boolean }): VNode {
  const { fact } = props;
  const kind = kindNamed(props.schema, fact.kind);
  const label = kind?.label ?? fact.kind;
  const shown = kind?.properties.filter((property) =>
    fact.values.some((value) => value.property === property.name),
  );
  return (
    <section class="part">
      <h2>{props.withdrawn ? label : <a href={cardPath(fact.id)}>{label}</a>}</h2>
      <dl class="properties">
        {shown?.map((property) => (
          <div class="property" key={property.name}>
            <dt>{property.label}</dt>
            {fact.values
              .filter((value) => value.property === property.name)
              .map((value) => (
                <dd key={value.value}>
                  <ValueShown value={value} choices={property.choices} type={property.type} />
                </dd>
              ))}
          </div>
        ))}
      </dl>
    </section>
  );
}

function ValueShown(props: {
  value: EntryValue;
  choices: { code: string; label: string }[] | undefined;
  type: string;
}): VNode {
  const { value } = props;
  const [first = '', behind] = value.value.split(' > ');
  if (behind)
    return (
      <>
        <a href={cardPath(first)}>{value.name}</a> (<a href={cardPath(behind)}>{value.for}</a>)
      </>
    );
  if (value.kind && ID.test(first))
    return <a href={cardPath(first)}>{value.name ?? value.text ?? first}</a>;
  const choice = props.choices?.find((each) => each.code === value.value);
  if (choice) return <>{choice.label}</>;
  if (props.type === 'date') return <>{dateText(value.value)}</>;
  return <>{value.text ?? value.value}</>;
}

/** What became of the entry, the newest first; each version is a text of its own. */
function Versions(props: { entry: Entry }): VNode {
  const versions = [...props.entry.versions].reverse();
  return (
    <section class="part">
      <h2>{message('web.entry.versions')}</h2>
      <ul class="lines">
        {versions.map((version, i) => (
          <Fragment key={version.version}>
            {version.withdrawn_at && (
              <li data-row>
                <span>{message('web.entry.version_withdrawn')}</span>
                <span class="faint">
                  {[
                    timeText(version.withdrawn_at),
                    authorText(version.withdrawn_by ?? ''),
                    version.reason,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </li>
            )}
            <li data-row>
              <a href={reportPath(version.entry)}>
                {message(
                  i === versions.length - 1 ? 'web.entry.version_first' : 'web.entry.version_next',
                )}
                {version.title ? `: ${version.title}` : ''}
              </a>
              <span class="faint">
                {timeText(version.at)} · {authorText(version.author ?? '')}
              </span>
            </li>
          </Fragment>
        ))}
      </ul>
    </section>
  );
}
