// The reading view: a report's text with what was read in it highlighted, its facts beside it.
//
// Resting on either side lights the other; a click goes there. The lights are classes set on the
// elements themselves: a long text is drawn once, not at every movement of the pointer.
import { Fragment, type VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { api, ApiError, change, mayWrite } from '../api';
import { bind, confidenceText, inLine } from '../format';
import { message } from '../messages';
import { cardPath, reportPath, type EntityValue, type Mention, type Report, type ReportFact, type Segment }
  from '../model';
import { PrintButton, Shape } from '../parts/icons';
import { isTouch, openPopover } from '../parts/popover';
import { ThingLink, ValueView } from '../parts/value';
import { navigate, route, type Address } from '../router';

interface Shown { report: Report; mayWrite: boolean }

export const reading = route<Shown>({
  name: 'reading',
  pattern: /^\/reports\/([^/]+)\/?$/,
  load: async (_address, match) => {
    const report = await api.report(decodeURIComponent(match[1] ?? ''));
    return { report, mayWrite: !report.published && await mayWrite() };
  },
  title: ({ report }) => report.title || beginning(report),
  view: (data, address) => <ReadingView key={data.report.id} {...data} address={address} />,
});

/** The family that a mention is coloured by: its entity's or, where it has none, its type's. */
const FAMILY_OF_TYPE: Record<string, string> = {
  person: 'person', position: 'person', organization: 'firm', place: 'place', product: 'project',
  event: 'project', programme: 'project', document: 'agreement', date: 'time', money: 'time',
};

function familyOf(mention: Mention): string {
  return mention.entity?.family ?? FAMILY_OF_TYPE[mention.type] ?? 'time';
}

/** The segments that prove a fact, over all its properties. */
function segmentsOf(fact: ReportFact): number[] {
  return [...new Set(fact.properties.flatMap((property) =>
    property.claims.flatMap((claim) => claim.segments ?? [])))].sort((left, right) => left - right);
}

function ReadingView(props: Shown & { address: Address }): VNode {
  const { report, address } = props;
  const root = useRef<HTMLDivElement>(null);
  const at = spanOf(address.query.get('at'));
  useEffect(() => {
    const target = root.current?.querySelector<HTMLElement>('.segment.target');
    target?.scrollIntoView({ block: 'center' });
    target?.focus({ preventScroll: true });
  }, [address.query.get('at')]);
  const lights = useLights(root, report);
  return (
    <article class="reading">
      <header class="view-head">
        <PrintButton />
        <p class="kind"><span class="figure">{report.id}</span></p>
        <h1 lang={report.language ?? 'ru'}>{report.title || beginning(report)}</h1>
        <p class="lead">{bind(report.summary ?? '')}</p>
        <Source report={report} />
        {props.mayWrite && <DateForm report={report} />}
      </header>
      <div class="reading-sides" ref={root} {...lights}>
        <Text report={report} at={at} />
        <aside class="facts" aria-label={message('web.reading.facts')}>
          <Facts report={report} />
        </aside>
      </div>
    </article>
  );
}

const BEGINNING = 70;

/** What stands for a headline where a report has none: its first words. */
function beginning(report: Report): string {
  const words = inLine(report.paragraphs[0]?.segments.map((segment) => segment.text).join('') ?? '');
  if (words.length <= BEGINNING) return words || report.id;
  return `${words.slice(0, words.lastIndexOf(' ', BEGINNING)).replace(/[\s,;:—-]+$/, '')}…`;
}

function spanOf(text: string | null): { start: number; end: number } | undefined {
  const match = /^(\d+)-(\d+)$/.exec(text ?? '');
  return match ? { start: Number(match[1]), end: Number(match[2]) } : undefined;
}

function Source(props: { report: Report }): VNode {
  const { report } = props;
  const address = report.url && /^https?:\/\//.test(report.url) ? report.url : undefined;
  const isExample = report.example || /^пример(?![а-яё])/iu.test(report.publisher ?? '');
  return (
    <p class="source-line">
      {isExample && <span class="badge">{message('web.reading.example')}</span>}
      <span class="figure">{report.published_text || message('web.reading.undated')}</span>
      {report.publisher && <span>{report.publisher}</span>}
      {report.source && ![report.publisher, report.id].includes(report.source) && <span class="faint">{report.source}</span>}
      {address && <a href={address} rel="noreferrer noopener" target="_blank">
        {message('web.reading.original')}</a>}
      {report.credits?.map((credit) => (
        <span class="faint">{credit.label}: {credit.name}</span>))}
    </p>
  );
}

/** Where the text gives no date, its reader can: relative dates are then resolved again. */
function DateForm(props: { report: Report }): VNode {
  const { report } = props;
  const [error, setError] = useState('');
  const save = async (event: Event) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('published');
    const published = field instanceof HTMLInputElement ? field.value.trim() : '';
    if (!published) return;
    try {
      await change('PUT', `reports/${encodeURIComponent(report.id)}/published`, { published });
      navigate(reportPath(report.id), true);
    } catch (failure) {
      setError(failure instanceof ApiError && failure.message || message('web.add.failed'));
    }
  };
  return (
    <form class="date-form" onSubmit={save}>
      <label>{message('web.add.date')}{' '}
        <input name="published" type="text" inputMode="numeric" placeholder="2015-02-09"
          pattern="\d{4}(-\d{2}(-\d{2})?)?" autocomplete="off" title={message('web.add.published_hint')} /></label>
      <button type="submit">{message('web.add.date_save')}</button>
      {error && <span class="form-error" role="alert">{error}</span>}
    </form>
  );
}

