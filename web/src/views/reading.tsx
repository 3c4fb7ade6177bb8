// The reading view: a report's text with what was read in it highlighted, its facts beside it.
import { type ComponentChildren, Fragment, type VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { mayDo } from '../account/session';
import { api, change } from '../api';
import { ReportComments } from '../comments/part';
import { bind, shortened } from '../format';
import { message } from '../messages';
import { reportPath, type Mention, type Report, type Segment, type TextPlace } from '../model';
import { Correctable, useCorrections } from '../parts/correct';
import { PrintButton } from '../parts/icons';
import { PrintedNotes } from '../parts/notes';
import { wordsOf } from '../refused';
import { navigate, route, type Address } from '../router';
import { Adding, useSelected } from './reading_add';
import { Facts } from './reading_facts';
import { useLights } from './reading_lights';

interface Shown {
  report: Report;
  /** Its claims may be decided on; its date may be stated. */
  mayDecide: boolean;
  mayEdit: boolean;
}

export const reading = route<Shown>({
  name: 'reading',
  pattern: /^\/reports\/([^/]+)\/?$/,
  load: async (_address, match) => {
    const [report, mayDecide, mayEdit] = await Promise.all([
      api.report(decodeURIComponent(match[1] ?? '')),
      mayDo('decide'),
      mayDo('edit'),
    ]);
    return { report, mayDecide, mayEdit };
  },
  title: ({ report }) => report.title || beginning(report),
  view: (data, address) => <ReadingView key={data.report.id} {...data} address={address} />,
});

/** The family that a mention is coloured by: its entity's or, where it has none, its type's. */
const FAMILY_OF_TYPE: Record<string, string> = {
  person: 'person',
  position: 'person',
  organization: 'firm',
  place: 'place',
  product: 'project',
  event: 'project',
  programme: 'project',
  document: 'agreement',
  date: 'time',
  money: 'time',
};

function familyOf(mention: Mention): string {
  return mention.entity?.family ?? FAMILY_OF_TYPE[mention.type] ?? 'time';
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
  const properties = report.facts.map((fact) => ({ kind: fact.kind, properties: fact.properties }));
  useCorrections(props.mayDecide, properties);
  const selected = useSelected(props.mayDecide);
  return (
    <Correctable.Provider value={props.mayDecide}>
      <article class="reading">
        <header class="view-head">
          <PrintButton />
          <p class="kind">
            <span class="figure">{report.id}</span>
          </p>
          <h1 lang={report.language ?? 'ru'}>{report.title || beginning(report)}</h1>
          <p class="lead">{bind(report.summary ?? '')}</p>
          <Source report={report} />
          {props.mayEdit && !report.published && <DateForm report={report} />}
        </header>
        <Sides report={report} at={at} root={root}>
          {props.mayDecide && <Adding report={report} selected={selected} />}
        </Sides>
        <ReportComments id={report.id} />
        <PrintedNotes notes={[]} />
      </article>
    </Correctable.Provider>
  );
}

type Place = TextPlace | undefined;

/** The text and its facts beside it, which children stand above. */
export function Sides(props: {
  report: Report;
  at: Place;
  root: { current: HTMLDivElement | null };
  children?: ComponentChildren;
}): VNode {
  const { report, root } = props;
  const lights = useLights(root, report);
  return (
    <div class="reading-sides" ref={root} {...lights}>
      <Text report={report} at={props.at} />
      <aside class="facts" aria-label={message('web.reading.facts')}>
        {props.children}
        <Facts report={report} />
      </aside>
    </div>
  );
}

const BEGINNING = 70;

/** What stands for a headline where a report has none: its first words. */
export function beginning(report: Report): string {
  const words = report.paragraphs[0]?.segments.map((segment) => segment.text).join('') ?? '';
  return shortened(words, BEGINNING) || report.id;
}

function spanOf(text: string | null): Place {
  const match = /^(\d+)-(\d+)$/.exec(text ?? '');
  return match ? { start: Number(match[1]), end: Number(match[2]) } : undefined;
}

/** What is said of a report, leading to its words where it has them. */
function Placed(props: {
  report: Report;
  place: TextPlace | null | undefined;
  children: ComponentChildren;
}): VNode {
  if (!props.place) return <>{props.children}</>;
  return <a href={reportPath(props.report.id, props.place)}>{props.children}</a>;
}

function Source(props: { report: Report }): VNode {
  const { report } = props;
  const address = report.url && /^https?:\/\//.test(report.url) ? report.url : undefined;
  const isExample = report.example || /^пример(?![а-яё])/iu.test(report.publisher ?? '');
  return (
    <p class="source-line">
      {isExample && <span class="badge">{message('web.reading.example')}</span>}
      <span class="figure">
        <Placed report={report} place={report.dateline}>
          {report.published_text || message('web.reading.undated')}
        </Placed>
      </span>
      {report.publisher && <span>{report.publisher}</span>}
      {report.source && ![report.publisher, report.id].includes(report.source) && (
        <span class="faint">{report.source}</span>
      )}
      {address && (
        <a href={address} rel="noreferrer noopener" target="_blank">
          {message('web.reading.original')}
        </a>
      )}
      {report.credits?.map((credit) => (
        <span class="faint" key={credit.name}>
          {credit.label}:{' '}
          <Placed report={report} place={credit.place}>
            {credit.name}
          </Placed>
        </span>
      ))}
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
      setError(wordsOf(failure, message('web.add.failed')));
    }
  };
  return (
    <form class="date-form" onSubmit={save}>
      <label>
        {message('web.add.date')}{' '}
        <input
          name="published"
          type="text"
          placeholder={message('web.date_example')}
          autocomplete="off"
          title={message('web.add.published_hint')}
        />
      </label>
      <button type="submit">{message('web.add.date_save')}</button>
      {error && (
        <span class="form-error" role="alert">
          {error}
        </span>
      )}
    </form>
  );
}

