// Values, the mark of their state, and the words of the report that prove them.
import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { confidenceText, dateText, inLine } from '../format';
import { message } from '../messages';
import {
  cardPath,
  evidencePath,
  type Claim,
  type EntityValue,
  type Evidence,
  type Family,
  type Value,
} from '../model';
import { authorText } from './author';
import { ClaimActs, Correctable } from './correct';
import { Shape } from './icons';
import { focusHandlers, hoverHandlers } from './popover';

/** Names up to so many letters stay on one line of a table. */
const UNBROKEN = 24;

/** Whether what is shown is only tried: its things have no cards, and nothing is decided on it. */
export const Tentative = createContext(false);

/** A link to a thing's card, with its family's shape. */
export function ThingLink(props: {
  id: string;
  name: string;
  family: Family;
  plain?: boolean;
}): VNode {
  const names = `thing family-${props.family}${props.name.length <= UNBROKEN ? ' unbroken' : ''}`;
  const content = (
    <>
      {!props.plain && <Shape family={props.family} />}
      {props.name}
    </>
  );
  if (useContext(Tentative)) return <span class={names}>{content}</span>;
  return (
    <a class={names} href={cardPath(props.id)}>
      {content}
    </a>
  );
}

function EntityLink(props: { value: EntityValue; plain?: boolean }): VNode {
  const { value } = props;
  return (
    <ThingLink
      id={value.entity}
      name={value.text}
      family={value.family}
      plain={props.plain ?? false}
    />
  );
}

export function ValueView(props: { value: Value }): VNode {
  const { value } = props;
  if (value.type === 'entity' || value.type === 'fact') return <EntityLink value={value} />;
  if (value.type === 'signatory') {
    return (
      <span class="signatory">
        <EntityLink value={value.person} />
        {value.for && (
          <span class="behalf">
            {' '}
            (<EntityLink value={value.for} plain />)
          </span>
        )}
      </span>
    );
  }
  if (value.type === 'text' || value.type === 'choice') return <span>{value.text}</span>;
  return <Reckoned value={value}>{value.text}</Reckoned>;
}

/** A figure; where no report tells it but it follows from what they tell, with the mark of that. */
export function Reckoned(props: { value: Value; children: string }): VNode {
  if (!('reckoned' in props.value && props.value.reckoned))
    return <span class="figure">{props.children}</span>;
  return (
    <span class="figure reckoned" title={message('web.value.reckoned')}>
      {props.children}
      <span class="hidden"> ({message('web.value.reckoned')})</span>
    </span>
  );
}

/** Whence a quote is: the report's title and date. */
export function originText(
  evidence: Pick<Evidence, 'report' | 'title' | 'published' | 'published_text' | 'by'>,
): string {
  const title = evidence.title || evidence.report;
  const date = evidence.published_text || (evidence.published ? dateText(evidence.published) : '');
  if (evidence.by)
    return message('web.evidence.stated', { author: authorText(evidence.by), day: date });
  return date ? `${title}, ${date}` : title;
}

/** The sentence that tells something, with its source. */
export function Sentence(props: { evidence: Evidence }): VNode {
  const { evidence } = props;
  return (
    <p class="sentence-told">
      <q class="quote" lang="ru">
        {inLine(evidence.quote)}
      </q>{' '}
      <a class="source" href={evidencePath(evidence)}>
        {originText(evidence)}
      </a>
    </p>
  );
}

/** Who decided, and when: «Ольга, 28 ноября 2026 г.» */
function decidedText(claim: Claim): string {
  const { by, at } = claim.decided ?? { by: claim.author, at: '' };
  return at ? `${authorText(by)}, ${dateText(at.slice(0, 10))}` : authorText(by);
}

