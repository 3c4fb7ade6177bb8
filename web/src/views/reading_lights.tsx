// What joins a report's text and its facts: resting on either side lights the other, a click goes
// there. The lights are classes set on the elements themselves: a long text is drawn once, not at
// every movement of the pointer.
import { useMemo } from 'preact/hooks';
import type { Report, ReportFact } from '../model';
import { isTouch, openPopover } from '../parts/popover';
import { ValueView } from '../parts/value';
import { FactView } from './reading_facts';

/** The segments that prove a fact, over all its properties. */
function segmentsOf(fact: ReportFact): number[] {
  return [
    ...new Set(
      fact.properties.flatMap((property) =>
        property.claims.flatMap((claim) => claim.segments ?? []),
      ),
    ),
  ].sort((left, right) => left - right);
}

/** Lights one side from the other: handlers for the element that holds both. */
export function useLights(root: { current: HTMLElement | null }, report: Report) {
  const factsOf = useMemo(() => {
    const facts = new Map<number, number[]>();
    for (const paragraph of report.paragraphs)
      for (const segment of paragraph.segments) facts.set(segment.id, segment.facts ?? []);
    return facts;
  }, [report]);
  const proofs = useMemo(
    () => new Map(report.facts.map((fact) => [fact.number, segmentsOf(fact)])),
    [report],
  );

  const dim = () => {
    for (const lit of root.current?.querySelectorAll('.lit, .faintly-lit') ?? [])
      lit.classList.remove('lit', 'faintly-lit');
  };
  const light = (selector: string, name = 'lit') => {
    for (const element of root.current?.querySelectorAll(selector) ?? [])
      element.classList.add(name);
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
      lightSegments(
        proofs.get(Number(fact.dataset['fact'])) ?? [],
        ids.length ? 'faintly-lit' : 'lit',
      );
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
        const panel = root.current?.querySelector<HTMLElement>(
          numbers[0] !== undefined
            ? `[data-fact="${numbers[0]}"]`
            : `[data-entity="${CSS.escape(entity ?? '')}"]`,
        );
        if (panel) reveal(panel);
      }
    }
  };
  /** By the keyboard one sees but one place: the words of the fact that has the focus come into sight. */
  const focus = (event: Event) => {
    show(event);
    const target = event.target as HTMLElement;
    const number = Number(target.closest<HTMLElement>('[data-fact]')?.dataset['fact']);
    const words = root.current?.querySelector<HTMLElement>(
      `[data-segment="${proofs.get(number)?.[0]}"]`,
    );
    if (!words || !target.matches(':focus-visible')) return;
    const box = words.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) words.scrollIntoView({ block: 'center' });
  };
  return {
    onMouseOver: show,
    onFocusIn: focus,
    onMouseLeave: dim,
    onClick: follow,
    onKeyDown: walk,
  };
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
  const all = [
    ...(current.closest('.text')?.querySelectorAll<HTMLElement>('[data-segment]') ?? []),
  ];
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
  const cut = report.paragraphs
    .flatMap((paragraph) => paragraph.segments)
    .find((candidate) => candidate.id === id);
  const mentions = (cut?.mentions ?? [])
    .map((index) => report.mentions[index])
    .filter((mention) => mention !== undefined)
    .reverse();
  const facts = report.facts.filter((fact) => numbers.includes(fact.number));
  openPopover(
    segment,
    () => (
      <>
        {mentions.map((mention) => (
          <p>
            <span class="faint">{mention.label}: </span>
            {mention.entity ? <ValueView value={mention.entity} /> : mention.text}
          </p>
        ))}
        {facts.map((fact) => (
          <FactView key={fact.number} fact={fact} />
        ))}
      </>
    ),
    true,
  );
}