function Text(props: { report: Report; at: Place }): VNode {
  const { report, at } = props;
  let first = true;
  return (
    <div
      class="text"
      lang={report.language ?? 'ru'}
      role="document"
      aria-label={message('web.reading.text')}
    >
      {report.paragraphs.map((paragraph) => {
        const segments = paragraph.segments.map((segment) => {
          const marked = (segment.mentions?.length ?? 0) + (segment.facts?.length ?? 0) > 0;
          const target = at !== undefined && segment.start < at.end && segment.end > at.start;
          if (!marked && !target) return <Fragment key={segment.id}>{segment.text}</Fragment>;
          const tab = first ? 0 : -1;
          first = false;
          return (
            <SegmentView
              key={segment.id}
              segment={segment}
              report={report}
              target={target}
              tabIndex={tab}
            />
          );
        });
        return paragraph.kind === 'title' ? (
          <p class="text-title" key={paragraph.start} data-start={paragraph.start}>
            {segments}
          </p>
        ) : (
          <p key={paragraph.start} data-start={paragraph.start}>
            {segments}
          </p>
        );
      })}
    </div>
  );
}

function SegmentView(props: {
  segment: Segment;
  report: Report;
  target: boolean;
  tabIndex: number;
}): VNode {
  const { segment, report } = props;
  const mentions = (segment.mentions ?? [])
    .map((id) => report.mentions[id])
    .filter((mention) => mention !== undefined);
  const inner = mentions[mentions.length - 1];
  const classes = ['segment'];
  if (inner) classes.push('mention', `family-${familyOf(inner)}`);
  if (mentions.length > 1) classes.push('nested');
  if (segment.facts?.length) classes.push('proof');
  if (props.target) classes.push('target');
  const says = mentions
    .map(
      (mention) =>
        `${mention.label}${
          mention.entity && mention.entity.text !== mention.text ? `: ${mention.entity.text}` : ''
        }`,
    )
    .reverse();
  return (
    <span
      class={classes.join(' ')}
      data-segment={segment.id}
      tabIndex={props.tabIndex}
      data-entities={
        mentions
          .map((mention) => mention.entity?.entity ?? '')
          .join(' ')
          .trim() || undefined
      }
      {...(says.length > 0 ? { title: says.join(' · ') } : {})}
    >
      {segment.text}
    </span>
  );
}
