// The few pictures of the app. A family of things has a shape as well as a colour, so that colour
// never says anything alone.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { message } from '../messages';
import { SHAPELESS, SHAPES } from './shapes';

export function Shape(props: { family: string }): VNode {
  return (
    <svg class={`shape family-${props.family}`} viewBox="0 0 12 12" aria-hidden="true">
      <path d={SHAPES[props.family] ?? SHAPELESS} />
    </svg>
  );
}

const ICONS = {
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9ZM10.300 10.300 14 14',
  print: 'M4.500 6V2h7v4M4.500 11.500h-2V6h11v5.500h-2M4.500 9.500h7V14h-7Z',
  menu: 'M2 4h12M2 8h12M2 12h12',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1',
  moon: 'M13 9.500A5.500 5.500 0 0 1 6.500 3 5.500 5.500 0 1 0 13 9.500Z',
  auto: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 2v12M8 5h4.500M8 8h6M8 11h4.500',
  up: 'M4 10 8 6l4 4',
  down: 'M4 6l4 4 4-4',
  play: 'M5 3v10l8-5Z',
  pause: 'M5.500 3v10M10.500 3v10',
  whole: 'M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10',
};

export function Icon(props: { name: keyof typeof ICONS }): VNode {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={ICONS[props.name]} />
    </svg>
  );
}

/** Prints what is shown; before that, where something is to be fetched for it, waits for that. */
export function PrintButton(props: { before?: () => Promise<void> }): VNode {
  const [busy, setBusy] = useState(false);
  const click = async () => {
    setBusy(true);
    await props.before?.().catch(() => undefined);
    setBusy(false);
    requestAnimationFrame(() => print());
  };
  return (
    <p class="actions">
      <button
        type="button"
        class="quiet"
        disabled={busy}
        aria-busy={busy}
        onClick={() => void click()}
      >
        <Icon name="print" />
        <span class="action-word">{message(busy ? 'web.print.busy' : 'web.print.button')}</span>
      </button>
    </p>
  );
}
