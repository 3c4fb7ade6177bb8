// The module that region_shapes.ts makes at build.
declare module 'virtual:region-shapes' {
  const shapes: import('./model').Shapes;
  export default shapes;
}
