import { downstreamOf, graphOf } from './graph.js'
import { instead } from './nearest.js'
import { ids, type Outline } from './outline.js'
import type { Fault } from './problem.js'
import type { DefinitionStep } from './schema.js'

/** The graph travels in workflow inputs and must stay small there (docs/architecture.md). */
const maxGraphBytes = 6 * 1024

type Placed = { index: number; item: DefinitionStep }

/** What is wrong with the order of the steps. */
export function graphFaults(outline: Outline): Fault[] {
  const steps = outline.steps.whole
  const edges = edgeFaults(outline)
  const loop = loopOf(steps.map(({ item }) => item))
  if (loop) {
    const first = steps.find(({ item }) => item.id === loop[0])
    edges.push({
      path: ['steps', first?.index ?? 0, 'after'],
      message: `工程の順序が一回りしています: ${[...loop, loop[0]].join(' → ')}（「→」は「の前に」）。この輪の工程は始まりません。`,
      remedy: 'いずれかの after を取り除いてください。',
    })
  }
  // With a step missing or a loop, "before publication" has no meaning: say that first.
  if (edges.length > 0 || !outline.steps.complete) return [...edges, ...sizeFaults(steps)]
  return [...publishFaults(steps), ...steps.flatMap((placed) => orderFaults(steps, placed)), ...sizeFaults(steps)]
}

function edgeFaults(outline: Outline): Fault[] {
  return outline.edges.flatMap(({ stepId, part: edge, path }): Fault[] => {
    if (edge.step === stepId)
      return [
        { path: [...path, 'step'], message: `工程「${stepId}」が自分自身の後になっています。`, remedy: 'この行を取り除いてください。' },
      ]
    if (!ids(outline.steps).includes(edge.step))
      return [{ path: [...path, 'step'], message: `工程「${edge.step}」がありません。`, remedy: instead(edge.step, ids(outline.steps)) }]
    const [source, successor] = [edge.step, stepId].map((id) => outline.steps.whole.find(({ item }) => item.id === id)?.item)
    return edge.gate === 'each' && source && successor ? eachFaults(source, successor, path) : []
  })
}

/** `each` passes programmes on one by one: both sides must speak of programmes, and the source of all that the successor waits for. */
function eachFaults(source: DefinitionStep, successor: DefinitionStep, path: PropertyKey[]): Fault[] {
  const given = source.asks.filter(({ per }) => per === 'programme').map(({ where }) => where)
  const taken = successor.asks.filter(({ per }) => per === 'programme').map(({ where }) => where)
  if (given.length === 0)
    return [
      {
        path: [...path, 'gate'],
        message: `gate: each の元の工程「${source.id}」は施策ごとに尋ねていません。`,
        remedy: 'gate: all にするか、元の工程の asks を per: programme にしてください。',
      },
    ]
  if (taken.length === 0)
    return [
      {
        path: [...path, 'gate'],
        message: `gate: each で続く工程「${successor.id}」は施策ごとに尋ねていません。`,
        remedy: 'gate: all にするか、asks を per: programme にしてください。',
      },
    ]
  // Only what has been answered can need the finance section.
  const covers = (where: string) =>
    where === 'needs-finance' ||
    given.some((one) => one === 'all' || one === where) ||
    (where === 'all' && given.includes('verified') && given.includes('unverified'))
  if (taken.every(covers)) return []
  return [
    {
      path: [...path, 'gate'],
      message: `工程「${successor.id}」は、元の工程「${source.id}」が尋ねない施策まで待つため、終わりません。`,
      remedy: `「${successor.id}」の where を元の工程（${given.join('、')}）に合わせてください。`,
    },
  ]
}

function publishFaults(steps: Placed[]): Fault[] {
  const publishing = steps.filter(({ item }) => item.kind === 'publish')
  const [publish, ...more] = publishing
  if (!publish)
    return [{ path: ['steps'], message: '公表の工程（kind: publish）がありません。', remedy: '公表の工程を一つ書き加えてください。' }]
  if (more.length > 0)
    return more.map(({ index }) => ({
      path: ['steps', index, 'kind'],
      message: '公表の工程（kind: publish）は一つだけです。',
      remedy: '公表後の確認は kind: follow-up にしてください。',
    }))
  const definition = { steps: steps.map(({ item }) => item) }
  const afterwards = downstreamOf(definition, publish.item.id)
  return steps
    .filter(
      ({ item }) => item !== publish.item && !afterwards.includes(item.id) && !downstreamOf(definition, item.id).includes(publish.item.id),
    )
    .map(({ index, item }) => ({
      path: ['steps', index],
      message: `工程「${item.id}」は公表の前にも後にもつながっていません。`,
      remedy: `続く工程の after に ${item.id} を加えるか、この工程を公表（${publish.item.id}）の後に置いてください。`,
    }))
}

/** What a step presupposes must lie before it. */
function orderFaults(steps: Placed[], { index, item }: Placed): Fault[] {
  const definition = { steps: steps.map((one) => one.item) }
  const before = steps.map((one) => one.item).filter((one) => downstreamOf(definition, one.id).includes(item.id))
  const faults: Fault[] = []
  const at = item.requires.indexOf('answered')
  if (at >= 0 && !before.some(({ kind }) => kind === 'respond'))
    faults.push({
      path: ['steps', index, 'requires', at],
      message: `工程「${item.id}」は対応がそろうこと（answered）を求めますが、前に対応の工程（kind: respond）がありません。`,
      remedy: 'after をたどって対応の工程の後に置くか、answered を取り除いてください。',
    })
  if (item.kind === 'respond' && !before.some(({ kind }) => kind === 'consolidate'))
    faults.push({
      path: ['steps', index, 'after'],
      message: `対応の工程「${item.id}」の前に、意見を整理する工程（kind: consolidate）がありません。`,
      remedy: 'after に意見を整理する工程を加えてください。',
    })
  if (steps.some((one) => one.item.kind === 'select') && !before.some(({ kind }) => kind === 'select'))
    item.asks.forEach((ask, one) => {
      if (ask.where !== 'all')
        faults.push({
          path: ['steps', index, 'asks', one, 'where'],
          message: `工程「${item.id}」は検証対象かどうかで分けていますが、選定（kind: select）より後にありません。`,
          remedy: 'after に選定の工程を加えるか、where: all にしてください。',
        })
    })
  return faults
}

function sizeFaults(steps: Placed[]): Fault[] {
  const bytes = new TextEncoder().encode(JSON.stringify(graphOf({ steps: steps.map(({ item }) => item) }))).length
  if (bytes <= maxGraphBytes) return []
  return [
    {
      path: ['steps'],
      message: `工程の順序の記述が大きすぎます（${bytes} バイト、上限 ${maxGraphBytes}）。`,
      remedy: '工程の数を減らすか、id を短くしてください。',
    },
  ]
}

/** Some loop of the graph as the ids along it, or null. */
function loopOf(steps: DefinitionStep[]): string[] | null {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const settled = new Set<string>()
  const walk = (id: string, trail: string[]): string[] | null => {
    const seenAt = trail.indexOf(id)
    if (seenAt >= 0) return trail.slice(seenAt).reverse()
    if (settled.has(id)) return null
    for (const edge of byId.get(id)?.after ?? []) {
      if (edge.step === id) continue
      const loop = walk(edge.step, [...trail, id])
      if (loop) return loop
    }
    settled.add(id)
    return null
  }
  for (const step of steps) {
    const loop = walk(step.id, [])
    if (loop) return loop
  }
  return null
}
