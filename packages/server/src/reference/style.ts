/** Of the reference page. */
export const referenceStyle = `
:root { color-scheme: light dark; --line: light-dark(#d9dce1, #3a3f47); --soft: light-dark(#f4f5f7, #1e2126);
  --quiet: light-dark(#5b6270, #9aa3b2); --link: light-dark(#0b57b0, #8ab8ff); }
* { box-sizing: border-box }
body { margin: 0; display: grid; grid-template-columns: 22rem minmax(0, 1fr);
  font: 15px/1.55 system-ui, sans-serif; background: light-dark(#fff, #14161a); color: light-dark(#1b1e24, #e6e8ec) }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.2rem; border-right: 1px solid var(--line);
  background: var(--soft) }
nav h1 { font-size: 1.1rem; margin: 0 } nav h2 { font-size: .8rem; margin: 1.1rem 0 .2rem; color: var(--quiet) }
nav ul { list-style: none; margin: 0; padding: 0; font-size: .82rem } nav li { margin: .15rem 0; overflow-wrap: anywhere }
a { color: var(--link); text-decoration: none } a:hover, a:focus { text-decoration: underline }
main { padding: 1.5rem 2.5rem; max-width: 62rem } main > h2 { margin: 2.5rem 0 .5rem; font-size: 1.3rem }
article { border: 1px solid var(--line); border-radius: .5rem; padding: .3rem 1.2rem 1rem; margin: 1rem 0 }
h3 { font-size: 1rem; overflow-wrap: anywhere } code, pre { font: .88em/1.5 ui-monospace, monospace }
pre { background: var(--soft); padding: .8rem; overflow: auto; border-radius: .4rem }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
td { border-top: 1px solid var(--line); padding: .25rem .6rem .25rem 0; vertical-align: top }
summary { cursor: pointer; margin-top: .7rem; font-weight: 600; font-size: .9rem }
.method { font: 600 .72rem ui-monospace, monospace; padding: .1rem .35rem; border-radius: .25rem; color: #fff }
.get { background: #1668a8 } .post { background: #1d7a46 } .delete { background: #a83232 }
.members { list-style: none; padding-left: 1.1rem; border-left: 2px solid var(--line); margin: .3rem 0; font-size: .9rem }
.type, .optional, .media, .version { color: var(--quiet) } .media, .version { font-size: .8rem; margin: .4rem 0 }
.optional { font-size: .8rem; font-style: italic }
@media (max-width: 50rem) { body { display: block } nav { position: static; height: auto } main { padding: 1rem } }
`
