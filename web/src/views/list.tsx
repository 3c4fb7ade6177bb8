// A list: the answer in a sentence, the filter as chips, then the table. The parameters of the
// address are those of the API, but "page" for its offset or cursor and plain names for its filters.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api, ApiError, apiAddress } from '../api';
import { seeStating, StateInto } from '../entry/stating';
import { bind } from '../format';
import { takeKeys } from '../keys';
import { groupDigits, message, type MessageKey } from '../messages';
import type { Column, Filter, List } from '../model';
import { Chips, FilterField, type Option } from '../parts/filter';
import { PrintButton } from '../parts/icons';
import { RowTable } from '../parts/list';
import { nameOf } from '../parts/named';
import { PrintedNotes } from '../parts/notes';
import { Period, periodText } from '../parts/period';
import { Pages } from '../parts/table';
import { Timeline } from '../parts/timeline';
import { addressOf, navigate, route, withQuery, type Address } from '../router';
import { ALL_PAGE, AllRows, type Printed, type Rows } from './list_all';
import { notesOfRows, type RowNotes } from './list_notes';

const PAGE = 50;
/** So many are looked at together on the scale of time. */
const TIMELINE_PAGE = 200;
const PLAIN = new Set([
  'q',
  'sort',
  'report',
  'region',
  'district',
  'field',
  'entity',
  'party',
  'state',
  'confidence',
  'facets',
]);
/** Filters that are offered only where one asks for more of them; so are those of days. */
const FURTHER = new Set(['region', 'district', 'field', 'state']);
/** What the words of a list are sought in, where that is more than the name of a thing. */
const WORDS_OF: Record<string, MessageKey> = {
  agreements: 'web.filter.parties',
  people: 'web.filter.people',
};
/** Filters that have no chips. */
const UNCHIPPED = new Set(['q', 'sort', 'report', 'entity', 'party', 'confidence', 'facets']);
/** What asks for no other rows. */
const UNNARROWING = new Set(['sort', 'facets']);
const DOUBTFUL = '..0.5';
/** So many values of a filter are offered; the others are asked for by the map or the address. */
const OFFERED = 12;
const OWN = new Set(['page', 'lang', 'look']);

/** The page that the address names, 2 or 2.CURSOR: the cursor goes on behind the last row of the page
 *  before, whatever has come since; the number alone counts from the start. */
function placeOf(address: Address): { page: number; cursor: string | undefined } {
  const [, page, cursor] = /^(\d{1,9})(?:\.(.+))?$/.exec(address.query.get('page') ?? '') ?? [];
  return { page: Math.max(1, Number(page ?? 1)), cursor };
}

const onTimeline = (address: Address) =>
  address.query.get('look') === 'time' && /^\/(lists\/)?agreements\/?$/.test(address.path);

/** Whether all rows stand in one table that scrolls. */
const showsAll = (address: Address) => address.query.get('page') === 'all' && !onTimeline(address);

const sizeOf = (address: Address) =>
  onTimeline(address) ? TIMELINE_PAGE : showsAll(address) ? ALL_PAGE : PAGE;

/** What the address filters and sorts by, as the API names it. */
function filterOf(address: Address): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of address.query) {
    if (OWN.has(name)) continue;
    parameters[PLAIN.has(name) ? name : `filter.${name}`] = value;
  }
  return parameters;
}

function parametersOf(address: Address): Record<string, string> {
  const parameters = filterOf(address);
  const { page, cursor } = placeOf(address);
  const offset = (page - 1) * sizeOf(address);
  if (cursor) parameters['cursor'] = cursor;
  else if (offset > 0) parameters['offset'] = String(offset);
  parameters['limit'] = String(sizeOf(address));
  // What is chosen is told by its name, whether or not the other values are asked for.
  const chosen = [...address.query.keys()].some((name) => !OWN.has(name) && !UNCHIPPED.has(name));
  if (chosen && !/\/reports\/?$/.test(address.path)) parameters['facets'] = '1';
  return parameters;
}

/** Where the cursor is of an order or filter that is no longer, the page's number is as good. */
async function load(name: string, address: Address): Promise<List> {
  try {
    return await api.list(name, parametersOf(address));
  } catch (error) {
    const { page } = placeOf(address);
    if (!(error instanceof ApiError) || error.key !== 'query.bad_cursor') throw error;
    return load(name, addressOf(withQuery(address, { page: String(page) })));
  }
}

const pathOf = (address: Address) => `lists/${address.path.split('/').filter(Boolean).pop() ?? ''}`;

export const list = route<List>({
  name: 'list',
  pattern:
    /^\/(?:lists\/)?(agreements|people|organizations|sites|clusters|projects|programmes|places|needs|offers|reports|(?<=^\/lists\/)[A-Za-z_]+)\/?$/,
  load: async (address, match) => {
    const [found] = await Promise.all([load(match[1] ?? '', address), seeStating()]);
    return found;
  },
  json: (address) => apiAddress(pathOf(address), parametersOf(address)),
  files: (address) =>
    [
      { name: 'CSV', format: 'csv' },
      { name: 'Excel', format: 'xlsx' },
    ].map(({ name, format }) => ({
      name,
      href: apiAddress(pathOf(address), { ...filterOf(address), format }),
    })),
  title: (data) => data.label,
  view: (data, address) => <ListView list={data} address={address} />,
});

