/** The members' pages: reading and writing side by side where there is room for both, large targets for fingers. */
export const memberStyle = `
.member-year{border:1px solid var(--line);padding:0 1rem .5rem;margin:0 0 1.25rem;max-width:48rem}
.member-year h2{margin-top:.75rem}
.member-programmes{margin-bottom:1rem}.member-programmes td,.member-programmes th{padding:.625rem}
.member-form textarea{width:100%;max-width:40em}
.member-form label{font-weight:700}.member-form .check label{font-weight:400}
.recorded{border:1px solid var(--line);margin:0 0 1.25rem;padding:.5rem 1rem}
.recorded legend{font-weight:700;padding:0 .25rem}
.recorded blockquote{margin:0 0 .5rem;padding-left:.75rem;border-left:4px solid var(--line)}
.member-sheet h2,.member-reading>section>h2{border-bottom:1px solid var(--hair)}
.member-sheet .field-value h2{border:0;font-size:1rem;margin-top:1rem}
.member-said{padding-left:1.25em}
.indicator{margin-bottom:1rem}.indicator .c-count{min-width:6rem;width:40%}
svg.count-bar .target{fill:var(--ink)}
.key-target::before{width:3px;border:0;height:1em;background:var(--ink);border-radius:0;vertical-align:-.15em}
@media (min-width:64rem){.member-two{display:grid;grid-template-columns:minmax(0,1fr) minmax(18rem,24rem);gap:0 1.5rem}.member-two .member-writing{order:2}.member-writing .member-form{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding-right:.25rem}}
`
