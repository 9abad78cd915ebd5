/** Opinions left, answers right (対応の照合): one beneath the other where there is no room. */
export const answersStyle = `
.pairs{list-style:none;padding:0;margin:0 0 1.5rem}
.pairs>li{max-width:none;border-top:1px solid var(--line);padding:.75rem 0 0}
.pair{display:grid;grid-template-columns:minmax(0,1fr);gap:0 2rem}
.pair>div{min-width:0}.pair p{margin:0 0 .25rem}
.pair ul{list-style:none;padding:0;margin:0 0 .75rem}.pair ul>li{margin:0 0 .5rem}
@media (min-width:48rem){.pair{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
@media print{.pair{grid-template-columns:1fr 1fr}.pairs>li{break-inside:avoid}}
`
