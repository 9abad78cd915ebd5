/** Rules for signing in, one's own work, and acts; part of the pages' one style sheet, on its tokens. */
export const deskStyle = `
header nav.account{font-size:.9375rem}
header nav.account ul{align-items:center}
.who{color:var(--soft);padding:.375rem .625rem}
@media (min-width:60rem){body>header>.frame>.brand{grid-column:1}body>header>.frame>nav.account{grid-column:2;grid-row:1;align-self:end}}
button.plain{background:none;color:var(--link);text-decoration:underline;text-underline-offset:.2em;font-weight:400;padding:.375rem .625rem;min-height:2.75rem}
button.second{background:var(--paper);color:var(--link);border:1px solid var(--link)}
button.danger{background:var(--attention);color:var(--paper)}
.buttons{display:flex;flex-wrap:wrap;gap:.75rem 1rem}
.question{max-width:44rem}
.question label,.sheet section label{display:block;font-weight:700}
.hint{display:block;color:var(--soft);font-size:.9375rem;margin:0 0 .25rem;font-weight:400}
.error{display:block;color:var(--attention);font-weight:700;margin:0 0 .25rem}
.wrong{border-left:4px solid var(--attention);padding-left:1rem}
.check{display:flex;align-items:flex-start}.check label{font-weight:400!important}
.notice,.receipt{border:1px solid var(--line);border-left:8px solid var(--active);background:var(--active-ground);padding:.75rem 1rem;margin:0 0 1.25rem;max-width:48rem}
.receipt{border-left-color:var(--done);background:var(--done-ground)}
.notice h2{margin-top:0}
.receipt p{margin:0 0 .25rem}.receipt-number{font-size:1.75rem;font-variant-numeric:tabular-nums}
.task{padding:.625rem 0!important}.task p{margin:0}
.task-name{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;font-weight:700}
.route{list-style:none;padding:0;display:grid;gap:.5rem}.route>li{border:1px solid var(--line);border-left:8px solid var(--hair);padding:.5rem 1rem;max-width:none}
.route>li[aria-current]{border-left-color:var(--active)}.route .state{margin-left:.75rem}.route ul{margin:.25rem 0 0;padding-left:1.25rem}.route ul li{max-width:none;margin:0 0 .5rem}.route ul span{display:block}
.phase{border-top:4px solid var(--head);padding-top:.5rem}
.save-state{position:sticky;top:0;z-index:1;background:var(--paper);border-bottom:1px solid var(--hair);margin:0 0 1rem;padding:.375rem 0;font-size:.9375rem;color:var(--soft)}
.save-state p{margin:0;max-width:none}
.save-state[data-state=saved]{color:var(--done)}
.save-state:is([data-state=offline],[data-state=conflict],[data-state=signed-out],[data-state=kept]){color:var(--attention);border:2px solid var(--attention);padding:.375rem .75rem;font-weight:700}
.save-state button{margin:.25rem .5rem 0 0;padding:.25rem .75rem}
.differences del{color:var(--attention);background:var(--attention-ground);text-decoration:line-through}
.differences ins{color:var(--done);background:var(--done-ground);text-decoration:underline}
.changed{white-space:pre-wrap;margin:0;max-width:48em}
.button{display:inline-block;background:var(--link);color:var(--paper);border-radius:.375rem;padding:.5rem 1.25rem;font-weight:700}
.button:visited{color:var(--paper)}
.qr{display:block;max-width:100%;height:auto;background:#fff}
.codes{columns:2;max-width:24rem;list-style:none;padding:0}
td details form{margin:.5rem 0}
h3{font-size:1.0625rem;margin:1.25rem 0 .5rem}
th .soft{display:block;font-size:.875rem}
.reason{display:block}
fieldset{border:0;padding:0;margin:0 0 1.25rem;min-width:0}
legend{font-weight:700;padding:0}
fieldset label{font-weight:400}
td .late-word{display:block}
nav.near a[aria-current]{font-weight:700;color:var(--ink);text-decoration:none}
.critical th{font-weight:700}
.c-slack{white-space:nowrap;font-size:.8125rem}
.chart th .note{display:block;color:var(--attention);font-size:.8125rem;font-weight:700}
.critical .planned{stroke:var(--head);stroke-width:2.5}
.assembly{stroke:var(--ink);stroke-width:2;stroke-dasharray:2 3}
.key-assembly::before{width:0;height:1em;border:0;border-left:2px dotted var(--ink);border-radius:0;vertical-align:-.15em}
.late-steps{margin:0 0 .75rem}
.trail{margin:0 0 1.25rem}
.trail .at{white-space:normal}.trail td:nth-child(2){min-width:9.5em}.trail td:nth-child(3){min-width:10em}
.trail details{margin:0}.trail summary{font-size:.875rem;padding:.25rem 0}
.trail-facts{display:grid;grid-template-columns:max-content 1fr;gap:.125rem 1rem;margin:0 0 .5rem;font-size:.875rem}
.trail-facts dt{font-weight:700}.trail-facts dd{margin:0;min-width:0;max-width:none;white-space:pre-wrap}
.trail-hash{color:var(--soft)}
.trail-chain{border-left:4px solid var(--line);padding:0 0 0 1rem;margin:0 0 1.25rem}.trail-chain p,.trail-chain details{margin-bottom:.25rem}
@media (max-width:48rem){.trail table,.trail tbody,.trail tr,.trail tbody th,.trail tbody td{display:block;border:0;padding:0;text-align:left;min-width:0!important}.trail thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.trail tr{border-top:1px solid var(--line);padding:.5rem 0}.trail tbody th{font-weight:700}.trail tbody th::after{content:"番"}.trail-facts{grid-template-columns:1fr;gap:0}.trail-facts dd{margin-bottom:.375rem}}
.promises{border-left:4px solid var(--line);padding-left:1rem;margin:0 0 1.25rem}.promises h2{font-size:1rem;margin:0 0 .25rem}
p.check>label{padding:.625rem 0}
.find{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center;padding:.75rem 0 0}.find label{font-weight:700}.find .hint{margin:0}
@media (max-width:60rem){.c-slack:empty{display:none!important}}
@media print{.trail summary,.trail details>a,.trail-chain details,header nav.account,.save-state,.buttons,button{display:none!important}}
.preview{display:block;max-width:min(100%,24rem);max-height:18rem;width:auto;height:auto;margin:0 0 .5rem}
.picture{margin:0 0 1rem;max-width:42em}.facts-line{list-style:none;padding:0;margin:0;font-size:.9375rem}
fieldset.rights{margin:.5rem 0 0}
.counts{min-width:0;width:100%;max-width:56rem}.counts .c-count{width:40%;min-width:8rem;padding:.3125rem}.counts .n{width:4.5em}
svg.count-bar .foretold,.key-foretold::before{stroke-dasharray:3 2;border-style:dashed}
svg.count-bar{display:block;width:100%;height:16px}
.coming tbody th{min-width:11em}
.tallies{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:0 0 1rem}
.tallies a[aria-current]{font-weight:700;color:var(--ink);text-decoration:none}
.stopped{border-left:8px solid var(--attention);background:var(--attention-ground);color:var(--attention);margin:0;padding:.5rem 1rem;font-weight:700;max-width:none}.stopped a{color:inherit}
@media (max-width:40rem){.counts,.counts tbody,.counts tr,.counts th,.counts td{display:block;border:0;padding:0}.counts thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.counts tr{display:grid;grid-template-columns:repeat(4,1fr);border-top:1px solid var(--line);padding:.375rem 0}.counts caption{display:block}.counts tbody th,.counts .c-count{grid-column:1/-1;width:auto}.counts td.n{text-align:left;width:auto}.counts td.n:nth-of-type(1)::before{content:"メール "}.counts td.n:nth-of-type(2)::before{content:"用件 "}.counts td.n:nth-of-type(3)::before{content:"再依頼 "}.counts td.n:nth-of-type(4)::before{content:"保留 "}.counts.indicator td.n:nth-of-type(1)::before{content:"目標 "}.counts.indicator td.n:nth-of-type(2)::before{content:"実績 "}.counts.indicator tr{grid-template-columns:repeat(2,1fr)}}
.add-picture{border:1px dashed var(--line);padding:.75rem;max-width:42em}
`
