// What forms are made of: fields with their labels, what went wrong, and how a form is sent.
import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { bind } from '../format';
import { message } from '../messages';
import { wordsOf } from '../refused';

export function FormError(props: { error: string }): VNode | null {
  return props.error ? (
    <p class="form-error" role="alert">
      {props.error}
    </p>
  ) : null;
}

export function Field(props: {
  id: string;
  label: string;
  hint?: string | undefined;
  /** What stands behind the label. */
  mark?: string | undefined;
  /** Of several inputs under one label. */
  group?: boolean;
  /** The label is for those who hear it alone. */
  quiet?: boolean;
  class?: string;
  children: ComponentChildren;
}): VNode {
  return (
    <div
      class={props.class ? `field ${props.class}` : 'field'}
      role={props.group ? 'group' : undefined}
      aria-label={props.group ? props.label : undefined}
    >
      <label class={props.quiet ? 'hidden' : undefined} for={props.id}>
        {props.label}
        {props.mark && <span class="faint"> {props.mark}</span>}
      </label>
      {props.hint && (
        <span class="hint" id={`${props.id}-hint`}>
          {bind(props.hint)}
        </span>
      )}
      {props.children}
    </div>
  );
}

interface TextProperties {
  id: string;
  name: string;
  label: string;
  hint?: string;
  type?: 'text' | 'password';
  value?: string;
  /** What the browser may fill in. */
  complete?: string;
  optional?: boolean;
  least?: number;
  most?: number;
}

export function TextField(props: TextProperties): VNode {
  const { id, hint } = props;
  return (
    <Field id={id} label={props.label} {...(hint ? { hint } : {})}>
      <input
        id={id}
        name={props.name}
        type={props.type ?? 'text'}
        defaultValue={props.value ?? ''}
        autocomplete={props.complete ?? 'off'}
        autocapitalize="none"
        spellcheck={false}
        required={!props.optional}
        minLength={props.least}
        maxLength={props.most ?? 200}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
    </Field>
  );
}

/** What was given in a form, by the names of its fields; passwords as they are. */
export function givenIn(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [
      name,
      name.startsWith('password') ? String(value) : String(value).trim(),
    ]),
  );
}

/** Sends a form, once at a time; what was typed stays where that fails, and why is told. */
export function useSending(send: (given: Record<string, string>) => Promise<unknown>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError('');
    try {
      await send(givenIn(event.currentTarget as HTMLFormElement));
    } catch (failure) {
      setError(wordsOf(failure, message('web.refused.offline')));
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, setError, submit };
}
