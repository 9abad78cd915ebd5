import type { WorkbookSheet } from '../../client/workbook/sheet-plan.js'
import type { Field } from '../../domain/definition/schema.js'
import type { Entry } from '../../domain/sheet/entry.js'
import { shipped } from '../domain/definition-shipped.js'

export const definition = shipped()

/** Everything that people and other programs put into a cell. */
const awkward = [
  '=1+1',
  '+SUM(A1)',
  '@x',
  "'引用",
  '_x0041_',
  '𠮷野家🎉👨‍👩‍👧',
  'あ&い<う>"え"',
  '  前と後ろ ',
  'タブ\tの後',
  '１２３',
  '髙﨑',
]
const long = 'い'.repeat(30_000)

/** An entry in which every cell of every field holds something. */
export function madeUpEntry(fields: Field[]): Entry {
  return Object.assign({}, ...fields.map((field, index) => entryOf(field, index)))
}

function entryOf({ id, type, options }: Field, index: number): Entry {
  const text = awkward[index % awkward.length] ?? ''
  switch (type) {
    case 'text':
      return { [id]: index % 3 === 0 ? long : `${text}\n\n二つ目の段落\n${text}` }
    case 'bullets':
      return { [id]: awkward.join('\n') }
    case 'number':
      return { [`${id}.value`]: '約1,234.5', [`${id}.unit`]: '人' }
    case 'money':
      return { [id]: '１３,００００', [`${id}.written`]: '１３,００００', [`${id}.read`]: '130000' }
    case 'date':
      return { [id]: '2017-03-31' }
    case 'flag':
      return { [id]: index % 2 ? 'on' : 'off' }
    case 'choice':
      return { [id]: options?.at(-1)?.id ?? '' }
    case 'indicators':
      return rows(id, (row) => ({
        name: `${text}${row}`,
        unit: '％',
        note: '累計\n二行目',
        '2014.target': '1.5',
        '2015.target': '20',
        '2015.actual': '△14',
        '2016.target': '13,0000',
        '2016.target.written': '13,0000',
        '2016.target.read': '130000',
        '2016.raw': '紙面のとおり',
        '2017.target': '0',
      }))
    case 'figures':
      return rows(id, (row) => ({ label: `${text}${row}`, value: '1.2~1.8', unit: '%' }))
    case 'table':
      return {
        [`${id}.unit`]: '千円',
        ...Object.fromEntries(
          ['区分', '件数', '', '増減', '備考', '六列目', '七列目'].map((heading, column) => [`${id}.columns.${column}`, heading]),
        ),
        ...rows(id, (row) => ({ 0: text, 1: String(row), 3: '+3,498', 6: 'ある' })),
      }
    case 'ruling':
      return { [`${id}.state`]: 'approved' }
    case 'opinions':
      return rows(id, (row) => ({
        text: `${text}\n${row}`,
        kind: definition.opinionKinds[row % 4]?.id ?? '',
        viewpoint: definition.viewpoints[row % 6]?.id ?? '',
        source: '部会',
        no: String(row + 1),
      }))
    case 'actions':
      return rows(id, (row) => ({
        text: `${text}${row}`,
        answers: '1、2',
        category: definition.responseCategories[row % 6]?.id ?? '',
        timing: '1-2',
        budget: definition.budgetKinds[row % 5]?.id ?? '',
        no: String(row + 1),
      }))
    case 'statements':
      return rows(id, (row) => ({ id: `a${row}`, subject: 'cross-cutting', text: `${text}${row}` }))
    case 'promises':
      return rows(id, (row) => ({ ref: `2015/p12-01/${row + 1}`, state: 'under-way', text: `${text}${row}` }))
    case 'pictures':
      return {}
  }
}

const rows = (id: string, one: (row: number) => Record<string, string>): Entry =>
  Object.fromEntries([...Array(12).keys()].flatMap((row) => Object.entries(one(row)).map(([part, text]) => [`${id}.${row}.${part}`, text])))

/** A sheet of the shipped definition's form, filled in wholly unless told otherwise. */
export function madeUpSheet(form: string, part: Partial<WorkbookSheet> = {}): WorkbookSheet {
  const fields = definition.forms.find(({ id }) => id === form)?.fields ?? []
  return {
    id: `kawasaki/cycle/kawasaki-sme-ordinance/2016/${form}/p12-01`,
    title: '施策検証シート（実績）',
    subjectName: '創業支援事業',
    departmentName: '工業振興課',
    fiscalYear: 2016,
    due: '平成29年5月31日（水）17時',
    revision: 3,
    fields,
    rules: definition,
    entry: madeUpEntry(fields),
    last: [],
    promises: [],
    remarks: [],
    ...part,
  }
}

/** What of an entry says something: empty texts are as good as none. */
export const told = (entry: Entry): Entry => Object.fromEntries(Object.entries(entry).filter(([, text]) => text !== ''))