function ListView(props: { list: List; address: Address }): VNode {
  const { list: data, address } = props;
  const kind = data.kind ?? data.rows[0]?.kind ?? '';
  const timeline = onTimeline(address);
  const { notes, printed, prepare, setAll } = usePrinting(data, showsAll(address));
  const narrowed = [...address.query.keys()].some(
    (name) => !OWN.has(name) && !UNNARROWING.has(name),
  );
  return (
    <>
      <header class="view-head">
        {data.rows.length > 0 && <PrintButton before={prepare} />}
        {data.list === 'reports' && (
          <p class="actions links">
            <a href="/add">{message('web.add.title')}</a>
          </p>
        )}
        {(data.kind === 'need' || data.kind === 'offer') && (
          <p class="actions links">
            <a href="/plans">{message('web.plans.title')}</a>
            <a href="/tables">{message('web.tables.title')}</a>
          </p>
        )}
        <h1>{data.label}</h1>
        <p class="lead">{bind(data.summary)}</p>
        {data.kind && <StateInto key={data.kind} kind={data.kind} />}
        <div class="filters">
          <FilterField
            address={address}
            name="q"
            title={message(WORDS_OF[data.list] ?? 'web.filter.words')}
          />
          {filtersOf(data, address).map((filter) => (
            <FilterOf key={filter.name} address={address} list={data} filter={filter} />
          ))}
          {data.list === 'reports' && (
            <Chips
              address={address}
              name="published"
              title={data.columns[0]?.label ?? ''}
              options={[{ value: 'none', label: message('web.list.undated') }]}
            />
          )}
          {data.list !== 'reports' && <More address={address} list={data} />}
          {['entity', 'party'].map((name) => (
            <Named key={name} address={address} name={name as 'entity' | 'party'} />
          ))}
          {address.query.get('report') && (
            <a class="chip on" href={address.path}>
              {message('web.filter.report', {
                report: address.query.get('report') ?? '',
              })}{' '}
              ×
            </a>
          )}
          {narrowed && (
            <a class="clear" href={address.path}>
              {message('web.filter.clear')}
            </a>
          )}
        </div>
      </header>
      {data.kind === 'agreement' && data.rows.length > 0 && (
        <Looks address={address} timeline={timeline} />
      )}
      {timeline && data.rows.length > 0 ? (
        <Timeline rows={data.rows} caption={data.label} />
      ) : showsAll(address) && data.rows.length > 0 ? (
        <AllRows
          key={String(address.query)}
          list={data}
          kind={kind}
          address={address}
          parameters={filterOf(address)}
          onRows={setAll}
          printed={printed}
        />
      ) : data.rows.length > 0 ? (
        <RowTable
          caption={data.label}
          kind={kind}
          columns={data.columns}
          rows={data.rows}
          address={address}
          sort={data.sort ?? ''}
          paged={data.total > data.rows.length}
          notesOf={notes && ((row) => notes.ofRow.get(row.id))}
        />
      ) : narrowed ? (
        <Nothing
          title={message('web.list.none_found')}
          text={message('web.list.widen')}
          href={address.path}
          link={message('web.filter.clear')}
        />
      ) : (
        <Nothing
          title={message('web.list.empty')}
          text={message('web.list.empty_why')}
          href="/"
          link={message('web.list.to_start')}
        />
      )}
      {!showsAll(address) && (
        <Pages
          address={address}
          page={placeOf(address).page}
          size={sizeOf(address)}
          total={data.total}
          next={data.next}
          more={data.more}
          all={!timeline}
        />
      )}
      <PrintedNotes notes={(printed?.notes ?? notes)?.notes.list ?? []} />
    </>
  );
}

/** So many rows of all are printed. */
const PRINTED_MOST = 500;

/** What a list is printed with: the notes of its rows and, of a table of all rows, these. */
function usePrinting(data: List, showsAll: boolean) {
  const [notes, setNotes] = useState<RowNotes>();
  const [printed, setPrinted] = useState<Printed>();
  const [all, setAll] = useState<Rows>();
  const prepare = async () => {
    if (!showsAll || !all) return setNotes(await notesOfRows(data.columns, data.rows));
    await all.want(PRINTED_MOST);
    const rows = all.rows.slice(0, PRINTED_MOST);
    const more = !all.whole || all.rows.length > rows.length;
    setPrinted({ rows, more, notes: await notesOfRows(data.columns, rows) });
  };
  useEffect(() => {
    setNotes(undefined);
    setPrinted(undefined);
  }, [data]);
  useEffect(() => {
    const done = () => setPrinted(undefined);
    addEventListener('afterprint', done);
    return () => removeEventListener('afterprint', done);
  }, []);
  return { notes, printed, prepare, setAll };
}

