// The facts of a report, beside its text, and the names that stand in it.
import { Fragment, type VNode } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { confidenceText } from '../format';
import { message } from '../messages';
import { cardPath, type Report, type ReportFact } from '../model';
import { Shape } from '../parts/icons';
import { namedIn } from '../parts/named';
import { Mark, Tentative, ThingLink, ValueView } from '../parts/value';

export function Facts(props: { report: Report }): VNode {
  const { report } = props;
  const named = useMemo(() => namedIn(report), [report]);
  return (
    <>
      <h2>
        {message('web.reading.facts')} <span class="count">{report.facts.length}</span>
      </h2>
      {report.facts.length === 0 && <p class="faint">{message('web.reading.no_facts')}</p>}
      {agreementsFirst(report.facts).map((fact) => (
        <FactView key={fact.number} fact={fact} />
      ))}
      {named.length > 0 && (
        <section class="named">
          <h2>
            {message('web.reading.named')} <span class="count">{named.length}</span>
          </h2>
          <ul class="things">
            {named.map((thing) => (
              <li key={thing.entity} data-entity={thing.entity}>
                <ThingLink id={thing.entity} name={thing.text} family={thing.family} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** The facts in the order of the text, but what was agreed before all else. */
function agreementsFirst(facts: ReportFact[]): ReportFact[] {
  const isAgreement = (fact: ReportFact) => fact.kind === 'agreement';
  return [...facts.filter(isAgreement), ...facts.filter((fact) => !isAgreement(fact))];
}

export function FactView(props: { fact: ReportFact }): VNode {
  const { fact } = props;
  const tentative = useContext(Tentative);
  const name = (
    <>
      <Shape family={fact.family} />
      {fact.label}
    </>
  );
  return (
    <section
      class={`fact family-${fact.family}`}
      data-row
      data-fact={fact.number}
      id={`fact-${fact.number}`}
    >
      <h3>
        {tentative ? <span>{name}</span> : <a href={cardPath(fact.id)}>{name}</a>}
        {typeof fact.confidence === 'number' && (
          <span class="confidence" title={message('web.reading.confidence')}>
            {confidenceText(fact.confidence)}
          </span>
        )}
      </h3>
      <dl>
        {fact.properties.map((property) => (
          <Fragment key={property.name}>
            <dt>{property.label}</dt>
            <dd>
              {property.claims.map((claim) => (
                <span
                  class={claim.state === 'rejected' ? 'fact-claim rejected' : 'fact-claim'}
                  key={claim.id}
                  data-segments={(claim.segments ?? []).join(' ')}
                >
                  <ValueView value={claim.value} />
                  {!tentative && <Mark claim={claim} alone />}
                </span>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