function Text(props: { report: Report; at: { start: number; end: number } | undefined }): VNode {
  const { report, at } = props;
  let first = true;
  return (
    <div class="text" lang={report.language ?? 'ru'} role="document" aria-label={message('web.reading.text')}>
      {report.paragraphs.map((paragraph) => {
        const segments = paragraph.segments.map((segment) => {
          const marked = (segment.mentions?.length ?? 0) + (segment.facts?.length ?? 0) > 0;
          const target = at !== undefined && segment.start < at.end && segment.end > at.start;
          if (!marked && !target) return <Fragment key={segment.id}>{segment.text}</Fragment>;
          const tab = first ? 0 : -1;
          first = false;
          return <SegmentView key={segment.id} segment={segment} report={report} target={target}
            tabIndex={tab} />;
        });
        return paragraph.kind === 'title' ? <p class="text-title" key={paragraph.start}>{segments}</p>
          : <p key={paragraph.start}>{segments}</p>;
      })}
    </div>
  );
}

function SegmentView(props: {
  segment: Segment; report: Report; target: boolean; tabIndex: number;
}): VNode {
  const { segment, report } = props;
  const mentions = (segment.mentions ?? []).map((id) => report.mentions[id])
    .filter((mention) => mention !== undefined);
  const inner = mentions[mentions.length - 1];
  const classes = ['segment'];
  if (inner) classes.push('mention', `family-${familyOf(inner)}`);
  if (mentions.length > 1) classes.push('nested');
  if (segment.facts?.length) classes.push('proof');
  if (props.target) classes.push('target');
  const says = mentions.map((mention) => `${mention.label}${mention.entity
    && mention.entity.text !== mention.text ? `: ${mention.entity.text}` : ''}`).reverse();
  return (
    <span class={classes.join(' ')} data-segment={segment.id} tabIndex={props.tabIndex}
      data-entities={mentions.map((mention) => mention.entity?.entity ?? '').join(' ').trim() || undefined}
      {...(says.length > 0 ? { title: says.join(' · ') } : {})}>{segment.text}</span>
  );
}

function Facts(props: { report: Report }): VNode {
  const { report } = props;
  const named = useMemo(() => namedIn(report), [report]);
  return (
    <>
      <h2>{message('web.reading.facts')} <span class="count">{report.facts.length}</span></h2>
      {report.facts.length === 0 && <p class="faint">{message('web.reading.no_facts')}</p>}
      {agreementsFirst(report.facts).map((fact) => <FactView key={fact.number} fact={fact} />)}
      {named.length > 0 && (
        <section class="named">
          <h2>{message('web.reading.named')} <span class="count">{named.length}</span></h2>
          <ul class="things">
            {named.map((thing) => (
              <li key={thing.entity} data-entity={thing.entity}>
                <ThingLink id={thing.entity} name={thing.text} family={thing.family} /></li>))}
          </ul>
        </section>)}
    </>
  );
}

