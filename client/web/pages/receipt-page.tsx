import type { FC } from 'hono/jsx'
import type { ReceiptView } from '../../app/desk/receipt.js'
import type { Sheet } from '../../app/desk/sheet.js'
import { refusalSentences } from '../../app/errors.js'
import { actWord } from '../../app/views/trail-words.js'
import { sheetScript } from '../assets.js'
import { Page } from '../layout.js'
import { myWorkPath, sheetPath } from '../paths.js'
import { At, nameOf } from '../words.js'

/** 受領: the number to keep, and what happens next. `page`: key of the page that was sent; what the browser kept of it is not needed any more. */
export const ReceiptPage: FC<{ sheet: Sheet; receipt: ReceiptView; page: string }> = ({ sheet, receipt, page }) => (
  <Page title={receipt.state === 'refused' ? '受け付けられませんでした' : '受け付けました'} cycle={sheet.cycle} scripts={[sheetScript]}>
    <div
      class={receipt.state === 'refused' ? 'error-summary' : 'receipt'}
      role={receipt.state === 'refused' ? 'alert' : 'status'}
      data-handed-in={receipt.state === 'refused' ? undefined : page}
    >
      <p>{nameOf(sheet.one)}</p>
      <p>
        {'受付番号 '}
        <strong class="receipt-number">{receipt.receiptNo}</strong>
      </p>
      <p>
        {`${actWord(receipt.act)}　`}
        <At at={receipt.receivedAt} />
      </p>
    </div>
    {receipt.state === 'refused' ? (
      <p>{receipt.refusal ? refusalSentences[receipt.refusal] : '画面を開き直して、状態を確かめてください。'}</p>
    ) : (
      <>
        <h2>この後のこと</h2>
        <p>
          {receipt.state === 'received'
            ? '受付は済みました（反映待ち）。反映には少し時間がかかっています。反映は自動で行われ、提出の時刻は上の受付の時刻です。もう一度提出する必要はありません。'
            : sheet.one.state === 'submitted'
              ? '事務局が内容を確認します。修正をお願いするときは、メールとマイ業務でお知らせします。受領の連絡もメールで届きます。'
              : 'この依頼で行うことは、これで終わりです。受領の連絡がメールで届きます。'}
        </p>
      </>
    )}
    <p class="near">
      <a href={myWorkPath}>マイ業務に戻る</a>
      <a href={sheetPath(sheet.one.id)}>提出した内容を見る</a>
    </p>
  </Page>
)
