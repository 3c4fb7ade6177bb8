// Correcting where the error is seen: the value that has the focus, or that the pointer rests on, is
// confirmed, corrected, rejected or undone on the spot, by a key or by the buttons beside its quote.
import { createContext, type VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../api';
import { decide, isUndone, seenOf, undo, undoLast } from '../decide';
import { takeKeys } from '../keys';
import { groupDigits, message } from '../messages';
import type { Claim, EntityValue, PropertyClaims, Value } from '../model';
import { choicesAmong, namedIn, type Choice } from './named';
import { FormError } from './form';
import { closePopover } from './popover';

/** Whether what is shown may be corrected by this browser. */
export const Correctable = createContext(false);

/** Where the claims of a view stand: the kind of each property's owner is needed for its choices. */
interface Place {
  kind: string;
  properties: PropertyClaims[];
}

let places: Place[] = [];

function findClaim(id: string): { claim: Claim; property: string; kind: string } | undefined {
  for (const { kind, properties } of places)
    for (const property of properties)
      for (const claim of property.claims)
        if (claim.id === id) return { claim, property: property.name, kind };
  return undefined;
}

let rested: string | undefined;

/** The claim that a key is meant for. */
function claimAtHand(): Claim | undefined {
  const focused = document.activeElement?.closest<HTMLElement>('[data-claim]');
  const id = focused?.dataset['claim'] ?? rested;
  return id === undefined ? undefined : findClaim(id)?.claim;
}

/** While the view is shown, its claims can be corrected by keys. */
export function useCorrections(may: boolean, now: Place[]): void {
  places = now;
  useEffect(() => {
    if (!may) return undefined;
    const over = (event: Event) => {
      rested = (event.target as HTMLElement).closest<HTMLElement>('[data-claim]')?.dataset['claim'];
    };
    const on = (act: (claim: Claim) => void) => () => {
      const claim = claimAtHand();
      if (claim) act(claim);
      return claim !== undefined;
    };
    const end = takeKeys({
      c: on((claim) => void confirmClaim(claim)),
      x: on((claim) => void rejectClaim(claim)),
      i: on((claim) => openCorrection(claim)),
      u: () => {
        const number = claimAtHand()?.decided?.number;
        if (typeof number !== 'number' || isUndone(number)) return undoLast();
        void undo(number);
        return true;
      },
    });
    document.addEventListener('mouseover', over);
    return () => {
      rested = undefined;
      document.removeEventListener('mouseover', over);
      end();
    };
  }, [may]);
}

/** Reports beside the first that give the same value: a decision is on what one report says. */
function others(claim: Claim): number {
  return new Set(claim.evidence.map((evidence) => evidence.report)).size - 1;
}

async function confirmClaim(claim: Claim): Promise<void> {
  closePopover();
  await decide(
    { action: 'confirm', claim: claim.id, ...seenOf(claim) },
    message('web.correct.confirmed', { value: claim.value.text }),
  );
}

async function rejectClaim(claim: Claim): Promise<void> {
  closePopover();
  const count = others(claim);
  await decide(
    { action: 'reject', claim: claim.id, ...seenOf(claim) },
    count > 0
      ? message('web.correct.rejected_one', { value: claim.value.text, count })
      : message('web.correct.rejected', { value: claim.value.text }),
  );
}

/** The buttons beside the quotes. */
export function ClaimActs(props: { claim: Claim }): VNode {
  const { claim } = props;
  return (
    <p class="claim-acts">
      {claim.state !== 'confirmed' && (
        <button type="button" class="small" onClick={() => void confirmClaim(claim)}>
          {message('web.correct.confirm')} <kbd aria-hidden="true">c</kbd>
        </button>
      )}
      <button type="button" class="small" onClick={() => openCorrection(claim)}>
        {message('web.correct.correct')} <kbd aria-hidden="true">i</kbd>
      </button>
      {claim.state !== 'rejected' && (
        <button type="button" class="small" onClick={() => void rejectClaim(claim)}>
          {message('web.correct.reject')} <kbd aria-hidden="true">x</kbd>
        </button>
      )}
      {typeof claim.decided?.number === 'number' && (
        <button
          type="button"
          class="small"
          onClick={() => {
            closePopover();
            void undo(claim.decided?.number ?? 0);
          }}
        >
          {message('web.decide.undo')} <kbd aria-hidden="true">u</kbd>
        </button>
      )}
    </p>
  );
}

/* ---- the corrected value ---- */

interface Correcting {
  claim: Claim;
  /** What may stand there, where that is a choice. */
  options: Choice[] | undefined;
}

let open: (correcting: Correcting | undefined) => void = () => undefined;

/** The value as one who corrects it would write it. */
function valueWritten(value: Value): string {
  if (value.type === 'date' || value.type === 'duration') return value.text;
  if (value.type === 'money') return `${groupDigits(value.value)} ${value.currency}`;
  if (value.type === 'integer' || value.type === 'number') return groupDigits(value.value);
  return valueInput(value);
}

/** The value as POST /decisions takes it. */
export function valueInput(value: Value): string {
  switch (value.type) {
    case 'date':
    case 'duration':
    case 'choice':
      return value.value;
    case 'money':
      return `${value.value} ${value.currency}`;
    case 'integer':
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'entity':
    case 'fact':
      return value.entity;
    case 'signatory':
      return signatoryInput(value.person.entity, value.for?.entity ?? '');
    default:
      return value.text;
  }
}

/** Who signed, and for whom, as POST /decisions takes it. */
export function signatoryInput(person: string, body: string): string {
  return body ? `${person} > ${body}` : person;
}

/** The things that the claim's report names: one of them is what was meant. */
async function namedBeside(claim: Claim): Promise<EntityValue[] | undefined> {
  const report = claim.evidence[0]?.report;
  const { value } = claim;
  if (report === undefined) return undefined;
  const named = namedIn(await api.report(report));
  const given =
    value.type === 'signatory'
      ? [value.person, value.for]
      : value.type === 'entity' || value.type === 'fact'
        ? [value]
        : [];
  const missing = given.filter(
    (thing) => thing && !named.some((other) => other.entity === thing.entity),
  );
  return [...missing.filter((thing) => thing !== null), ...named];
}

async function choicesOf(claim: Claim) {
  const at = findClaim(claim.id);
  const kind = (await api.schema()).kinds.find((each) => each.name === at?.kind);
  return kind?.properties
    .find((property) => property.name === at?.property)
    ?.choices?.map((choice) => ({ value: choice.code, label: choice.label }));
}

/** What may stand in place of the value, where that is a choice. */
async function optionsOf(claim: Claim): Promise<Choice[] | undefined> {
  const { value } = claim;
  if (value.type === 'choice') return choicesOf(claim);
  if (value.type === 'boolean')
    return [
      { value: 'true', label: message('web.correct.yes') },
      { value: 'false', label: message('web.correct.no') },
    ];
  if (value.type !== 'entity' && value.type !== 'fact' && value.type !== 'signatory')
    return undefined;
  const named = await namedBeside(claim);
  return named && choicesAmong(named, value.type === 'signatory' ? 'person' : value.family);
}

function openCorrection(claim: Claim): void {
  closePopover();
  optionsOf(claim).then(
    (options) => open({ claim, options }),
    () => open({ claim, options: undefined }),
  );
}

/** Chooses one of the things or codes. */
export function ChoiceField(props: {
  id: string;
  name: string;
  choices: Choice[];
  value: string;
  /** What it says where nothing is chosen; without it something must be. */
  none?: string;
}): VNode {
  return (
    <select id={props.id} name={props.name}>
      {props.none !== undefined && <option value="">{props.none}</option>}
      {props.choices.map((choice) => (
        <option key={choice.value} value={choice.value} selected={choice.value === props.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** The field for another value: of a signatory two, who signed and for whom. */
function ValueField(props: Correcting): VNode {
  const { claim, options } = props;
  const { value } = claim;
  if (value.type === 'signatory' && options)
    return (
      <>
        <div class="field">
          <label for="correction-value">{message('web.correct.signed')}</label>
          <ChoiceField
            id="correction-value"
            name="value"
            choices={options}
            value={value.person.entity}
          />
        </div>
        <div class="field">
          <label for="correction-for">{message('web.correct.signed_for')}</label>
          <ChoiceField
            id="correction-for"
            name="for"
            choices={options}
            value={value.for?.entity ?? ''}
            none={message('web.correct.signed_for_none')}
          />
        </div>
      </>
    );
  return (
    <div class="field">
      <label for="correction-value">{message('web.correct.value')}</label>
      <span class="hint">{hintOf(value.type)}</span>
      {options ? (
        <ChoiceField
          id="correction-value"
          name="value"
          choices={options}
          value={valueInput(value)}
        />
      ) : (
        <input
          id="correction-value"
          name="value"
          type="text"
          required
          autocomplete="off"
          defaultValue={valueWritten(value)}
        />
      )}
    </div>
  );
}

/** The form for another value: over the page, since it is about one value alone. */
export function Correction(): VNode | null {
  const [correcting, setCorrecting] = useState<Correcting>();
  const [error, setError] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  open = setCorrecting;
  useEffect(() => {
    setError('');
    if (correcting) dialog.current?.showModal();
  }, [correcting]);
  if (!correcting) return null;
  const { claim, options } = correcting;
  const quote = claim.evidence[0]?.quote;
  const save = async (event: Event) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const first = String(given.get('value') ?? '').trim();
    const value = signatoryInput(first, String(given.get('for') ?? ''));
    const reason = String(given.get('reason') ?? '').trim();
    if (!first) return;
    const outcome = await decide(
      {
        action: 'correct',
        claim: claim.id,
        value,
        ...(reason ? { reason } : {}),
        ...seenOf(claim),
      },
      message('web.correct.corrected', { value: claim.value.text }),
      { inForm: true },
    );
    if (outcome.at === 'done') dialog.current?.close();
    setError(outcome.at === 'failed' ? outcome.error : '');
  };
  return (
    <dialog
      ref={dialog}
      class="help correction"
      aria-labelledby="correction-title"
      onClose={() => setCorrecting(undefined)}
    >
      <form onSubmit={save}>
        <h2 id="correction-title">{message('web.correct.title')}</h2>
        {quote && (
          <blockquote class="quote" lang="ru">
            {quote}
          </blockquote>
        )}
        <p class="faint">{message('web.correct.read_as', { value: claim.value.text })}</p>
        <ValueField claim={claim} options={options} />
        <div class="field">
          <label for="correction-reason">{message('web.correct.reason')}</label>
          <input id="correction-reason" name="reason" type="text" maxLength={200} />
        </div>
        <FormError error={error} />
        <p class="help-foot">
          <button type="submit" class="strong">
            {message('web.add.date_save')}
          </button>
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>
            {message('web.correct.cancel')}
          </button>
        </p>
      </form>
    </dialog>
  );
}

/** How a value of the type is written. */
export function hintOf(type: string): string {
  if (type === 'date') return message('web.correct.hint_date');
  if (type === 'duration') return message('web.correct.hint_duration');
  if (type === 'money') return message('web.correct.hint_money');
  if (type === 'entity' || type === 'fact') return message('web.correct.hint_entity');
  return '';
}
