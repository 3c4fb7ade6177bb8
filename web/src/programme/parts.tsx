// The parts of a programme's progress, for its card and for the report that is printed.
import type { ComponentChildren, VNode } from 'preact';
import { dateText } from '../format';
import { groupDigits, message } from '../messages';
import { cardPath, evidencePath, type PropertyClaims } from '../model';
import type { Notes } from '../parts/notes';
import { Table } from '../parts/table';
import { ClaimView, originText } from '../parts/value';
import { IndicatorChart } from './chart';
import {
  claimsOf,
  type Indicator,
  type Progress,
  type ProgressFact,
  type ProgressMeasure,
  type Proposal,
} from './model';

/** How a figure is taken over; without it nobody may. */
export type Take = (figure: Proposal, indicator: Indicator | undefined) => void;

export function Values(props: {
  fact: { properties: PropertyClaims[] };
  name: string;
  notes: Notes;
}) {
  const claims = claimsOf(props.fact, props.name);
  return claims.length === 0 ? null : (
    <>
      {claims.map((claim, i) => (
        <span key={claim.id}>
          {i > 0 && ', '}
          <ClaimView claim={claim} notes={props.notes.of(claim)} />
        </span>
      ))}
    </>
  );
}

const New = (props: { of: { new: boolean } }) =>
  props.of.new ? <span class="new-mark">{message('web.progress.new')}</span> : null;

export function Part(props: {
  title: string;
  count?: number;
  empty?: string | undefined;
  add?: { href: string; text: string } | undefined;
  children?: ComponentChildren;
}): VNode {
  return (
    <section class="part">
      <h2>
        {props.title} {props.count ? <span class="count">{props.count}</span> : null}
      </h2>
      {props.count === 0 && props.empty && <p class="faint">{props.empty}</p>}
      {props.children}
      {props.add && (
        <p class="entry-acts">
          <a href={props.add.href}>{props.add.text}</a>
        </p>
      )}
    </section>
  );
}

