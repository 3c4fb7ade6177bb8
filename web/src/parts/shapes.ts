// The shape of each family of things, in a square of 12: for the marks beside names, the network's
// nodes and what is saved of it. Colour never says anything alone.
export const SHAPES: Record<string, string> = {
  person: 'M2 6a4 4 0 1 0 8 0 4 4 0 1 0-8 0Z',
  body: 'M6 1.2 11 6 6 10.8 1 6Z',
  firm: 'M2 2h8v8H2Z',
  place: 'M6 1.5 10.8 10.2H1.2Z',
  agreement: 'M2.5 1h5L10 3.500V11h-7.500Z',
  project: 'M2 1.500 10.500 6 2 10.500Z',
};

/** The shape of what is of no family. */
export const SHAPELESS = 'M4 6a2 2 0 1 0 4 0 2 2 0 1 0-4 0Z';
