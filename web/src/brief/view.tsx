// Common ground: a brief of two printed pages on two participants; each line with its source.
import type { VNode } from 'preact';
import { bind } from '../format';
import { message } from '../messages';
import { cardPath } from '../model';
import { PrintButton } from '../parts/icons';
import { Sentence, ThingLink } from '../parts/value';
import { EntityField } from '../reviews/entity_field';
import { navigate, withQuery, type Address } from '../router';
import type { Brief, BriefLine, BriefSection } from './model';

export interface Asked {
  brief: Brief | undefined;
  /** Where one participant alone is named: what he is called. */
  name: string | undefined;
}

export function BriefView(props: Asked & { address: Address }): VNode {
  const { brief, name, address } = props;
  return (
    <article class="brief-page">
      <header class="view-head">
        {brief && <PrintButton />}
        <h1>{brief ? bind(brief.title) : message('web.brief.title')}</h1>
        <p class="lead">{brief ? bind(brief.summary) : message('web.brief.what')}</p>
      </header>
      {brief?.cut && <p class="note">{message('web.partners.cut')}</p>}
      {brief ? (
        <details class="brief-other">
          <summary>{message('web.brief.other')}</summary>
          <PairForm address={address} name={name} />
        </details>
      ) : (
        <PairForm address={address} name={name} />
      )}
      {brief?.sections.map((section) => (
        <Section key={section.section} section={section} />
      ))}
      {brief && <p class="print-only faint">{brief.day_text}</p>}
    </article>
  );
}

function Section(props: { section: BriefSection }): VNode {
  const { section } = props;
  return (
    <section class="part">
      <h2>
        {bind(section.title)} <span class="count">{section.total}</span>
      </h2>
      <ul class="brief-lines">
        {section.lines.map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </ul>
      {section.rest && (
        <p class="brief-rest">
          {section.path ? <a href={section.path}>{section.rest}</a> : section.rest}
        </p>
      )}
    </section>
  );
}

function Line(props: { line: BriefLine }): VNode {
  const { fact, text, note, evidence } = props.line;
  return (
    <li data-row>
      {fact ? <ThingLink id={fact.entity} name={text} family={fact.family} plain /> : text}
      {note && <span class="faint"> — {bind(note)}</span>}
      {evidence.map((one) => (
        <Sentence key={`${one.report} ${one.start}`} evidence={one} />
      ))}
    </li>
  );
}

/** Which two, and of what day; of a participant whom the address names the other alone is asked. */
function PairForm(props: { address: Address; name: string | undefined }): VNode {
  const { address, name } = props;
  const known = address.query.get('a');
  const show = (event: Event) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const of = (name: string) => String(given.get(name) ?? '').trim();
    navigate(
      withQuery(address, {
        a: name && known ? known : of('a'),
        b: of('b'),
        as_of: of('as_of') || undefined,
      }),
    );
  };
  return (
    <form class="brief-form" key={String(address.query)} onSubmit={show}>
      {name && known ? (
        <p>
          {message('web.brief.first')}: <a href={cardPath(known)}>{name}</a>
        </p>
      ) : (
        <EntityField id="brief-a" name="a" label={message('web.brief.first')} words />
      )}
      <EntityField id="brief-b" name="b" label={message('web.brief.second')} words />
      <div class="field">
        <label for="brief-day">{message('web.brief.as_of')}</label>
        <input
          id="brief-day"
          type="date"
          name="as_of"
          defaultValue={address.query.get('as_of') ?? ''}
        />
      </div>
      <p>
        <button type="submit" class="strong">
          {message('web.brief.make')}
        </button>
      </p>
    </form>
  );
}
