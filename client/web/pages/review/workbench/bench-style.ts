/** 意見整理: what was said beside what is made of it; one below the other where there is no room. */
export const benchStyle = `
.bench{display:grid;grid-template-columns:minmax(0,1fr);gap:1.5rem}
.bench textarea{width:100%;max-width:44em;box-sizing:border-box}
.bench select,.bench button,.bench input:not([type=checkbox]),.notice select,.notice textarea{max-width:100%;box-sizing:border-box}
.bench button{white-space:normal}.bench>*,.buttons>*,.notice fieldset{min-width:0;max-width:100%}
.said{list-style:none;padding:0}.said li{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .5rem;padding:.5rem 0;border-bottom:1px solid var(--hair);max-width:none}
.opinion{border:1px solid var(--line);padding:.25rem 1rem .5rem;margin:0 0 1rem}
.opinion h3{margin:.5rem 0}.opinion details{margin:0}
.buttons{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:.5rem 0}.buttons form,.buttons p{margin:0}
@media print{.no-print{display:none}}
@media (min-width:64rem){.bench{grid-template-columns:minmax(0,5fr) minmax(0,7fr)}}
`