/** What the mark says in words: «прочитано, уверенность 0,97». */
export function stateText(claim: Claim): string {
  if (claim.contradicted) return message('web.state.contradicted');
  if (claim.state === 'stated') return message('web.state.stated', { author: decidedText(claim) });
  if (claim.state === 'confirmed')
    return claim.decided
      ? message('web.state.confirmed', { author: decidedText(claim) })
      : message('web.state.confirmed_plain');
  if (claim.state === 'rejected')
    return claim.decided
      ? message('web.state.rejected', { author: decidedText(claim) })
      : message('web.state.rejected_plain');
  return typeof claim.confidence === 'number'
    ? message('web.state.read', { confidence: confidenceText(claim.confidence) })
    : message('web.state.read_plain');
}

function stateClass(claim: Claim): string {
  return claim.contradicted ? 'contradicted' : claim.state;
}

export function StateShape(props: { state: string }): VNode {
  return (
    <svg class={`state state-${props.state}`} viewBox="0 0 12 12" aria-hidden="true">
      {props.state === 'contradicted' ? (
        <path d="M6 1.500 10.500 6 6 10.500 1.500 6Z" />
      ) : (
        <circle cx="6" cy="6" r="3.600" />
      )}
      {props.state === 'rejected' && <path d="M1.500 10.500 10.500 1.500" />}
    </svg>
  );
}

/** How many quotes of a claim are shown; a name may be proved by hundreds. */
export const QUOTES = 3;

/** The quotes that prove a claim, each with its report, and the claim's state; for whoever may write
 *  also the ways to correct it. */
export function EvidenceView(props: { claim: Claim; correctable?: boolean }): VNode {
  const { claim } = props;
  return (
    <>
      {claim.evidence.slice(0, QUOTES).map((evidence) => (
        <div class="evidence">
          <blockquote class="quote" lang="ru">
            {inLine(evidence.quote)}
          </blockquote>
          <div class="evidence-origin">
            {originText(evidence)}
            {' · '}
            <a href={evidencePath(evidence)}>
              {message(evidence.by ? 'web.evidence.open_entry' : 'web.evidence.open')}
            </a>
          </div>
        </div>
      ))}
      {claim.evidence.length > QUOTES && (
        <p class="evidence-origin">
          {message('web.evidence.more', { count: claim.evidence.length - QUOTES })}
        </p>
      )}
      <p class="evidence-state">
        <StateShape state={stateClass(claim)} /> {stateText(claim)}
      </p>
      {props.correctable && <ClaimActs claim={claim} />}
    </>
  );
}

/** The mark after a value (alone: it shows the words also under the pointer): its shape says its state, its link leads to the words of the report. */
export function Mark(props: { claim: Claim; alone?: boolean }): VNode {
  const { claim } = props;
  const first = claim.evidence[0];
  const correctable = useContext(Correctable);
  const content = () => <EvidenceView claim={claim} correctable={correctable} />;
  const handlers = {
    ...focusHandlers(content),
    ...(props.alone ? hoverHandlers(content) : {}),
    'data-claim': claim.id,
  };
  const shape = <StateShape state={stateClass(claim)} />;
  if (!first) {
    return (
      <button class="mark" data-evidence type="button" aria-label={stateText(claim)} {...handlers}>
        {shape}
      </button>
    );
  }
  return (
    <a
      class="mark"
      data-evidence
      href={evidencePath(first)}
      {...handlers}
      aria-label={`${stateText(claim)}. ${message(first.by ? 'web.evidence.open_entry' : 'web.evidence.open')}`}
    >
      {shape}
    </a>
  );
}

/** A value with its mark, and for the printed page the numbers of its notes. */
export function ClaimView(props: { claim: Claim; notes?: number[] }): VNode {
  const { claim } = props;
  const value = <ValueView value={claim.value} />;
  const correctable = useContext(Correctable);
  return (
    <span
      class="claim"
      data-claim={claim.id}
      {...hoverHandlers(() => <EvidenceView claim={claim} correctable={correctable} />)}
    >
      {claim.state === 'rejected' ? <s>{value}</s> : value}
      <Mark claim={claim} />
      {props.notes && props.notes.length > 0 && (
        <sup class="note-number">{props.notes.join(', ')}</sup>
      )}
    </span>
  );
}
