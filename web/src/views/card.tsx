// The card of an agreement, an entity or any other fact: what is known of it, each value with its
// proof, and what it is connected with. Printed, its sources are numbered notes.
import type { ComponentType, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { mayDo } from '../account/session';
import { api } from '../api';
import { seeStating, StateOf } from '../entry/stating';
import { bind, dateAfter, dateNumber, dateText, inLine, today } from '../format';
import { ClusterMembers, Contacts } from '../comments/members';
import { CardComments } from '../comments/part';
import type { SmallRegion } from '../map/small';
import { message } from '../messages';
import {
  cardPath,
  entryPath,
  evidencePath,
  reportPath,
  type Card,
  type Claim,
  type PropertyClaims,
  type Related,
  type Statement,
} from '../model';
import { authorText } from '../parts/author';
import { briefPath } from '../brief/model';
import { partnersPath } from '../partners/model';
import { Correctable, useCorrections } from '../parts/correct';
import { PrintButton, Shape } from '../parts/icons';
import { RowTable } from '../parts/list';
import { Notes, PrintedNotes } from '../parts/notes';
import { TermBar, type Term } from '../parts/term';
import { Terms } from '../parts/terms';
import { ClaimView, Mark, originText, ThingLink, ValueView } from '../parts/value';
import { idOf, preferredPath } from '../preferred/model';
import { CardReviews } from '../reviews/on_card';
import { route } from '../router';
import { SitePart } from './card_site';
import { About, Life, Office, officesOf, States, type Offices } from './card_time';

interface Shown {
  card: Card;
  may: boolean;
  parts: Parts;
  offices: Offices;
}

export const card = route<Shown>({
  name: 'card',
  pattern: /^\/entities\/([^/]+)\/?$/,
  load: async (_address, match) => {
    const [found, may] = await Promise.all([
      api.card(decodeURIComponent(match[1] ?? '')),
      mayDo('decide'),
      seeStating(),
    ]);
    const [parts, offices] = await Promise.all([partsOf(found), officesOf(found)]);
    return { card: found, may, parts, offices };
  },
  title: (data) => data.card.name,
  view: (data) => <CardView key={data.card.id} {...data} />,
});

function firstValue(card: Card, name: string): string | undefined {
  const claims = card.properties.find((property) => property.name === name)?.claims ?? [];
  const value = claims.find((claim) => claim.state !== 'rejected')?.value;
  return value?.type === 'date' || value?.type === 'duration' ? value.value : undefined;
}

/** From when till when an agreement holds, as far as its reports say. */
export function termOf(card: Card, day: string): Term | undefined {
  const from = firstValue(card, 'signed_on');
  if (!from) return undefined;
  const term = firstValue(card, 'term');
  const until = firstValue(card, 'until') ?? (term ? dateAfter(from, term) : undefined);
  if (!until) return undefined;
  return { from, until, ended: dateNumber(until, true) < dateNumber(day) };
}

/** What a programme's workbench shows by itself. */
const ON_BENCH = new Set(['measure', 'indicator', 'decision', 'programme']);

/** Programmes have measures and indicators; so may a document, a cluster or a project. */
function hasBench(data: Card): boolean {
  if (data.kind === 'Programme') return true;
  const groups = data.related ?? [];
  return (
    ['Document', 'Cluster', 'Project'].includes(data.kind) &&
    groups.some((group) => group.kind === 'measure' || group.kind === 'indicator')
  );
}

/** Families and kinds of whom one visits. */
const PARTICIPANTS = new Set(['firm', 'body', 'Region', 'Site', 'Cluster']);

/** Facts that are matched with each other. */
const TRADED = new Set(['need', 'offer', 'supply']);

/** The lists of those things whose place is shown. */
const PLACED: Record<string, string> = { Site: 'sites', Cluster: 'clusters' };

/** Parts of a card that only some have: the small map of a site's or cluster's regions, a programme's
 *  workbench, what answers a need or which needs an offer answers. */
interface Parts {
  SmallMap?: ComponentType<{ regions: SmallRegion[]; list: string }>;
  Workbench?: ComponentType<{ id: string }>;
  MatchesPart?: ComponentType<{ id: string; ofOffer: boolean }>;
}

/** Loads the parts that a card has, before it is shown: a part that came later would move what is read. */
async function partsOf(data: Card): Promise<Parts> {
  const parts: Promise<Parts>[] = [];
  if (PLACED[data.kind] && data.regions?.length) parts.push(import('../map/small'));
  if (hasBench(data)) parts.push(import('../programme/workbench'));
  if (TRADED.has(data.kind)) parts.push(import('../sourcing/matches'));
  const loaded = await Promise.all(parts.map((part) => part.catch(() => ({}))));
  const { SmallMap, Workbench, MatchesPart }: Parts = Object.assign({}, ...loaded);
  return { SmallMap, Workbench, MatchesPart };
}

/** From the card of a list of preferred products, or of an item of one, to the list as a page. */
function OnList(props: { card: Card }): VNode | null {
  const { card: data } = props;
  const claim = data.properties.find((property) => property.name === 'list')?.claims[0];
  const list = data.kind === 'preferred_list' ? data.id : claim && idOf(claim.value);
  if (!list || !data.kind.startsWith('preferred_')) return null;
  const item = data.kind === 'preferred_item' ? data.id : undefined;
  return (
    <p>
      <a href={preferredPath(list, item)}>{message('web.preferred.to_list')}</a>
    </p>
  );
}

function CardView(props: Shown): VNode {
  const { card: data, offices } = props;
  const { SmallMap, Workbench, MatchesPart } = props.parts;
  const notes = new Notes();
  const name = nameClaim(data);
  const shown = data.properties.filter((property) => !(name && property.name === 'name'));
  const brief = shown.filter(isShort);
  const long = shown.filter((property) => !isShort(property));
  const neighbours = newNeighbours(data);
  if (name) notes.of(name);
  for (const property of [...brief, ...long]) for (const claim of property.claims) notes.of(claim);
  const term = data.kind === 'agreement' ? termOf(data, today()) : undefined;
  const bench = hasBench(data);
  const related = data.related?.filter((group) => !bench || !ON_BENCH.has(group.kind));
  const entries = data.reports?.filter((report) => report.by) ?? [];
  const reports = data.reports?.filter((report) => !report.by) ?? [];
  useCorrections(props.may, [{ kind: data.kind, properties: data.properties }]);
  return (
    <Correctable.Provider value={props.may}>
      <article class="card">
        <header class="view-head">
          <PrintButton />
          <p class={`kind family-${data.family}`}>
            <Shape family={data.family} />
            {data.kind_label}
          </p>
          <h1>
            {data.name}
            {name && <ClaimMark claim={name} notes={notes.of(name)} />}
          </h1>
          {data.aliases &&
            data.aliases.length > 0 &&
            !data.properties.some((property) => property.name === 'alias') && (
              <p class="faint">
                {message('web.card.aliases')} {data.aliases.join(', ')}
              </p>
            )}
          {data.summary && <p class="lead">{bind(data.summary)}</p>}
          <OnList card={data} />
          <StateOf id={data.id} kind={data.kind} />
        </header>
        <Terms terms={data.terms} />
        <SitePart card={data} />
        {term && <TermBar term={term} today={today()} />}
        {data.chain && data.chain.length > 1 && <Chain chain={data.chain} />}
        <Properties properties={brief} class="properties brief" notes={notes} />
        <Properties properties={long} class="properties" notes={notes} offices={offices} />
        <About card={data} />
        {SmallMap && <SmallMap regions={data.regions ?? []} list={PLACED[data.kind] ?? ''} />}
        {data.life && data.life.length > 0 && <Life life={data.life} />}
        {!data.fact && data.states && data.states.length > 0 && <States states={data.states} />}
        {Workbench && <Workbench id={data.id} />}
        {MatchesPart && <MatchesPart id={data.id} ofOffer={data.kind !== 'need'} />}
        {related?.map((group) => (
          <RelatedPart key={`${data.id} ${group.kind}`} group={group} of={data.id} />
        ))}
        {data.statements && data.statements.length > 0 && (
          <Statements
            statements={data.statements}
            of={data.id}
            beside={data.fact}
            total={Math.max(data.statement_total, data.statements.length)}
          />
        )}
        {neighbours.length > 0 && (
          <section class="part">
            <h2>{message('web.card.neighbours')}</h2>
            <ul class="things">
              {neighbours.map((neighbour) => (
                <li key={neighbour.id}>
                  <ThingLink id={neighbour.id} name={neighbour.name} family={neighbour.family} />
                  <span
                    class="count"
                    title={message('web.card.shared', { count: neighbour.facts })}
                  >
                    {neighbour.facts}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {!data.fact && (
          <p class="more">
            <a href={`/network?entity=${encodeURIComponent(data.id)}`}>
              {message('web.network.around_this')}
            </a>
            {(data.family === 'firm' || data.family === 'body' || data.kind === 'Site') && (
              <a href={partnersPath(data.id)}>{message('web.partners.find')}</a>
            )}
            {(PARTICIPANTS.has(data.family) || PARTICIPANTS.has(data.kind)) && (
              <a href={briefPath(data.id)}>{message('web.brief.open')}</a>
            )}
          </p>
        )}
        <Stated entries={entries} />
        {reports.length > 0 && (
          <Reports
            reports={reports}
            count={countText(data.report_total - entries.length, data.reports_more)}
          />
        )}
        {data.history && data.history.length > 0 && <History history={data.history} of={data.id} />}
        {data.kind === 'Cluster' && <ClusterMembers card={data} />}
        {(data.family === 'firm' || data.family === 'body') && <Contacts of={data.id} />}
        <CardReviews card={data} />
        <CardComments card={data} />
        <PrintedNotes notes={notes.list} />
      </article>
    </Correctable.Provider>
  );
}

/** «57», or «больше 250» where the rest was not counted. */
function countText(total: number, more: boolean): string {
  return more ? message('web.card.over', { count: total }) : String(total);
}

/** The facts of one kind that the entity has a part in: the card's own, then page by page. */
function RelatedPart(props: { group: Related; of: string }): VNode {
  const { group, of } = props;
  const [added, setAdded] = useState<Related[]>([]);
  const [waiting, setWaiting] = useState(false);
  const [failed, setFailed] = useState(false);
  const last = added[added.length - 1] ?? group;
  const seen = new Set<string>();
  const rows = [group, ...added]
    .flatMap((page) => page.rows)
    .filter((row) => !seen.has(row.id) && seen.add(row.id));
  const rest = rows.length < last.total || (last.more && last.rows.length > 0);
  const load = () => {
    setWaiting(true);
    setFailed(false);
    api
      .facts(of, group.kind, rows.length)
      .then((page) => setAdded((pages) => [...pages, page]))
      .catch(() => setFailed(true))
      .finally(() => setWaiting(false));
  };
  return (
    <section class="part">
      <h2>
        {group.label}{' '}
        <span class="count">{countText(Math.max(last.total, rows.length), last.more)}</span>
      </h2>
      <RowTable
        caption={group.label}
        kind={group.kind}
        columns={group.columns}
        rows={rows}
        without={of}
      />
      {rest && (
        <p>
          <button type="button" onClick={load} disabled={waiting}>
            {message('web.card.more')}
          </button>{' '}
          {failed && <span role="alert">{message('web.card.more_failed')}</span>}
        </p>
      )}
    </section>
  );
}

/** The claim of a thing's name, where it says no more than the headline does. */
function nameClaim(card: Card): Claim | undefined {
  const claims = card.properties.find((property) => property.name === 'name')?.claims ?? [];
  return claims.length === 1 && claims[0]?.value.text === card.name ? claims[0] : undefined;
}

/** The neighbours that the card does not name already among its properties. */
function newNeighbours(card: Card): NonNullable<Card['neighbours']> {
  const named = new Set<string>();
  for (const property of card.properties)
    for (const { value } of property.claims) {
      if ('entity' in value) named.add(value.entity);
      if (value.type === 'signatory') named.add(value.person.entity).add(value.for?.entity ?? '');
    }
  return (card.neighbours ?? []).filter((neighbour) => !named.has(neighbour.id));
}

function ClaimMark(props: { claim: Claim; notes: number[] }): VNode {
  return (
    <>
      {'\u00a0'}
      <Mark claim={props.claim} />
      <sup class="note-number">{props.notes.join(', ')}</sup>
    </>
  );
}

const SHORT = 48;

/** Whether a property is one short value: those stand side by side, before the lists. */
function isShort(property: PropertyClaims): boolean {
  const value = property.claims[0]?.value;
  return (
    property.claims.length === 1 &&
    value !== undefined &&
    value.type !== 'signatory' &&
    property.listed !== true &&
    value.text.length <= SHORT
  );
}

function Properties(props: {
  properties: PropertyClaims[];
  class: string;
  notes: Notes;
  offices?: Offices;
}): VNode | null {
  if (props.properties.length === 0) return null;
  return (
    <dl class={props.class}>
      {props.properties.map((property) => (
        <Property
          key={property.name}
          property={property}
          notes={props.notes}
          offices={props.offices}
        />
      ))}
    </dl>
  );
}

function Property(props: {
  property: PropertyClaims;
  notes: Notes;
  offices: Offices | undefined;
}): VNode {
  const { property, notes } = props;
  const officeOf = ({ value }: Claim) => {
    const office = value.type === 'signatory' && props.offices?.get(value.person.entity);
    return office ? <Office office={office} body={value.for?.entity} /> : null;
  };
  const values = property.claims.map((claim) => claim.value);
  const long =
    values.some((value) => value.type === 'text' && value.text.length > 60) || values.length > 5;
  return (
    <div class={long ? 'property wide' : 'property'}>
      <dt>{property.label}</dt>
      {property.claims.map((claim) => (
        <dd key={claim.id} class={claim.contradicted ? 'contradicted' : ''}>
          <ClaimView claim={claim} notes={notes.of(claim)} />
          {officeOf(claim)}
        </dd>
      ))}
    </div>
  );
}

function Chain(props: { chain: NonNullable<Card['chain']> }): VNode {
  return (
    <nav class="chain" aria-label={message('web.card.chain')}>
      <span class="faint">{message('web.card.chain')}</span>
      <ol>
        {props.chain.map((link) => (
          <li key={link.id}>
            {link.current ? (
              <strong aria-current="true">{link.signed_on_text ?? link.name}</strong>
            ) : (
              <a href={cardPath(link.id)} title={link.name}>
                {link.signed_on_text ?? link.name}
              </a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** What reports quote: of a thing's card what is said by it or of it, beside a fact all that they quote. */
function Statements(props: {
  statements: Statement[];
  of: string;
  beside: boolean;
  total: number;
}): VNode {
  const { length } = props.statements;
  return (
    <section class="part">
      <h2>
        {message(props.beside ? 'web.card.statements_beside' : 'web.card.statements')}
        {props.total > length && (
          <>
            {' '}
            <span class="count">
              {message('web.pages.of', { from: 1, to: length, total: props.total })}
            </span>
          </>
        )}
      </h2>
      {props.statements.map((statement) => {
        const evidence = statement.evidence[0];
        return (
          <figure class="statement" data-row key={statement.id}>
            <blockquote class="quote" lang="ru">
              {inLine(statement.quote)}
            </blockquote>
            <figcaption>
              {statement.speaker && statement.speaker.entity !== props.of && (
                <>
                  <ValueView value={statement.speaker} />
                  {' · '}
                </>
              )}
              {evidence && (
                <a class="source" href={evidencePath(evidence)}>
                  {originText(evidence)}
                </a>
              )}
            </figcaption>
          </figure>
        );
      })}
    </section>
  );
}

/** What users stated of it. */
function Stated(props: { entries: NonNullable<Card['reports']> }): VNode | null {
  const { entries } = props;
  if (entries.length === 0) return null;
  return (
    <section class="part">
      <h2>
        {message('web.card.stated')} <span class="count">{entries.length}</span>
      </h2>
      <ul class="lines">
        {entries.map((entry) => (
          <li key={entry.id} data-row>
            <a href={entryPath(entry.id)}>{entry.title || entry.id}</a>
            <span class="faint">
              {[entry.published_text, authorText(entry.by ?? '')].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reports(props: { reports: NonNullable<Card['reports']>; count: string }): VNode {
  return (
    <section class="part">
      <h2>
        {message('web.card.reports')} <span class="count">{props.count}</span>
      </h2>
      <ul class="lines">
        {props.reports.map((report) => (
          <li key={report.id} data-row>
            <a href={reportPath(report.id)}>{report.title || report.id}</a>
            <span class="faint">
              {[report.published_text, report.publisher].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function History(props: { history: NonNullable<Card['history']>; of: string }): VNode {
  return (
    <details class="part history">
      <summary>{message('web.card.history')}</summary>
      <p>
        <a href={`/decisions?entity=${encodeURIComponent(props.of)}`}>
          {message('web.card.decisions')}
        </a>
      </p>
      <ul class="lines">
        {props.history.map((entry) => (
          <li>
            <span class="figure">{dateText(entry.at.slice(0, 10))}</span>{' '}
            {entry.report ? <a href={reportPath(entry.report)}>{entry.text}</a> : entry.text}
            <span class="faint">{authorText(entry.author)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
