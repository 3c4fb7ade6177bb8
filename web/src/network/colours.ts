// The colours of the page as the picture of the network takes them: light or dark as they are now.

export interface Colours {
  paper: string;
  raised: string;
  ink: string;
  soft: string;
  line: string;
  accent: string;
  families: Record<string, string>;
  /** Of the largest groups; all further ones are soft. */
  groups: string[];
}

const FAMILIES = ['person', 'body', 'firm', 'place', 'agreement', 'project'];
export const GROUPS = 10;

export function coloursNow(): Colours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim() || '#808080';
  return {
    paper: colour('paper'),
    raised: colour('raised'),
    ink: colour('ink'),
    soft: colour('soft'),
    line: colour('line-strong'),
    accent: colour('accent'),
    families: Object.fromEntries(FAMILIES.map((family) => [family, colour(family)])),
    groups: Array.from({ length: GROUPS }, (_each, index) => colour(`group-${index + 1}`)),
  };
}

/** Calls listener whenever the colours change; returns the end of this. */
export function onColours(listener: () => void): () => void {
  const look = new MutationObserver(listener);
  look.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => look.disconnect();
}

export function familyColour(colours: Colours, family: string): string {
  return colours.families[family] ?? colours.soft;
}

export function groupColour(colours: Colours, group: number): string {
  return colours.groups[group - 1] ?? colours.soft;
}

/** A colour with so much of the ground in it as is left of a share: both as #rrggbb. */
export function mixed(colour: string, ground: string, share: number): string {
  const part = (text: string, at: number) => parseInt(text.slice(at, at + 2), 16) || 0;
  return `#${[1, 3, 5]
    .map((at) => Math.round(part(colour, at) * share + part(ground, at) * (1 - share)))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`;
}
