// What a card tells over time: the course of an agreement or project with its sources, the offices and
// other states of a thing as intervals, and which office a signatory held when it was signed. Beside
// it what is said of a thing by where it is and what it does.
import type { VNode } from 'preact';
import { api } from '../api';
import { bind } from '../format';
import { message } from '../messages';
import { cardPath, evidencePath, type Card, type CardState, type Step } from '../model';
import { Shape } from '../parts/icons';
import { originText } from '../parts/value';

/** The quotes of a step that are linked. */
const LINKED = 3;

/** What became of it: as reports tell, then as the dates say of today. */
export function Life(props: { life: Step[] }): VNode {
  return (
    <section class="part life">
      <h2>{message('web.card.life')}</h2>
      <ol class="lines">
        {props.life.map((step) => (
          <li key={step.text} data-row class={step.evidence.length > 0 ? '' : 'computed'}>
            <span class={step.shown ? '' : 'faint'}>{bind(step.text)}</span>
            {step.contradicted && <span class="badge">{message('web.card.contradicted')}</span>}
            {reportsOf(step).map((evidence) => (
              <a key={evidence.report} class="source" href={evidencePath(evidence)}>
                {originText(evidence)}
              </a>
            ))}
            {step.sources > LINKED && (
              <span class="faint">{message('web.card.sources', { count: step.sources })}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One piece of evidence of each report, of the first few. */
function reportsOf(step: Step): Step['evidence'] {
  const seen = new Set<string>();
  return step.evidence
    .filter(({ report }) => !seen.has(report) && seen.add(report))
    .slice(0, LINKED);
}

/** Offices, memberships and statuses with the time for which reports tell of them. */
export function States(props: { states: CardState[] }): VNode {
  const { states } = props;
  const labels = [...new Set(states.map((state) => state.label))];
  return (
    <section class="part states">
      <h2>{message('web.card.states')}</h2>
      {labels.map((label) => (
        <div key={label}>
          <h3>{label}</h3>
          <ul class="lines">
            {states
              .filter((state) => state.label === label)
              .map((state) => (
                <li
                  key={`${state.fact.entity} ${state.when}`}
                  data-row
                  class={`on-${state.on_day}`}
                >
                  <a class={`open family-${state.family}`} href={cardPath(state.fact.entity)}>
                    <Shape family={state.family} />
                    {state.text}
                  </a>
                  <span class="faint">{bind(state.when)}</span>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The list of the things of a card's family, for the ways to others of its region or field. */
const LISTS: Record<string, string> = {
  person: 'people',
  body: 'organizations',
  firm: 'organizations',
  place: 'sites',
  agreement: 'agreements',
  project: 'projects',
};

/** Where it is, what it does, and what the reference knows of it. */
export function About(props: { card: Card }): VNode | null {
  const { card } = props;
  const { regions = [], fields = [] } = card;
  const texts = card.reference?.texts ?? [];
  if (regions.length + fields.length + texts.length === 0) return null;
  const list = LISTS[card.family] ?? 'agreements';
  const row = (label: string, content: VNode[]) =>
    content.length > 0 && (
      <div class="property">
        <dt>{label}</dt>
        {content}
      </div>
    );
  return (
    <dl class="properties about">
      {row(
        message('web.card.regions'),
        regions.map((region) => (
          <dd key={region.name}>
            <a href={`/${list}?region=${encodeURIComponent(region.code ?? region.name)}`}>
              {region.name}
            </a>
            {region.by_reports && <span class="faint"> {message('web.card.by_reports')}</span>}
          </dd>
        )),
      )}
      {row(
        message('web.card.fields'),
        fields.map((field) => (
          <dd key={field.code}>
            <a href={`/${list}?field=${encodeURIComponent(field.code)}`}>{field.label}</a>
          </dd>
        )),
      )}
      {row(
        message('web.card.reference'),
        texts.map((text) => <dd key={text}>{bind(text)}</dd>),
      )}
    </dl>
  );
}

export type Offices = Map<string, CardState>;

/** The office that each signatory held on the day of signing, or had in the report that names him. */
export async function officesOf(card: Card): Promise<Offices> {
  const claimsOf = (name: string) =>
    card.properties.find((property) => property.name === name)?.claims ?? [];
  const signed = claimsOf('signed_on').find((claim) => claim.state !== 'rejected')?.value;
  const day = signed?.type === 'date' ? signed.value : undefined;
  const offices: Offices = new Map();
  await Promise.all(
    claimsOf('signatories').map(async ({ value, evidence }) => {
      if (value.type !== 'signatory') return;
      const found = await api.card(value.person.entity, day).catch(() => undefined);
      const reports = new Set(evidence.map(({ report }) => report));
      const held = (found?.states ?? []).filter(
        (state) =>
          state.kind === 'occupation' &&
          (state.on_day === 'holds' ||
            (state.on_day === 'unknown' && reports.has(state.first_report ?? ''))),
      );
      const office = held.find((state) => state.whole?.entity === value.for?.entity) ?? held[0];
      if (office) offices.set(value.person.entity, office);
    }),
  );
  return offices;
}

/** The office, without the body where it is the one for which he signed. */
export function Office(props: { office: CardState; body: string | undefined }): VNode {
  const { office, body } = props;
  const rest = `, ${office.whole?.text ?? ''}`;
  const repeats = office.whole?.entity === body && office.text.endsWith(rest);
  return (
    <a class="office faint" href={cardPath(office.fact.entity)} title={office.when}>
      {repeats ? office.text.slice(0, -rest.length) : office.text}
    </a>
  );
}