/** The facts in the order of the text, but what was agreed before all else. */
function agreementsFirst(facts: ReportFact[]): ReportFact[] {
  const isAgreement = (fact: ReportFact) => fact.kind === 'agreement';
  return [...facts.filter(isAgreement), ...facts.filter((fact) => !isAgreement(fact))];
}

function FactView(props: { fact: ReportFact }): VNode {
  const { fact } = props;
  return (
    <section class={`fact family-${fact.family}`} data-row data-fact={fact.number}
      id={`fact-${fact.number}`}>
      <h3>
        <a href={cardPath(fact.id)}><Shape family={fact.family} />{fact.label}</a>
        {typeof fact.confidence === 'number' && (
          <span class="confidence" title={message('web.reading.confidence')}>
            {confidenceText(fact.confidence)}</span>)}
      </h3>
      <dl>
        {fact.properties.map((property) => (
          <Fragment key={property.name}>
            <dt>{property.label}</dt>
            <dd>
              {property.claims.map((claim) => (
                <span class={claim.state === 'rejected' ? 'fact-claim rejected' : 'fact-claim'}
                  key={claim.id} data-segments={(claim.segments ?? []).join(' ')}>
                  <ValueView value={claim.value} /></span>))}
            </dd>
          </Fragment>))}
      </dl>
    </section>
  );
}

function namedIn(report: Report): EntityValue[] {
  const order = ['person', 'body', 'firm', 'place', 'agreement', 'project'];
  const known = new Map<string, EntityValue>();
  for (const mention of report.mentions)
    if (mention.entity && !known.has(mention.entity.entity)) known.set(mention.entity.entity, mention.entity);
  return [...known.values()].sort((left, right) =>
    order.indexOf(left.family) - order.indexOf(right.family));
}