/** The way to the other filters, and to the facts that stand apart. */
function More(props: { address: Address; list: List }): VNode {
  const { address } = props;
  const all = address.query.get('facets') === '1';
  const doubtful = address.query.get('confidence') === DOUBTFUL;
  return (
    <>
      <a
        class={all ? 'chip on' : 'chip'}
        aria-current={all ? 'true' : undefined}
        href={withQuery(address, { facets: all ? undefined : '1' })}
      >
        {message('web.filter.more')}
      </a>
      {(doubtful || !!props.list.doubtful) && (
        <a
          class={doubtful ? 'chip on' : 'chip'}
          aria-current={doubtful ? 'true' : undefined}
          href={withQuery(address, {
            confidence: doubtful ? undefined : DOUBTFUL,
            page: undefined,
          })}
        >
          {message('web.filter.doubtful')}
          {!!props.list.doubtful && (
            <span class="chip-count">{groupDigits(props.list.doubtful)}</span>
          )}
        </a>
      )}
    </>
  );
}

/** Of which thing the rows are, where the address names one: its name once that is known. */
function Named(props: { address: Address; name: 'entity' | 'party' }): VNode | null {
  const { address, name } = props;
  const value = address.query.get(name) ?? '';
  const [known, setKnown] = useState<{ value: string; text: string }>();
  useEffect(() => {
    if (value) void nameOf(value).then((text) => setKnown({ value, text }));
  }, [value]);
  if (!value) return null;
  return (
    <a class="chip on" href={withQuery(address, { [name]: undefined, page: undefined })}>
      {message(`web.filter.${name}`, { name: known?.value === value ? known.text : value })} ×
    </a>
  );
}

/** The two looks at the agreements of one filter, a key apart. */
function Looks(props: { address: Address; timeline: boolean }): VNode {
  const { address, timeline } = props;
  const to = (look: string | undefined) => withQuery(address, { look, page: undefined });
  useEffect(
    () =>
      takeKeys({
        t: () => {
          navigate(to(timeline ? undefined : 'time'));
          return true;
        },
      }),
    [address, timeline],
  );
  const link = (on: boolean, href: string, text: string) => (
    <a class={on ? 'on' : ''} aria-current={on ? 'true' : undefined} href={href}>
      {text}
    </a>
  );
  return (
    <div class="segments" role="group" aria-label={message('web.timeline.look')}>
      {link(!timeline, to(undefined), message('web.network.table'))}
      {link(timeline, to('time'), message('web.timeline.name'))}
    </div>
  );
}

/** Whether a filter is offered only where one asks for more of them. */
const isFurther = (name: string, columns: Column[]) =>
  FURTHER.has(name) || columns.some((column) => column.name === name && column.type === 'date');

/** The filters of a list, and those that were chosen though the list does not count their values. */
function filtersOf(data: List, address: Address): Filter[] {
  const missing = [...FURTHER].filter(
    (name) => address.query.get(name) && !data.filters.some((filter) => filter.name === name),
  );
  return [...data.filters, ...missing.map((name) => ({ name, label: '', values: [] }))];
}

/** The values of one filter, and of days a period. Of a further one that is not asked for the chosen
 *  value alone stays. */
function FilterOf(props: { address: Address; list: List; filter: Filter }): VNode | null {
  const { address, filter, list: data } = props;
  const chosen = address.query.get(filter.name);
  const all = address.query.get('facets') === '1' || !isFurther(filter.name, data.columns);
  const dated = data.columns.some(({ name, type }) => name === filter.name && type === 'date');
  const options = chipsOf(filter.values, chosen, !dated);
  if (!all && !chosen) return null;
  return (
    <Chips
      address={address}
      name={filter.name}
      title={filter.label}
      options={all ? options : options.filter(({ value }) => value === chosen)}
    >
      {dated && all && <Period address={address} name={filter.name} title={filter.label} />}
    </Chips>
  );
}

/** The values of a filter as chips; the chosen one stays even where nothing has it now. */
function chipsOf(values: Filter['values'], chosen: string | null, mostFirst: boolean) {
  const ordered = mostFirst ? [...values].sort((one, other) => other.count - one.count) : values;
  const options: Option[] = ordered
    .map(({ value, text, count }) => ({
      value: text === chosen ? text : value, // addresses may say a name for a code
      label: text,
      count,
    }))
    .filter(({ value, count }, i) => (count > 0 && i < OFFERED) || value === chosen)
    .map((option) => ({ ...option, count: groupDigits(option.count) }));
  if (chosen && !options.some((option) => option.value === chosen))
    options.unshift({ value: chosen, label: periodText(chosen) ?? chosen });
  return options.length > 1 || chosen ? options : [];
}

export function Nothing(props: { title: string; text: string; href: string; link: string }): VNode {
  return (
    <div class="nothing">
      <p>
        <strong>{props.title}</strong>
      </p>
      <p>{props.text}</p>
      <p>
        <a href={props.href}>{props.link}</a>
      </p>
    </div>
  );
}
