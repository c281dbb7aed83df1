import { grounds, palette } from './marks.ts'

const colours = palette
  .map(
    ([light, dark], index) =>
      `.c${index} { fill: light-dark(${light}, ${dark}); stroke: light-dark(${light}, ${dark}) }`,
  )
  .join('\n')

/** Seven steps of a scale are read on their own ground: text of each keeps 4.5 : 1. */
const scale = `
.h0 { background: light-dark(#f1f3f5, #23272e) }
.more1 { background: light-dark(#e1ebf7, #1f2f45) } .more2 { background: light-dark(#bcd4ee, #244468) }
.more3 { background: light-dark(#8db9e6, #2b5c92) } .more4 { background: light-dark(#1f5fa8, #9ccaff); color: light-dark(#fff, #0b1c30) }
.less1 { background: light-dark(#fbebdd, #3b2a1c) } .less2 { background: light-dark(#f6d0ab, #58381a) }
.less3 { background: light-dark(#eeae72, #7d4a15) } .less4 { background: light-dark(#a3470a, #ffc187); color: light-dark(#fff, #2f1600) }
`

/** Of reports. */
export const reportStyle = `
:root { color-scheme: light dark; --ground: light-dark(${grounds.light}, ${grounds.dark}); --ink: light-dark(#1b1e24, #e6e8ec);
  --line: light-dark(#d9dce1, #3a3f47); --soft: light-dark(#f5f6f8, #1c2026); --quiet: light-dark(#565d6a, #a2abb9);
  --link: light-dark(#0b57b0, #8ab8ff) }
* { box-sizing: border-box }
html { scroll-behavior: smooth } @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; background: var(--ground); color: var(--ink) }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem }
h1 { font-size: 2rem; line-height: 1.2; margin: .1rem 0 .4rem } h1 small { font-size: 1rem; font-weight: 400; color: var(--quiet) }
h2 { font-size: 1.35rem; margin: 3rem 0 .8rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line) }
h3 { font-size: 1.1rem; margin: 1.4rem 0 .4rem } h4 { font-size: .95rem; margin: 1.3rem 0 .4rem }
body { overflow-wrap: anywhere } thead th, .n, .chip { overflow-wrap: break-word }
.halves > *, .criteria > *, .figures > * { min-width: 0 }
a { color: var(--link) } .kind { margin: 0; color: var(--quiet); font-weight: 600 }
.lead { font-size: 1.08rem } .quiet { color: var(--quiet); font-size: .9rem } .notes li { margin: .3rem 0 }
code, pre { font: .88em/1.5 ui-monospace, monospace } code { overflow-wrap: anywhere; unicode-bidi: isolate }
pre { background: var(--soft); border: 1px solid var(--line); padding: .7rem .9rem; border-radius: .4rem; white-space: pre-wrap; margin: .5rem 0 }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; list-style: none; margin: 1rem 0 0; padding: 0 }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem; margin: 1.2rem 0 }
.figures div { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; background: var(--soft) }
.figures dt { font-size: .85rem; color: var(--quiet) } .figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; line-height: 1.3 }
.figures dd small { display: block; font-size: .8rem; font-weight: 400; color: var(--quiet) }
.figures.small { margin: .6rem 0; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)) } .figures.small dd { font-size: 1.05rem }
.wide { overflow-x: auto; margin: .6rem 0 1rem }
table { border-collapse: collapse; width: 100%; font-size: .92rem }
caption { text-align: start; color: var(--quiet); font-size: .88rem; padding: .2rem 0 .4rem }
th { text-align: start; font-weight: 600 } tbody th { font-weight: 500 }
td, th { border-top: 1px solid var(--line); padding: .35rem .7rem .35rem 0; vertical-align: top } thead th { border-top: 0; vertical-align: bottom }
.n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }
.values th { width: 40%; color: var(--quiet); font-weight: 400 } .values { margin-top: .3rem }
.tried td, .tried th { white-space: nowrap } .tried td:last-child { white-space: normal; min-width: 12rem } .chosen > * { background: var(--soft); font-weight: 600 }
.features { min-width: 34rem } .features tbody th { width: 30% } .features code { color: var(--quiet) }
.sizes { min-width: 40rem } .sizes tbody th { min-width: 14rem } .sizes tbody > tr > * { vertical-align: middle } .bars { min-width: 6rem }
.bar { display: block; width: 100%; height: .7rem; border-radius: .2rem } .rail { fill: var(--line) } .bar rect { stroke: none }
.mark { display: inline-flex; align-items: center; gap: .25em; margin-inline-end: .3em; white-space: nowrap }
.mark svg, .key { width: .95em; height: .95em; flex: none } .mark b { font-variant-numeric: tabular-nums }
${colours}
figure { margin: .6rem 0 } figcaption { color: var(--quiet); font-size: .9rem; margin: .4rem 0 }
.picture { display: block; width: 100%; height: auto; max-width: 46rem; font: 13px system-ui, sans-serif } .picture text { fill: var(--ink); stroke: none }
.ground { fill: var(--soft); stroke: var(--line) } .cloud { stroke: none; fill-opacity: .55 }
.picture .number { font-size: 18px; font-weight: 700; text-anchor: middle; stroke: var(--ground); stroke-width: 5px; paint-order: stroke; stroke-linejoin: round }
.picture .tick { fill: var(--quiet); font-size: 12px } .grid { stroke: var(--line) } .picture .label { font-size: 13px }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem } .charts figcaption { color: var(--ink) }
.band { stroke: none; fill-opacity: .14 } .line { fill: none; stroke-width: 1.6; stroke-opacity: .7 } .dot { stroke-width: 2 } .hollow { fill: var(--ground) }
.ring { fill: none; stroke: var(--ink); stroke-width: 1.8 } .key .hollow { stroke: var(--ink) }
.joint { fill: none; stroke: var(--quiet); stroke-width: 1.6 }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; margin: .6rem 0; font-size: .9rem }
.legend li { display: flex; align-items: center; gap: .4em }
.heat { width: auto; min-width: 100%; border-spacing: 2px; border-collapse: separate } .heat td, .heat thead th { text-align: center; padding: .3rem .4rem; border: 0; min-width: 5.5rem; border-radius: .25rem }
.heat tbody th { border: 0; position: sticky; inset-inline-start: 0; background: var(--ground); min-width: 9rem; max-width: 15rem; vertical-align: middle }
.heat thead th:first-child { text-align: start } .heat td b { display: block; font-variant-numeric: tabular-nums } .heat td span { font-size: .78rem; line-height: 1.25; display: block } .heat tbody th::first-letter, .values th::first-letter, .features tbody th::first-letter, .differences p:first-child::first-letter { text-transform: uppercase } .unsure { font-style: italic } .unsure b { font-weight: 400 }
${scale}
.scale { display: flex; max-width: 34rem; margin: .3rem 0 .5rem; font-size: .8rem; color: var(--ink) } .scale span { flex: 1; padding: .2rem; min-height: 1.6rem }
.scale .h0 { flex: 2.5; text-align: center } .scale .more4, .scale .less4 { flex: 1.7; text-align: center }
.persona { border: 1px solid var(--line); border-radius: .7rem; padding: .2rem 1.2rem 1.2rem; margin: 1.2rem 0 }
.persona h3 { font-size: 1.25rem } .persona > .quiet { margin: .2rem 0 } .halves { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem }
.differences { padding-inline-start: 1.2rem; margin: .4rem 0 } .differences p { margin: 0 } .differences li { margin: 0 0 .55rem }
.effect { width: 120px; height: 16px; vertical-align: -3px } .axis { stroke: var(--line) } .whisker { stroke-width: 6; stroke-opacity: .4 }
.criteria { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: .8rem; list-style: none; padding: 0; margin: .4rem 0 }
.criteria li { border-top: 2px solid var(--line); padding-top: .4rem; font-size: .92rem } .criteria p { margin: .2rem 0 }
.verdict { display: flex; justify-content: space-between; gap: .5rem } .verdict b::first-letter { text-transform: uppercase }
.criteria dl { margin: .4rem 0 0; font-size: .85rem } .criteria dl div { display: flex; justify-content: space-between; gap: 1rem } .criteria dd { margin: 0; text-align: end; font-variant-numeric: tabular-nums } .criteria dt { color: var(--quiet) }
.chip { border-radius: 1rem; padding: 0 .65rem; font-size: .82rem; font-weight: 600; white-space: nowrap; align-self: center }
.met { background: light-dark(#d8efdf, #173b26); color: light-dark(#0d4f26, #b9efcc) } .partly { background: light-dark(#fbedc8, #43350d); color: light-dark(#5e4300, #f7dc93) }
.unmet { background: light-dark(#fadcd7, #4a1d17); color: light-dark(#7d1a0d, #ffc0b5) } .unknown { background: light-dark(#e6e9ee, #2d323a); color: light-dark(#3d4450, #cfd5df) }
details { margin: .5rem 0 } summary { cursor: pointer; color: var(--link); font-size: .9rem }
@media (max-width: 44rem) { .halves { grid-template-columns: 1fr } main { padding: 1rem .9rem 3rem } h1 { font-size: 1.6rem }
  .picture text { font-size: 17px } .picture .tick { font-size: 16px } .picture .number { font-size: 26px } .picture .label { font-size: 16px } .persona { padding: .1rem .8rem .8rem } }
@media print { :root { color-scheme: light } body { font-size: 10.5pt } main { max-width: none; padding: 0 } nav, details { display: none }
  h2, h3, h4, caption, summary { break-after: avoid } figure, tr, .criteria li, .differences li { break-inside: avoid } .wide { overflow: visible }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact } a { color: inherit; text-decoration: none } }
`