/** Lights one side from the other: handlers for the element that holds both. */
function useLights(root: { current: HTMLElement | null }, report: Report) {
  const factsOf = useMemo(() => {
    const facts = new Map<number, number[]>();
    for (const paragraph of report.paragraphs)
      for (const segment of paragraph.segments) facts.set(segment.id, segment.facts ?? []);
    return facts;
  }, [report]);
  const proofs = useMemo(() =>
    new Map(report.facts.map((fact) => [fact.number, segmentsOf(fact)])), [report]);

  const dim = () => {
    for (const lit of root.current?.querySelectorAll('.lit, .faintly-lit') ?? [])
      lit.classList.remove('lit', 'faintly-lit');
  };
  const light = (selector: string, name = 'lit') => {
    for (const element of root.current?.querySelectorAll(selector) ?? []) element.classList.add(name);
  };
  const lightSegments = (ids: number[], name = 'lit') => {
    for (const id of ids) light(`[data-segment="${id}"]`, name);
  };
  const show = (event: Event) => {
    const target = event.target as HTMLElement;
    const fact = target.closest<HTMLElement>('[data-fact]');
    const segment = target.closest<HTMLElement>('[data-segment]');
    const thing = target.closest<HTMLElement>('[data-entity]')?.dataset['entity'];
    dim();
    if (thing) {
      light(`[data-entities~="${CSS.escape(thing)}"], [data-entity="${CSS.escape(thing)}"]`);
    } else if (fact) {
      const claim = target.closest<HTMLElement>('[data-segments]');
      const ids = claim?.dataset['segments']?.split(' ').filter(Boolean).map(Number) ?? [];
      lightSegments(proofs.get(Number(fact.dataset['fact'])) ?? [], ids.length ? 'faintly-lit' : 'lit');
      lightSegments(ids);
      fact.classList.add('lit');
    } else if (segment) {
      segment.classList.add('lit');
      const id = Number(segment.dataset['segment']);
      for (const number of factsOf.get(id) ?? []) light(`[data-fact="${number}"]`);
      for (const entity of segment.dataset['entities']?.split(' ') ?? [])
        if (entity) light(`[data-entity="${CSS.escape(entity)}"]`);
      for (const claim of root.current?.querySelectorAll<HTMLElement>('[data-segments]') ?? [])
        if (claim.dataset['segments']?.split(' ').includes(String(id))) claim.classList.add('lit');
    }
  };
  const follow = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    if (target.closest('a') || getSelection()?.isCollapsed === false) return;
    const claim = target.closest<HTMLElement>('[data-segments]');
    const fact = target.closest<HTMLElement>('[data-fact]');
    const segment = target.closest<HTMLElement>('[data-segment]');
    if (fact) {
      const ids = claim?.dataset['segments']?.split(' ').filter(Boolean).map(Number);
      const id = (ids?.length ? ids : proofs.get(Number(fact.dataset['fact'])))?.[0];
      const words = root.current?.querySelector<HTMLElement>(`[data-segment="${id}"]`);
      if (words) reveal(words);
    } else if (segment) {
      const numbers = factsOf.get(Number(segment.dataset['segment'])) ?? [];
      const entity = segment.dataset['entities']?.split(' ').pop();
      if (isTouch()) openSheet(report, segment, numbers);
      else {
        const panel = root.current?.querySelector<HTMLElement>(numbers[0] !== undefined
          ? `[data-fact="${numbers[0]}"]` : `[data-entity="${CSS.escape(entity ?? '')}"]`);
        if (panel) reveal(panel);
      }
    }
  };
  /** By the keyboard one sees but one place: the words of the fact that has the focus come into sight. */
  const focus = (event: Event) => {
    show(event);
    const target = event.target as HTMLElement;
    const number = Number(target.closest<HTMLElement>('[data-fact]')?.dataset['fact']);
    const words = root.current?.querySelector<HTMLElement>(`[data-segment="${proofs.get(number)?.[0]}"]`);
    if (!words || !target.matches(':focus-visible')) return;
    const box = words.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) words.scrollIntoView({ block: 'center' });
  };
  return { onMouseOver: show, onFocusIn: focus, onMouseLeave: dim, onClick: follow, onKeyDown: walk };
}

/** Brings an element into sight and lets it be noticed; nothing moves if it is in sight already. */
function reveal(element: HTMLElement): void {
  const box = element.getBoundingClientRect();
  const within = element.closest('.facts')?.getBoundingClientRect();
  const top = Math.max(0, within?.top ?? 0);
  const bottom = Math.min(innerHeight, within?.bottom ?? innerHeight);
  if (box.top < top || box.bottom > bottom) element.scrollIntoView({ block: 'nearest' });
  element.classList.add('noticed');
  setTimeout(() => element.classList.remove('noticed'), 1200);
}

/** The arrows walk through the highlighted words, which are one stop of the tabulator. */
function walk(event: KeyboardEvent): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const current = (event.target as HTMLElement).closest<HTMLElement>('[data-segment]');
  if (!current) return;
  if (event.key === 'Enter') current.click();
  if (step === 0) return;
  const all = [...(current.closest('.text')?.querySelectorAll<HTMLElement>('[data-segment]') ?? [])];
  const next = all[all.indexOf(current) + step];
  if (!next) return;
  event.preventDefault();
  current.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** On a narrow screen the facts of the touched words come up as a sheet. */
function openSheet(report: Report, segment: HTMLElement, numbers: number[]): void {
  const id = Number(segment.dataset['segment']);
  const cut = report.paragraphs.flatMap((paragraph) => paragraph.segments)
    .find((candidate) => candidate.id === id);
  const mentions = (cut?.mentions ?? []).map((index) => report.mentions[index])
    .filter((mention) => mention !== undefined).reverse();
  const facts = report.facts.filter((fact) => numbers.includes(fact.number));
  openPopover(segment, () => (
    <>
      {mentions.map((mention) => (
        <p>
          <span class="faint">{mention.label}: </span>
          {mention.entity ? <ValueView value={mention.entity} /> : mention.text}
        </p>))}
      {facts.map((fact) => <FactView key={fact.number} fact={fact} />)}
    </>), true);
}
