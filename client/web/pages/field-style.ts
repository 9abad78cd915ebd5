/** Rules for fields to be filled in and read (fields.tsx); part of the pages' one style sheet, on its tokens. Narrow screens first. */
export const fieldStyle = `
.field{display:grid;grid-template-columns:minmax(0,1fr);gap:.5rem 2rem;margin:0 0 2rem;padding:0}
.field>*{min-width:0}
.faulty>.own{border-left:4px solid var(--attention);padding-left:1rem}
.asked>.own{border-left:4px solid var(--active);padding-left:1rem}
fieldset.own{border:0;margin:0;padding:0;min-width:0}
.faulty>fieldset.own{border-left:4px solid var(--attention)}.asked>fieldset.own{border-left:4px solid var(--active)}
.field-name{display:block;font-weight:700;padding:0;margin:0 0 .25rem}
.must,.may{display:inline-block;margin-left:.5rem;font-size:.8125rem;font-weight:700;white-space:nowrap}
.must{color:var(--attention)}.may{color:var(--soft);font-weight:400}
.field-hint{color:var(--soft);font-size:.9375rem;margin:0 0 .5rem}.field-hint p{margin:0}
.remark{background:var(--active-ground);color:var(--ink);border-left:4px solid var(--active);padding:.5rem .75rem;margin:0 0 .5rem;max-width:42em}.remark p{margin:0}
.remark-name{font-weight:700;color:var(--active)}
.faults{color:var(--attention);font-weight:700;margin:0 0 .5rem}.faults p{margin:0}
.doubts{color:var(--soft);font-size:.9375rem;margin:.375rem 0 0}
.written{white-space:pre-wrap}
textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--ink);border-radius:.25rem;padding:.375rem .5rem;width:100%;max-width:100%;line-height:1.7;resize:vertical;display:block}
.own>textarea{max-width:42em}
[aria-invalid=true]{border-width:2px!important;border-color:var(--attention)!important}
input.n{text-align:right;font-variant-numeric:tabular-nums}
.quantity{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:0}
.quantity input{width:14em}.quantity .short input{width:7em}
.cell{display:block;min-width:0}.cell-name{display:block;font-size:.875rem;color:var(--soft)}
.own>.cell.short{max-width:14em;margin-bottom:.5rem}
.cell input,.cell select,.cell textarea{width:100%}
.choices{display:flex;flex-wrap:wrap;gap:0 1.5rem}
label.check{display:inline-flex;align-items:center;min-height:2.75rem;gap:.5rem}
label.check input{margin:0;flex:none}
input[type=radio]{width:1.5rem;height:1.5rem;min-height:0;accent-color:var(--link)}
.entry-table,.entry-table tbody,.entry-table tr,.entry-table td{display:block;border:0;padding:0}
.entry-table thead{display:none}
.entry-table td{margin:0 0 .5rem}
.entry-table tr{border:1px solid var(--line);border-left-width:4px;padding:.75rem;margin:0 0 .75rem}
.entry-table td.n{white-space:normal;text-align:left}
.by-year td.n .cell{display:grid;grid-template-columns:9.5em minmax(0,1fr);align-items:center;gap:.5rem}
.entry-rows{list-style:none;padding:0;margin:0}
.entry-rows>li{max-width:none;border:1px solid var(--line);border-left-width:4px;padding:.75rem;margin:0 0 .75rem}
.parts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11rem),1fr));gap:.5rem 1rem;margin:.5rem 0 0;align-items:end}
.ticks{border:0;margin:.5rem 0;padding:0;min-width:0}.ticks legend{padding:0}.ticks ul{list-style:none;padding:0;margin:0}.ticks label.check{align-items:flex-start;padding:.375rem 0}
.more-rows{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.5rem 0 0;max-width:none}
.last{color:var(--soft);font-size:.9375rem;border-left:4px solid var(--hair);padding-left:.75rem;margin:0}
.last p,.last ul{margin:0}.last-name{font-weight:700;font-size:.875rem}
.last summary{padding:.25rem 0}.last+.last{margin-top:.75rem}
.field-value .value{margin-bottom:.75rem}.value.amount{font-variant-numeric:tabular-nums}
.word{white-space:nowrap;font-weight:700}.word.reached{color:var(--done)}.word.missed{color:var(--attention)}
.notes{list-style:none;padding:0;font-size:.9375rem}
.error-summary{border:4px solid var(--attention);padding:1rem;margin:0 0 1.5rem;max-width:48rem}
.error-summary h2{margin:0 0 .5rem;color:var(--attention)}
.error-summary ul{margin:0}.error-summary a{color:var(--attention);font-weight:700}
@media (min-width:48rem){
.entry-table{display:table}.entry-table thead{display:table-header-group}.entry-table tbody{display:table-row-group}
.entry-table tr{display:table-row;border:0;padding:0}
.entry-table td{display:table-cell;border:1px solid var(--line);padding:.375rem;margin:0}
.entry-table .narrow .cell-name{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.entry-table td.short{width:9em}.entry-table td.n{width:12em}.entry-table.by-year td.n{width:auto}
.by-year td.head{display:table-cell}.by-year .head .unit{float:left;width:6em}.by-year .head .note{margin-left:6.5em}
.by-year td.n{min-width:6.5em}.by-year td.n .cell{display:block}
.by-year td.head{min-width:15em;width:34%}
.by-year thead th{text-align:center}
.by-year .head{position:relative}
.free td{min-width:8em}.free .headings td{background:var(--ground)}
}
@media (min-width:72rem){.field:has(>.lasts:not(.below)){grid-template-columns:minmax(0,42em) minmax(0,1fr)}.lasts.below{grid-column:1/-1}}
@media print{textarea,select,input:not([type=checkbox],[type=radio]){border-color:#777;background:none}.more-rows,.must,.may{display:none}.field{break-inside:avoid}.entry-table tr,.entry-rows>li{break-inside:avoid}}
`.trim()