export function Measures(props: { progress: Progress; notes: Notes }): VNode | null {
  const { notes } = props;
  const { measures } = props.progress;
  if (measures.length === 0) return null;
  const named = measures.some((measure) => claimsOf(measure, 'responsible').length > 0);
  return (
    <Table
      caption={message('web.progress.measures')}
      rows={measures}
      keyOf={(measure) => measure.id}
      columns={[
        {
          key: 'what',
          title: message('web.progress.what'),
          class: 'opening',
          cell: (measure) => (
            <>
              <a href={cardPath(measure.id)}>
                {claimsOf(measure, 'what')[0]?.value.text ?? measure.name}
              </a>
              <sup class="note-number">
                {claimsOf(measure, 'what')
                  .flatMap((claim) => notes.of(claim))
                  .join(', ')}
              </sup>{' '}
              <New of={measure} />
            </>
          ),
        },
        ...(named
          ? [
              {
                key: 'responsible',
                title: message('web.progress.responsible'),
                cell: (measure: ProgressMeasure) => (
                  <Values fact={measure} name="responsible" notes={notes} />
                ),
              },
            ]
          : []),
        {
          key: 'due',
          title: message('web.progress.due'),
          cell: (measure) => <Values fact={measure} name="due" notes={notes} />,
        },
        {
          key: 'status',
          title: message('web.progress.status'),
          cell: (measure) => (
            <>
              <Values fact={measure} name="status" notes={notes} />
              {measure.text && (
                <span class={measure.standing === 'late' ? 'standing late' : 'standing'}>
                  {measure.text}
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

export function IndicatorPart(props: {
  indicator: Indicator;
  notes: Notes;
  onTake: Take | undefined;
}): VNode {
  const { indicator, notes } = props;
  const title = [indicator.measure, indicator.unit].filter(Boolean).join(', ');
  return (
    <div class="indicator">
      <h3>{title}</h3>
      <div class="indicator-sides">
        <IndicatorChart indicator={indicator} />
        <Table
          caption={title}
          rows={indicator.values}
          keyOf={(value) => value.fact}
          columns={[
            {
              key: 'year',
              title: message('web.progress.year'),
              cell: (value) => (
                <a href={cardPath(value.fact)}>{value.year_text ?? value.year ?? ''}</a>
              ),
            },
            {
              key: 'reading',
              title: message('web.progress.reading'),
              cell: (value) => value.reading_text,
            },
            {
              key: 'value',
              title: message('web.progress.value'),
              cell: (value) => (
                <>
                  <ClaimView claim={value.claim} notes={notes.of(value.claim)} />
                  {value.figure && (
                    <>
                      {' '}
                      <a class="faint" href={cardPath(value.figure)}>
                        {message('web.progress.from_report')}
                      </a>
                    </>
                  )}{' '}
                  <New of={value} />
                </>
              ),
            },
          ]}
        />
      </div>
      <Proposals proposals={indicator.proposals} indicator={indicator} onTake={props.onTake} />
    </div>
  );
}

/** Figures of reports, each with its words, and the one click that takes it over. */
export function Proposals(props: {
  proposals: Proposal[];
  indicator?: Indicator;
  onTake: Take | undefined;
}): VNode | null {
  const { proposals, onTake } = props;
  if (proposals.length === 0) return null;
  return (
    <div class="proposals">
      <p class="faint">
        {message(props.indicator ? 'web.progress.proposed' : 'web.progress.unplaced')}
      </p>
      <ul class="lines">
        {proposals.map((figure) => {
          const evidence = figure.claim.evidence[0];
          const number = `${groupDigits(figure.number)} ${figure.unit ?? ''}`.trim();
          return (
            <li key={figure.figure} data-row>
              <span>
                {figure.measure}:{' '}
                <a href={cardPath(figure.figure)}>
                  {number}
                  {figure.year && ` (${figure.year})`}
                </a>
                {evidence && (
                  <>
                    {' — '}
                    <q lang="ru">{evidence.quote}</q>{' '}
                    <a class="source" href={evidencePath(evidence)}>
                      {originText(evidence)}
                    </a>
                  </>
                )}{' '}
              </span>
              {onTake && (
                <button
                  type="button"
                  class="small"
                  aria-label={message('web.progress.take_label', {
                    number,
                    year: figure.year ?? '',
                  })}
                  onClick={() => onTake(figure, props.indicator)}
                >
                  {message(figure.target ? 'web.progress.take_target' : 'web.progress.take')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export function Facts(props: {
  facts: ProgressFact[];
  shown: string[];
  notes: Notes;
}): VNode | null {
  if (props.facts.length === 0) return null;
  return (
    <ul class="lines">
      {props.facts.map((fact) => (
        <li key={fact.id} data-row>
          <a href={cardPath(fact.id)}>{fact.name}</a> <New of={fact} />
          <span class="faint">
            {props.shown.map((name) => (
              <span key={name}>
                {' '}
                <Values fact={fact} name={name} notes={props.notes} />
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Changes(props: { progress: Progress }): VNode {
  const { changes } = props.progress;
  return (
    <Part
      title={message('web.progress.changes', { day: props.progress.since_text ?? '' })}
      count={changes.length}
      empty={message('web.progress.changes_none')}
    >
      <ul class="lines">
        {changes.map((change) => (
          <li key={`${change.fact} ${change.at}`} data-row>
            <span>
              <span class="figure">{dateText(change.at.slice(0, 10))}</span>{' '}
              <a href={cardPath(change.fact)}>{change.label}</a>: {change.text}
              {change.evidence[0] && <span class="faint"> {originText(change.evidence[0])}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

export const TOLD = ['aims', 'difficulties', 'status', 'region', 'reported_to', 'until'];

/** What is told of the programme itself, aims and difficulties first. */
export function Told(props: { progress: Progress; notes: Notes }): VNode | null {
  const told = TOLD.flatMap((name) =>
    props.progress.properties.filter((property) => property.name === name),
  );
  if (told.length === 0) return <p class="faint">{message('web.progress.nothing_told')}</p>;
  return (
    <dl class="properties">
      {told.map((property) => (
        <div key={property.name} class="property">
          <dt>{property.label}</dt>
          {property.claims.map((claim) => (
            <dd key={claim.id} class={claim.contradicted ? 'contradicted' : ''}>
              <ClaimView claim={claim} notes={props.notes.of(claim)} />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
